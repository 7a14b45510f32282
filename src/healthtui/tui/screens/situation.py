"""Screen 1: the answers on the left, what follows from them on the right."""

from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Horizontal

from healthtui.core.case import Case
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import say
from healthtui.core.situation import BY_NAME
from healthtui.texts.choices import Choices
from healthtui.tui.form import Form, Line
from healthtui.tui.form_screen import FormScreen
from healthtui.tui.situation_answer import answer
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.widgets.steady import Panel
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


class SituationScreen(FormScreen):
    """Whether I must register or my card is enough."""

    NAME = "situation"
    place = "situation"
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
            with Panel(id="answer", can_focus=False):
                yield Told()
        yield from self.compose_hint()

    def show_body(self, now: Outlook) -> None:
        """Paint the answers and the verdict."""
        form = self.query_one(Form)
        entitle(form, self.speaker.word("Your situation"))
        form.show(now.case.situation, now.problems)
        form.dim_all_but(now.matters)
        entitle(self.query_one("#answer"), self.speaker.word("Your answer"))
        self.query_one(Told).tell(lambda width: answer(now, self.speaker, width))

    def answered(self, case: Case, name: str, answer: Any) -> Case:
        """An answer of the situation."""
        return case.answered(name, answer)
