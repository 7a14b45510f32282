"""Where the branches that a person's answers leave lead, in the diagram of the decision table."""

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from healthtui.core.completions import Truths
from healthtui.core.decision_table import Branches, Whole
from healthtui.core.diagram import (
    Diagram,
    Node,
    by_cluster,
    ends_below,
    ends_past,
    nodes,
    restricted,
)
from healthtui.core.other_days import Varied
from healthtui.core.rulebook import Rulebook

Routes = tuple[str, ...]
RoutesBy = tuple[tuple[Any, Routes], ...]
"""Values of a field, and the routes with each."""


class Ways:
    """Where branches lead; the same for all situations that leave just these."""

    def __init__(self, rulebook: Rulebook, whole: Whole, allowed: tuple[Branches, ...]) -> None:
        self._rulebook = rulebook
        self._whole = whole
        self._allowed = dict(enumerate(allowed))
        self._below = ends_below(self._allowed)
        self._routes_if: dict[tuple[int, Branches], Routes] = {}
        self._elsewhere: dict[tuple[Varied, Truths], Mapping[Truths, Routes | None]] = {}
        self.instead: dict[tuple[int, str, tuple[Any, ...]], RoutesBy] = {}
        """Room to keep what other answers lead to."""

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The places of the rows that are reached, in their order."""
        return _rows(self._below(self._whole.diagram))

    @cached_property
    def routes(self) -> Routes:
        """The routes that are reached."""
        return _routes(self._rulebook, self._below(self._whole.diagram))

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The places of the clusters that are asked, in their order."""
        return tuple(sorted(self._asking))

    @cached_property
    def by_route(self) -> Diagram:
        """What is left of the diagram, with the first row of each route for all of them."""
        return restricted(self._whole.diagram, self._allowed, _first_of_route(self._rulebook))

    def routes_with(self, place: int, branches: Branches) -> Routes:
        """The routes that are reached if a cluster that is asked had other branches."""
        found = self._routes_if.get((place, branches))
        if found is None:
            rows = self._past[place]
            for node in self._asking[place]:
                for branch in branches:
                    rows |= self._below(node.branches[branch])
            found = self._routes_if[place, branches] = _routes(self._rulebook, rows)
        return found

    @cached_property
    def _asking(self) -> Mapping[int, list[Node]]:
        """The nodes that are reached, by the cluster that they ask."""
        return by_cluster(nodes(self._whole.diagram, self._allowed))

    @cached_property
    def _past(self) -> Mapping[int, int]:
        """The rows that are reached without being asked a cluster."""
        return ends_past(self._whole.diagram, self._asking, self._below, self._allowed)

    def elsewhere(
        self, place: int, field: Varied, standing: Truths
    ) -> Mapping[Truths, Routes | None]:
        """What the facts that follow a field of a cluster must say to leave the present routes.

        With it the routes to which that leads, None where the open facts have a part in it.
        """
        found = self._elsewhere.get((field, standing))
        if found is None:
            led: dict[Truths, set[Routes]] = {}
            for truths, branch in self._whole.places[place].items():
                if field.stand_in(truths) == standing:
                    routes = self.routes_with(place, (branch,))
                    led.setdefault(field.follow_in(truths), set()).add(routes)
            found = {
                follows: next(iter(every)) if len(every) == 1 else None
                for follows, every in led.items()
                if not all(map(self.keep_any, every))
            }
            self._elsewhere[field, standing] = found
        return found

    def keep_any(self, routes: Routes) -> bool:
        """Whether some routes have a present one among them."""
        return any(route in self.routes for route in routes)


@lru_cache(maxsize=512)
def ways(rulebook: Rulebook, whole: Whole, allowed: tuple[Branches, ...]) -> Ways:
    """The ways that these branches leave."""
    return Ways(rulebook, whole, allowed)


@cache
def _first_of_route(rulebook: Rulebook) -> tuple[int, ...]:
    """For each row the first one that gives the same route."""
    first: dict[str, int] = {}
    for place, row in enumerate(rulebook.rows):
        first.setdefault(row.route, place)
    return tuple(first[row.route] for row in rulebook.rows)


def _rows(ends: int) -> tuple[int, ...]:
    """The places of the rows whose bits are set."""
    return tuple([place for place in range(ends.bit_length()) if ends >> place & 1])


@lru_cache(maxsize=4096)
def _routes(rulebook: Rulebook, ends: int) -> Routes:
    """The routes of the rows whose bits are set, in the order of the table."""
    return tuple(dict.fromkeys([rulebook.rows[place].route for place in _rows(ends)]))
