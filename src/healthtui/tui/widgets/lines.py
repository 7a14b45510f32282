"""A list whose lines are made for its width."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self

from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList

_USUAL: Final = 33
"""The room of a line before anything is laid out."""


class Lines(OptionList):
    """Says when its lines have another room, so that they can be made anew."""

    DEFAULT_CSS = """
    Lines { scrollbar-gutter: stable; }
    """

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """Which line is moved to; of the list the two lines that this changes are drawn anew."""
    _told = 0

    @dataclass
    class Fitted(Message):
        """The lines now have this room."""

        room: int

    def watch_highlighted(self, before: int | None, highlighted: int | None) -> None:  # type: ignore[override]
        """Draw the line that was left and the one that was moved to."""
        super().watch_highlighted(highlighted)
        for place in (before, highlighted):
            if place is not None and place < self.option_count:
                self._draw_line(place)

    def set_options(self, options: Iterable[Any]) -> Self:
        """Show other lines; Textual draws nothing anew where there are none."""
        super().set_options(options)
        if not self.option_count:
            self.refresh()
        return self

    def _draw_line(self, place: int) -> None:
        top = self._index_to_line.get(place, 0) - self.scroll_offset.y
        height = self._heights.get(place, 1)
        self.refresh(Region(0, top, self.size.width, height))

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
