"""The decision table over everything that is still possible, as a reduced diagram."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from healthtui.core.answers import UNSURE
from healthtui.core.calendar import days_later
from healthtui.core.completions import Possible, Truths, possible, simple_facts
from healthtui.core.diagram import (
    Diagram,
    Node,
    Nodes,
    below,
    ends_left,
    leaves,
    nodes,
    reduced,
    restricted,
)
from healthtui.core.facts import Truth, all_hold, combined, fields_of, negated
from healthtui.core.rulebook import Row, Rulebook
from healthtui.core.situation import BY_NAME, Situation


@dataclass(frozen=True, slots=True)
class _Table:
    """The decision table over clusters with given branches, from which the diagram is made."""

    rulebook: Rulebook
    options: tuple[Possible, ...]
    nodes: Nodes = field(default_factory=dict)
    merged: dict[tuple[int, int, int], Diagram] = field(default_factory=dict)

    def diagram(self, on: date) -> Diagram:
        """The row of every combination on a day, put together from the last row upwards."""
        rest: Diagram = -1
        for place, row in reversed(tuple(enumerate(self.rulebook.rows))):
            if row.holds_on(on):
                rest = self._first(self._condition(row), place, rest)
        return rest

    def _condition(self, row: Row) -> Diagram:
        """Where a row holds: a diagram with the ends `_HOLDS` and `_FAILS`."""
        wanted = simple_facts(self.rulebook, row.when)
        places = [
            place
            for place, option in enumerate(self.options)
            if not wanted.isdisjoint(option.cluster.facts)
        ]
        return self._tested(row, places, {})

    def _tested(self, row: Row, places: list[int], known: dict[str, bool]) -> Diagram:
        truth = all_hold(self._holds(name, known) for name in row.when)
        if truth is not None:
            return _HOLDS if truth else _FAILS
        place, *rest = places
        option = self.options[place]
        branches = (
            self._tested(row, rest, known | dict(zip(option.cluster.facts, truths, strict=True)))
            for truths in option.truths
        )
        return reduced(self.nodes, place, tuple(branches))

    def _holds(self, name: str, known: dict[str, bool]) -> Truth:
        if name.startswith("not "):
            return negated(self._holds(name[4:], known))
        fact = self.rulebook.facts[name]
        if fact.field or fact.day:
            return known.get(name)
        return combined(fact, lambda part: self._holds(part, known))

    def _first(self, condition: Diagram, row: int, rest: Diagram) -> Diagram:
        """The row where its condition holds, and the rest everywhere else."""
        if isinstance(condition, int):
            return row if condition == _HOLDS else rest
        key = (id(condition), row, rest if isinstance(rest, int) else id(rest))
        if key not in self.merged:
            sides = (condition, rest)
            top = min(side.cluster for side in sides if isinstance(side, Node))
            branches = (
                self._first(below(condition, top, each), row, below(rest, top, each))
                for each in range(len(self.options[top].truths))
            )
            self.merged[key] = reduced(self.nodes, top, tuple(branches))
        return self.merged[key]


_HOLDS, _FAILS = -2, -3


@dataclass(frozen=True, slots=True)
class Decision:
    """Which rows are still possible for a situation, and which answers choose among them."""

    rulebook: Rulebook
    era: date
    possible: tuple[Possible, ...]
    diagram: Diagram

    def changed(self, option: Possible) -> "Decision":
        """The decision if one cluster could be something else."""
        options = tuple(
            option if each.cluster == option.cluster else each for each in self.possible
        )
        return _decided(self.rulebook, self.era, options)

    def rows(self) -> tuple[Row, ...]:
        """The rows that some completion reaches, in the order of the table."""
        return tuple(self.rulebook.rows[place] for place in sorted(leaves(self.diagram)))

    def routes(self) -> tuple[str, ...]:
        """The routes that some completion reaches."""
        return tuple(dict.fromkeys(row.route for row in self.rows()))

    def deciding_fields(self) -> tuple[str, ...]:
        """The open fields that can change the route, the one that leaves fewest routes first."""
        by_route = _by_route(self.rulebook, self.diagram)
        asked = {node.cluster: len(node.branches) for node in nodes(by_route)}
        scores = sorted((ends_left(by_route, place, asked[place]), place) for place in asked)
        deciding = self._asked_in(by_route)
        open_fields = (name for _, place in scores for name in self.possible[place].open_fields)
        return tuple(name for name in open_fields if name in deciding)

    def asked_fields(self) -> frozenset[str]:
        """The open fields that can change the route, in no order."""
        return self._asked_in(_by_route(self.rulebook, self.diagram))

    def _asked_in(self, by_route: Diagram) -> frozenset[str]:
        return frozenset(
            name
            for node in nodes(by_route)
            for name in self.possible[node.cluster].open_fields
            if self._chooses(node, name)
        )

    def _chooses(self, node: Node, name: str) -> bool:
        """Whether combinations that differ only in the facts of a field lead to different ends."""
        option = self.possible[node.cluster]
        kept = [
            place
            for place, fact in enumerate(option.cluster.facts)
            if name not in fields_of(self.rulebook, fact)
        ]
        ends: dict[Truths, Diagram] = {}
        for truths, branch in zip(option.truths, node.branches, strict=True):
            rest = tuple(truths[place] for place in kept)
            if ends.setdefault(rest, branch) is not branch:
                return True
        return False


def decide(rulebook: Rulebook, situation: Situation, on: date) -> Decision:
    """The decision table for a situation on a day, over all completions of its open answers."""
    return _decided(rulebook, _era(rulebook, on), possible(rulebook, situation, on))


def _decided(rulebook: Rulebook, era: date, options: tuple[Possible, ...]) -> Decision:
    domain, whole = _whole(rulebook, era)
    allowed = tuple(
        tuple(full.truths.index(truths) for truths in option.truths)
        for full, option in zip(domain, options, strict=True)
    )
    return Decision(rulebook, era, options, restricted(whole, allowed))


_BEFORE_ALL: Final = date(1900, 1, 1)
"""A day before all rules, with room for the days around it."""


@cache
def _borders(rulebook: Rulebook) -> tuple[date, ...]:
    """The days on which the table or a group of countries changes."""
    dated = (*rulebook.rows, *(group for groups in rulebook.groups.values() for group in groups))
    first = {item.valid_from for item in dated}
    after = {days_later(item.valid_to, 1) for item in dated if item.valid_to}
    return tuple(sorted(first | after | {_BEFORE_ALL}))


def _era(rulebook: Rulebook, on: date) -> date:
    """The last day up to `on` on which the table changed: it is the same ever since."""
    borders = _borders(rulebook)
    return borders[max(0, bisect_right(borders, on) - 1)]


@cache
def _whole(rulebook: Rulebook, era: date) -> tuple[tuple[Possible, ...], Diagram]:
    """The diagram for a person who is unsure of everything, from which all others are cut."""
    options = possible(rulebook, Situation(**dict.fromkeys(BY_NAME, UNSURE)), era)
    return options, _Table(rulebook, options).diagram(era)


def _by_route(rulebook: Rulebook, diagram: Diagram) -> Diagram:
    """The diagram in which each leaf is the first row that gives the same route."""
    first: dict[str, int] = {}
    for place, row in enumerate(rulebook.rows):
        first.setdefault(row.route, place)
    made: dict[int, Diagram] = {}
    nodes: Nodes = {}

    def merge(node: Diagram) -> Diagram:
        if isinstance(node, int):
            return first[rulebook.rows[node].route] if node >= 0 else node
        if id(node) not in made:
            branches = tuple(merge(branch) for branch in node.branches)
            made[id(node)] = reduced(nodes, node.cluster, branches)
        return made[id(node)]

    return merge(diagram)
