"""Bracketed pastes, taken out of what the terminal sends before anything is read as keys."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from healthtui.core.plain_text import plain_text

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
LONGEST: Final = 1_000_000
"""Characters of a paste; the rest of it is dropped."""


class Pasted(Struct, frozen=True):
    """A paste, without what could steer a terminal."""

    text: str


class Pastes:
    """Splits a stream of text into pastes and what was typed.

    `held` is the beginning of what may become the mark of a start.
    """

    def __init__(self) -> None:
        self.inside = False
        self.held = ""
        self._parts: list[str] = []
        self._room = LONGEST

    def split(self, text: str) -> Iterator[str | Pasted]:
        """The pieces of the stream that are complete with this text."""
        text = self.held + text
        self.held = ""
        while text:
            before, mark, text = text.partition(END if self.inside else START)
            if not mark:
                before = self._hold_back(before)
            if self.inside:
                self._add(before)
            elif before:
                yield before
            if mark and self.inside:
                yield self._closed()
            elif mark:
                self.inside = True

    def silence(self) -> Iterator[str | Pasted]:
        """The pieces that are complete because nothing more comes: an end may have been lost."""
        held, self.held = self.held, ""
        if self.inside:
            yield self._closed()
        elif held:
            yield held

    def _hold_back(self, text: str) -> str:
        """The text without what may be the first part of a mark, which is held."""
        mark = END if self.inside else START
        for size in range(min(len(mark) - 1, len(text)), 0, -1):
            if text.endswith(mark[:size]):
                self.held = text[-size:]
                return text[:-size]
        return text

    def _add(self, text: str) -> None:
        kept = text[: self._room]
        self._room -= len(kept)
        if kept:
            self._parts.append(kept)

    def _closed(self) -> Pasted:
        pasted = Pasted(plain_text("".join(self._parts)))
        self._parts.clear()
        self.inside = False
        self._room = LONGEST
        return pasted
