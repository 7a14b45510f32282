"""A scrollbar that can be seen without colour: a full thumb on a thin line."""

from typing import Any, Final

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender

_THUMB: Final = "█"
_TRACKS: Final = {True: "│", False: "─"}


class ScrollMarks(ScrollBarRender):
    """Draws whole cells; Textual's own draws eighths, which many fonts lack."""

    @classmethod
    def render_bar(cls, *given: Any, **named: Any) -> Segments:
        """The cells of Textual's bar, whose thumb is in reverse, by glyphs."""
        bar = super().render_bar(*given, **named)
        track = _TRACKS[named.get("vertical", True)]
        ground, thumb = named.get("back_color"), named.get("bar_color")
        drawn = []
        for segment in bar.segments:
            style = segment.style or Style()
            on_thumb = style.meta.get("@mouse.down") == "grab"
            glyph = _THUMB if on_thumb else track
            plain = Style(color=thumb, bgcolor=ground, meta=style.meta)
            drawn.append(Segment(glyph * len(segment.text), plain))
        return Segments(drawn, new_lines=bar.new_lines)


def use_scroll_marks() -> None:
    """Let every scrollbar be drawn so."""
    ScrollBar.renderer = ScrollMarks
