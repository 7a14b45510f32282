"""A scrollbar that can be seen without colour: a full thumb on a thin line."""

from typing import Any, Final, Self

import textual.scrollbar
from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
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


class SteadyScrollBar(ScrollBar):
    """Is drawn anew only where that is seen: Textual does it whenever anything is laid out."""

    renderer = ScrollMarks
    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)
    """Its own size, for which Textual would lay the whole screen out a second time."""
    _drawn: tuple[object, ...] = ()

    def refresh(self, *regions: Region, repaint: bool = True, **options: Any) -> Self:
        """Draw the bar if it is to look otherwise."""
        if repaint and self.is_mounted and self.parent and not any(options.values()):
            drawn = self._look()
            if drawn == self._drawn:
                return self
            self._drawn = drawn
        return super().refresh(*regions, repaint=repaint, **options)

    def _look(self) -> tuple[object, ...]:
        """All that the bar is drawn from: its colours, and its cells where they are whole."""
        bar: Any = self.render()
        size = self.size.height if self.vertical else self.size.width
        cells = bar.render_bar(
            size=size,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=bar.thickness,
            vertical=bar.vertical,
        )
        return bar.style, *(each.text for each in cells.segments)


def use_scroll_marks() -> None:
    """Let every scrollbar be one of ours."""
    scrollbar: Any = textual.scrollbar
    scrollbar.ScrollBar = SteadyScrollBar
