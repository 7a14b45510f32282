"""Where comparisons of days turn: seen from one of its days, each holds on one side of a border."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from msgspec import Struct

from healthtui.core.calendar import months_later
from healthtui.core.facts import months_of
from healthtui.core.route_rules import Fact
from healthtui.core.rulebook import Rulebook

LAST_DAY: Final = date.max.toordinal()
"""Days are counted from 1, the first one of the calendar, to this one."""
_ALWAYS: Final = 0
_NEVER: Final = LAST_DAY + 1
"""Borders before and after all days."""


class Side(Struct, frozen=True, eq=False):
    """A comparison as one of its days sees it; each day is moved by some months first.

    It `rises` if it holds for late days, and not if it holds for early ones. `absent` is whether
    it holds where the other day was not asked.
    """

    other: str
    rises: bool
    months: int
    other_months: int
    absent: bool

    def holds(self, border: int, day: int) -> bool:
        """Whether it holds on a day, by its number, when it turns on a border."""
        return (day >= border) is self.rises

    def border(self, answers: Mapping[str, Any], on: date) -> int:
        """The number of the first day that is late to it, by the answers on the day `on`."""
        other = on if self.other == "on" else answers[self.other]
        if not isinstance(other, date):
            holds = other is None and self.absent
            return _ALWAYS if holds is self.rises else _NEVER
        moved = months_later(other, self.other_months) if self.other_months else other
        least = moved.toordinal() + self.rises  # it is late on the other day itself, or after it
        if not self.months or least > LAST_DAY:
            return least
        # The end of February moves several days to one. This is the first of them if there is
        # one that moves to the day sought, and the last day before it if there is none.
        sought = date.fromordinal(least)
        first = months_later(sought, -self.months)
        return first.toordinal() + (months_later(first, self.months) < sought)


@cache
def sides(rulebook: Rulebook, facts: tuple[str, ...], name: str) -> tuple[Side, ...]:
    """The comparisons with a day among some facts, in their order, as that day sees them."""
    compared = [rulebook.facts[key] for key in facts]
    mine = [fact for fact in compared if name in (fact.day, fact.is_after)]
    return tuple([_side(rulebook, fact, name) for fact in mine])


def _side(rulebook: Rulebook, fact: Fact, name: str) -> Side:
    later, earlier = months_of(rulebook, fact.day_plus), months_of(rulebook, fact.is_after_plus)
    if fact.day == name:
        return Side(fact.is_after, True, later, earlier, fact.absent is True)
    return Side(fact.day, False, earlier, later, fact.absent is True)
