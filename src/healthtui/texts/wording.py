"""What answers, states and verdicts are called, on every screen and in every command."""

from typing import TYPE_CHECKING, Any, Final

from healthtui.core.answers import UNSURE, Field
from healthtui.core.dated import Source
from healthtui.core.eligibility import Eligibility
from healthtui.core.kinds import ActName, Factor, Language, Line, Number, Price, Terms
from healthtui.core.money import Money
from healthtui.core.reasons import Verdict
from healthtui.core.route_rules import Question
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Country, Listing, Sentence, Value, say, word
from healthtui.core.situation import BY_NAME
from healthtui.core.timeline import Segment
from healthtui.core.visit import BY_NAME as VISIT
from healthtui.core.what_if import Turn
from healthtui.texts.codes import language_name
from healthtui.texts.speaker import Speaker

if TYPE_CHECKING:
    from healthtui.core.quote import Bounds

NOT_ASKED: Final = say("not asked")
NOT_SURE: Final = say("I don't know")
YES_NO: Final = {True: say("yes"), False: say("no")}

COVER_WORDS: Final[dict[str, Sentence]] = {
    "home": say("your card from home"),
    "renewal": say("your card, if you renew it in time"),
    "cpam": say("French cover"),
    "work": say("French cover, by your work"),
    "scheme": say("your own scheme"),
    "private": say("private cover, bought by you"),
    "gap": say("no cover"),
}

CONFIDENCE_WORDS: Final[dict[str, Sentence]] = {
    "high": say("well established"),
    "medium": say("one good source"),
    "low": say("weakly established"),
}


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


def supposed(
    rulebook: Rulebook, speaker: Speaker, answers: tuple[tuple[str, Any], ...]
) -> tuple[Sentence, ...]:
    """The answers about a visit under which an amount is what it is."""
    return tuple(_supposed(rulebook, speaker, name, value) for name, value in answers)


def _supposed(rulebook: Rulebook, speaker: Speaker, name: str, value: Any) -> Sentence:
    if name == "year_so_far":
        return say("the yearly limit is reached" if value else "nothing was kept this year yet")
    if name == "price_eur" and value is None:
        return say("the price is the tariff itself")
    question = rulebook.visit_questions[name]
    told = in_words(rulebook, speaker, VISIT[name], question, value)
    return say("{question}: {answer}", question=word(question.label), answer=told)


def amount(bounds: "Bounds") -> Value:
    """An amount, the range it lies in, or what it is at least."""
    if bounds.exact:
        return Money(bounds.least)
    if bounds.open_ended:
        return say("{least} or more", least=Money(bounds.least))
    return say("{least} to {most}", least=Money(bounds.least), most=Money(bounds.most))


def _plain_value(field: Field, answer: Any) -> Value:
    if isinstance(field.kind, Terms):
        table: dict[str, Any] = field.kind.plain(answer)
        return Listing(tuple(f"{name} {number}" for name, number in table.items()))
    if isinstance(answer, tuple):
        return Listing(tuple(Country(code) for code in answer))
    if isinstance(field.kind, Price):
        return Money(answer)
    if isinstance(field.kind, Factor | Line | Number):
        return str(field.kind.plain(answer))
    if isinstance(answer, str):
        return Country(answer)
    value: Value = answer
    return value


def title(rulebook: Rulebook, given: Eligibility) -> Sentence:
    """A verdict in a few words."""
    if given.verdict is Verdict.RULE_UNKNOWN:
        return say("Rule unknown")
    if given.route is None:
        return say("It depends")
    name = word(rulebook.routes[given.route].title)
    return name if given.verdict is Verdict.CERTAIN else say("Probably: {answer}", answer=name)


def turn(rulebook: Rulebook, speaker: Speaker, other: Turn) -> Sentence:
    """One answer that would change the route, and to what."""
    question = rulebook.questions[other.field]
    value = in_words(rulebook, speaker, BY_NAME[other.field], question, other.value)
    routes = (word(rulebook.routes[name].title) for name in other.routes)
    return say(
        "{question}: {answer} → {routes}",
        question=word(question.label),
        answer=value,
        routes=Listing(tuple(dict.fromkeys(routes))),
    )


def telling(rulebook: Rulebook, given: Eligibility, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The changes that lead to one other answer, in other words than the present one."""
    present = rulebook.routes[given.route].title if given.route else ""
    return tuple(
        other
        for other in turns
        if other.route is not None and rulebook.routes[other.route].title != present
    )


def decides(question: Question, name: str = "") -> Sentence:
    """That an open question decides, where its answer stands, and the name commands give it."""
    label, where = word(question.label), word(question.where_to_find)
    if not name:
        return say(
            "What decides: {question}. Where to find it: {where}", question=label, where=where
        )
    return say(
        "What decides: {question} ({field}). Where to find it: {where}",
        question=label,
        field=name,
        where=where,
    )


def page_date(source: Source, speaker: Speaker) -> str:
    """The date that a source's page bears, or that it bears none."""
    return speaker.word("undated") if source.page_date in ("", "undated") else source.page_date


def gap(segment: Segment) -> Sentence:
    """What to do about days without cover."""
    return say(
        "No cover from {first} to {last}: take private or travel insurance for these days.",
        first=segment.first,
        last=segment.last,
    )
