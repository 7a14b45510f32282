"""A note of the person's own on a step: plain text, kept as typed."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from healthtui.core.case import MAX_NOTE
from healthtui.texts.speaker import Speaker


class NoteScreen(ModalScreen[None]):
    """Escape keeps the note and closes; nothing typed is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "keep", show=False, priority=True)]
    DEFAULT_CSS = """
    NoteScreen { align: center middle; background: $background 60%; }
    NoteScreen > Vertical {
        width: 64; max-width: 100%; height: 14; border: double $primary; background: $surface;
    }
    NoteScreen TextArea { height: 1fr; border: none; }
    NoteScreen Static { height: 1; color: $text-muted; }
    """

    def __init__(
        self, title: str, note: str, speaker: Speaker, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._keep = keep
        self._title = title
        self._note = note
        self._speaker = speaker

    def compose(self) -> ComposeResult:
        """The text and how to leave it."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            area = TextArea(self._note, soft_wrap=True, compact=True)
            area.cursor_blink = False
            yield area
            yield Static(self._speaker.word("Esc keeps the note and closes."), markup=False)

    def on_mount(self) -> None:
        """Go on writing where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Keep the note and close."""
        self.keep()
        self.dismiss(None)

    def keep(self) -> None:
        """Hand over the text as it stands, cut at the longest note that is kept."""
        self._keep(self.query_one(TextArea).text[:MAX_NOTE])
