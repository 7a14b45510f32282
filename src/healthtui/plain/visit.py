"""A visit: its questions, who pays what and why, and into the log of the year."""

from collections.abc import Callable
from typing import Any, Final

from healthtui.core.alternatives import on_day, turning_days, under_proposals
from healthtui.core.answers import BadAnswerError, Field
from healthtui.core.care import logged, new_id
from healthtui.core.case import Case
from healthtui.core.kinds import Day, Price
from healthtui.core.outlook import asker
from healthtui.core.quote import with_act
from healthtui.core.reconcile import reconcile
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.visit import BY_NAME, Visit
from healthtui.core.visit_fields import ORDER, fields_read
from healthtui.plain.choose import Menu, menu_loop
from healthtui.plain.dialogue import KEPT, BackError, Dialogue, answer_words, read_out
from healthtui.plain.in_turn import in_turn, one_by_one
from healthtui.plain.questions import ask, asked_of, prompt, words_of
from healthtui.texts.spoken import quote as spoken
from healthtui.texts.spoken.year import in_short

_FIRST: Final = ("act", "care_date", "price_eur")


class VisitRoom:
    """What a visit costs; `draw` makes ids for the log."""

    def __init__(self, dialogue: Dialogue, draw: Callable[[], str]) -> None:
        self._dialogue = dialogue
        self._draw = draw

    def run(self) -> None:
        """The room, until the person goes back."""
        doings = {
            "ask": self._ask_first,
            "rest": self._ask_rest,
            "hear": self._hear,
            "why": self._why,
            "sectors": self._sectors,
            "day": self._other_day,
            "received": self._received,
            "log": self._log,
            "anew": self._anew,
        }
        menu_loop(self._dialogue, self._menu, lambda chosen: doings[chosen]())

    def _menu(self) -> Menu:
        now = self._dialogue.now
        visit = now.quote.visit
        act = word(now.rulebook.acts[visit.known("act")].label)
        day = visit.known("care_date")
        options = [
            ("ask", say("Calculate: which care, which day, which price")),
            ("rest", say("Answer the other questions: sector, mutuelle and so on")),
            ("hear", say("Hear who pays what")),
            ("why", say("Hear every reason and its source")),
            *([("sectors", say("Hear the same visit by sector"))] if now.sectors else []),
            ("day", say("Hear the same visit on another day")),
            ("received", say("Explain an amount that you received")),
            ("log", say("Add this visit to your year")),
            ("anew", say("Begin a new visit")),
        ]
        return Menu((say("A visit: {act}, {day}", act=act, day=day),), tuple(options))

    def _ask_first(self) -> None:
        in_turn(one_by_one(_FIRST), self._ask)
        self._hear()

    def _ask_rest(self) -> None:
        """Every other question that this care reads, in order; which ones, an answer may change."""
        in_turn(
            lambda passed: next((name for name in self._rest() if name not in passed), None),
            self._ask,
        )
        self._hear()

    def _rest(self) -> list[str]:
        now = self._dialogue.now
        read = fields_read(now.rulebook, now.quote.visit)
        return [name for name in ORDER if name in read and name not in _FIRST]

    def _ask(self, name: str) -> None:
        dialogue, field = self._dialogue, BY_NAME[name]
        asked = asked_of(
            field,
            dialogue.desk.rulebook.visit_questions[name],
            lambda: getattr(dialogue.now.case.visit, name),
            lambda: getattr(dialogue.now.quote.visit, name),
        )
        answer = ask(dialogue, asked)
        if answer is not KEPT:
            told = answer_words(
                dialogue, word(asked.question.label), answer, words_of(dialogue, asked, answer)
            )
            dialogue.edit(lambda case: self._answered(case, field, answer), told)

    def _answered(self, case: Case, field: Field, answer: Any) -> Case:
        """An answer about the visit; another act takes back a sector that it does not have."""
        if field.name == "act":
            return case.visited(with_act(self._dialogue.desk.rulebook, case.visit, answer))
        return case.visiting(field.name, answer)

    def _hear(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        told = spoken.lines(now.rulebook, now.quote, speaker, explain=False, named=False)
        read_out(self._dialogue, (in_short(now.quote, now.rulebook, speaker), *told))

    def _why(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        ask_again = asker(now.case, now.eligibility, now.today, now.ledger)
        found = under_proposals(now.rulebook, now.quote, now.case.visit, ask_again)
        told = spoken.lines(now.rulebook, now.quote, speaker, explain=True, named=False)
        read_out(self._dialogue, (*told, *spoken.proposals(found, speaker)))

    def _sectors(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        read_out(self._dialogue, spoken.sectors(now.rulebook, now.sectors, speaker))

    def _other_day(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        days = turning_days(now.rulebook, now.quote)
        if days:
            told = tuple(speaker.date(day) for day in days)
            self._dialogue.tell(
                word("On these days a figure of this visit was different, or will be."), *told
            )
        day = self._typed(Field("care_date", Day()), word("Which day?"))
        ask_again = asker(now.case, now.eligibility, now.today, now.ledger)
        other = on_day(now.rulebook, now.quote, now.case.visit, day, ask_again)
        read_out(self._dialogue, spoken.other_day(other, day, speaker))

    def _received(self) -> None:
        now, speaker = self._dialogue.now, self._dialogue.speaker
        if now.quote.one is None:
            self._dialogue.tell(now.quote.unknown or say("Rule unknown"))
            return
        amount = self._typed(
            Field("received_eur", Price()),
            word("The amount on your statement (décompte) or bank account, in euro"),
        )
        found = reconcile(now.rulebook, now.quote.one[0].act, amount)
        read_out(self._dialogue, spoken.hypotheses(found, amount, speaker))

    def _typed(self, field: Field, question: Sentence) -> Any:
        """A value that is asked for in passing and kept nowhere."""
        dialogue = self._dialogue
        while True:
            dialogue.tell(question)
            typed = dialogue.hear(prompt(field.kind))
            if typed is None:
                raise BackError
            try:
                return field.kind.read(typed, dialogue.desk.rulebook.vocabulary)
            except BadAnswerError as bad:
                dialogue.tell(bad.sentence)

    def _log(self) -> None:
        dialogue = self._dialogue
        case = dialogue.now.case
        name = new_id(case.log, self._draw)
        care = logged(case.visit, dialogue.desk.today)
        act = word(dialogue.desk.rulebook.acts[care.known("act")].label)
        told = say("Recorded in your year: {act}, {day}", act=act, day=care.day)
        dialogue.edit(lambda each: each.logged(name, care), told)

    def _anew(self) -> None:
        """A visit without answers, but with the mutuelle that was given."""
        self._dialogue.edit(
            lambda case: case.visited(Visit(contract=case.visit.contract)),
            say("A new visit; your mutuelle stays."),
        )
