"""A quote in lines of text."""

from collections.abc import Iterator
from typing import Final

from healthtui.cli import told
from healthtui.cli.documents.quote import deciding, reasons
from healthtui.core.money import Percent
from healthtui.core.quote import Quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, Value, say, word
from healthtui.core.visit import BY_NAME
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import in_words

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
_IF_ANY: Final = ("franchise", "overrun", "mutuelle")
"""Amounts that are told only if they are not zero."""


def lines(rulebook: Rulebook, found: Quote, speaker: Speaker, *, explain: bool) -> Iterator[str]:
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
    if explain:
        for reason in reasons(found):
            yield speaker.text(say("Why: {text}", text=told.reason(speaker, reason)))
    for sentence in found.assumed:
        yield speaker.text(say("Assumed: {what}", what=sentence))
    yield from _decides(rulebook, found, speaker)
    if not explain:
        yield speaker.text(say("Next: healthtui explain quote, for every reason and its source"))


def _circumstances(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Iterator[str]:
    for name in ("sector", "pathway", "situation"):
        question = rulebook.visit_questions[name]
        answer = getattr(found.visit, name)
        value = in_words(rulebook, speaker, BY_NAME[name], question, answer)
        yield _line(speaker, word(question.label), value)


def _amounts(found: Quote, speaker: Speaker) -> Iterator[str]:
    for name, label in LABELS.items():
        amount = found.amounts[name]
        if name == "gross" and found.rate is not None:
            yield _line(speaker, say("Rate"), _rate(found))
        if name not in _IF_ANY or amount.most:
            yield _line(speaker, label, told.bounds(amount))


def _rate(found: Quote) -> Value:
    rate = found.rate
    if rate is None or rate.exact:
        return Percent(rate.least if rate else 0)
    return say("{least} to {most}", least=Percent(rate.least), most=Percent(rate.most))


def _decides(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Iterator[str]:
    if found.verdict is not Verdict.OPEN:
        return
    for name in deciding(found):
        question = rulebook.visit_questions[name]
        yield speaker.text(
            say(
                "What decides: {question} ({field}). {where}",
                question=word(question.label),
                field=name,
                where=word(question.where_to_find),
            )
        )
        if question.meanwhile:
            yield speaker.text(say("Safe meanwhile: {text}", text=speaker.word(question.meanwhile)))


def _line(speaker: Speaker, label: Sentence, value: Value) -> str:
    return speaker.text(say("{label}: {value}", label=label, value=value))
