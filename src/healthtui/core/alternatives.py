"""The same visit otherwise: with another doctor, on another day, under law that is not law yet."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.calendar import days_later
from healthtui.core.care_rules import Proposal
from healthtui.core.quote import Quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit

Ask = Callable[[Rulebook, Visit], Quote]
"""Quotes a visit for one person on the present day."""


class Supposed(Struct, frozen=True):
    """A proposal, and the quote as it would be; None where it would change nothing."""

    key: str
    proposal: Proposal
    quote: Quote | None


def by_sector(rulebook: Rulebook, found: Quote, visit: Visit, ask: Ask) -> dict[str, Quote]:
    """The visit with a doctor of each sector in which the act has a base, at the same price."""
    price = found.amounts.get("price")
    if visit.price_eur is None and price is not None and price.exact:
        visit = replace(visit, price_eur=price.least)
    sectors = rulebook.acts[found.visit.known("act")].base
    return {sector: ask(rulebook, replace(visit, sector=sector)) for sector in sectors}


def on_day(rulebook: Rulebook, found: Quote, visit: Visit, day: date, ask: Ask) -> Quote:
    """The visit on another day of care: the law of that day, under the cover of the quote."""
    return ask(rulebook, replace(visit, care_date=day, situation=found.visit.situation))


def under_proposals(
    rulebook: Rulebook, found: Quote, visit: Visit, ask: Ask
) -> tuple[Supposed, ...]:
    """What each change that is not law would make of the visit, from its day of care on."""
    day = found.visit.known("care_date")
    supposed = []
    for key, proposal in rulebook.proposals.items():
        quote = None
        if proposal.changes and day >= proposal.valid_from:
            asked = ask(rulebook.with_proposal(key, day), visit)
            quote = asked if asked.amounts != found.amounts else None
        supposed.append(Supposed(key, proposal, quote))
    return tuple(supposed)


def turning_days(rulebook: Rulebook, found: Quote) -> tuple[date, ...]:
    """Days on which a figure that the quote uses was, or will be, another one; the latest first.

    Of an earlier figure it is the last day, of a later one the first.
    """
    care_date = found.visit.known("care_date")
    used = {reason.rule for reason in found.reasons}
    days: set[date] = set()
    for key in used & rulebook.parameters.keys():
        _, *changed = sorted(value.valid_from for value in rulebook.parameters[key].values)
        days |= {day if day > care_date else days_later(day, -1) for day in changed}
    return tuple(sorted(days, reverse=True))
