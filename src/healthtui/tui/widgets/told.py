"""A text that is laid out for the width it has."""

from collections.abc import Callable
from typing import Final

from textual.content import Content

from healthtui.tui.widgets.steady import Steady

Paint = Callable[[int], Content]
"""Makes the text for a width in cells."""

_USUAL: Final = 26
"""Before anything is laid out."""
_LEAST: Final = 20
"""What any text can be laid out in; a window that is narrower cuts it."""


class Told(Steady):
    """Shows what its screen tells; painted again whenever its width changes."""

    DEFAULT_CSS = """
    Told { height: auto; }
    """

    def __init__(self, name: str = "told") -> None:
        super().__init__(id=name, markup=False)
        self._paint: Paint = lambda _: Content("")
        self._width = 0
        self._rows = 0

    def tell(self, paint: Paint) -> None:
        """Show another text."""
        self._paint = paint
        self._repaint()

    def on_resize(self) -> None:
        """Lay the text out anew if the width is another."""
        if self.size.width != self._width:
            self._repaint()

    def _repaint(self) -> None:
        width, height = self.size.width, self._rows
        told = self._paint(max(width or _USUAL, _LEAST))
        self._rows = told.get_height({}, width) if width else 0
        # Nothing moves where the text is as wide and as high as the one before.
        same = width == self._width and self._rows == height > 0
        self._width = width
        self.update(told, layout=not same)
