"""What is said of a comparison: prices, break-even, what is never better, and the C2S."""

from collections.abc import Iterator
from typing import Final

from healthtui.core.c2s import C2s, Standing
from healthtui.core.compare import MONTHS, Outcome
from healthtui.core.comparison import Comparison, CostOf, own_care
from healthtui.core.money import Money
from healthtui.core.quote import Bounds
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, Value, say, word
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import DEFAULT_ACT
from healthtui.texts.wording import amount

C2S_WORDS: Final[dict[Standing, Sentence]] = {
    "free": say("C2S: free for you, by your answers. Ask for it before you buy anything."),
    "contribution": say(
        "C2S: for you with a contribution, by your answers. Ask for it before you buy anything."
    ),
    "no": say("C2S: not for you, by your answers."),
    "open": say("C2S: ask first. It costs little or nothing; open answers decide."),
    "rule-unknown": say("C2S: no known rule for that day; ask your CPAM."),
}


NO_C2S: Final = say("no C2S: it was not asked about")
"""What is supposed where a program asks that gives no answers about it."""


def a_month(outcome: Outcome) -> Value:
    """The price of a month, or what the option is worth where it has none."""
    monthly = outcome.option.monthly
    if monthly is not None:
        return amount(monthly)
    return say("no price")


def worth(outcome: Outcome, cost: CostOf = own_care) -> Sentence:
    """The price up to which an option without one pays off for some care."""
    saved = cost(outcome).saved
    if not saved.most:
        return say("{name}: for this care it pays nothing.", name=outcome.option.name)
    return say(
        "{name}: for this care it pays off up to {amount} a month.",
        name=outcome.option.name,
        amount=amount(_a_twelfth(saved)),
    )


def _a_twelfth(bounds: Bounds) -> Bounds:
    return Bounds(bounds.least // MONTHS, bounds.most // MONTHS)


def break_even(outcome: Outcome, found: Comparison, cost: CostOf = own_care) -> Sentence:
    """From when on an option pays off, in one sentence; for buying nothing, what it costs."""
    even = outcome.break_even
    name = outcome.option.name
    if outcome.option.kind == "nothing":
        left = amount(cost(outcome).left)
        return say("Buying nothing: for this care {amount} stays with you.", amount=left)
    if even is None:
        return worth(outcome, cost)
    if even.least == even.most == 0:
        return say("{name}: costs you nothing.", name=name)
    titles = (word(found.rulebook.typical_years[key].title) for key in even.pays_in)
    years = Listing(tuple(say("“{title}”", title=title) for title in titles))
    visits = _visits(outcome, found)
    if not years.items:
        return say("{name}: {visits}.", name=name, visits=visits)
    return say(
        "{name}: {visits}, or in a year such as {years}.", name=name, visits=visits, years=years
    )


def _visits(outcome: Outcome, found: Comparison) -> Sentence:
    even = outcome.break_even
    visit = visit_words(found.question.visit, found.rulebook, outcome)
    if even is None or even.least is None:
        return say("never pays off by visits alone ({visit})", visit=visit)
    if even.most is None:
        return say("pays off from {n} visits at best ({visit})", n=even.least, visit=visit)
    if even.least == 0:
        return say("pays off from {n} visits on at the latest ({visit})", n=even.most, visit=visit)
    if even.least != even.most:
        return say(
            "pays off from {least} to {most} visits on, as the open answers turn out ({visit})",
            least=even.least,
            most=even.most,
            visit=visit,
        )
    return say("pays off from {n} visits like this ({visit})", n=even.least, visit=visit)


def visit_words(visit: Visit, rulebook: Rulebook, outcome: Outcome) -> Sentence:
    """The visit that is counted, with what is saved each time."""
    act = visit_name(visit, rulebook)
    one = outcome.by_visits[1].saved
    return say("{act}: {amount} saved each time", act=act, amount=amount(one))


def visit_name(visit: Visit, rulebook: Rulebook) -> Sentence:
    """The act of the visit that is counted."""
    return word(rulebook.acts[visit.known("act") or DEFAULT_ACT].label)


def best(found: Comparison, cost: CostOf = own_care) -> Sentence:
    """Which option costs least for some care; one that is still open is named first."""
    chosen = found.best(cost)
    nothing = cost(found.outcomes[0]).total
    total = cost(chosen).total if chosen else None
    if chosen is None or total is None or nothing is None:
        return say("Which one costs least depends on the open answers.")
    perhaps = found.perhaps_better(cost)
    told = _cheapest(chosen, total, nothing)
    if perhaps is None:
        return told
    first = perhaps.option.name
    return say("Ask for the {first} first. Without it: {told}", first=first, told=told)


def _cheapest(chosen: Outcome, total: Bounds, nothing: Bounds) -> Sentence:
    if chosen.option.kind == "nothing":
        return say(
            "For this care buying nothing costs least: {amount} a year.", amount=amount(total)
        )
    less = nothing.most - total.most
    return say(
        "For this care {name} costs least: {amount} a year, {less} less than buying nothing.",
        name=chosen.option.name,
        amount=amount(total),
        less=Money(less),
    )


def dominated(outcome: Outcome) -> Iterator[Sentence]:
    """The options that are never worse, by name."""
    if outcome.dominated_by:
        yield say(
            "{name} is never better than {others}.",
            name=outcome.option.name,
            others=Listing(tuple(each.name for each in outcome.dominated_by)),
        )


def c2s_lines(aid: C2s, rulebook: Rulebook) -> Iterator[Sentence]:
    """What the C2S is for the person; while it is open, what decides."""
    yield C2S_WORDS[aid.standing]
    for name in aid.open_fields:
        question = rulebook.c2s_questions[name]
        yield say(
            "{question}? Where to find it: {where}",
            question=word(question.label),
            where=word(question.where_to_find),
        )
