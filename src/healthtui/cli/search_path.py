"""Where code may come from: not from the folder one happens to be in, nor from where all write."""

import os
import stat
import sys


def leave_open_folders() -> None:
    """Take the working folder, and every folder that others may write to, off the search path."""
    sys.path[:] = [place for place in sys.path if _is_closed(place)]


def _is_closed(place: str) -> bool:
    if not os.path.isabs(place):  # noqa: PTH117 - before anything else is imported
        return False
    try:
        found = os.stat(place)  # noqa: PTH116
        here = os.stat(".")  # noqa: PTH116
    except OSError:  # it is not there, or nobody may look: nothing is imported from it
        return True
    return not (os.path.samestat(found, here) or found.st_mode & stat.S_IWOTH)
