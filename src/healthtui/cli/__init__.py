"""The command line: every answer without a screen, and the door to the app."""

import gc

from healthtui.cli.search_path import leave_open_folders

leave_open_folders()  # before anything that is not the program's own is imported
gc.disable()  # what is imported stays: to look through it for garbage finds none

from healthtui.cli.lean import own_hashes, without  # noqa: E402

with without("typing_extensions"):  # msgspec finds the same in typing; 5 ms
    import msgspec  # noqa: F401

own_hashes()

from healthtui.cli.program import main  # noqa: E402

gc.freeze()
gc.enable()

__all__ = ["main"]
