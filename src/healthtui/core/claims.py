"""What is still owed for an act: whether it was claimed, what came, and until when it can be."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from healthtui.core.calendar import months_later
from healthtui.core.care import Care
from healthtui.core.money import Cents
from healthtui.core.quote import Quote
from healthtui.core.rulebook import DatedValue, Rulebook

ClaimStatus = Literal["planned", "nothing-due", "to-claim", "claimed", "received", "too-late"]


@dataclass(frozen=True, slots=True)
class Claim:
    """How far the refund of an act is; amounts in cents, as computed where a range is possible.

    `owed` is still to come from the CPAM, `owed_by_mutuelle` from the mutuelle; `last_day` is the
    last on which it can be claimed, None where no rule is known, and `rule` says so. `short` is
    what came less than the rules give, negative where it was more.
    """

    status: ClaimStatus
    owed: Cents = 0
    owed_by_mutuelle: Cents = 0
    last_day: date | None = None
    rule: DatedValue | None = None
    short: Cents = 0


def claim(rulebook: Rulebook, care: Care, found: Quote, today: date) -> Claim:
    """How far the refund of a quoted act is, today."""
    if found.one is None:
        return Claim("nothing-due")
    paid = found.one[1]
    due, due_by_mutuelle = paid.transfer, paid.mutuelle
    rule = rulebook.value("claims.months", care.day)
    last = None if rule is None else months_later(care.day, rule.value)
    if care.day > today:
        return Claim("planned", last_day=last, rule=rule)
    received, by_mutuelle = care.known("received_eur"), care.known("mutuelle_received_eur")
    owed = due if received is None else 0
    owed_by_mutuelle = due_by_mutuelle if by_mutuelle is None else 0
    short = sum(
        expected - came
        for expected, came in ((due, received), (due_by_mutuelle, by_mutuelle))
        if came is not None
    )
    status = _status(care, owed + owed_by_mutuelle, due + due_by_mutuelle, last, today)
    if status == "too-late":
        owed = owed_by_mutuelle = 0
    return Claim(status, owed, owed_by_mutuelle, last, rule, short)


def _status(care: Care, owed: Cents, due: Cents, last: date | None, today: date) -> ClaimStatus:
    if not due:
        return "nothing-due"
    if not owed:
        return "received"
    if care.known("claimed_on") is not None:
        return "claimed"
    return "too-late" if last is not None and today > last else "to-claim"
