"""A text of which only what changes is drawn, and a panel that is laid out once for a change."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Self

from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.widgets import Static


class Steady(Static):
    """Shows a text; of another one the lines that differ are drawn, of the same one none."""

    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)
    """Its own size, for which Textual would lay the whole screen out a second time."""
    _differing: tuple[Region, ...] = ()

    def update(self, content: Any = "", *, layout: bool = True) -> None:
        """Show another text; `layout` tells whether its size may be another one."""
        before, width = self.content, self.size.width
        if isinstance(before, Content) and isinstance(content, Content):
            if content.is_same(before):
                return
            if width and not layout:
                rules = self.styles.get_rules()
                self._differing = tuple(_differing(before, content, rules, width))
        super().update(content, layout=layout)
        self._differing = ()

    def refresh(self, *regions: Region, **options: Any) -> Self:
        """Draw anew; where another text is the reason, the lines that differ."""
        return super().refresh(*(regions or self._differing), **options)


class Panel(VerticalScroll):
    """Scrolls what is in it. That its scrollbar comes or goes asks for layout by itself."""

    virtual_size: reactive[Size] = reactive(Size(0, 0), repaint=False)


def _differing(before: Content, after: Content, rules: RulesMap, width: int) -> Iterator[Region]:
    """The rows in which two texts differ."""
    row = 0
    for old, new in zip_longest(before.split(allow_blank=True), after.split(allow_blank=True)):
        heights = [line.get_height(rules, width) if line is not None else 0 for line in (old, new)]
        if heights[0] != heights[1]:  # all below stands elsewhere
            bottom = max(text.get_height(rules, width) for text in (before, after))
            yield Region(0, row, width, bottom - row)
            return
        if not new.is_same(old):
            yield Region(0, row, width, heights[1])
        row += heights[1]
