"""Drawn lines for a terminal that draws ASCII and the letters of its encoding, and nothing else."""

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

from healthtui.tui.glyphs import CELL, ELLIPSIS

_CUT: Final = re.compile(rf"(?:[^\s{ELLIPSIS}]{{2}})?{ELLIPSIS}(?=\s*$)|{ELLIPSIS}(?:  )?")
"""An ellipsis, with two cells beside it where those can be given up."""


def draws_ascii(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is to get ASCII: asked for, the Linux console, or no UTF-8."""
    asked = environment.get("HEALTHTUI_ASCII", "") not in {"", "0"}
    return asked or environment.get("TERM") == "linux" or not _is_utf8(encoding())


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


class AsciiLines(LineFilter):
    """Draws signs by ASCII and letters as they are, each in the cells that it had."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self._letters = letters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line in ASCII and letters."""
        del background
        return [
            each
            if each.control or each.text.isascii()
            else Segment(self._plain(each.text), each.style)
            for each in segments
        ]

    def _plain(self, text: str) -> str:
        return "".join(map(self._drawn, _CUT.sub(_dots, text).translate(CELL)))

    def _drawn(self, letter: str) -> str:
        """One character as it can be drawn, in as many cells."""
        if letter.isascii():
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
