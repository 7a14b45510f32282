"""The two accounts of a calendar year: what was kept, the limit, and the act at which it stops."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from msgspec import Struct

from healthtui.core.dated import DatedValue
from healthtui.core.ledger import Entry, Ledger
from healthtui.core.money import Cents
from healthtui.core.running import Carried

Account = Literal["flat_contribution", "franchise"]


class Meter(Struct, frozen=True):
    """One account: cents that were kept, and its limit, None where no rule is known.

    `stops_with` is the act that reached the limit; before that, `more` is how many acts, each
    with one contribution of the present amount, still count.
    """

    account: Account
    kept: Cents
    limit: DatedValue | None
    stops_with: Entry | None
    more: int | None


def meters(book: Ledger, year: int, today: date) -> tuple[Meter, Meter]:
    """The accounts of a calendar year, flat contributions first."""
    ends = book.ends(year)
    return (
        _meter(book, year, today, "flat_contribution", ends.flat, lambda each: each.flat),
        _meter(book, year, today, "franchise", ends.franchise, lambda each: each.franchise),
    )


def _meter(  # noqa: PLR0913, PLR0917 - what tells the two accounts apart
    book: Ledger,
    year: int,
    today: date,
    account: Account,
    kept: Cents | None,
    of: Callable[[Carried], Cents | None],
) -> Meter:
    day = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    limit = book.rulebook.value(f"contributions.{account}_per_year", day)
    if limit is None:
        return Meter(account, kept or 0, None, None, None)
    stops = book.first(year, lambda carried: (of(carried) or 0) >= limit.value)
    each = book.rulebook.number(f"contributions.{_EACH[account]}", day)
    left = max(0, limit.value - (kept or 0))
    return Meter(account, kept or 0, limit, stops, -(-left // each) if each else None)


_EACH: dict[Account, str] = {"flat_contribution": "flat_contribution", "franchise": "franchise_box"}
"""What one act adds: of the franchises, that of a box of medicine."""
