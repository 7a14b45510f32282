"""What those who work on the program run: catalogues, pictures, rules, proofs, trials."""
