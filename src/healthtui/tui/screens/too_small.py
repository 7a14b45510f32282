"""The one line that a window shows in which nothing else has room."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Static

from healthtui.core.sentence import say
from healthtui.texts.speaker import Speaker
from healthtui.tui.terminal.page import Page

LEAST = Size(40, 10)
"""The smallest window that the screens are made for."""


def is_too_small(size: Size) -> bool:
    """Whether a window has no room for the screens."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmallScreen(Page[None]):
    """Lies over everything until the window has grown; what is below keeps its focus and text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ctrl+q", "app.leave", show=False)]
    DEFAULT_CSS = """
    TooSmallScreen, TooSmallScreen:ansi { background: $background; overflow: hidden; }
    TooSmallScreen Static { width: 100%; height: auto; }
    """

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker

    def compose(self) -> ComposeResult:
        """How large the window is and must be, and how to leave."""
        yield Static(self._told(self.app.size), markup=False)

    def _told(self, size: Size) -> str:
        told = say(
            "Window too small: {now} now, {least} needed. q quits; “healthtui plain” needs no "
            "window.",
            now=_written(size),
            least=_written(LEAST),
        )
        return self._speaker.text(told)

    def on_resize(self, event: events.Resize) -> None:
        """Go once there is room again."""
        if not is_too_small(event.size):
            self.dismiss()
        else:
            self.query_one(Static).update(self._told(event.size))


def _written(size: Size) -> str:
    return f"{size.width}x{size.height}"
