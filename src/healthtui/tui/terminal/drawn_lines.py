"""Drawn lines for a terminal that does not draw every sign and letter."""

import locale
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from healthtui.tui.glyphs import ASCII, CONSOLE, ELLIPSIS, EVERY, ON_CONSOLE, Signs

_CUT: Final = re.compile(rf"(?:[^\s{ELLIPSIS}]{{2}})?{ELLIPSIS}(?=\s*$)|{ELLIPSIS}(?:  )?")
"""An ellipsis, with two cells beside it where those can be given up."""


def signs_of(environment: Mapping[str, str]) -> Signs:
    """The signs that the terminal draws: ASCII where that is asked for or there is no UTF-8."""
    asked = environment.get("HEALTHTUI_ASCII", "") not in {"", "0"}
    if asked or not _is_utf8(encoding()):
        return ASCII
    return ON_CONSOLE if environment.get("TERM") == "linux" else EVERY


def encoding() -> str:
    """The encoding of the terminal, as the locale says.

    Where no locale is set Python takes UTF-8, and so does the program; unless Python is told not
    to.
    """
    if sys.flags.utf8_mode and os.environ.get("PYTHONCOERCECLOCALE") != "0":
        return "utf-8"
    return locale.getencoding()


def _is_utf8(name: str) -> bool:
    return name.lower().replace("-", "") == "utf8"


class DrawnLines(LineFilter):
    """Draws signs by those that there are and letters as they are, each in the cells that it had.

    `letters` is the encoding that tells which letters there are.
    """

    def __init__(self, signs: Signs, letters: str) -> None:
        super().__init__()
        self._signs = signs
        self._letters = letters
        self._has_dots = ord(ELLIPSIS) not in signs.cell

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line as the terminal draws them."""
        del background
        return [
            each
            if each.control or each.text.isascii()
            else Segment(self._plain(each.text), each.style)
            for each in segments
        ]

    def _plain(self, text: str) -> str:
        cut = text if self._has_dots else _CUT.sub(_dots, text)
        return "".join(map(self._drawn, cut.translate(self._signs.cell)))

    def _drawn(self, letter: str) -> str:
        """One character as it can be drawn, in as many cells."""
        if letter.isascii() or (letter in CONSOLE and ord(letter) not in self._signs.cell):
            return letter
        if unicodedata.category(letter)[0] in "LM" and self._has(letter):
            return letter
        base = unicodedata.normalize("NFKD", letter)[0]
        plain = base if base.isascii() and base.isalnum() else "?"
        return (plain + "?")[: cell_len(letter)]

    def _has(self, letter: str) -> bool:
        try:
            letter.encode(self._letters)
        except UnicodeEncodeError:
            return False
        return True


def _dots(found: re.Match[str]) -> str:
    return "." * cell_len(found.group()) if cell_len(found.group()) > 1 else "."
