"""Screen 3: a visit on the left; who pays what, live, on the right."""

from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from healthtui.core.alternatives import turning_days
from healthtui.core.answers import UNSURE, BadAnswerError, Field
from healthtui.core.case import Case
from healthtui.core.kinds import Day, Terms
from healthtui.core.money import Cents
from healthtui.core.outlook import Outlook
from healthtui.core.quote import with_act
from healthtui.core.sentence import say
from healthtui.core.visit import BY_NAME
from healthtui.core.visit_fields import ORDER, fields_read
from healthtui.tui.choices import Choices
from healthtui.tui.form import Form, Line
from healthtui.tui.frame import FramedScreen
from healthtui.tui.quote_answer import by_sector, quoted
from healthtui.tui.quote_pages import explained, on_two_days
from healthtui.tui.screens.amount import AmountScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.widgets.fields import Answered, TypedField
from healthtui.tui.widgets.picker import Picked, Picker, match_count
from healthtui.tui.widgets.told import Told


class TermsField(TypedField):
    """Named numbers as the first of them; the others are given on a page of their own."""

    def written(self, answer: Any) -> str:
        """The first number, and a plus where there are others."""
        if answer is None or answer is UNSURE:
            return super().written(answer)
        table = list(self.field.plain(answer).values())
        more = " +" if len(table) > 1 else ""
        return f"{table[0]}{more}" if table else ""

    def _read(self, text: str) -> Any:
        """What was typed is the first number; the others stay as they are."""
        answer = super()._read(text.removesuffix("+"))
        if answer is None or answer is UNSURE or not isinstance(self._told, tuple):
            return answer
        return (*answer, *self._told[1:])


class CostsScreen(FramedScreen):
    """What comes back from a visit, what stays with me, and why."""

    NAME = "costs"
    CSS_PATH = "costs.tcss"

    def compose_body(self) -> ComposeResult:
        """The visit, the shares, and the hint of the focused field."""
        app = self.app
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Form(
                    tuple(Line((name,)) for name in ORDER),
                    {name: BY_NAME[name] for name in ORDER},
                    app.rulebook.visit_questions,
                    Choices(app.rulebook, app.speaker),
                    typed=self._typed,
                )
                yield Told("sectors")
            with VerticalScroll(id="answer", can_focus=False):
                yield Told()
        yield Static(id="hint", markup=False)
        yield Beside()

    def show_body(self, now: Outlook) -> None:
        """Paint the visit and its shares."""
        form = self.query_one(Form)
        self.query_one("#left").border_title = Content(self.speaker.word("A visit"))
        form.show(now.case.visit, {}, supposed=now.quote.visit)
        form.only(fields_read(now.rulebook, now.quote.visit))
        act = self.speaker.word(now.rulebook.acts[now.quote.visit.known("act")].label)
        title = say("Who pays: {act}", act=act)
        self.query_one("#answer").border_title = Content(self.speaker.text(title))
        self.query_one("#told", Told).tell(lambda width: quoted(now, self.speaker, width))
        self.query_one("#sectors", Told).tell(lambda width: by_sector(now, self.speaker, width))

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

    def action_received(self) -> None:
        """Say how much came back, and read what explains it."""

        def told(amount: Cents | None) -> None:
            if amount is not None:
                title, text = explained(self.app.now, self.speaker, amount)
                self.app.push_screen(ReadingScreen(title, text))

        self.app.push_screen(AmountScreen(self.speaker, self.app.rulebook.vocabulary), told)

    def action_other_day(self) -> None:
        """Read the same visit under the law of another day."""
        now = self.app.now
        days = turning_days(now.rulebook, now.quote)
        options = [(day, self.speaker.date(day)) for day in days]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                title, text = on_two_days(self.app.now, self.speaker, picked.answer)
                self.app.push_screen(ReadingScreen(title, text))

        self.app.push_screen(
            Picker(
                self.speaker.word("The same visit on another day"),
                lambda query: self._days(options, query),
                self.speaker.word(
                    "On these days a figure of this visit was or will be another one."
                ),
                lambda n: match_count(self.speaker, n),
            ),
            chosen,
        )

    def _days(self, options: list[tuple[date, str]], query: str) -> list[tuple[date, str]]:
        """The days that fit what was typed; any other day too, once it is typed as a date."""
        found = [pair for pair in options if query.casefold() in pair[1].casefold()]
        try:
            day = Day().read(query, self.app.rulebook.vocabulary)
        except BadAnswerError:
            return found
        return [(day, self.speaker.date(day))]

    def action_contract(self) -> None:
        """Give the numbers of a mutuelle, or try a usual level."""
        contract = self.app.now.case.visit.terms("contract")

        def told(answer: dict[str, int] | None) -> None:
            if answer is not None:
                self.app.history.seal()
                terms = tuple(answer.items()) or None
                self.app.edit(lambda case: case.visiting("contract", terms))

        self.app.push_screen(ContractScreen(self.app.rulebook, self.speaker, contract), told)

    def _typed(self, field: Field) -> TypedField:
        kind = TermsField if isinstance(field.kind, Terms) else TypedField
        return kind(field, self.app.rulebook.vocabulary, self.speaker.word("unsure"))
