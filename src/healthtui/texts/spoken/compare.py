"""A comparison of options in lines of text."""

from collections.abc import Iterator

from healthtui.core.c2s import C2s
from healthtui.core.care_rules import TypicalYear
from healthtui.core.compare import Cost, Outcome
from healthtui.core.comparison import Comparison, CostOf, own_care
from healthtui.core.reasons import Verdict
from healthtui.core.sentence import Listing, Sentence, say, word
from healthtui.texts import compare as words
from healthtui.texts import told
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import amount


def lines(
    found: Comparison, care: Sentence, speaker: Speaker, *, named: bool = True
) -> Iterator[str]:
    """The whole answer: the options for the `care`, break-even, the C2S, typical years."""
    yield speaker.text(care)
    for outcome in found.outcomes:
        yield speaker.text(_option(outcome))
    yield speaker.text(words.best(found))
    yield ""
    yield speaker.text(say("From when on it pays off:"))
    for outcome in found.outcomes:
        yield speaker.text(words.break_even(outcome, found))
    for outcome in found.outcomes:
        yield from map(speaker.text, words.dominated(outcome))
    yield ""
    yield from _c2s(found, speaker)
    yield ""
    yield speaker.text(say("A year in all, in typical years:"))
    for key, typical in found.rulebook.typical_years.items():
        costs = Listing(tuple(_cost(each, each.typical[key]) for each in found.outcomes))
        title = _title(typical, found.outcomes[0].typical[key].verdict)
        yield speaker.text(say("{title}: {costs}", title=title, costs=costs))
        yield f"   {speaker.word(typical.note)}"
    if named:
        yield ""
        yield speaker.text(say("Next: healthtui compare add NAME monthly_eur=10 percent=100"))


def for_visits(found: Comparison, visits: int, speaker: Speaker) -> Iterator[str]:
    """The options for a year with so many visits like the one that is counted."""

    def cost(outcome: Outcome) -> Cost:
        return outcome.by_visits[visits]

    yield speaker.plural(
        "{n} visit in a year: {visit}",
        "{n} visits in a year: {visit}",
        visits,
        visit=words.visit_name(found.question.visit, found.rulebook),
    )
    for outcome in found.outcomes:
        yield speaker.text(_option(outcome, cost))
    yield speaker.text(words.best(found, cost))


def _option(outcome: Outcome, cost: CostOf = own_care) -> Sentence:
    name, year = outcome.option.name, cost(outcome)
    if year.paid_in is None or year.total is None:
        return say(
            "{name}: no price is known; {left} left to you", name=name, left=amount(year.left)
        )
    return say(
        "{name}: {monthly} a month, {paid_in} paid in, {left} left to you, {total} a year in all",
        name=name,
        monthly=words.a_month(outcome),
        paid_in=amount(year.paid_in),
        left=amount(year.left),
        total=amount(year.total),
    )


def _title(typical: TypicalYear, verdict: Verdict) -> Sentence:
    if verdict is not Verdict.RULE_UNKNOWN:
        return word(typical.title)
    return say("{title} (without care whose rule is not known)", title=word(typical.title))


def _cost(outcome: Outcome, cost: Cost) -> Sentence:
    name = outcome.option.name
    if cost.total is None:
        return say("{name} {amount} without its price", name=name, amount=amount(cost.left))
    return say("{name} {amount}", name=name, amount=amount(cost.total))


def _c2s(found: Comparison, speaker: Speaker) -> Iterator[str]:
    yield from map(speaker.text, words.c2s_lines(found.aid, found.rulebook))
    yield from conditions(found.aid, speaker)


def conditions(aid: C2s, speaker: Speaker) -> Iterator[str]:
    """Each condition of the C2S: met, not met or open, with its source."""
    for reason in aid.reasons:
        yield speaker.text(_condition(reason.applied, told.reason(speaker, reason)))


def _condition(applied: bool | None, text: str) -> Sentence:  # noqa: FBT001 - as in every reason
    if applied is None:
        return say("Open: {text}", text=text)
    return say("Met: {text}", text=text) if applied else say("Not met: {text}", text=text)
