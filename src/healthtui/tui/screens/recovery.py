"""Saved files that none can be read: nothing is touched before the person says how to go on."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker
from healthtui.tui.blocks import heading, lines
from healthtui.tui.terminal.page import Page


class RecoveryScreen(Page[bool]):
    """Says which files are broken and why; b begins beside them, q leaves everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "close(True)", show=False),
        Binding("q,escape,ctrl+q", "close(False)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    RecoveryScreen { align: center middle; background: $background 60%; }
    RecoveryScreen VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 92%;
        background: $surface; padding: 0 1; scrollbar-size: 1 1;
    }
    RecoveryScreen Static { height: auto; }
    """

    def __init__(self, notices: tuple[Sentence, ...], speaker: Speaker) -> None:
        super().__init__()
        self._notices = notices
        self._speaker = speaker

    def compose(self) -> ComposeResult:
        """What is broken, and the two ways on."""
        word, text = self._speaker.word, self._speaker.text
        told = lines(
            word("There are saved answers, but none of the files can be read:"),
            "",
            *(f"- {text(notice)}" for notice in self._notices),
            "",
            word(
                "Nothing was changed. “healthtui doctor” tells more; “healthtui paths” tells where "
                "the files are."
            ),
            "",
            heading(word("b: start with empty answers; the files stay where they are")),
            heading(word("q: leave everything as it is")),
        )
        with VerticalScroll(id="page") as page:
            page.border_title = Content(word("Your saved answers"))
            yield Static(told, markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_close(self, begin: bool) -> None:  # noqa: FBT001 - an action takes its value so
        """Go on in one of the two ways."""
        self.dismiss(begin)
