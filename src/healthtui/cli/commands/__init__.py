"""One file per command: its words, and what it does."""
