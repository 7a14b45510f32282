"""Screen 4: the care of a year on the left, the highlighted act on the right, the sums below."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from healthtui.core.care import logged, new_id
from healthtui.core.case import Case
from healthtui.core.ledger import Entry
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import say
from healthtui.core.visit import Visit
from healthtui.tui import care_list
from healthtui.tui.blocks import lines
from healthtui.tui.draw_id import draw_id
from healthtui.tui.frame import FramedScreen
from healthtui.tui.screens.care import CareScreen
from healthtui.tui.screens.compare import CompareScreen
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.why import why_quote
from healthtui.tui.widgets.picker import Picked, Picker, match_count
from healthtui.tui.widgets.rows import Rows
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told


class YearScreen(FramedScreen):
    """What the care of a year cost, and what is still owed for it."""

    NAME = "year"
    PANEL = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "scroll_panel(6)", show=False),
        Binding("left", "scroll_panel(-6)", show=False),
    ]
    CSS_PATH = "year.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        self._shown: tuple[Entry, ...] = ()
        self._at: str | None = None
        self._deleted: str | None = None

    def compose_body(self) -> ComposeResult:
        """The list below its head; the act beside it; the sums below both."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Told("head")
                yield Rows("list")
            with Panel(id="answer", can_focus=False):
                yield Told()
        yield Told("sums")

    def on_mount(self) -> None:
        """Begin in the list."""
        self._rows.focus()

    @property
    def _rows(self) -> Rows:
        return self.query_one("#list", Rows)

    def show_body(self, now: Outlook) -> None:
        """Paint the year; the highlight stays on its act."""
        year = self._chosen(now)
        self._shown = now.ledger.entries(year)
        self._rows.show(len(self._shown), self._draw, self._place())
        title = self.speaker.plural(
            "{n} act in {year}", "{n} acts in {year}", len(self._shown), year=str(year)
        )
        entitle(self.query_one("#left"), title)
        self.query_one("#head", Told).tell(lambda width: care_list.head(self.speaker, width))
        self.query_one("#sums", Told).tell(
            lambda width: care_list.sums(now.ledger, year, now, self.speaker, width)
        )
        self._show_act(now)

    def _chosen(self, now: Outlook) -> int:
        """The year on screen: the one chosen, the present one, or the last that has acts."""
        if self._year is None:
            years, present = now.ledger.years, now.today.year
            self._year = present if present in years or not years else years[-1]
        return self._year

    def _place(self) -> int | None:
        """Where the act that was highlighted stands now; where it stood if it is gone."""
        ids = [entry.id for entry in self._shown]
        if self._deleted in ids:
            self._at, self._deleted = self._deleted, None
        if self._at in ids:
            return ids.index(self._at)
        return len(ids) - 1 if self._rows.highlighted is None else self._rows.highlighted

    def _draw(self, place: int, width: int) -> Content:
        return care_list.row(self._shown[place], self.app.rulebook, self.speaker, width)

    def _entry(self) -> Entry | None:
        place = self._rows.highlighted
        return None if place is None else self._shown[place]

    def _show_act(self, now: Outlook) -> None:
        entry = self._entry()
        self._at = entry.id if entry else None
        panel = self.query_one("#answer")
        told = self.query_one("#told", Told)
        if entry is None:
            entitle(panel, self.speaker.word("Your care log"))
            told.tell(lambda _: Content(self.speaker.text(_EMPTY)))
            return
        entitle(panel, care_list.title(entry, now.rulebook, self.speaker))
        so_far = care_list.up_to_here(
            self._shown[: (self._rows.highlighted or 0) + 1], self.speaker
        )
        told.tell(lambda width: lines(so_far, care_list.details(entry, now, self.speaker, width)))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show the act that was moved to."""
        event.stop()
        self._show_act(self.app.now)
        self.query_one("#answer").scroll_home(animate=False)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter changes the act."""
        event.stop()
        self.action_edit()

    def why(self, now: Outlook) -> tuple[str, Content]:
        """The reasons of the highlighted act."""
        entry = self._entry()
        return super().why(now) if entry is None else why_quote(entry.quote, self.speaker)

    def action_add(self) -> None:
        """Add an act of today, and change it."""
        case = self.app.now.case
        name = new_id(case.log, draw_id)
        visit = Visit(contract=case.visit.contract)
        self._change(lambda each: each.logged(name, logged(visit, self.app.today)))
        self._at, self._year = name, self.app.today.year
        self.show_body(self.app.now)
        self._tell(
            self.speaker.word(
                "A GP visit of today is now in your log. Change it here; u takes it away."
            )
        )
        self.app.push_screen(CareScreen(name))

    def action_edit(self) -> None:
        """Change the highlighted act."""
        entry = self._entry()
        if entry is not None:
            self.app.push_screen(CareScreen(entry.id))

    def action_delete(self) -> None:
        """Take the highlighted act out of the log."""
        entry = self._entry()
        if entry is None:
            return
        self._deleted = entry.id
        self._change(lambda case: case.unlogged({entry.id}))
        what = care_list.title(entry, self.app.rulebook, self.speaker)
        self._tell(self.speaker.text(say("Deleted: {what}. u brings it back.", what=what)))

    def action_claimed(self) -> None:
        """Claimed today; once more takes it back."""
        entry = self._entry()
        if entry is None:
            return
        claimed = entry.care.known("claimed_on")
        day = None if entry.care.claimed_on else self.app.today
        self._change(lambda case: case.cared(entry.id, "claimed_on", day))
        if claimed is not None:
            told = say("Not claimed any more; it was {day}. u brings it back.", day=claimed)
            self._tell(self.speaker.text(told))

    def action_settled(self) -> None:
        """Received just as computed; once more takes it back."""
        entry = self._entry()
        if entry is None or entry.quote.one is None:
            return
        care, paid = entry.care, entry.quote.one[1]
        came = care.received_eur is not None or care.mutuelle_received_eur is not None
        amounts = (None, None) if came else (paid.transfer, paid.mutuelle)

        def put(case: Case) -> Case:
            case = case.cared(entry.id, "received_eur", amounts[0])
            return case.cared(entry.id, "mutuelle_received_eur", amounts[1])

        self._change(put)
        if came:
            self._tell(self.speaker.word("Not received any more. u brings it back."))

    def action_compare(self) -> None:
        """Compare options for the year on screen."""
        self.app.push_screen(CompareScreen(self._chosen(self.app.now)))

    def action_years(self) -> None:
        """Choose the year."""
        years = sorted({*self.app.now.ledger.years, self.app.today.year}, reverse=True)

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._year = picked.answer
                self._at = None
                self.show_body(self.app.now)

        self.app.push_screen(
            Picker(
                self.speaker.word("Year"),
                lambda query: [(each, str(each)) for each in years if query in str(each)],
                self.speaker.word("Type to find; up and down; Enter takes it; Esc leaves."),
                lambda n: match_count(self.speaker, n),
                self._chosen(self.app.now),
            ),
            chosen,
        )

    def _change(self, change: Callable[[Case], Case]) -> None:
        """One act for the history."""
        self.app.history.seal()
        self.app.edit(change)
        self.app.history.seal()

    def _tell(self, text: str) -> None:
        self.app.notify(text, markup=False)


_EMPTY = say(
    "Nothing in this year yet. Press a to add the care you had, or a on the screen of costs to "
    "add the visit you calculated there. Then you see here what it cost, when the flat "
    "contributions stop, and what is still owed to you. Press c to see whether a mutuelle is worth "
    "it for you."
)
