"""A terminal that believes nothing: it draws, keeps the modes, and notes what it does not know."""

import re
from typing import Final

from rich.cells import cell_len

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<right>\d*C)"
    r"|(?P<back>\x08+)"
    r"|\x1b\[(?P<colour>[\d;]*)m"
    r"|\x1b\[\?(?P<mode>\d+)(?P<turned>[hl])"
    r"|\x1b\[\?(?P<asked>\d+)\$p"
    r"|\x1b\[(?P<keys>[><])(?P<flags>\d*)u"
    r"|(?P<bell>\x07)"
    r"|(?P<newline>\r?\n)"
    r"|(?P<unknown>(?s:.))"
)
"""What Textual sends; whatever is none of it is unknown."""
_UNSEEN: Final = re.compile("[\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What is text to a decoder, and steers a terminal all the same."""
_PARTIAL: Final = re.compile(r"\x1b(\[[?<>]?[\d;$]*)?\Z")
_KITTY: Final = -1
_CONTEXT: Final = 20


class Screen:
    """What a terminal of a size shows and which modes are on, after the bytes it was given."""

    def __init__(self, rows: int = 24, columns: int = 80) -> None:
        self.on: set[int] = set()
        self.unknown: list[str] = []
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._left = b""

    def feed(self, data: bytes) -> None:
        """Take bytes as they come; a sequence may end in the next ones."""
        text, self._left = _decoded(self._left + data)
        for found in _TOKEN.finditer(text):
            self._take(found)

    @property
    def restored(self) -> bool:
        """Whether every mode is as a shell expects it."""
        return self.on <= {7, 25}

    @property
    def lines(self) -> list[str]:
        """What is shown, row by row."""
        return ["".join(row).rstrip() for row in self._cells]

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row of the cursor, from 0."""
        return self._column, self._row

    def __contains__(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def _take(self, found: re.Match[str]) -> None:
        if (text := found["text"]) is not None:
            self.unknown += _UNSEEN.findall(text)
            self._draw(text)
        elif found["right"]:
            self._column += int(found["right"][:-1] or 1)
        elif found["back"]:
            self._column -= len(found["back"])
        elif found["row"]:
            self._row, self._column = int(found["row"]) - 1, int(found["column"]) - 1
        elif found["mode"]:
            self._turn(int(found["mode"]), on=found["turned"] == "h")
        elif found["keys"]:
            self._turn(_KITTY, on=found["keys"] == ">")
        elif found["newline"]:
            self._row, self._column = self._row + 1, 0
        elif found["unknown"]:
            self.unknown.append(found.string[found.start() : found.start() + _CONTEXT])

    def _turn(self, mode: int, *, on: bool) -> None:
        (self.on.add if on else self.on.discard)(mode)

    def _draw(self, text: str) -> None:
        for letter in text:
            width = cell_len(letter)
            if 0 <= self._row < len(self._cells):
                row = self._cells[self._row]
                if width and self._column + width <= len(row):
                    row[self._column : self._column + width] = [letter, *[""] * (width - 1)]
            self._column += width


def _decoded(data: bytes) -> tuple[str, bytes]:
    """The complete part as text, and the beginning of a letter or sequence that is not."""
    for size in range(4):
        try:
            text = data[: len(data) - size].decode()
        except UnicodeDecodeError:
            continue
        partial = _PARTIAL.search(text)
        whole = text[: partial.start()] if partial else text
        return whole, data[len(whole.encode()) :]
    return data.decode("utf-8", "surrogateescape"), b""
