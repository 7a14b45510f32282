"""Titles in borders, for each of which Textual would draw the whole widget."""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(widget: Widget, title: str, *, below: bool = False) -> None:
    """Write a title into the upper border of a widget, or the lower one.

    Where it is another one than before, the line of the border is drawn, and no other.
    """
    attribute = "_border_subtitle" if below else "_border_title"
    before: Content | None = getattr(widget, attribute)
    content = Content(title)
    if before is None or not content.is_same(before):
        setattr(widget, attribute, content)
        left, top = -widget.content_offset
        row = widget.outer_size.height - 1 if below else 0
        widget.refresh(Region(left, top + row, widget.outer_size.width, 1))
