"""The care of a year: hear it, add care, correct it, say what became of the claim."""

from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from healthtui.core.care import BY_NAME, CLAIM_FIELDS, Care, contradictions, logged, new_id
from healthtui.core.case import Case
from healthtui.core.ledger import Entry
from healthtui.core.sentence import say, word
from healthtui.core.visit import Visit
from healthtui.core.visit_fields import ORDER, fields_read
from healthtui.plain.choose import Menu, choose, menu_loop
from healthtui.plain.dialogue import KEPT, BackError, Dialogue, Told, answer_words, read_out
from healthtui.plain.in_turn import in_turn, one_by_one
from healthtui.plain.questions import Asked, ask, asked_of, words_of
from healthtui.texts.care import CLAIM_WORDS, owed_line
from healthtui.texts.spoken import quote as spoken_quote
from healthtui.texts.spoken import year as spoken

_NEEDED: Final = ("act", "care_date")
_FIRST: Final = (*_NEEDED, "price_eur")
_ALWAYS: Final = ("professional", *(field.name for field in CLAIM_FIELDS))
_RECEIVED: Final = ("received_eur", "mutuelle_received_eur")


class YearRoom:
    """The care log; `draw` makes ids for it, `compare` is the room beside it."""

    def __init__(
        self, dialogue: Dialogue, draw: Callable[[], str], compare: Callable[[int], None]
    ) -> None:
        self._dialogue = dialogue
        self._draw = draw
        self._compare = compare
        self.year: int = dialogue.desk.today.year

    def run(self) -> None:
        """The room, until the person goes back."""
        doings: dict[str, Callable[[], None]] = {
            "hear": self._hear,
            "add": self._add,
            "act": lambda: menu_loop(self._dialogue, self._acts, self._act),
            "year": self._other_year,
            "compare": lambda: self._compare(self.year),
        }
        menu_loop(self._dialogue, self._menu, lambda chosen: doings[chosen]())

    def _menu(self) -> Menu:
        book, speaker = self._dialogue.now.ledger, self._dialogue.speaker
        entries = book.entries(self.year)
        head = speaker.plural(
            "Your care of {year}: {n} act",
            "Your care of {year}: {n} acts",
            len(entries),
            year=str(self.year),
        )
        options = [("add", say("Add care that took place"))]
        if entries:
            options = [
                ("hear", say("Hear the year: acts, sums, accounts, what is owed")),
                *options,
                ("act", say("One act: hear, correct, claim, received, delete")),
            ]
        options += [
            ("year", say("Another year")),
            ("compare", say("Is a mutuelle worth it? Compare")),
        ]
        owed: tuple[Told, ...] = (owed_line(*book.owed(self.year)),) if entries else ()
        return Menu((head, *owed), tuple(options))

    def _hear(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        read_out(self._dialogue, spoken.lines_of_log(now, self.year, speaker, named=False))

    def _other_year(self) -> None:
        years = sorted({*self._dialogue.now.ledger.years, self._dialogue.desk.today.year})
        menu = Menu(
            (word("Which year?"),),
            tuple((year, str(year)) for year in years),
            keeps=say("The year stays {year}.", year=str(self.year)),
        )
        chosen = choose(self._dialogue, lambda: menu)
        if chosen is not KEPT:
            self.year = chosen
            self._dialogue.tell(say("The year is now {year}.", year=str(chosen)))

    # --- One act --------------------------------------------------------------------------------

    def _acts(self) -> Menu:
        entries = self._dialogue.now.ledger.entries(self.year)
        if not entries:
            raise BackError
        return Menu((word("Which act?"),), tuple((each.id, self._line(each)) for each in entries))

    def _line(self, entry: Entry) -> str:
        title = spoken.title(
            entry, self._dialogue.desk.rulebook, self._dialogue.speaker, named=False
        )
        state = CLAIM_WORDS[entry.claim.status]
        return self._dialogue.speaker.text(say("{title}: {status}", title=title, status=state))

    def _entry(self, name: str) -> Entry:
        entry = self._dialogue.now.ledger.entry(name)
        if entry is None:
            raise BackError  # it was taken out of the log meanwhile
        return entry

    def _act(self, name: str) -> None:
        doings: dict[str, Callable[[str], None]] = {
            "hear": self._in_full,
            "change": self._correct,
            "claimed": lambda each: self._ask(each, "claimed_on"),
            "received": self._ask_received,
            "computed": self._as_computed,
            "delete": self._delete,
        }
        menu_loop(self._dialogue, lambda: self._about(name), lambda chosen: doings[chosen](name))

    def _about(self, name: str) -> Menu:
        entry = self._entry(name)
        told = spoken.act_lines(
            entry, self._dialogue.desk.rulebook, self._dialogue.speaker, named=False
        )
        options = [
            ("hear", say("Hear who pays what, and why")),
            ("change", say("Change one answer")),
            ("claimed", say("Claimed: on which day")),
            ("received", say("Received: how much")),
        ]
        if entry.quote.one is not None:
            options.append(("computed", say("Received as computed")))
        return Menu(tuple(told), (*options, ("delete", say("Delete this act"))))

    def _in_full(self, name: str) -> None:
        entry, now = self._entry(name), self._dialogue.now
        told = spoken_quote.lines(
            now.rulebook, entry.quote, self._dialogue.speaker, explain=True, named=False
        )
        read_out(self._dialogue, told)

    def _correct(self, name: str) -> None:
        self._ask(name, choose(self._dialogue, lambda: self._answers(name)))

    def _answers(self, name: str) -> Menu:
        entry, rulebook = self._entry(name), self._dialogue.desk.rulebook
        read = {*fields_read(rulebook, entry.quote.visit), *_ALWAYS} - {"year_so_far"}
        names = [each for each in (*ORDER, *_ALWAYS) if each in read]
        return Menu(
            (word("Which answer?"),), tuple((each, self._answer(entry, each)) for each in names)
        )

    def _answer(self, entry: Entry, field: str) -> str:
        asked = self._asked(entry.id, field)
        label, given = word(asked.question.label), getattr(entry.care, field)
        if given is None:
            return self._dialogue.speaker.text(say("{question}: not answered", question=label))
        words = words_of(self._dialogue, asked, given)
        return self._dialogue.speaker.text(
            say("{question}: {answer}", question=label, answer=words)
        )

    def _asked(self, name: str, field: str) -> Asked:
        def supposed() -> Any:
            visit = self._entry(name).quote.visit
            return getattr(visit, field) if hasattr(visit, field) else None

        return asked_of(
            BY_NAME[field],
            self._dialogue.desk.rulebook.visit_questions[field],
            lambda: getattr(self._entry(name).care, field),
            supposed,
            needed=field in _NEEDED,
        )

    def _ask(self, name: str, field: str) -> None:
        """Put one question about a logged act, and keep the answer."""
        asked = self._asked(name, field)
        answer = ask(self._dialogue, asked)
        if answer is KEPT:
            return
        self._entry(name)
        words = words_of(self._dialogue, asked, answer)
        told = answer_words(self._dialogue, word(asked.question.label), answer, words)
        self._dialogue.edit(lambda case: case.cared(name, field, answer), told)
        entry = self._entry(name)
        for problem in contradictions(entry.care, self._dialogue.desk.today).values():
            self._dialogue.tell(say("Please check: {text}", text=problem))

    def _ask_received(self, name: str) -> None:
        in_turn(one_by_one(_RECEIVED), lambda field: self._ask(name, field))

    def _as_computed(self, name: str) -> None:
        entry = self._entry(name)
        if entry.quote.one is None:
            raise BackError
        paid = entry.quote.one[1]

        def put(case: Case) -> Case:
            for field, amount in zip(_RECEIVED, (paid.transfer, paid.mutuelle), strict=True):
                case = case.cared(name, field, amount)
            return case

        self._dialogue.edit(put, say("Recorded: received as computed"))

    def _delete(self, name: str) -> None:
        title = spoken.title(
            self._entry(name), self._dialogue.desk.rulebook, self._dialogue.speaker, named=False
        )
        told = say("Deleted: {what}. u brings it back.", what=title)
        self._dialogue.edit(lambda case: case.unlogged({name}), told)
        raise BackError

    # --- A new act ------------------------------------------------------------------------------

    def _add(self) -> None:
        """Ask for care, day and price, and log it: one act to undo."""
        dialogue = self._dialogue
        visit = Visit(contract=dialogue.now.case.visit.contract)
        care = logged(visit, dialogue.desk.today)

        def put(field: str) -> None:
            nonlocal care
            care = self._answered(care, field)

        in_turn(one_by_one(_FIRST), put)
        name = new_id(dialogue.now.case.log, self._draw)
        rulebook = dialogue.desk.rulebook
        act = word(rulebook.acts[care.known("act")].label)
        told = say("Recorded in your year: {act}, {day}", act=act, day=care.day)
        dialogue.edit(lambda case: case.logged(name, care), told)
        self.year = care.day.year
        dialogue.tell(*spoken.act_lines(self._entry(name), rulebook, dialogue.speaker, named=False))

    def _answered(self, care: Care, field: str) -> Care:
        """The new act with one more answer; it is not in the log yet."""
        question = self._dialogue.desk.rulebook.visit_questions[field]
        asked = asked_of(
            BY_NAME[field], question, lambda: getattr(care, field), needed=field in _NEEDED
        )
        answer = ask(self._dialogue, asked)
        if answer is KEPT:
            return care
        words = words_of(self._dialogue, asked, answer)
        self._dialogue.tell(answer_words(self._dialogue, word(question.label), answer, words))
        return replace(care, **{field: answer})
