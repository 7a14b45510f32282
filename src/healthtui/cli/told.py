"""Answers, reasons and sources in words, for every command that shows them."""

from typing import Any, Final

from healthtui.core.answers import UNSURE, ActName, Field, Language, Price, Terms
from healthtui.core.money import Money
from healthtui.core.quote import Bounds
from healthtui.core.reasons import Provenance, Reason
from healthtui.core.rulebook import Question, Rulebook
from healthtui.core.sentence import Country, Listing, Sentence, Value, say, word
from healthtui.core.timeline import Segment
from healthtui.texts.codes import language_name
from healthtui.texts.speaker import Speaker

NOT_ASKED: Final = say("not asked")
NOT_SURE: Final = say("I don't know")
YES_NO: Final = {True: say("yes"), False: say("no")}


def in_words(
    rulebook: Rulebook, speaker: Speaker, field: Field, question: Question, answer: Any
) -> Value:
    """An answer as it stands in a sentence."""
    if answer is None or answer is UNSURE:
        return NOT_ASKED if answer is None else NOT_SURE
    key = str(answer).lower() if isinstance(answer, bool) else str(answer)
    if key in question.choices:
        return word(question.choices[key])
    if isinstance(answer, bool):
        return YES_NO[answer]
    if isinstance(field.kind, ActName):
        return word(rulebook.acts[key].label)
    if isinstance(field.kind, Language):
        return language_name(key, speaker.language)
    return _plain_value(field, answer)


def _plain_value(field: Field, answer: Any) -> Value:
    if isinstance(field.kind, Terms):
        return Listing(tuple(f"{name} {number}" for name, number in _terms(field, answer)))
    if isinstance(answer, tuple):
        return Listing(tuple(Country(code) for code in answer))
    if isinstance(field.kind, Price):
        return Money(answer)
    if isinstance(answer, str):
        return Country(answer)
    value: Value = answer
    return value


def _terms(field: Field, answer: Any) -> list[tuple[str, Any]]:
    table: dict[str, Any] = field.kind.plain(answer)
    return list(table.items())


def bounds(amount: Bounds) -> Value:
    """An amount, or the range it lies in."""
    if amount.exact:
        return Money(amount.least)
    return say("{least} to {most}", least=Money(amount.least), most=Money(amount.most))


def source(speaker: Speaker, found: Provenance) -> str:
    """Who says it, and when it was last checked."""
    told = speaker.text(
        say(
            "{publisher}, {url}, checked on {day}",
            publisher=found.source.publisher,
            url=found.source.url,
            day=found.checked_on,
        )
    )
    return f"{told} ({speaker.word('not established')})" if found.uncertain else told


def reason(speaker: Speaker, found: Reason) -> str:
    """One reason with its amount and source on a line."""
    told = speaker.text(found.text)
    if found.amount is not None:
        told = f"{told}: {speaker.money(found.amount)}"
    if found.provenance is not None:
        told = f"{told} [{source(speaker, found.provenance)}]"
    return told


def gap(segment: Segment) -> Sentence:
    """What to do about days without cover."""
    return say(
        "No cover from {first} to {last}: take private or travel insurance for these days.",
        first=segment.first,
        last=segment.last,
    )
