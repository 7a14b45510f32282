"""One amount to type: what came back for a visit."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from healthtui.core.answers import BadAnswerError, Vocabulary
from healthtui.core.kinds import Price
from healthtui.core.money import Cents
from healthtui.texts.speaker import Speaker
from healthtui.tui.terminal.in_order import LineField
from healthtui.tui.terminal.page import Page


class AmountScreen(Page[Cents | None]):
    """Enter takes the amount; escape leaves without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]
    DEFAULT_CSS = """
    AmountScreen { align: center middle; background: $background 60%; }
    AmountScreen > Vertical {
        width: 60; max-width: 100%; height: auto;
        border: double $primary; background: $surface; padding: 0 1;
    }
    AmountScreen Static { height: auto; }
    AmountScreen Input { height: 1; }
    AmountScreen #hint { color: $text-muted; }
    AmountScreen #problem { color: $error; text-style: bold; }
    """

    def __init__(self, speaker: Speaker, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._speaker = speaker
        self._vocabulary = vocabulary

    def compose(self) -> ComposeResult:
        """The field, and how to leave."""
        word = self._speaker.word
        with Vertical() as box:
            box.border_title = Content(word("What did you receive?"))
            yield Static(
                word("The amount on your statement (décompte) or bank account, in euro"),
                markup=False,
            )
            yield LineField(id="amount", compact=True, max_length=20)
            yield Static(id="problem", markup=False)
            yield Static(word("Enter: what explains it. Esc: back."), id="hint", markup=False)

    def on_mount(self) -> None:
        """No blinking."""
        self.query_one(Input).cursor_blink = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the amount, or say what is accepted."""
        event.stop()
        try:
            self.dismiss(Price().read(event.value, self._vocabulary))
        except BadAnswerError as bad:
            told = Content(self._speaker.text(bad.sentence))
            self.query_one("#problem", Static).update(told)

    def action_leave(self) -> None:
        """Leave without an amount."""
        self.dismiss(None)
