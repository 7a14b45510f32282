"""What a quote is held against: the same arithmetic, written for speed and for nothing else.

Visits to doctors alone, integer cents, figures of the care date found by bisection, no reasons,
no bounds, no defaults, no other cover. `same` makes sure that it computes what the engine does.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from healthtui.core.act import Shares
from healthtui.core.rulebook import Rulebook

Series = tuple[list[date], list[int]]


class Act(NamedTuple):
    """A visit to a doctor."""

    name: str
    day: date
    price: int
    outside: bool


class Tables(NamedTuple):
    """The figures that the loop needs, as lists."""

    bases: Mapping[str, Series]
    inside: Series
    outside: Series
    flat: Series
    per_day: Series
    per_year: Series


def tables(rulebook: Rulebook, bases: Mapping[str, str]) -> Tables:
    """The figures of a rulebook; `bases` names the tariff of each act."""

    def series(key: str) -> Series:
        values = rulebook.parameters[key].values
        return [value.valid_from for value in values], [value.value for value in values]

    return Tables(
        {name: series(f"tariffs.{key}") for name, key in bases.items()},
        series("rates.doctor"),
        series("rates.doctor_out_of_pathway"),
        series("contributions.flat_contribution"),
        series("contributions.flat_contribution_per_day"),
        series("contributions.flat_contribution_per_year"),
    )


def loop(figures: Tables, acts: list[Act]) -> Iterator[tuple[int, ...]]:
    """Base, rate, gross, contribution, net, copayment, overrun and remainder of each act."""
    for name, day, price, outside in acts:
        days, values = figures.bases[name]
        base = values[bisect_right(days, day) - 1]
        days, values = figures.outside if outside else figures.inside
        rate = values[bisect_right(days, day) - 1]
        days, values = figures.flat
        flat = values[bisect_right(days, day) - 1]
        days, values = figures.per_day
        most_a_day = values[bisect_right(days, day) - 1]
        days, values = figures.per_year
        most_a_year = values[bisect_right(days, day) - 1]
        paid_on = min(price, base)
        gross = (paid_on * rate + 50) // 100
        kept = max(0, min(flat if most_a_day else 0, most_a_year, gross))
        net = gross - kept
        yield base, rate, gross, kept, net, paid_on - gross, max(0, price - base), price - net


def same(plain: tuple[int, ...], paid: Shares) -> bool:
    """Whether the engine has the same figures."""
    return plain == (
        paid.base,
        paid.rate,
        paid.gross,
        paid.flat_contribution,
        paid.net,
        paid.copayment,
        paid.overrun,
        paid.remainder,
    )
