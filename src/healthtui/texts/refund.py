"""What is said of a refund beside its arithmetic, on the screen and in commands."""

from collections.abc import Iterator, Sequence
from typing import Final

from healthtui.core.money import Money
from healthtui.core.quote import Quote
from healthtui.core.reconcile import Hypothesis
from healthtui.core.sentence import Sentence, say
from healthtui.texts.speaker import Speaker

STAGE_WORDS: Final[dict[str, Sentence]] = {
    "announced": say("announced"),
    "draft": say("a draft"),
    "dropped": say("dropped"),
    "no-decree": say("a law without its decree"),
}

MOST_TOLD: Final = 5
"""So many explanations are told; the others are less likely still."""

NONE_FITS: Final = (
    say("None of the usual reasons gives this amount."),
    say(
        "Open the décompte in your ameli account: each line names the base, the rate and what was "
        "kept. If a line is wrong, write to your CPAM from there."
    ),
    say("Keep the statement and the receipt: care can be claimed for two years."),
)


def to_do(found: Quote) -> Iterator[Sentence]:
    """What the cover or third-party payment makes the person do or pay, beside the amounts."""
    if found.visit.known("situation") == "not_registered":
        yield say("Keep every feuille de soins: care after your rights begin is paid later.")
    if found.one is None or not found.one[1].to_provider:
        return
    paid = found.one[1]
    yield say(
        "Tiers payant: the CPAM pays {share} to the professional, you pay {rest} at the desk.",
        share=Money(paid.to_provider),
        rest=Money(paid.price - paid.to_provider),
    )
    owed = paid.flat_contribution + paid.franchise
    if owed:
        yield say("{amount} is taken from a later refund.", amount=Money(owed))


def hypotheses(found: Sequence[Hypothesis], speaker: Speaker) -> Iterator[str]:
    """The explanations of an amount, the likeliest first, each with what to do."""
    if not found:
        yield from map(speaker.text, NONE_FITS)
        return
    for number, each in enumerate(found[:MOST_TOLD], 1):
        said = " + ".join(map(speaker.text, _said(each)))
        yield speaker.text(say("{n}. {reasons}.", n=str(number), reasons=said))
        yield from (f"   {speaker.text(advice)}" for advice in _advice(each))


def _said(each: Hypothesis) -> Iterator[Sentence]:
    if not each.differences and each.measure.said is None:
        yield say("This is what the rules give")
    yield from (one.said for one in each.differences)
    if each.measure.said is not None:
        yield each.measure.said


def _advice(each: Hypothesis) -> Iterator[Sentence]:
    yield from dict.fromkeys(one.advice for one in each.differences)
    if each.differences:
        yield say("Then the CPAM transfers {amount}.", amount=Money(each.paid.transfer))
