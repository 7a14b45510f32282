"""Which terminal this is: one that shows screens, or one for the dialogue of lines."""

import re
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from healthtui.core.sentence import Sentence, say

_VARIABLES: Final = {
    "ascii": ("HEALTHTUI_ASCII", "1"),
    "no_color": ("NO_COLOR", "1"),
    "no_mouse": ("HEALTHTUI_MOUSE", "0"),
    "cursor": ("HEALTHTUI_CURSOR", "1"),
}
"""Options that are another way to set a variable of the environment."""
_DUMB: Final = "dumb"
_KNOWN_ANYWHERE: Final = ("xterm", "linux", "vt100", "ansi")
"""Terminals that are in every terminfo: where none of them is, nothing can be asked."""
_NEWER: Final = re.compile(
    r"(xterm|tmux|screen|rxvt|alacritty|contour|foot|ghostty|iterm2?|kitty|konsole|putty|st|vte|wezterm)"
    r"(-|$)"
)
"""Terminals that draw screens; a host that is older than they are does not know their names."""


def environment_of(args: Namespace, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as the options want it."""
    wanted = (pair for name, pair in _VARIABLES.items() if getattr(args, name, False))
    return {**environ, **dict(wanted)}


def is_in_terminfo(name: str) -> bool:
    """Whether a terminal is known; True where the computer knows none at all."""
    # Only where an app is about to open: other commands ask nothing of a terminal.
    import curses  # noqa: PLC0415

    def found(terminal: str) -> bool:
        try:
            curses.setupterm(terminal, 1)
        except (curses.error, OSError):
            return False
        return True

    return bool(_NEWER.match(name)) or found(name) or not any(map(found, _KNOWN_ANYWHERE))


def only_lines(
    environ: Mapping[str, str], is_known: Callable[[str], bool] = is_in_terminfo
) -> tuple[bool, Sentence | None]:
    """Whether the terminal is one for lines, and what to say of that where it may surprise."""
    name = environ.get("TERM", "")
    if name == _DUMB:
        return True, None
    if not name:
        return True, say(
            "The terminal does not say what it is, so this is the dialogue of lines. "
            "For the screens: TERM=xterm-256color healthtui"
        )
    if not is_known(name):
        return True, say(
            "The terminal “{name}” is not known on this computer, so this is the dialogue of "
            "lines. For the screens: TERM=xterm-256color healthtui",
            name=name,
        )
    return False, None
