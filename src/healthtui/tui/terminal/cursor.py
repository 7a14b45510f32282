"""Where the terminal's own cursor belongs: screen readers and Braille displays follow it."""

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from healthtui.tui.terminal.page import Page


def cursor_place(screen: Screen[object]) -> Offset | None:
    """Where on screen the person is: in the text, on the highlighted line, or on the control.

    None where nothing has the focus.
    """
    widget = screen.pointing if isinstance(screen, Page) else None
    widget = widget or screen.focused
    if widget is None:
        return None
    if isinstance(widget, Input):
        # Textual's own place is one cell too far behind the last letter.
        before = widget._position_to_cell(widget.cursor_position)  # noqa: SLF001
        return widget.content_region.offset + Offset(before - widget.scroll_offset.x, 0)
    # A text of several lines tells it; its class takes long to load, and most screens have none.
    place: Offset | None = getattr(widget, "cursor_screen_offset", None)
    if place is not None:
        return place
    return widget.content_region.offset + Offset(0, _line(widget))


def _line(widget: Widget) -> int:
    """The line of a list that is highlighted, from the top of what is seen of it."""
    place = getattr(widget, "highlighted", None)
    if place is None:
        return 0
    # An option may have several lines; its list is not loaded before there is one.
    lines: dict[int, int] | None = getattr(widget, "_index_to_line", None)
    return (int(place) if lines is None else lines.get(place, 0)) - widget.scroll_offset.y
