"""The decision table over everything that is still possible, as a reduced diagram."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from healthtui.core.answers import UNSURE
from healthtui.core.clusters import clusters
from healthtui.core.completions import Possible, Truths, instead, possible
from healthtui.core.decision_table import Branches, Whole, whole
from healthtui.core.diagram import (
    Diagram,
    Node,
    Reached,
    ends_left,
    nodes,
    reached,
    restricted,
)
from healthtui.core.eras import era
from healthtui.core.facts import fields_of
from healthtui.core.route_rules import Row
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

_NOTHING_ELSE: Final[Mapping[int, Possible]] = {}


RoutesBy = tuple[tuple[Any, tuple[str, ...]], ...]
"""Values of a field, and the routes with each."""


class _Ways:
    """Where branches lead; the same for all situations that leave just these."""

    def __init__(self, rulebook: Rulebook, whole: Whole, allowed: tuple[Branches, ...]) -> None:
        self._rulebook = rulebook
        self._diagram = whole.diagram
        self._allowed = dict(enumerate(allowed))
        self._routes_if: dict[tuple[int, Branches], tuple[str, ...]] = {}
        self._before: dict[int, tuple[frozenset[int], list[Node]]] = {}
        self.instead: dict[tuple[int, str, tuple[Any, ...]], RoutesBy] = {}
        """Room to keep what other answers lead to."""

    @cached_property
    def reached(self) -> Reached:
        """All that is reached."""
        return reached((self._diagram,), self._allowed)

    @cached_property
    def by_route(self) -> Diagram:
        """What is left of the diagram, with the first row of each route for all of them."""
        return restricted(self._diagram, self._allowed, _first_of_route(self._rulebook))

    def routes(self) -> tuple[str, ...]:
        """The routes that are reached."""
        return self._routes(self.reached.rows)

    def routes_with(self, place: int, branches: Branches) -> tuple[str, ...]:
        """The routes that are reached if the cluster at a place had other branches."""
        found = self._routes_if.get((place, branches))
        if found is None:
            past, asking = self._up_to(place)
            beyond = [node.branches[branch] for node in asking for branch in branches]
            found = self._routes(past | reached(beyond, self._allowed).rows)
            self._routes_if[place, branches] = found
        return found

    def _up_to(self, place: int) -> tuple[frozenset[int], list[Node]]:
        """The rows reached past a cluster, and the nodes where it is asked."""
        found = self._before.get(place)
        if found is None:
            before = reached((self._diagram,), self._allowed, stop=place)
            found = before.rows, [node for node in before.nodes if node.cluster == place]
            self._before[place] = found
        return found

    def _routes(self, rows: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self._rulebook.rows[place].route for place in sorted(rows)]))


@lru_cache(maxsize=512)
def _ways(rulebook: Rulebook, whole: Whole, allowed: tuple[Branches, ...]) -> _Ways:
    return _Ways(rulebook, whole, allowed)


class Decision:
    """Which rows are still possible for a situation, and which answers choose among them."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        on: date,
        otherwise: Mapping[int, Possible] = _NOTHING_ELSE,
    ) -> None:
        """Decide for a situation on a day, with some clusters, by their place, otherwise."""
        self.rulebook: Final = rulebook
        self.clusters: Final = clusters(rulebook)
        self._situation = situation
        self._on = on
        self.whole: Final = whole(rulebook, era(rulebook, on))
        self._options = possible(rulebook, situation, on)
        if otherwise:
            numbered = enumerate(self._options)
            self._options = tuple([otherwise.get(place, option) for place, option in numbered])
        numbered = enumerate(self._options)
        allowed = tuple([self.whole.branches(place, option) for place, option in numbered])
        self._ways = _ways(rulebook, self.whole, allowed)
        self._rests: dict[tuple[int, str], list[Truths]] = {}

    def option(self, place: int) -> Possible:
        """What the cluster at a place can still be."""
        return self._options[place]

    def changed(self, place: int, option: Possible) -> "Decision":
        """The decision if the cluster at a place could be something else."""
        options = {**dict(enumerate(self._options)), place: option}
        return Decision(self.rulebook, self._situation, self._on, options)

    def routes_with(self, place: int, option: Possible) -> tuple[str, ...]:
        """The routes that could be reached if the cluster at a place could be something else."""
        return self._ways.routes_with(place, self.whole.branches(place, option))

    def routes_instead(self, place: int, name: str) -> RoutesBy:
        """Other values of a field of the cluster at a place, and the routes with each.

        None where it is unsure: the routes hold for every value that it may have.
        """
        cluster = self.clusters[place]
        answers = tuple([getattr(self._situation, field) for field in cluster.fields])
        if getattr(self._situation, name) is UNSURE:
            return ()
        kept = self._ways.instead
        found = kept.get((place, name, answers))
        if found is None:
            options = instead(self.rulebook, answers, self._on, cluster, name)
            found = tuple([(value, self.routes_with(place, option)) for value, option in options])
            if not cluster.dated:  # there are few others; of days nearly everybody has their own
                kept[place, name, answers] = found
        return found

    def rows(self) -> tuple[Row, ...]:
        """The rows that some completion reaches, in the order of the table."""
        return tuple([self.rulebook.rows[place] for place in sorted(self._ways.reached.rows)])

    def routes(self) -> tuple[str, ...]:
        """The routes that some completion reaches."""
        return self._ways.routes()

    def asked(self) -> list[int]:
        """The places of the clusters that some completion is asked for, in their order."""
        return sorted({node.cluster for node in self._ways.reached.nodes})

    def deciding_fields(self) -> tuple[str, ...]:
        """The open fields that can change the route, the one that leaves fewest routes first."""
        left = ends_left(self._ways.by_route)
        deciding = self.asked_fields()
        scores = sorted((ends, place) for place, ends in left.items())
        open_fields = (name for _, place in scores for name in self.option(place).open_fields)
        return tuple(name for name in open_fields if name in deciding)

    def asked_fields(self) -> frozenset[str]:
        """The open fields that can change the route, in no order."""
        found: set[str] = set()
        for node in nodes(self._ways.by_route):
            for name in self.option(node.cluster).open_fields:
                if name not in found and self._chooses(node, name):
                    found.add(name)
        return frozenset(found)

    def _chooses(self, node: Node, name: str) -> bool:
        """Whether combinations that differ only in the facts of a field lead to different ends."""
        ends: dict[Truths, Diagram] = {}
        for rest, branch in zip(self._without(node.cluster, name), node.branches, strict=True):
            if ends.setdefault(rest, branch) is not branch:
                return True
        return False

    def _without(self, place: int, name: str) -> list[Truths]:
        """The combinations of a cluster less the truths that a field has a part in."""
        found = self._rests.get((place, name))
        if found is None:
            option = self.option(place)
            kept = [
                number
                for number, fact in enumerate(option.cluster.facts)
                if name not in fields_of(self.rulebook, fact)
            ]
            found = [tuple([truths[number] for number in kept]) for truths in option.truths]
            self._rests[place, name] = found
        return found


@lru_cache(maxsize=16)
def decide(rulebook: Rulebook, situation: Situation, on: date) -> Decision:
    """The decision table for a situation on a day, over all completions of its open answers."""
    return Decision(rulebook, situation, on)


@cache
def _first_of_route(rulebook: Rulebook) -> tuple[int, ...]:
    """For each row the first one that gives the same route."""
    first: dict[str, int] = {}
    for place, row in enumerate(rulebook.rows):
        first.setdefault(row.route, place)
    return tuple(first[row.route] for row in rulebook.rows)
