"""The spans of time in which rules stay the same."""

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import Final

from healthtui.core.calendar import days_later
from healthtui.core.rulebook import Rulebook

_BEFORE_ALL: Final = date(1900, 1, 1)
"""A day before all rules, with room for the days around it."""


def era_of_numbers(rulebook: Rulebook, on: date) -> int:
    """The place of the span, before the first 0, in which every number and cover is the same."""
    borders = rulebook.made_of_all.get(era_of_numbers)
    if borders is None:
        spans = [
            (dated.valid_from, rulebook.trusted_until(dated))
            for each in rulebook.parameters.values()
            for dated in each.values
        ]
        spans += [
            (each.valid_from, rulebook.trusted_until(each)) for each in rulebook.covers.values()
        ]
        days = {first for first, _ in spans} | {days_later(last, 1) for _, last in spans}
        borders = rulebook.made_of_all[era_of_numbers] = sorted(days)
    return bisect_right(borders, on)


def era(rulebook: Rulebook, on: date) -> date:
    """The last day up to `on` on which the decision table or a group of countries changed."""
    return eras_since(rulebook, on)[0]


def eras_since(rulebook: Rulebook, day: date) -> tuple[date, ...]:
    """The first days of the eras that end on a day or later."""
    borders = _borders(rulebook)
    return borders[max(0, bisect_right(borders, day) - 1) :]


@cache
def _borders(rulebook: Rulebook) -> tuple[date, ...]:
    dated = (*rulebook.rows, *(group for groups in rulebook.groups.values() for group in groups))
    first = {item.valid_from for item in dated}
    after = {days_later(item.valid_to, 1) for item in dated if item.valid_to}
    return tuple(sorted(first | after | {_BEFORE_ALL}))
