"""What a terminal is told when the app leaves it: every mode off that may have been turned on."""

from typing import Final

_MOUSE: Final = (1000, 1002, 1003, 1005, 1006, 1015, 1016)
_SYNCHRONISED: Final = 2026
_PASTE: Final = 2004
_RESIZES: Final = 2048
_FOCUS: Final = 1004
_OFF: Final = (_SYNCHRONISED, *_MOUSE, _PASTE, _RESIZES, _FOCUS)

CURSOR_SHOWN: Final = "\x1b[?25h"
CURSOR_HIDDEN: Final = "\x1b[?25l"
RESTORED: Final = (
    "".join(f"\x1b[?{mode}l" for mode in _OFF)
    + "\x1b[<u"  # kitty's keys, before the alternate screen is left, as its protocol asks
    + "\x1b[0m\x1b[?7h\x1b[?1049l"  # plain colours, wrapping, the shell's screen
    + CURSOR_SHOWN
)
