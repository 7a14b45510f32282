"""A helper for a social security number: read while typed, kept nowhere."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from healthtui.core.number import read_number
from healthtui.texts.speaker import Speaker
from healthtui.tui.terminal.in_order import LineField
from healthtui.tui.terminal.page import Page

_LONGEST = 30


class NumberScreen(Page[None]):
    """Says what can be known of a number; it is forgotten when the page closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, priority=True)
    ]
    DEFAULT_CSS = """
    NumberScreen { align: center middle; background: $background 60%; }
    NumberScreen > Vertical {
        width: 64; max-width: 100%; height: auto; border: double $primary;
        background: $surface; padding: 0 1;
    }
    NumberScreen Input { height: 1; }
    NumberScreen Static { height: auto; min-height: 5; }
    """

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker

    def compose(self) -> ComposeResult:
        """The field and what is told."""
        with Vertical() as box:
            box.border_title = Content(self._speaker.word("Social security number"))
            field = LineField(compact=True, max_length=_LONGEST)
            field.cursor_blink = False
            yield field
            yield Static(self._hint(), id="reading", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read the number as it grows."""
        event.stop()
        typed = event.value.strip()
        told = "\n".join(self._speaker.text(line) for line in read_number(typed).told)
        self.query_one("#reading", Static).update(Content(told) if typed else self._hint())

    def _hint(self) -> Content:
        return Content(
            self._speaker.word("Type the 13 or 15 characters. They are kept nowhere. Esc closes.")
        )
