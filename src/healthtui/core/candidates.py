"""Values that stand for all values of a field: no fact can tell the others from these."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from healthtui.core.calendar import days_later, months_later
from healthtui.core.clusters import Cluster
from healthtui.core.eras import era
from healthtui.core.facts import months_of
from healthtui.core.kinds import Choice, CountryCode, CountryCodes, Day, Flag
from healthtui.core.route_rules import Fact
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
        return tuple(sorted(_days(rulebook, answers, on, cluster, name)))
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


def _days(
    rulebook: Rulebook, answers: Mapping[str, Any], on: date, cluster: Cluster, name: str
) -> set[date]:
    """Days on both sides of every border that the known days draw for this field."""
    known = {field: day for field, day in answers.items() if isinstance(day, date)}
    borders = set(known.values())
    for fact in _compared_by(rulebook, cluster, name):
        borders |= _borders(rulebook, fact, name, {**known, "on": on})
    borders = borders or {on}
    return {days_later(day, shift) for day in borders for shift in (-1, 0, 1)}


@cache
def _compared_by(rulebook: Rulebook, cluster: Cluster, name: str) -> tuple[Fact, ...]:
    facts = [rulebook.facts[key] for key in cluster.facts]
    return tuple([fact for fact in facts if name in (fact.day, fact.is_after)])


def _borders(rulebook: Rulebook, fact: Fact, name: str, known: Mapping[str, date]) -> set[date]:
    """Where a comparison of days with `name` on one side turns."""
    sides = ((fact.day, fact.day_plus), (fact.is_after, fact.is_after_plus))
    for (mine, my_plus), (other, other_plus) in (sides, sides[::-1]):
        day = known.get(other)
        if mine == name and day is not None:
            months = months_of(rulebook, other_plus) - months_of(rulebook, my_plus)
            # The end of February moves two days to one: both sides of the border are tried.
            next_one = months_later(days_later(day, 1), months)
            return {months_later(day, months), days_later(next_one, -1)}
    return set()
