"""The command line: every answer without a screen, and the door to the app."""

from healthtui.cli.program import main

__all__ = ["main"]
