"""The person's own note, written in place: plain text, handed over soon after each key."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from healthtui.core.plain_text import plain_text
from healthtui.core.progress import MAX_NOTE
from healthtui.tui.widgets.drafts import SETTLED_SECONDS

if TYPE_CHECKING:
    from textual.timer import Timer


class NoteField(TextArea):
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
        self._cut = False
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
        text, cut = plain_text(self.text), self._cut
        self._cut = False
        if not self._owner or (text == self._told and not cut):
            return None
        self._told = text
        return self.Written(self._owner, text, cut=cut)

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

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what would make it too long is left out, and that is told."""
        start, end = sorted((edit.from_location, edit.to_location))
        room = MAX_NOTE - len(self.text) + len(self.get_text_range(start, end))
        if len(edit.text) > max(0, room):
            self._cut = True
            edit.text = edit.text[: max(0, room)]
        return super().edit(edit)

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(plain_text(event.text)))
        event.prevent_default()
