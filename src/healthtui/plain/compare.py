"""Is a mutuelle worth it: the comparison, the contracts in it, and the conditions of the C2S."""

from collections.abc import Callable

from healthtui.core import c2s
from healthtui.core.answers import BadAnswerError
from healthtui.core.care import new_id
from healthtui.core.compare import MOST_VISITS
from healthtui.core.comparison import aid_of, comparison
from healthtui.core.kinds import Number
from healthtui.core.offer import NAME, Offer
from healthtui.core.sentence import say, word
from healthtui.core.visit import CONTRACT_PARTS
from healthtui.plain.choose import Menu, choose, menu_loop
from healthtui.plain.dialogue import KEPT, BackError, Dialogue, answer_words, read_out
from healthtui.plain.in_turn import in_turn, one_by_one
from healthtui.plain.questions import ask, asked_of, words_of
from healthtui.plain.terms import ask_numbers
from healthtui.texts.compare import c2s_lines
from healthtui.texts.contract import PART_WORDS
from healthtui.texts.spoken import compare as spoken


class CompareRoom:
    """Options for the care of a year; `draw` makes ids for contracts."""

    def __init__(self, dialogue: Dialogue, draw: Callable[[], str]) -> None:
        self._dialogue = dialogue
        self._draw = draw
        self._year = dialogue.desk.today.year

    def run(self, year: int) -> None:
        """The room for the care of a calendar year, until the person goes back."""
        self._year = year
        doings: dict[str, Callable[[], None]] = {
            "hear": self._hear,
            "add": self._add,
            "change": self._change,
            "remove": self._remove,
            "aid": self._aid,
            "visits": self._visits,
        }
        menu_loop(self._dialogue, self._menu, lambda chosen: doings[chosen]())

    def _menu(self) -> Menu:
        offers = self._dialogue.now.case.offers
        options = [
            ("hear", say("Hear what each option costs in a year")),
            ("add", say("Add a contract by its numbers")),
        ]
        if offers:
            options += [
                ("change", say("Change a contract")),
                ("remove", say("Remove a contract")),
            ]
        options += [
            ("aid", say("Answer the conditions of the C2S")),
            ("visits", say("Hear it for a number of visits in a year")),
        ]
        head = say("Compare: buying nothing, the C2S, contracts. Contracts: {n}", n=len(offers))
        return Menu((head,), tuple(options))

    def _hear(self) -> None:
        found = comparison(self._dialogue.now, self._year)
        count = str(len(found.question.care))
        care = say("For your care of {year}, acts: {n}", year=str(self._year), n=count)
        read_out(self._dialogue, spoken.lines(found, care, self._dialogue.speaker, named=False))

    def _visits(self) -> None:
        """So many visits like the one that is calculated, whatever the log holds."""
        read, words = Number(0, MOST_VISITS).read, self._dialogue.desk.rulebook.vocabulary
        while True:
            typed = self._dialogue.hear(
                say("How many visits in a year? From 0 to {most}:", most=MOST_VISITS),
                (word("They are visits like the one of “What a visit costs”."),),
            )
            if typed is None:
                raise BackError
            try:
                visits = read(typed, words)
                break
            except BadAnswerError as bad:
                self._dialogue.tell(bad.sentence)
        found = comparison(self._dialogue.now, self._year)
        read_out(self._dialogue, spoken.for_visits(found, visits, self._dialogue.speaker))

    def _add(self) -> None:
        offers = self._dialogue.now.case.offers
        usual = Offer(self._dialogue.speaker.word("Contract"), (("percent", 100),))
        self._ask(new_id(offers, self._draw), usual)

    def _change(self) -> None:
        key = self._chosen()
        self._ask(key, self._dialogue.now.case.offers[key])

    def _remove(self) -> None:
        key = self._chosen()
        name = self._dialogue.now.case.offers[key].name
        told = say("Deleted: {what}. u brings it back.", what=name)
        self._dialogue.edit(lambda case: case.not_offered(key), told)

    def _chosen(self) -> str:
        return str(choose(self._dialogue, self._contracts))

    def _contracts(self) -> Menu:
        offers = self._dialogue.now.case.offers
        if not offers:
            raise BackError  # an undo took the last one
        options = tuple((key, offer.name) for key, offer in offers.items())
        return Menu((word("Which contract?"),), options)

    def _ask(self, key: str, offer: Offer) -> None:
        """The name, then the numbers; one act to undo."""
        name = self._name(offer.name)
        self._dialogue.tell(word("As in the guarantee table; an empty % takes the first one."))
        terms = ask_numbers(self._dialogue, CONTRACT_PARTS, PART_WORDS, offer.terms)
        told = say("Recorded: the contract {name}", name=name)
        self._dialogue.edit(lambda case: case.offered(key, Offer(name, terms)), told)

    def _name(self, usual: str) -> str:
        about = (say("A text of at most 60 characters."),)
        while True:
            typed = self._dialogue.hear(
                say("What do you call this contract? Enter: {name}", name=usual), about
            )
            if typed is None:
                raise BackError
            try:
                return str(NAME.kind.read(typed or usual, self._dialogue.desk.rulebook.vocabulary))
            except BadAnswerError as bad:
                self._dialogue.tell(bad.sentence)

    def _aid(self) -> None:
        """The conditions one by one, and what follows from them."""
        in_turn(one_by_one(c2s.BY_NAME), self._condition)
        _, aid = aid_of(self._dialogue.now)
        speaker, rulebook = self._dialogue.speaker, self._dialogue.desk.rulebook
        told = (*map(speaker.text, c2s_lines(aid, rulebook)), *spoken.conditions(aid, speaker))
        read_out(self._dialogue, told)

    def _condition(self, name: str) -> None:
        dialogue = self._dialogue
        asked = asked_of(
            c2s.BY_NAME[name],
            dialogue.desk.rulebook.c2s_questions[name],
            lambda: getattr(dialogue.now.case.c2s, name),
            lambda: getattr(aid_of(dialogue.now)[0], name),
        )
        answer = ask(dialogue, asked)
        if answer is not KEPT:
            words = words_of(dialogue, asked, answer)
            told = answer_words(dialogue, word(asked.question.label), answer, words)
            dialogue.edit(lambda case: case.c2s_answered(name, answer), told)
