"""A list whose lines are made for its width."""

import contextlib
from dataclasses import dataclass
from typing import Final

from textual.message import Message
from textual.widgets import OptionList

_USUAL: Final = 33
"""The room of a line before anything is laid out."""


class Lines(OptionList):
    """Says when its lines have another room, so that they can be made anew."""

    DEFAULT_CSS = """
    Lines { scrollbar-gutter: stable; }
    """

    _told = 0

    @dataclass
    class Fitted(Message):
        """The lines now have this room."""

        room: int

    def on_resize(self) -> None:
        """Tell another width."""
        if self.room != self._told:
            self._told = self.room
            self.post_message(self.Fitted(self.room))

    def action_page_up(self) -> None:
        """A page up; a list that was just filled has none yet."""
        with contextlib.suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """A page down, likewise."""
        with contextlib.suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]

    @property
    def room(self) -> int:
        """The cells of a line."""
        return self.scrollable_content_region.width or _USUAL
