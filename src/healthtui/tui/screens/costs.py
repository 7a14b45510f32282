"""Screen 3: a visit on the left; who pays what, live, on the right."""

from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from healthtui.core.alternatives import turning_days
from healthtui.core.answers import BadAnswerError
from healthtui.core.care import logged, new_id
from healthtui.core.case import Case
from healthtui.core.kinds import Day
from healthtui.core.money import Cents
from healthtui.core.offer import Offer
from healthtui.core.outlook import Outlook
from healthtui.core.quote import with_act
from healthtui.core.sentence import say, word
from healthtui.core.visit import BY_NAME
from healthtui.core.visit_fields import ORDER, fields_read
from healthtui.tui.draw_id import draw_id
from healthtui.tui.form import Form
from healthtui.tui.form_screen import FormScreen
from healthtui.tui.quote_answer import by_sector, quoted
from healthtui.tui.quote_pages import explained, on_two_days
from healthtui.tui.screens.amount import AmountScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.widgets.picker import Picked, Picker, match_count
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told


class CostsScreen(FormScreen):
    """What comes back from a visit, what stays with me, and why."""

    NAME = "costs"
    place = "visit"
    CSS_PATH = "costs.tcss"

    def compose_body(self) -> ComposeResult:
        """The visit, the shares, and the hint of the focused field."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.form(ORDER, BY_NAME, self.app.rulebook.visit_questions)
                yield Told("sectors")
            with Panel(id="answer", can_focus=False):
                yield Told()
        yield from self.compose_hint()

    def show_body(self, now: Outlook) -> None:
        """Paint the visit and its shares."""
        form = self.query_one(Form)
        entitle(self.query_one("#left"), self.speaker.word("A visit"))
        form.show(now.case.visit, {}, supposed=now.quote.visit)
        form.only(fields_read(now.rulebook, now.quote.visit))
        act = self.speaker.word(now.rulebook.acts[now.quote.visit.known("act")].label)
        title = say("Who pays: {act}", act=act)
        entitle(self.query_one("#answer"), self.speaker.text(title))
        self.query_one("#told", Told).tell(lambda width: quoted(now, self.speaker, width))
        self.query_one("#sectors", Told).tell(lambda width: by_sector(now, self.speaker, width))

    def answered(self, case: Case, name: str, answer: Any) -> Case:
        """An answer about the visit; another act takes back a sector that it does not have."""
        if name == "act":
            return case.visited(with_act(self.app.rulebook, case.visit, answer))
        return case.visiting(name, answer)

    def action_log(self) -> None:
        """Add the visit to the care log."""
        case = self.app.now.case
        name = new_id(case.log, draw_id)
        care = logged(case.visit, self.app.today)
        self.app.history.seal()
        self.app.edit(lambda each: each.logged(name, care))
        self.app.history.seal()
        act = word(self.app.rulebook.acts[care.known("act")].label)
        told = say("In your log now: {act}, {day}. See it with 4.", act=act, day=care.day)
        self.app.notify(self.speaker.text(told), markup=False)

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
                    "On these days a figure of this visit was different, or will be."
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
        terms = tuple(self.app.now.case.visit.terms("contract").items())

        def told(answer: Offer | None) -> None:
            if answer is not None:
                self.app.history.seal()
                self.app.edit(lambda case: case.visiting("contract", answer.terms or None))

        offer = Offer("", terms)
        screen = ContractScreen(self.app.rulebook, self.speaker, offer, "contract.visit")
        self.app.push_screen(screen, told)
