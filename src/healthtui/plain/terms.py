"""Several numbers in one answer: those of a mutuelle, and what was kept before a visit."""

from collections.abc import Mapping
from typing import Any, Final

from healthtui.core.answers import BadAnswerError, Kind
from healthtui.core.kinds import Flag, Price
from healthtui.core.money import Money
from healthtui.core.sentence import Listing, Sentence, Value, say, word
from healthtui.core.visit import CONTRACT_PARTS, YEAR_PARTS
from healthtui.plain.choose import Menu, choose
from healthtui.plain.dialogue import KEPT, Dialogue
from healthtui.plain.in_turn import in_turn, one_by_one
from healthtui.texts.contract import PART_WORDS
from healthtui.texts.wording import YES_NO

Terms = tuple[tuple[str, int], ...]

_YEAR_WORDS: Final[dict[str, Sentence]] = {
    "flat_contribution_eur": say("Flat contributions kept this year, in euro"),
    "franchise_eur": say("Franchises kept this year, in euro"),
    "flat_contributions_that_day": say("Flat contributions kept that day by this professional"),
    "franchise_that_day_eur": say("Franchises kept that day, in euro"),
    "debt_eur": say("Owed from earlier care, in euro"),
    "sessions_that_year": say("Sessions already paid this year"),
}
_OWN: Final = "own"
_NONE: Final = "none"


def ask_terms(dialogue: Dialogue, name: str, present: Any) -> Any:
    """The numbers of `contract` or `year_so_far`; KEPT, UNSURE and None as for every question."""
    given: Terms = present if isinstance(present, tuple) else ()
    if name != "contract":
        return _changed(ask_numbers(dialogue, YEAR_PARTS, _YEAR_WORDS, given), given)
    chosen = choose(dialogue, lambda: _levels(dialogue))
    if chosen == _OWN:
        return _changed(ask_numbers(dialogue, CONTRACT_PARTS, PART_WORDS, given), given)
    if chosen == _NONE:
        return None
    if isinstance(chosen, str):
        return tuple(dialogue.desk.rulebook.contract_examples[chosen].terms.items())
    return chosen


def _changed(found: Terms, given: Terms) -> Any:
    """The numbers, KEPT where they are those that were given: no number is no answer."""
    return KEPT if found == given else found


def _levels(dialogue: Dialogue) -> Menu:
    examples = dialogue.desk.rulebook.contract_examples
    options = (
        (_NONE, say("no mutuelle")),
        *((key, word(each.title)) for key, each in examples.items()),
        (_OWN, say("I type the numbers of my guarantee table")),
    )
    return Menu((), options, keeps=say("The mutuelle stays as it was."), open_too=True)


def ask_numbers(
    dialogue: Dialogue,
    parts: tuple[tuple[str, Kind], ...],
    labels: Mapping[str, Sentence],
    given: Terms,
) -> Terms:
    """Each number in turn; Enter keeps it, the minus sign takes it out."""
    found: dict[str, Any] = dict(given)
    kinds = dict(parts)

    def put(name: str) -> None:
        answer = _number(dialogue, labels[name], kinds[name], found.get(name))
        if answer is None:
            found.pop(name, None)
        elif answer is not KEPT:
            found[name] = int(answer)

    in_turn(one_by_one(kinds), put)
    return tuple((name, found[name]) for name, _ in parts if name in found)


def _number(dialogue: Dialogue, label: Sentence, kind: Kind, present: Any) -> Any:
    written = (
        dialogue.speaker.text(say("none")) if present is None else _plainly(dialogue, kind, present)
    )
    about = (say("Enter keeps the number; a minus sign takes it out."),)
    while True:
        typed = dialogue.hear(say("{label} (now: {value}):", label=label, value=written), about)
        if typed is None:
            continue
        if not typed:
            dialogue.tell(say("Unchanged: {question}: {answer}", question=label, answer=written))
            return KEPT
        if typed == "-":
            dialogue.tell(say("Taken back: {what}", what=label))
            return None
        try:
            number = kind.read(typed, dialogue.desk.rulebook.vocabulary)
        except BadAnswerError as bad:
            dialogue.tell(bad.sentence)
            continue
        told = _plainly(dialogue, kind, number)
        dialogue.tell(say("Recorded: {question}: {answer}", question=label, answer=told))
        return number


def _plainly(dialogue: Dialogue, kind: Kind, number: Any) -> str:
    value: Value = str(kind.plain(number))
    if isinstance(kind, Flag):
        value = YES_NO[bool(number)]
    elif isinstance(kind, Price):
        value = Money(number)
    return dialogue.speaker.value(value)


def terms_words(dialogue: Dialogue, name: str, terms: Terms) -> Value:
    """The numbers with what each is, for a sentence."""
    parts: dict[str, Kind] = dict(CONTRACT_PARTS if name == "contract" else YEAR_PARTS)
    labels = PART_WORDS if name == "contract" else _YEAR_WORDS
    examples = dialogue.desk.rulebook.contract_examples.values()
    for example in examples:
        if name == "contract" and tuple(example.terms.items()) == terms:
            return word(example.title)
    return Listing(
        tuple(
            say(
                "{label}: {value}",
                label=labels[part],
                value=_plainly(dialogue, parts[part], number),
            )
            for part, number in terms
        )
    )
