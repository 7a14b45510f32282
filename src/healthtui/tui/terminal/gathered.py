"""What is drawn at once goes out at once, or not at all if nothing is to be seen of it."""

from typing import Final

from textual._ansi_sequences import SYNC_END, SYNC_START

BRIEF: Final = 512
"""Bytes that go out in one piece and are shown in one: more are marked as one drawing."""


class Gathered:
    """The texts of one drawing, of which the last puts the cursor where it is to be."""

    def __init__(self) -> None:
        self._parts: list[str] | None = None
        self._cursor = ""

    def begin(self) -> None:
        """The texts that follow are one drawing."""
        self._parts = []

    def takes(self, text: str) -> bool:
        """Whether a text was taken, as it is of a drawing."""
        if self._parts is None:
            return False
        self._parts.append(text)
        return True

    def ended(self, *, marked: bool) -> str:
        """All of the drawing, with marks at both ends if it is long and the terminal knows them.

        Empty where only the cursor was put where it was.
        """
        text, self._parts = "".join(self._parts or ()), None
        if text == self._cursor:
            return ""
        self._cursor = text[text.rfind("\x1b") :]
        return f"{SYNC_START}{text}{SYNC_END}" if marked and len(text) > BRIEF else text

    def forget(self) -> None:
        """The cursor may be anywhere."""
        self._cursor = ""
