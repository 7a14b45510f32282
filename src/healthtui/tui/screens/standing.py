"""Since when a status holds, and what goes with it: how sent, on whom one waits, why refused."""

from datetime import date
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from healthtui.core.answers import BadAnswerError, Field, Vocabulary
from healthtui.core.kinds import Day
from healthtui.core.progress import MAX_DETAIL, since_when
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker
from healthtui.tui.drafted_page import DraftedPage
from healthtui.tui.widgets.fields import Answered, DateField, Problem
from healthtui.tui.widgets.one_line import OneLine


class Standing(Struct, frozen=True):
    """What is asked: a title, the day and text as they are, and the question about the text.

    `today` is the last day that is accepted.
    """

    title: str
    today: date
    since: date
    detail: str
    question: Sentence | None


class StandingScreen(DraftedPage[tuple[date, str] | None]):
    """Enter goes on and keeps at the end; escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "next", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    StandingScreen { align: center middle; background: $background 60%; }
    StandingScreen > Vertical {
        width: 64; max-width: 100%; height: auto;
        border: double $primary; background: $surface; padding: 0 1;
    }
    StandingScreen Static { height: auto; }
    StandingScreen .-wrong { color: $error; }
    StandingScreen #hint { color: $text-muted; }
    StandingScreen #problem { color: $error; text-style: bold; }
    """

    def __init__(
        self,
        standing: Standing,
        vocabulary: Vocabulary,
        speaker: Speaker,
        place: str,
    ) -> None:
        super().__init__(place)
        self._standing = standing
        self._vocabulary = vocabulary
        self._speaker = speaker

    def compose(self) -> ComposeResult:
        """The two fields with their questions above them."""
        word = self._speaker.word
        with Vertical() as box:
            box.border_title = Content(self._standing.title)
            if self._standing.question is not None:
                yield Static(self._speaker.text(self._standing.question), markup=False)
                yield OneLine(self._standing.detail, id="detail", max_length=MAX_DETAIL)
            yield Static(word("Since which day?"), markup=False)
            yield self._day()
            yield Static(id="problem", markup=False)
            yield Static(
                word("Enter: next; on the last one, keep. Esc: leave it as it is."),
                id="hint",
                markup=False,
            )

    def _day(self) -> DateField:
        field = DateField(
            Field("since", Day()),
            self._vocabulary,
            "?",
            placeholder=self._speaker.word("yyyy-mm-dd"),
        )
        field.show_answer(self._standing.since)
        return field

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def on_answered(self, event: Answered) -> None:
        """The day is read when everything is kept."""
        event.stop()
        self.keep_soon()

    def on_problem(self, event: Problem) -> None:
        """Say what is wrong with the day."""
        event.stop()
        self._tell(event.sentence)

    def action_next(self) -> None:
        """To the next field; from the last one, keep everything if the day can be read."""
        if self.focused is not self.query(Input).last():
            self.focus_next()
            return
        try:
            day = Day().read(self.query_one(DateField).value, self._vocabulary)
            since = since_when(day, self._standing.today)
        except BadAnswerError as bad:
            self._tell(bad.sentence)
            self.query_one(DateField).focus()
            return
        detail = self.query("#detail").results(Input)
        self.dismiss((since, next((field.value for field in detail), "")))

    def _tell(self, problem: Sentence | None) -> None:
        told = self._speaker.text(problem) if problem else ""
        self.query_one("#problem", Static).update(Content(told))
