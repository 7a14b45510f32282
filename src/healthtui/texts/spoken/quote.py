"""A quote in lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from healthtui.core.alternatives import Supposed
from healthtui.core.money import Cents, Money, Percent
from healthtui.core.quote import Bounds, Quote, asks, deciding, reasons
from healthtui.core.reasons import Verdict
from healthtui.core.reconcile import Hypothesis
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, Value, say, word
from healthtui.core.visit import BY_NAME
from healthtui.texts import told
from healthtui.texts.refund import STAGE_WORDS, to_do
from healthtui.texts.refund import hypotheses as told_hypotheses
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import amount as in_full
from healthtui.texts.wording import decides, in_words, supposed

LABELS: Final[dict[str, Sentence]] = {
    "price": say("Price"),
    "base": say("Base"),
    "gross": say("Share paid back before deductions"),
    "flat_contribution": say("Flat contribution kept (participation forfaitaire)"),
    "franchise": say("Franchise kept"),
    "net": say("Paid by the CPAM"),
    "copayment": say("Copayment (ticket modérateur)"),
    "overrun": say("Price above the base (dépassement)"),
    "mutuelle": say("Paid by the mutuelle"),
    "remainder": say("Stays with you"),
}
_TOLD_BOUNDS: Final = ("net", "remainder")
_IF_ANY: Final = ("franchise", "overrun", "mutuelle")
"""Amounts that are told only if they are not zero."""


def lines(
    rulebook: Rulebook, found: Quote, speaker: Speaker, *, explain: bool, named: bool = True
) -> Iterator[str]:
    """The whole answer: the visit, the amounts, what was assumed, what to do next."""
    yield speaker.text(
        say(
            "{act}, {day}",
            act=word(rulebook.acts[found.visit.known("act")].label),
            day=found.visit.known("care_date"),
        )
    )
    if found.unknown is not None:
        yield speaker.text(say("Rule unknown: {problem}", problem=found.unknown))
        return
    yield from _circumstances(rulebook, found, speaker)
    yield from _amounts(found, speaker)
    for sentence in to_do(found):
        yield speaker.text(sentence)
    if explain:
        yield from _why(rulebook, found, speaker)
    for sentence in found.assumed:
        yield speaker.text(say("Assumed: {what}", what=sentence))
    yield from _decides(rulebook, found, speaker, named=named)
    if named and not explain:
        yield speaker.text(say("Next: healthtui explain quote, for every reason and its source"))


def _why(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Iterator[str]:
    """The reasons, of open answers those of one case; what did not apply says so."""
    if found.one is not None and found.one[0].supposed:
        answers = Listing(supposed(rulebook, speaker, found.one[0].supposed))
        yield speaker.text(say("If {answers}:", answers=answers))
    for reason in reasons(found):
        pattern = say("Why: {text}", text=told.reason(speaker, reason))
        if not reason.applied:
            pattern = say("Did not apply: {text}", text=told.reason(speaker, reason))
        yield speaker.text(pattern)


def sectors(rulebook: Rulebook, found: Mapping[str, Quote], speaker: Speaker) -> Iterator[str]:
    """The same visit with a doctor of each sector."""
    choices = rulebook.visit_questions["sector"].choices
    yield speaker.text(say("The same visit by sector:"))
    for sector, each in found.items():
        yield _beside(speaker, word(choices[sector]), each)


def other_day(found: Quote, day: date, speaker: Speaker) -> Iterator[str]:
    """The same visit on another day of care."""
    yield speaker.text(say("The same visit under the law of {day}:", day=day))
    if found.unknown is not None:
        yield speaker.text(say("Rule unknown: {problem}", problem=found.unknown))
        return
    for name, label in LABELS.items():
        if name not in _IF_ANY or found.amounts[name].most:
            yield _line(speaker, label, in_full(found.amounts[name]))


def hypotheses(found: Sequence[Hypothesis], received: Cents, speaker: Speaker) -> Iterator[str]:
    """The explanations of an amount received, the likeliest first."""
    yield speaker.text(say("You received {amount}:", amount=Money(received)))
    yield from told_hypotheses(found, speaker)


def proposals(found: Sequence[Supposed], speaker: Speaker) -> Iterator[str]:
    """What is not law, and what it would make of the visit."""
    for each in found:
        yield speaker.text(
            say(
                "Not in force ({stage}): {title}. {text}",
                stage=STAGE_WORDS[each.proposal.stage],
                title=word(each.proposal.title),
                text=word(each.proposal.text),
            )
        )
        if each.quote is not None:
            yield _beside(speaker, say("It would be"), each.quote)


def _beside(speaker: Speaker, label: Sentence, found: Quote) -> str:
    if not found.amounts:
        return speaker.text(say("{label}: rule unknown", label=label))
    return speaker.text(
        say(
            "{label}: base {base}, CPAM {net}, mutuelle {mutuelle}, you {remainder}",
            label=label,
            **{name: in_full(found.amounts[name]) for name in _SIDE_BY_SIDE},
        )
    )


_SIDE_BY_SIDE: Final = ("base", "net", "mutuelle", "remainder")


def _circumstances(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Iterator[str]:
    for name in ("sector", "pathway", "situation"):
        question = rulebook.visit_questions[name]
        answer = getattr(found.visit, name)
        value = in_words(rulebook, speaker, BY_NAME[name], question, answer)
        yield _line(speaker, word(question.label), value)


def _amounts(found: Quote, speaker: Speaker) -> Iterator[str]:
    for name, label in LABELS.items():
        amount = found.amounts[name]
        if name == "gross" and found.rate is not None and not _is_fixed(found):
            yield _line(speaker, say("Rate"), _rate(found))
        if name not in _IF_ANY or amount.most:
            yield _line(speaker, label, in_full(amount))


def _is_fixed(found: Quote) -> bool:
    """Whether a fixed sum, not the rate, decides the share of one case."""
    return found.one is not None and any(
        reason.rule == "tariffs.heavy_act_charge" for reason in found.one[1].reasons
    )


def _rate(found: Quote) -> Value:
    rate = found.rate
    if rate is None or rate.exact:
        return Percent(rate.least if rate else 0)
    return say("{least} to {most}", least=Percent(rate.least), most=Percent(rate.most))


def _decides(rulebook: Rulebook, found: Quote, speaker: Speaker, *, named: bool) -> Iterator[str]:
    if found.verdict is not Verdict.OPEN:
        return
    for name in deciding(found):
        question = rulebook.visit_questions[name]
        yield speaker.text(decides(question, name if named else ""))
        if question.meanwhile:
            yield speaker.text(say("Safe meanwhile: {text}", text=speaker.word(question.meanwhile)))
    for asked in asks(rulebook, found):
        yield speaker.text(say("To ask, in French: {question}", question=asked))
    for name, bounds in found.amounts.items():
        yield from _bounds(rulebook, name, bounds, speaker)


def _bounds(rulebook: Rulebook, name: str, bounds: Bounds, speaker: Speaker) -> Iterator[str]:
    """Under which answers an amount is least and most."""
    if bounds.least == bounds.most or name not in _TOLD_BOUNDS:
        return
    for figure, answers in ((bounds.least, bounds.least_if), (bounds.most, bounds.most_if)):
        yield speaker.text(
            say(
                "{label}: {figure} if {answers}",
                label=LABELS[name],
                figure=Money(figure),
                answers=Listing(supposed(rulebook, speaker, answers)),
            )
        )


def _line(speaker: Speaker, label: Sentence, value: Value) -> str:
    return speaker.text(say("{label}: {value}", label=label, value=value))
