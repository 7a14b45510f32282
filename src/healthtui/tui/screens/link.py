"""The official page of a step: its address in full, and a code for the phone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.texts.speaker import Speaker
from healthtui.tui.qr import qr_code
from healthtui.tui.terminal.page import Page

_AROUND = 9
"""Rows that the frame and the addresses need beside the code."""


class LinkScreen(Page[None]):
    """Shows addresses; the first as a `code` too, where the window is large enough for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l,enter", "dismiss", show=False),
    ]
    DEFAULT_CSS = """
    LinkScreen { align: center middle; background: $background 60%; }
    LinkScreen VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; padding: 0 1; scrollbar-size: 1 1;
    }
    LinkScreen Static { height: auto; width: 100%; }
    LinkScreen #code { content-align: center middle; }
    """

    def __init__(
        self, title: str, addresses: tuple[str, ...], speaker: Speaker, *, code: bool
    ) -> None:
        super().__init__()
        self._title = title
        self._addresses = addresses
        self._speaker = speaker
        self._wants_code = code

    def compose(self) -> ComposeResult:
        """The addresses as text first, then the code."""
        with VerticalScroll(id="page") as page:
            page.border_title = Content(self._title)
            yield Static(Content("\n".join(self._addresses)), id="addresses", markup=False)
            yield Static(self._code(), id="code", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def _code(self) -> Content:
        code = qr_code(self._addresses[0])
        if not self._wants_code:
            return Content(self._speaker.word("This terminal does not draw the code for a phone."))
        width, height = self.app.size
        if len(code.split("\n")) + _AROUND > height + 4 or code.cell_length > width * height:
            return Content(
                self._speaker.word("The window is too small for the code that a phone can read.")
            )
        return code
