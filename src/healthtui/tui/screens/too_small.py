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
        """How large the window must be, and how to leave."""
        told = say(
            "Window too small: at least {width} × {height}. q quits.",  # noqa: RUF001
            width=LEAST.width,
            height=LEAST.height,
        )
        yield Static(self._speaker.text(told), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Go once there is room again."""
        if not is_too_small(event.size):
            self.dismiss()
