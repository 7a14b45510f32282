"""The decision table over everything that is still possible, as a reduced diagram."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final

from healthtui.core.answers import UNSURE
from healthtui.core.candidates import candidates
from healthtui.core.clusters import clusters
from healthtui.core.completions import Possible, Truths, by, possible_with
from healthtui.core.decision_table import Branches, Whole, whole
from healthtui.core.diagram import Diagram, Node, ends_left, nodes
from healthtui.core.eras import era
from healthtui.core.facts import fields_of
from healthtui.core.other_days import Varied, other_days, varied
from healthtui.core.route_rules import Row
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation
from healthtui.core.ways import Routes, RoutesBy, ways

_NOTHING_ELSE: Final[Mapping[int, Possible]] = {}


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
        self._whole: Final = whole(rulebook, era(rulebook, on))
        placed = _placed(rulebook, self._whole, situation, on)
        for place, option in otherwise.items():
            placed[place] = option, self._whole.branches(place, option)
        self._options: Final = tuple([option for option, _ in placed])
        self._ways: Final = ways(rulebook, self._whole, tuple([taken for _, taken in placed]))
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
        return self._ways.routes_with(place, self._whole.branches(place, option))

    def routes_instead(self, place: int, name: str) -> RoutesBy:
        """Other values of a field of the cluster at a place, and the routes to which each leads.

        None that leave a present route possible. Of values that lead to the same routes one
        stands for all, of days the nearest to the present answer; the nearest come first.
        None where it is unsure: the routes hold for every value that it may have.
        """
        if getattr(self._situation, name) is UNSURE:
            return ()
        cluster = self.clusters[place]
        answers = tuple([getattr(self._situation, field) for field in cluster.fields])
        if cluster.dated:  # nearly everybody has days of their own
            return self._first_of_each(self._by_days(place, name, answers))
        kept = self._ways.instead
        found = kept.get((place, name, answers))
        if found is None:
            found = self._first_of_each(self._by_values(place, name, answers))
            kept[place, name, answers] = found
        return found

    def _first_of_each(self, led: Iterable[tuple[Any, Routes]]) -> RoutesBy:
        """The first value that leads to each routes without a present one."""
        first: dict[Routes, Any] = {}
        for value, routes in led:
            if not self._ways.keep_any(routes):
                first.setdefault(routes, value)
        return tuple([(value, routes) for routes, value in first.items()])

    def _by_values(
        self, place: int, name: str, given: tuple[Any, ...]
    ) -> Iterator[tuple[Any, Routes]]:
        """The routes with each other value of a field."""
        cluster = self.clusters[place]
        answers = dict(zip(cluster.fields, given, strict=True))
        for value in candidates(self.rulebook, answers, self._on, cluster, name):
            if value != answers[name]:
                other = tuple({**answers, name: value}.values())
                option = possible_with(self.rulebook, other, self._on, cluster)
                yield value, self.routes_with(place, option)

    def _by_days(
        self, place: int, name: str, given: tuple[Any, ...]
    ) -> Iterator[tuple[date, Routes]]:
        """The routes with each other day of a field, where the facts that follow it can turn."""
        cluster = self.clusters[place]
        field = varied(self.rulebook, cluster, tuple(map(type, given)), name)
        stand = field.stand_in(self._options[place].truths[0])
        leads = self._ways.elsewhere(place, field, stand)
        if not leads:
            return
        answers = dict(zip(cluster.fields, given, strict=True))
        alone = not field.compared or None not in leads.values()
        for day, follow in other_days(self.rulebook, field, answers, self._on, alone=alone):
            if follow in leads:
                settled = field.settled(stand, follow)
                yield day, leads[follow] or self._with_day(place, field, answers, day, settled)

    def _with_day(
        self, place: int, field: Varied, answers: Mapping[str, Any], day: date, settled: Truths
    ) -> Routes:
        """The routes with a day where open facts have a part in them too."""
        other = {**answers, field.name: day}
        return self.routes_with(place, by(field.plan, self.rulebook, other, self._on, settled))

    def rows(self) -> tuple[Row, ...]:
        """The rows that some completion reaches, in the order of the table."""
        return tuple([self.rulebook.rows[place] for place in self._ways.rows])

    def routes(self) -> tuple[str, ...]:
        """The routes that some completion reaches."""
        return self._ways.routes

    def asked(self) -> tuple[int, ...]:
        """The places of the clusters that some completion is asked for, in their order."""
        return self._ways.asked

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


Placed = tuple[Possible, Branches]
"""What a cluster can still be, and its branches."""


def _placed(rulebook: Rulebook, diagram: Whole, situation: Situation, on: date) -> list[Placed]:
    """What each cluster can still be on the day `on`."""
    same_since = era(rulebook, on)
    return [
        _of_cluster(rulebook, diagram, place, read(situation), on if dated else same_since)
        for place, (read, dated) in enumerate(_reading(rulebook))
    ]


@lru_cache(maxsize=4096)
def _of_cluster(rulebook: Rulebook, diagram: Whole, place: int, given: Any, on: date) -> Placed:
    cluster = clusters(rulebook)[place]
    answers = given if len(cluster.fields) > 1 else (given,)
    option = possible_with(rulebook, answers, on, cluster)
    return option, diagram.branches(place, option)


@cache
def _reading(rulebook: Rulebook) -> tuple[tuple[Callable[[Situation], Any], bool], ...]:
    """What reads the answers of each cluster, and whether a day can matter to it."""
    return tuple((attrgetter(*each.fields), each.dated) for each in clusters(rulebook))
