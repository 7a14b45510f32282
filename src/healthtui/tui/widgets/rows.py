"""A list of any length: only the rows in view are made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

_USUAL: Final = 40
"""The room of a row before anything is laid out."""

Draw = Callable[[int, int], Content]
"""Makes the row of a number for a width in cells."""


class Rows(ScrollView, can_focus=True):
    """Rows with one highlighted, moved by the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "select", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--row", "rows--highlighted"}
    DEFAULT_CSS = """
    Rows { scrollbar-size: 1 1; scrollbar-gutter: stable; }
    Rows > .rows--highlighted { background: $row; }
    Rows:focus > .rows--highlighted { background: $row-here; text-style: bold; }
    """

    @dataclass
    class Moved(Message):
        """Another row is highlighted, None where there is none."""

        row: int | None

    @dataclass
    class Selected(Message):
        """Enter or a click on a row."""

        row: int

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._count = 0
        self._draw: Draw = lambda _, __: Content("")
        self.highlighted: int | None = None

    @property
    def room(self) -> int:
        """The cells of a row."""
        return self.scrollable_content_region.width or _USUAL

    def show(self, count: int, draw: Draw, highlighted: int | None) -> None:
        """Show other rows; tells nobody."""
        self._count = count
        self._draw = draw
        self.highlighted = None
        if count:
            self.highlighted = min(max(highlighted or 0, 0), count - 1)
        self.virtual_size = Size(self.room, count)
        self._follow()
        self.refresh()

    def on_resize(self) -> None:
        """Fit the rows to the window, and keep the highlight in it."""
        self.virtual_size = Size(self.room, self._count)
        self._follow()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        row = y + self.scroll_offset.y
        classes = ("rows--highlighted",) if row == self.highlighted else ()
        style = self.get_visual_style("rows--row", *classes)
        if row >= self._count:
            return Strip.blank(self.room, style.rich_style)
        content = self._draw(row, self.room).truncate(self.room, ellipsis=True)
        strips = Visual.to_strips(self, content, self.room, 1, style)
        return strips[0].extend_cell_length(self.room, style.rich_style)

    def action_move(self, steps: int) -> None:
        """Move the highlight."""
        self._to((self.highlighted or 0) + steps)

    def action_page(self, direction: int) -> None:
        """Move by what is in view; where all is in view, the key is somebody else's."""
        if self._count <= self.size.height:
            raise SkipAction
        self._to((self.highlighted or 0) + direction * max(1, self.size.height - 1))

    def action_end(self, direction: int) -> None:
        """To the first or the last row."""
        self._to(self._count if direction > 0 else 0)

    def action_select(self) -> None:
        """Choose the highlighted row."""
        if self.highlighted is not None:
            self.post_message(self.Selected(self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """A click highlights and chooses."""
        row = event.y + self.scroll_offset.y
        if row < self._count:
            self._to(row)
            self.action_select()

    def highlight(self, row: int) -> None:
        """Move the highlight to a row, or the last one there is."""
        self._to(row)

    def _to(self, row: int) -> None:
        if not self._count:
            return
        wanted = min(max(row, 0), self._count - 1)
        if wanted != self.highlighted:
            self.highlighted = wanted
            self._follow()
            self.refresh()
            self.post_message(self.Moved(wanted))

    def _follow(self) -> None:
        """Keep the highlight in view."""
        row, height = self.highlighted, self.size.height
        if row is None or not height:
            return
        top = self.scroll_offset.y
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)
