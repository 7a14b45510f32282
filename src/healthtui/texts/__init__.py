"""Texts in the reader's language: translations, amounts, dates, names of countries."""
