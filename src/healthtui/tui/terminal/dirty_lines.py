"""Drawing of the widgets that changed only their lines that did.

Textual takes the rectangle around all that is to be drawn anew, and goes through every line of
every widget that touches it: for a letter and the sum that follows from it, all of the screen.
"""

from collections.abc import Iterable
from typing import Any

import textual.screen
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class DirtyLines(Compositor):
    """Asks each widget only for the lines from the first to the last that is to be drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What draws all that is to be drawn anew."""
        self._wanted = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._wanted = ()

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """The lines of widgets, each with the region of the widget and the part that they are."""
        if self._wanted:
            for widget, (region, clip) in self.visible_widgets.items():
                part = _touched(region.intersection(clip), self._wanted)
                if part:
                    yield region, part, widget.render_lines(part.translate(-region.offset))
        else:
            yield from super()._get_renders(crop)


def _touched(seen: Region, wanted: Iterable[Region]) -> Region | None:
    """The part of what is seen of a widget that holds all its lines that are to be drawn."""
    touched = [each for each in wanted if seen.overlaps(each)]
    if not touched:
        return None
    top = max(seen.y, min(each.y for each in touched))
    bottom = min(seen.bottom, max(each.bottom for each in touched))
    return Region(seen.x, top, seen.width, bottom - top)


def draw_dirty_lines() -> None:
    """Let every screen that is made from now on be drawn so."""
    screen: Any = textual.screen
    screen.Compositor = DirtyLines
