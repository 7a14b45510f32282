"""Screen 3: a visit on the left; who pays what, live, on the right."""

from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.core.answers import UNSURE, Field
from healthtui.core.case import Case
from healthtui.core.outlook import Outlook
from healthtui.core.quote import with_act
from healthtui.core.visit import BY_NAME
from healthtui.tui.choices import Choices
from healthtui.tui.form import Form, Line
from healthtui.tui.frame import FramedScreen
from healthtui.tui.quote_answer import quoted
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.widgets.fields import Answered, TypedField
from healthtui.tui.widgets.told import Told

ASKED: Final = ("act", "care_date", "price_eur", "sector", "pathway", "situation", "contract")
"""The answers about a visit that are asked, in order."""


class TermsField(TypedField):
    """A mutuelle as its first number, in percent of the base."""

    def written(self, answer: Any) -> str:
        """The percentage alone."""
        if answer is None or answer is UNSURE:
            return super().written(answer)
        return " ".join(str(number) for _, number in answer)


class CostsScreen(FramedScreen):
    """What comes back from a visit, what stays with me, and why."""

    NAME = "costs"
    CSS_PATH = "costs.tcss"

    def compose_body(self) -> ComposeResult:
        """The visit, the shares, and the hint of the focused field."""
        app = self.app
        with Horizontal(id="body"):
            yield Form(
                tuple(Line((name,)) for name in ASKED),
                {name: BY_NAME[name] for name in ASKED},
                app.rulebook.visit_questions,
                Choices(app.rulebook, app.speaker),
                typed=self._typed,
            )
            with VerticalScroll(id="answer", can_focus=False):
                yield Told()
        yield Static(id="hint", markup=False)
        yield Beside()

    def show_body(self, now: Outlook) -> None:
        """Paint the visit and its shares."""
        form = self.query_one(Form)
        form.border_title = Content(self.speaker.word("A visit"))
        form.show(now.case.visit, {}, supposed=now.quote.visit)
        self.query_one("#answer").border_title = Content(self.speaker.word("Who pays"))
        self.query_one(Told).tell(lambda width: quoted(now, self.speaker, width))

    def on_answered(self, event: Answered) -> None:
        """Give the answer to the state."""
        event.stop()
        if not isinstance(self.focused, TypedField):
            self.app.history.seal()
        self.app.edit(lambda case: self._answered(case, event.name, event.answer))

    def _answered(self, case: Case, name: str, answer: Any) -> Case:
        if name == "act":
            return case.visited(with_act(self.app.rulebook, case.visit, answer))
        return case.visiting(name, answer)

    def on_form_hint(self, event: Form.Hint) -> None:
        """Say what the field is for, or what is wrong with it."""
        self.query_one("#hint", Static).update(self.hint(event.sentence, wrong=event.wrong))
        beside = self.query_one(Beside)
        if event.wrong and self.focused is not None and self.focused.name == event.name:
            beside.tell(self.speaker.text(event.sentence), self.focused.region)
        else:
            beside.hide()

    def _typed(self, field: Field) -> TypedField:
        kind = TermsField if field.name == "contract" else TypedField
        return kind(field, self.app.rulebook.vocabulary, self.speaker.word("unsure"))
