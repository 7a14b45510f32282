"""Dumb parts of screens: they are set by their screen and tell it what the person did."""
