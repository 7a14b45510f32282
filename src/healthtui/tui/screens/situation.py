"""Screen 1: the answers on the left, what follows from them on the right."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.core.outlook import Outlook
from healthtui.core.situation import BY_NAME
from healthtui.tui.choices import Choices
from healthtui.tui.form import Form, Row
from healthtui.tui.frame import FramedScreen
from healthtui.tui.situation_answer import answer
from healthtui.tui.widgets.fields import Answered
from healthtui.tui.widgets.told import Told

ROWS: Final[tuple[Row, ...]] = (
    ("nationalities",),
    ("french_origin",),
    ("insured_in",),
    ("card", "card_valid_until"),
    ("card_renewable",),
    ("birth_date",),
    ("stay_from", "stay_until"),
    ("academic_year_end",),
    ("programme",),
    ("enrolled_in_france", "enrolled_on"),
    ("work", "work_from"),
    ("residence_document",),
    ("entered_france_on",),
    ("french_number",),
    ("international_organisation",),
    ("parent_insured_in_france",),
    ("birth_certificate_language",),
)


class SituationScreen(FramedScreen):
    """Whether I must register or my card is enough."""

    NAME = "situation"
    CSS_PATH = "situation.tcss"

    def compose_body(self) -> ComposeResult:
        """The form, the answer, and the hint of the focused field."""
        app = self.app
        with Horizontal(id="body"):
            yield Form(
                ROWS,
                BY_NAME,
                app.rulebook.questions,
                Choices(app.rulebook, app.speaker),
            )
            with VerticalScroll(id="answer", can_focus=False):
                yield Told()
        yield Static(id="hint", markup=False)

    def show_body(self, now: Outlook) -> None:
        """Paint the answers and the verdict."""
        form = self.query_one(Form)
        form.border_title = Content(self.speaker.word("Your situation"))
        form.show(now.case.situation, now.problems)
        self.query_one("#answer").border_title = Content(self.speaker.word("Your answer"))
        self.query_one(Told).tell(lambda width: answer(now, self.speaker, width))

    def on_answered(self, event: Answered) -> None:
        """Give the answer to the state."""
        event.stop()
        self.app.edit(lambda case: case.answered(event.name, event.answer))

    def on_form_hint(self, event: Form.Hint) -> None:
        """Say what the field is for, or what is wrong with it."""
        self.query_one("#hint", Static).update(self.hint(event.sentence, wrong=event.wrong))
