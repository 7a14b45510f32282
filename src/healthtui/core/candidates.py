"""Values that stand for all values of a field: no fact can tell the others from these."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from healthtui.core.borders import Side, sides
from healthtui.core.calendar import days_later, months_later
from healthtui.core.clusters import Cluster
from healthtui.core.eras import era
from healthtui.core.kinds import Choice, CountryCode, CountryCodes, Day, Flag
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME


def candidates(
    rulebook: Rulebook, answers: Mapping[str, Any], on: date, cluster: Cluster, name: str
) -> tuple[Any, ...]:
    """The values of one field of a cluster, next to the answers to its other fields."""
    kind = BY_NAME[name].kind
    if isinstance(kind, Choice):
        return kind.values
    if isinstance(kind, Flag):
        return (True, False)
    if isinstance(kind, Day):
        return tuple(sorted(days_near_borders(rulebook, answers, on, cluster, name)))
    countries = _countries(rulebook, on, cluster)
    if isinstance(kind, CountryCodes):
        return tuple((code,) for code in countries)
    if isinstance(kind, CountryCode):
        return (*countries, *kind.schemes)
    raise TypeError(f"no candidates are known for {name}")


def _countries(rulebook: Rulebook, on: date, cluster: Cluster) -> tuple[str, ...]:
    """One country for each combination of the groups that the cluster's facts ask for."""
    return _countries_in(rulebook, era(rulebook, on), cluster)


@cache
def _countries_in(rulebook: Rulebook, on: date, cluster: Cluster) -> tuple[str, ...]:
    groups = tuple(
        rulebook.members(group, on)
        for group in (rulebook.facts[name].in_group for name in cluster.facts)
        if group
    )
    by_membership: dict[tuple[bool, ...], str] = {}
    for code in sorted(rulebook.vocabulary.countries):
        by_membership.setdefault(tuple(code in group for group in groups), code)
    return tuple(by_membership.values())


def days_near_borders(
    rulebook: Rulebook, answers: Mapping[str, Any], on: date, cluster: Cluster, name: str
) -> set[date]:
    """Days on both sides of every border that the known days draw for a field, and of those days.

    What nobody answered may lie between two of the known days, so these are borders as well.
    """
    known = {field: day for field, day in answers.items() if isinstance(day, date)}
    borders = set(known.values())
    known["on"] = on
    for side in sides(rulebook, cluster.facts, name):
        if side.other in known:
            borders.update(_borders(side, known[side.other]))
    borders = borders or {on}
    return {days_later(day, shift) for day in borders for shift in (-1, 0, 1)}


def _borders(side: Side, day: date) -> tuple[date, ...]:
    """Where a comparison with a day turns."""
    months = side.other_months - side.months
    if not months:
        return (day,)
    # The end of February moves two days to one: both sides of the border are tried.
    next_one = months_later(days_later(day, 1), months)
    return (months_later(day, months), days_later(next_one, -1))
