"""Loads the rooms beside the program before the program takes their folder off the search path."""

import tools

__all__ = ["tools"]
