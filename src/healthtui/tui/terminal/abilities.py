"""What the terminal can do, as its environment tells; asked before the app is made."""

import contextlib
import curses
from collections.abc import Callable, Mapping
from typing import Final

from rich.console import Console

from healthtui.tui.looks import Looks
from healthtui.tui.terminal.drawn_lines import signs_of

_COLOURS: Final = 8
"""Fewer colours than these are none."""
_LIGHT: Final = frozenset({"7", *map(str, range(9, 16))})
"""The numbers of COLORFGBG that stand for a light ground."""
_NO: Final = frozenset({"0", "false", "no"})


def _colours_of(terminal: str) -> int:
    """How many colours a terminal has; enough where nothing is known of it."""
    with contextlib.suppress(curses.error):
        curses.setupterm(terminal, 1)
        return curses.tigetnum("colors")
    return _COLOURS


def _has_sixteen(environment: Mapping[str, str]) -> bool:
    """Whether the screen's library would squeeze all colours into the terminal's sixteen."""
    asked = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    system = Console(force_terminal=True, _environ=environment).color_system
    return (system if asked == "auto" else asked) == "standard"


def looks_for(
    environment: Mapping[str, str], theme: str = "", colours_of: Callable[[str], int] = _colours_of
) -> Looks:
    """The looks for an environment; NO_COLOR that is empty counts as not set."""
    terminal = environment.get("TERM", "")
    few = bool(terminal) and colours_of(terminal) < _COLOURS
    return Looks(
        signs=signs_of(environment),
        colourless=bool(environment.get("NO_COLOR")) or few,
        few_colours=_has_sixteen(environment),
        light=environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT,
        theme=theme,
        mouse=_said(environment.get("HEALTHTUI_MOUSE", "")),
        cursor=_said(environment.get("HEALTHTUI_CURSOR", "")),
    )


def _said(value: str) -> bool | None:
    """What a variable says; None where it is not set, or empty."""
    return value.casefold() not in _NO if value else None
