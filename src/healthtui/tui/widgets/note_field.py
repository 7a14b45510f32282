"""The person's own note, written in place: plain text, handed over soon after each key."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from healthtui.core.plain_text import plain_text
from healthtui.core.progress import MAX_NOTE
from healthtui.tui.terminal.in_order import TextField

if TYPE_CHECKING:
    from textual.timer import Timer

SETTLED_SECONDS: Final = 0.8
"""How long after the last key a note is handed over: not at each key, and before it can be lost."""


class NoteField(TextField):
    """A few lines that belong to one thing; says what was written a moment after the last key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    NoteField, NoteField:focus { height: 3; border: none; padding: 0 1; scrollbar-size: 1 1; }
    """

    @dataclass
    class Written(Message):
        """The note on `owner` is now this text; `cut` tells that it was too long."""

        owner: str
        text: str
        cut: bool = False

    @dataclass
    class Left(Message):
        """The person is done with the note."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(id="note", soft_wrap=True, compact=True, placeholder=placeholder)
        self.cursor_blink = False
        self._owner = ""
        self._told = ""
        self._waiting: Timer | None = None

    def show_note(self, owner: str, note: str) -> None:
        """Show the note of one thing; what is being written there is not overwritten."""
        if owner != self._owner:
            self.hand_over()
        elif note == self._told or (self.has_focus and plain_text(self.text) != self._told):
            return
        self._owner, self._told = owner, note
        if note != self.text:
            self.load_text(note)
            self.move_cursor(self.document.end)

    def written(self) -> Written | None:
        """What was written and not yet said; it counts as said from now on."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        text = plain_text(self.text)
        if not self._owner or text == self._told:
            return None
        self._told = text[:MAX_NOTE]
        return self.Written(self._owner, self._told, cut=len(text) > MAX_NOTE)

    def hand_over(self) -> None:
        """Say now what was written; nothing if it was said already."""
        written = self.written()
        if written is not None:
            self.post_message(written)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Hand over once no key has come for a moment."""
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(SETTLED_SECONDS, self.hand_over)

    def on_blur(self) -> None:
        """Hand over before anything else happens."""
        self.hand_over()

    def action_leave(self) -> None:
        """Out of the text, so that letters are keys again."""
        self.post_message(self.Left())

    async def _on_paste(self, event: events.Paste) -> None:
        # One character too many, so that the person is told that it was cut.
        await super()._on_paste(events.Paste(plain_text(event.text)[: MAX_NOTE + 1]))
        event.prevent_default()
