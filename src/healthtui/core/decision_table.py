"""The decision table as one diagram, over everything that anybody could be.

It is the same for all in an era, so for those that are still asked about it is made when the rules
are compiled; for others, and where the rules are not compiled, when it is first asked for.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, reduce
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.clusters import clusters
from healthtui.core.completions import Possible, Truths, possible
from healthtui.core.diagram import Diagram, Node, Nodes, branches_at, reduced
from healthtui.core.diagram_written import Written, read, written
from healthtui.core.eras import eras_since
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation

Branches = tuple[int, ...]
"""What a cluster can still be, as the branches of its nodes."""


class Whole(Struct, frozen=True, eq=False):
    """The diagram over every combination, and the branch of each combination of each cluster."""

    diagram: Diagram
    places: tuple[Mapping[Truths, int], ...]

    def branches(self, place: int, option: Possible) -> Branches:
        """The branches of what a cluster can still be."""
        return tuple(map(self.places[place].__getitem__, option.truths))


@cache
def whole(rulebook: Rulebook, since: date) -> Whole:
    """The diagram of the era that begins on a day, from which those of all persons are cut."""
    ready = rulebook.made_of_all.get(Written, {}).get(since)
    if ready is None or ready.facts != _facts(rulebook):
        ready = table_of(rulebook, since)
    places = [{truths: branch for branch, truths in enumerate(each)} for each in ready.combinations]
    return Whole(read(ready), tuple(places))


def tables_ahead(rulebook: Rulebook) -> dict[date, Written]:
    """The diagrams of the eras that were not over when the decision table was last checked."""
    checked = max(row.checked_on for row in rulebook.rows)
    return {since: table_of(rulebook, since) for since in eras_since(rulebook, checked)}


def table_of(rulebook: Rulebook, since: date) -> Written:
    """The diagram of an era, put together for a person who is unsure of everything."""
    unsure = possible(rulebook, Situation(**dict.fromkeys(BY_NAME, UNSURE)), since)
    # In one order, so that the compiled rules are the same whoever compiles them.
    options = tuple([replace(each, truths=tuple(sorted(each.truths))) for each in unsure])
    diagram = _Table(rulebook, options).diagram(since)
    return written(diagram, _facts(rulebook), tuple([option.truths for option in options]))


def _facts(rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    return tuple([cluster.facts for cluster in clusters(rulebook)])


class _Table(Struct, frozen=True):
    """The decision table over clusters with given branches, from which the diagram is made."""

    rulebook: Rulebook
    options: tuple[Possible, ...]
    nodes: Nodes = field(default_factory=dict)
    made: dict[tuple[Diagram, Diagram, Diagram], Diagram] = field(default_factory=dict)

    def diagram(self, on: date) -> Diagram:
        """The row of every combination on a day, put together from the last row upwards."""
        rest: Diagram = -1
        for place, row in reversed(tuple(enumerate(self.rulebook.rows))):
            if row.holds_on(on):
                rest = self._where(self._all(row.when), place, rest)
        return rest

    def _all(self, names: Iterable[str]) -> Diagram:
        """Where all facts hold: a diagram with the ends `_HOLDS` and `_FAILS`."""
        return reduce(self._both, map(self._fact, names), _HOLDS)

    def _fact(self, name: str) -> Diagram:
        if name.startswith("not "):
            return self._not(self._fact(name[4:]))
        fact = self.rulebook.facts[name]
        if fact.field or fact.day:
            return self._simple(name)
        holds = self._all((*fact.all_of, *(f"not {none}" for none in fact.none_of)))
        if not fact.any_of:
            return holds
        fails = reduce(self._both, (self._not(self._fact(each)) for each in fact.any_of), _HOLDS)
        return self._both(holds, self._not(fails))

    def _simple(self, name: str) -> Diagram:
        place = next(p for p, each in enumerate(self.options) if name in each.cluster.facts)
        option = self.options[place]
        number = option.cluster.facts.index(name)
        branches = (_HOLDS if truths[number] else _FAILS for truths in option.truths)
        return reduced(self.nodes, place, tuple(branches))

    def _both(self, one: Diagram, other: Diagram) -> Diagram:
        return self._where(one, other, _FAILS)

    def _not(self, one: Diagram) -> Diagram:
        return self._where(one, _FAILS, _HOLDS)

    def _where(self, condition: Diagram, then: Diagram, otherwise: Diagram) -> Diagram:
        """One diagram where a condition holds, and another everywhere else."""
        if type(condition) is int:
            return then if condition == _HOLDS else otherwise
        key = (condition, then, otherwise)
        found = self.made.get(key)
        if found is None:
            top = min([side.cluster for side in key if type(side) is Node])
            count = len(self.options[top].truths)
            branches = tuple(map(self._where, *[branches_at(side, top, count) for side in key]))
            found = self.made[key] = reduced(self.nodes, top, branches)
        return found


_HOLDS: Final[Diagram] = -2
_FAILS: Final[Diagram] = -3
"""The ends of a condition."""
