"""Screen 1: the answers on the left, what follows from them on the right."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.core.outlook import Outlook
from healthtui.core.sentence import say
from healthtui.core.situation import BY_NAME
from healthtui.tui.choices import Choices
from healthtui.tui.form import Form, Line
from healthtui.tui.frame import FramedScreen
from healthtui.tui.situation_answer import answer
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.widgets.fields import Answered, TypedField
from healthtui.tui.widgets.told import Told

LINES: Final = (
    Line(("nationalities",)),
    Line(("french_origin",)),
    Line(("insured_in",)),
    Line(("card", "card_valid_until"), say("Card, valid until")),
    Line(("card_renewable",)),
    Line(("birth_date",)),
    Line(("stay_from", "stay_until"), say("Stay from, until")),
    Line(("academic_year_end",)),
    Line(("programme",)),
    Line(("enrolled_in_france", "enrolled_on"), say("Enrolled, since")),
    Line(("work", "work_from"), say("Paid work, from")),
    Line(("residence_document", "residence_document_until"), say("Residence paper")),
    Line(("entered_france_on",)),
    Line(("french_number",)),
    Line(("international_organisation",)),
    Line(("parent_insured_in_france",)),
    Line(("birth_certificate_language",)),
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
                LINES,
                BY_NAME,
                app.rulebook.questions,
                Choices(app.rulebook, app.speaker),
            )
            with VerticalScroll(id="answer", can_focus=False):
                yield Told()
        yield Static(id="hint", markup=False)
        yield Beside()

    def show_body(self, now: Outlook) -> None:
        """Paint the answers and the verdict."""
        form = self.query_one(Form)
        form.border_title = Content(self.speaker.word("Your situation"))
        form.show(now.case.situation, now.problems)
        form.dim_all_but(now.matters)
        self.query_one("#answer").border_title = Content(self.speaker.word("Your answer"))
        self.query_one(Told).tell(lambda width: answer(now, self.speaker, width))

    def on_answered(self, event: Answered) -> None:
        """Give the answer to the state."""
        event.stop()
        if not isinstance(self.focused, TypedField):
            self.app.history.seal()
        self.app.edit(lambda case: case.answered(event.name, event.answer))

    def on_form_hint(self, event: Form.Hint) -> None:
        """Say what the field is for, or what is wrong with it."""
        self.query_one("#hint", Static).update(self.hint(event.sentence, wrong=event.wrong))
        beside = self.query_one(Beside)
        if event.wrong and self.focused is not None and self.focused.name == event.name:
            beside.tell(self.speaker.text(event.sentence), self.focused.region)
        else:
            beside.hide()
