"""The spans of time in which the decision table and the groups of countries stay the same."""

from bisect import bisect_right
from datetime import date
from functools import cache
from typing import Final

from healthtui.core.calendar import days_later
from healthtui.core.rulebook import Rulebook

_BEFORE_ALL: Final = date(1900, 1, 1)
"""A day before all rules, with room for the days around it."""


def era(rulebook: Rulebook, on: date) -> date:
    """The last day up to `on` on which the table or a group changed: all is the same ever since."""
    borders = _borders(rulebook)
    return borders[max(0, bisect_right(borders, on) - 1)]


@cache
def _borders(rulebook: Rulebook) -> tuple[date, ...]:
    dated = (*rulebook.rows, *(group for groups in rulebook.groups.values() for group in groups))
    first = {item.valid_from for item in dated}
    after = {days_later(item.valid_to, 1) for item in dated if item.valid_to}
    return tuple(sorted(first | after | {_BEFORE_ALL}))
