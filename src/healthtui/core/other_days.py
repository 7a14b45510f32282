"""Another day in the place of an answer: which ones the facts of its cluster can tell apart."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from healthtui.core.borders import LAST_DAY, Side, sides
from healthtui.core.candidates import days_near_borders
from healthtui.core.clusters import Cluster
from healthtui.core.completions import Plan, Truths, plan_for
from healthtui.core.facts import fields_of
from healthtui.core.rulebook import Rulebook


class Varied(Struct, frozen=True, eq=False):
    """A field of a cluster that is given one day after another, while the other answers stand.

    Of the settled facts some follow its day, and the others stand; of both the places in the
    cluster are told. `compared` is whether what open fields can be hangs on the day as well.
    """

    name: str
    plan: Plan
    sides: tuple[Side, ...]
    following: tuple[int, ...]
    standing: tuple[int, ...]
    order: tuple[int, ...]
    compared: bool

    def follow_in(self, truths: Truths) -> Truths:
        """What the facts that follow say, of what all facts of the cluster say."""
        return tuple([truths[place] for place in self.following])

    def stand_in(self, truths: Truths) -> Truths:
        """What the facts that stand say, of what all facts of the cluster say."""
        return tuple([truths[place] for place in self.standing])

    def settled(self, standing: Truths, following: Truths) -> Truths:
        """What facts that stand and facts that follow say, in the order of the plan."""
        both = (*standing, *following)
        return tuple([both[place] for place in self.order])


@lru_cache(maxsize=1024)
def varied(rulebook: Rulebook, cluster: Cluster, given: tuple[type, ...], name: str) -> Varied:
    """A field that is given days, next to answers of such types in its cluster."""
    types = dict(zip(cluster.fields, given, strict=True)) | {name: date}
    plan = plan_for(rulebook, cluster, tuple(types.values()))
    follow = tuple(fact for fact in plan.settled if name in fields_of(rulebook, fact))
    stand = tuple(fact for fact in plan.settled if fact not in follow)
    return Varied(
        name,
        plan,
        sides(rulebook, follow, name),
        tuple(map(cluster.facts.index, follow)),
        tuple(map(cluster.facts.index, stand)),
        tuple(map((*stand, *follow).index, plan.settled)),
        name in plan.compared,
    )


def other_days(
    rulebook: Rulebook, field: Varied, answers: Mapping[str, Any], on: date, *, alone: bool
) -> Iterator[tuple[date, Truths]]:
    """Days for a field, and what the facts that follow its day say on each.

    The nearest to the present answer come first, and the earlier of two that are as near. `alone`
    where only these facts matter: then a day on each side of their borders stands for all others.
    """
    present = answers[field.name]
    turning = [(side, side.border(answers, on)) for side in field.sides]
    if alone and isinstance(present, date):
        borders = {border for _, border in turning}
        days = {day for border in borders for day in (border - 1, border) if 1 <= day <= LAST_DAY}
    else:
        near = days_near_borders(rulebook, answers, on, field.plan.cluster, field.name)
        days = {day.toordinal() for day in near}
    in_order = sorted(days)
    if isinstance(present, date):
        here = present.toordinal()
        in_order.sort(key=lambda day: abs(day - here))
    for day in in_order:
        yield date.fromordinal(day), tuple([side.holds(at, day) for side, at in turning])
