"""What is said of logged care: its claim, what came back, and the accounts of a year."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from healthtui.core.claims import Claim, ClaimStatus, ClaimWay
from healthtui.core.ledger import Entry
from healthtui.core.meters import Account, Meter
from healthtui.core.money import Money
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word

CLAIM_WORDS: Final[dict[ClaimStatus, Sentence]] = {
    "planned": say("to come"),
    "nothing-due": say("nothing due"),
    "to-claim": say("to claim"),
    "claimed": say("claimed"),
    "received": say("received"),
    "too-late": say("too late"),
}

ACCOUNT_WORDS: Final[dict[Account, Sentence]] = {
    "flat_contribution": say("Flat contributions"),
    "franchise": say("Franchises"),
}


def claim_lines(entry: Entry) -> Iterator[Sentence]:
    """How far the refund of an act is, and what to do about it."""
    claim = entry.claim
    yield from _owed(claim)
    if claim.short > 0:
        yield say("{amount} less came than the rules give.", amount=Money(claim.short))
    if claim.short < 0:
        yield say("{amount} more came than the rules give.", amount=Money(-claim.short))
    taken = entry.quote.one[1].debt_taken if entry.quote.one else 0
    if taken:
        yield say("{amount} of it went on what earlier care left owing.", amount=Money(taken))
    claimed = entry.care.known("claimed_on")
    if claim.status == "to-claim" and claim.last_day is not None:
        yield _how(claim.way, claim.last_day)
    if claim.status == "claimed" and claimed is not None:
        yield say(
            "Claimed on {day}. By Carte Vitale it takes about a week, by form longer; if nothing "
            "comes, write to your CPAM from the ameli account.",
            day=claimed,
        )
    if claim.status == "too-late" and claim.last_day is not None:
        yield say(
            "It could be claimed until {day}; ask your CPAM all the same.", day=claim.last_day
        )


def _how(way: ClaimWay, day: date) -> Sentence:
    match way:
        case "form":
            return say(
                "Claim it by {day}: send the feuille de soins, or let the Carte Vitale be read.",
                day=day,
            )
        case "card-form":
            return say(
                "Claim it by {day}: send the CPAM the feuille de soins, a copy of your card and "
                "your bank details (RIB).",
                day=day,
            )
        case "keep":
            return say(
                "Keep the feuille de soins and the prescription: send them once you have a number, "
                "provisional or not, by {day}.",
                day=day,
            )
        case "mutuelle":
            return say(
                "The mutuelle pays it: send it the statement (décompte) of the CPAM, if it does "
                "not get that by itself."
            )


def _owed(claim: Claim) -> Iterator[Sentence]:
    if claim.owed:
        yield say("To come from the CPAM: {amount}", amount=Money(claim.owed))
    if claim.owed_by_mutuelle:
        yield say("To come from the mutuelle: {amount}", amount=Money(claim.owed_by_mutuelle))


def meter_line(meter: Meter, rulebook: Rulebook) -> Sentence:
    """One account of a year, and the act at which it stops."""
    kept = Money(meter.kept)
    if meter.limit is None:
        return say("{kept} kept; no limit is known", kept=kept)
    limit = Money(meter.limit.value)
    if meter.stops_with is not None:
        act = word(rulebook.acts[meter.stops_with.care.known("act")].label)
        return say(
            "{kept} of {limit}: stopped with {act} on {day}",
            kept=kept,
            limit=limit,
            act=act,
            day=meter.stops_with.day,
        )
    if meter.more is None:
        return say("{kept} of {limit}", kept=kept, limit=limit)
    return say("{kept} of {limit}, stops after {n} more", kept=kept, limit=limit, n=meter.more)


def owed_line(owed: int, owed_by_mutuelle: int) -> Sentence:
    """What is still to come for a year of care."""
    if not owed_by_mutuelle:
        return say("Still owed to you: {amount}", amount=Money(owed))
    return say(
        "Still owed to you: {amount} by the CPAM, {more} by the mutuelle",
        amount=Money(owed),
        more=Money(owed_by_mutuelle),
    )
