"""What is still owed for an act: whether it was claimed, what came, and until when it can be."""

from datetime import date
from typing import Literal

from msgspec import Struct

from healthtui.core.calendar import months_later
from healthtui.core.care import Care
from healthtui.core.dated import DatedValue
from healthtui.core.money import Cents
from healthtui.core.quote import Quote
from healthtui.core.rulebook import Rulebook

ClaimWay = Literal["form", "card-form", "keep", "mutuelle"]
"""How it is claimed: by form or Carte Vitale, by form with a European card, not before there is a
number, or from the mutuelle alone (facts: registration C11, reimbursement 5)."""

ClaimStatus = Literal["planned", "nothing-due", "to-claim", "claimed", "received", "too-late"]


class Claim(Struct, frozen=True):
    """How far the refund of an act is; amounts in cents, as computed where a range is possible.

    `owed` is still to come from the CPAM, `owed_by_mutuelle` from the mutuelle; `last_day` is the
    last on which it can be claimed, None where no rule is known, and `rule` says so. `short` is
    what came less than the rules give, negative where it was more, 0 while the amounts are open.
    """

    status: ClaimStatus
    owed: Cents = 0
    owed_by_mutuelle: Cents = 0
    last_day: date | None = None
    rule: DatedValue | None = None
    short: Cents = 0
    way: ClaimWay = "form"


def claim(
    rulebook: Rulebook, care: Care, found: Quote, today: date, *, numbered: bool = True
) -> Claim:
    """How far the refund of a quoted act is, today; `numbered` is whether there is a French number.

    Without a known rule the amounts are unknown, counted as 0; it can be claimed all the same.
    """
    rule = rulebook.value("claims.months", care.day)
    last = None if rule is None else months_later(care.day, rule.value)
    if care.day > today:
        return Claim("planned", last_day=last, rule=rule)
    paid = None if found.one is None else found.one[1]
    due = (0, 0) if paid is None else (paid.transfer, paid.mutuelle)
    came = (care.known("received_eur"), care.known("mutuelle_received_eur"))
    pairs = tuple(zip(due, came, strict=True))
    owed, owed_by_mutuelle = (0 if got is not None else expected for expected, got in pairs)
    status = _status(care, found, owed + owed_by_mutuelle, last, today)
    if status == "too-late":
        owed = owed_by_mutuelle = 0
    exact = all(found.amounts[name].exact for name in ("net", "mutuelle")) if paid else False
    short = sum(expected - got for expected, got in pairs if got is not None) if exact else 0
    way = _way(found, owed, owed_by_mutuelle, numbered=numbered)
    return Claim(status, owed, owed_by_mutuelle, last, rule, short, way)


def _way(found: Quote, owed: Cents, owed_by_mutuelle: Cents, *, numbered: bool) -> ClaimWay:
    if found.visit.situation == "ehic":
        return "card-form"
    if owed_by_mutuelle and not owed:
        return "mutuelle"
    return "form" if numbered else "keep"


def _status(care: Care, found: Quote, owed: Cents, last: date | None, today: date) -> ClaimStatus:
    came = any(care.known(name) is not None for name in ("received_eur", "mutuelle_received_eur"))
    if not _can_be_due(found):
        return "nothing-due"
    if came and not owed:
        return "received"
    if came or care.known("claimed_on") is not None:
        return "claimed"
    return "too-late" if last is not None and today > last else "to-claim"


def _can_be_due(found: Quote) -> bool:
    """Whether one of the ways that a quote can turn out leaves something to be paid back."""
    if found.one is None:
        return True
    act = found.one[0].act
    from_cpam = 0 if act.third_party else found.amounts["net"].most - act.so_far.debt
    return from_cpam > 0 or found.amounts["mutuelle"].most > 0
