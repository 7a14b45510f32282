"""Where the branches that a person's answers leave lead, in the diagram of the decision table."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from healthtui.core.completions import Truths
from healthtui.core.diagram import Diagram, Node, Reached, reached, restricted
from healthtui.core.other_days import Varied
from healthtui.core.rulebook import Rulebook
from healthtui.core.table import Branches, Whole

Routes = tuple[str, ...]
RoutesBy = tuple[tuple[Any, Routes], ...]
"""Values of a field, and the routes with each."""


class Ways:
    """Where branches lead; the same for all situations that leave just these."""

    def __init__(self, rulebook: Rulebook, whole: Whole, allowed: tuple[Branches, ...]) -> None:
        self._rulebook = rulebook
        self._whole = whole
        self._allowed = dict(enumerate(allowed))
        self._routes_if: dict[tuple[int, Branches], Routes] = {}
        self._before: dict[int, tuple[frozenset[int], list[Node]]] = {}
        self._elsewhere: dict[tuple[Varied, Truths], Mapping[Truths, Routes | None]] = {}
        self.instead: dict[tuple[int, str, tuple[Any, ...]], RoutesBy] = {}
        """Room to keep what other answers lead to."""

    @cached_property
    def reached(self) -> Reached:
        """All that is reached."""
        return reached((self._whole.diagram,), self._allowed)

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The places of the clusters that are asked."""
        return tuple(sorted({node.cluster for node in self.reached.nodes}))

    @cached_property
    def by_route(self) -> Diagram:
        """What is left of the diagram, with the first row of each route for all of them."""
        return restricted(self._whole.diagram, self._allowed, _first_of_route(self._rulebook))

    @cached_property
    def routes(self) -> Routes:
        """The routes that are reached."""
        return self._routes(self.reached.rows)

    def routes_with(self, place: int, branches: Branches) -> Routes:
        """The routes that are reached if the cluster at a place had other branches."""
        found = self._routes_if.get((place, branches))
        if found is None:
            past, asking = self._up_to(place)
            beyond = [node.branches[branch] for node in asking for branch in branches]
            found = self._routes(past | reached(beyond, self._allowed).rows)
            self._routes_if[place, branches] = found
        return found

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

    def _up_to(self, place: int) -> tuple[frozenset[int], list[Node]]:
        """The rows reached past a cluster, and the nodes where it is asked."""
        found = self._before.get(place)
        if found is None:
            before = reached((self._whole.diagram,), self._allowed, stop=place)
            found = before.rows, [node for node in before.nodes if node.cluster == place]
            self._before[place] = found
        return found

    def _routes(self, rows: Iterable[int]) -> Routes:
        return tuple(dict.fromkeys([self._rulebook.rows[place].route for place in sorted(rows)]))


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
