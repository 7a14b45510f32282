"""A page to read: the reasons of an answer, or the keys; any of its keys closes it."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.tui.terminal.page import Page
from healthtui.tui.widgets.told import Paint

_WIDTH: Final = 76
_FRAME: Final = 5
"""Border, padding and scrollbar."""


class ReadingScreen(Page[None]):
    """Shows a text that scrolls, or is made for its width; escape, q, w, ? and enter close it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w,question_mark,f1,enter", "dismiss", show=False),
        Binding("j", "line_down", show=False),
    ]
    DEFAULT_CSS = """
    ReadingScreen { align: center middle; background: $background 60%; }
    ReadingScreen VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 92%;
        background: $surface; padding: 0 1; scrollbar-size: 1 1;
    }
    ReadingScreen Static { height: auto; }
    """

    def __init__(self, title: str, text: Content | str | Paint) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The page, which has the focus so that arrows scroll it."""
        with VerticalScroll(id="page") as page:
            page.border_title = Content(self._title)
            yield Static(self._made(), id="text", markup=False)

    def on_resize(self) -> None:
        """Make the text for the window that there is now."""
        if callable(self._text):
            self.query_one("#text", Static).update(self._made())

    def _made(self) -> Content | str:
        if not callable(self._text):
            return self._text
        return self._text(min(_WIDTH, self.app.size.width) - _FRAME)

    def action_line_down(self) -> None:
        """Scroll as the arrow down does."""
        self.query_one("#page").scroll_down()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()
