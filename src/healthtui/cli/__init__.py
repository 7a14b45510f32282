"""The command line: every answer without a screen, and the door to the app."""

from healthtui.cli.search_path import leave_open_folders

leave_open_folders()  # before anything that is not the program's own is imported

from healthtui.cli.program import main  # noqa: E402

__all__ = ["main"]
