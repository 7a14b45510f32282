"""What a process gives up before it reads anything personal."""

import contextlib
import os
import sys
from typing import Final

_NO_DUMP: Final = 4
"""PR_SET_DUMPABLE of prctl(2)."""
_HARMLESS: Final = frozenset(
    {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DIM_FACTOR", "TEXTUAL_DISABLE_KITTY_KEY"}
)
_STILL: Final = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
"""Nothing moves by itself: not over a slow line, and for nobody who is made ill by it."""


def leave_no_trace() -> None:
    """No memory image after a crash, and none for another program of the same person to read."""
    # Only here: `--help` and `--version` read nothing.
    import resource  # noqa: PLC0415

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_NO_DUMP, 0, 0, 0, 0)


def forget_textual_settings() -> None:
    """Drop what makes the screen's library write logs and pictures or load other code."""
    for name in [name for name in os.environ if name == "TEXTUAL" or name.startswith("TEXTUAL_")]:
        if name not in _HARMLESS:
            del os.environ[name]
    os.environ.update(_STILL)
