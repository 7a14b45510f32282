"""Is a mutuelle worth it: the options side by side for some care, and what follows."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from healthtui.core.care import new_id
from healthtui.core.case import Case
from healthtui.core.compare import MOST_VISITS, Outcome
from healthtui.core.comparison import Comparison, comparison
from healthtui.core.offer import Offer
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import Sentence, say
from healthtui.tui import compare_list
from healthtui.tui.compare_list import LOG, VISITS, Wanted
from healthtui.tui.draw_id import draw_id
from healthtui.tui.frame import FramedScreen
from healthtui.tui.screens.aid import AidScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.widgets.picker import Picked, Picker, match_count
from healthtui.tui.widgets.rows import Rows
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told


class CompareScreen(FramedScreen):
    """Compares buying nothing, the C2S and contracts for a year of care."""

    NAME = "compare"
    PAGE = True
    BELOW = "year"
    CSS_PATH = "compare.tcss"

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._wanted = Wanted()
        self._found: Comparison | None = None
        self._made_for: tuple[object, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The options, and what follows below them."""
        with Vertical(id="options"):
            yield Told("head")
            yield Rows("list")
        with Panel(id="answer", can_focus=False):
            yield Told()

    def on_mount(self) -> None:
        """Begin in the list; without a log, with visits."""
        self.query_one(Rows).focus()
        if not self.app.now.ledger.entries(self._year):
            self._wanted = Wanted(VISITS)
            self.show_body(self.app.now)

    def show_body(self, now: Outlook) -> None:
        """Paint the comparison; it is made anew only where something in it changed."""
        case = now.case
        made_for = (now.ledger, case.offers, case.c2s, case.visit, now.eligibility)
        if made_for != self._made_for:
            self._found = comparison(now, self._year)
            self._made_for = made_for
        found = self._comparison()
        rows = self.query_one(Rows)
        rows.show(len(found.outcomes), self._draw, rows.highlighted)
        rows.styles.height = len(found.outcomes)
        entitle(self.query_one("#options"), self._title(self._wanted))
        self.query_one("#head", Told).tell(lambda width: compare_list.head(self.speaker, width))
        entitle(self.query_one("#answer"), self.speaker.word("Is it worth it?"))
        self.query_one("#told", Told).tell(
            lambda _: compare_list.told(found, self._wanted, self.speaker)
        )

    def why(self, now: Outlook) -> tuple[str, Content]:
        """Who pays what under each option, and the conditions of the C2S."""
        del now
        return compare_list.why(self._comparison(), self._wanted, self.speaker)

    def _comparison(self) -> Comparison:
        if self._found is None:
            raise RuntimeError("nothing was compared yet")
        return self._found

    def _title(self, wanted: Wanted) -> str:
        return compare_list.title(wanted, self._comparison(), self._year, self.speaker)

    def _draw(self, place: int, width: int) -> Content:
        return compare_list.row(place, self._comparison(), self._wanted, self.speaker, width)

    def _outcome(self) -> Outcome | None:
        place = self.query_one(Rows).highlighted
        return None if place is None else self._comparison().outcomes[place]

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter changes what is highlighted."""
        event.stop()
        self.action_edit()

    def action_add(self) -> None:
        """Add a contract by its numbers."""
        name = new_id(self.app.now.case.offers, draw_id)
        self._ask(name, Offer(self.speaker.word("Contract"), (("percent", 100),)))

    def action_edit(self) -> None:
        """Change the highlighted contract, or the answers about the C2S."""
        outcome = self._outcome()
        if outcome is None:
            return
        offers = self.app.now.case.offers
        option = outcome.option
        if option.key in offers:
            self._ask(option.key, offers[option.key])
        elif option.kind == "c2s":
            self.action_aid()
        elif option.kind == "example":
            name = new_id(offers, draw_id)
            self._ask(name, Offer(self.speaker.text(option.name), option.terms))
        elif option.key == "own":
            self._tell(say("These are the numbers of your visit: change them on screen 3 with k."))

    def action_delete(self) -> None:
        """Take the highlighted contract out."""
        outcome = self._outcome()
        if outcome is None or outcome.option.key not in self.app.now.case.offers:
            self._tell(say("Only a contract that you added can be deleted."))
            return
        key = outcome.option.key
        self._change(lambda case: case.not_offered(key))
        self._tell(say("Deleted: {what}. u brings it back.", what=outcome.option.name))

    def action_aid(self) -> None:
        """Answer the conditions of the C2S."""
        self.app.push_screen(AidScreen())

    def action_more(self, step: int) -> None:
        """More or fewer visits."""
        self._wanted = self._wanted.more(step, MOST_VISITS)
        self.show_body(self.app.now)

    def action_care(self) -> None:
        """Choose the care to compare for."""
        found = self._comparison()
        cares = [
            (
                key,
                compare_list.title(
                    Wanted(key, self._wanted.visits), found, self._year, self.speaker
                ),
            )
            for key in (LOG, VISITS, *found.rulebook.typical_years)
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._wanted = Wanted(picked.answer, self._wanted.visits)
                self.show_body(self.app.now)

        self.app.push_screen(
            Picker(
                self.speaker.word("Which care?"),
                lambda query: [each for each in cares if query.casefold() in each[1].casefold()],
                self.speaker.word("Type to find; up and down; Enter takes it; Esc leaves."),
                lambda n: match_count(self.speaker, n),
                self._wanted.care,
            ),
            chosen,
        )

    def _ask(self, name: str, offer: Offer) -> None:
        def kept(answer: Offer | None) -> None:
            if answer is not None:
                self._change(lambda case: case.offered(name, answer))

        place = f"contract.{name if name in self.app.now.case.offers else 'new'}"
        screen = ContractScreen(self.app.rulebook, self.speaker, offer, place, named=True)
        self.app.push_screen(screen, kept)

    def _change(self, change: Callable[[Case], Case]) -> None:
        self.app.history.seal()
        self.app.edit(change)
        self.app.history.seal()

    def _tell(self, sentence: Sentence) -> None:
        self.app.notify(self.speaker.text(sentence), markup=False)
