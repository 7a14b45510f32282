"""Reduced decision diagrams: nodes that ask a cluster of answers, leaves that are rows of a table.

A node whose branches all lead to the same place is left out, and equal nodes are one, so a cluster
stands in a diagram exactly if it can change the row, and two diagrams are equal if they are one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct


class Node(Struct, frozen=True, eq=False):
    """A cluster that decides, and where each of its combinations leads."""

    cluster: int
    branches: tuple["Node | int", ...]


Diagram = Node | int
"""A node, or the place of a row in the table (-1 where no row holds)."""

Allowed = Mapping[int, tuple[int, ...]]
"""The branches that each cluster may take."""

Nodes = dict[tuple[int, tuple["Node | int", ...]], Node]
"""The nodes made so far by their content, so that equal ones are one."""


def reduced(nodes: Nodes, cluster: int, branches: tuple[Diagram, ...]) -> Diagram:
    """The one node with these branches, or their common end if they do not differ."""
    first = branches[0]
    if branches.count(first) == len(branches):
        return first
    key = (cluster, branches)
    found = nodes.get(key)
    if found is None:
        found = nodes[key] = Node(cluster, branches)
    return found


def branches_at(diagram: Diagram, cluster: int, count: int) -> tuple[Diagram, ...]:
    """The branches of a cluster, all of them the diagram itself where it does not ask it."""
    if type(diagram) is Node and diagram.cluster == cluster:
        return diagram.branches
    return (diagram,) * count


def ends_left(diagram: Diagram) -> dict[int, float]:
    """For each cluster that is asked, the mean number of ends that remain once it is answered."""
    ends = _ends_below()
    asking: dict[int, list[Node]] = {}
    for node in nodes(diagram):
        asking.setdefault(node.cluster, []).append(node)
    past = _ends_past(diagram, asking, ends)
    found = {}
    for cluster, same in asking.items():
        left = list(map(_either, zip(*(map(ends, node.branches) for node in same), strict=True)))
        found[cluster] = sum((each | past[cluster]).bit_count() for each in left) / len(left)
    return found


Ends = Callable[[Diagram], int]
"""Gives the ends below a place in a diagram: a number with a bit for each row."""


def _ends_below() -> Ends:
    made: dict[int, int] = {}

    def ends(node: Diagram) -> int:
        if isinstance(node, int):
            return 1 << node if node >= 0 else 0
        if id(node) not in made:
            made[id(node)] = _either(map(ends, node.branches))
        return made[id(node)]

    return ends


def _ends_past(
    diagram: Diagram, asking: Mapping[int, Iterable[Node]], ends: Ends
) -> Mapping[int, int]:
    """The ends that can be reached without being asked a cluster."""
    places = sorted(asking)
    after = {place: number for number, place in enumerate(places)}
    past = dict.fromkeys(places, 0)
    edges = [(-1, diagram)]
    edges += [
        (after[place], each) for place in places for n in asking[place] for each in n.branches
    ]
    for number, below_it in edges:
        end = after[below_it.cluster] if isinstance(below_it, Node) else len(places)
        for place in places[number + 1 : end]:
            past[place] |= ends(below_it)
    return past


def _either(ends: Iterable[int]) -> int:
    return reduce(or_, ends)


def restricted(whole: Diagram, allowed: Allowed, ends: Sequence[int]) -> Diagram:
    """The diagram in which each cluster has only its allowed branches, reduced again.

    In place of each row stands the one that `ends` has for it.
    """
    made: dict[int, Diagram] = {}
    nodes: Nodes = {}

    def cut(node: Diagram) -> Diagram:
        if isinstance(node, int):
            return ends[node] if node >= 0 else node
        found = made.get(id(node))
        if found is None:
            kept = tuple([cut(node.branches[branch]) for branch in allowed[node.cluster]])
            found = made[id(node)] = reduced(nodes, node.cluster, kept)
        return found

    return cut(whole)


class Reached(Struct, frozen=True):
    """The rows that can be reached by allowed branches, and the nodes that are asked there."""

    rows: frozenset[int]
    nodes: tuple[Node, ...]


def reached(starts: Iterable[Diagram], allowed: Allowed, stop: int = -1) -> Reached:
    """What can be reached from some places on; beyond the cluster `stop` nothing is looked for."""
    rows: set[int] = set()
    asked: dict[int, Node] = {}
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            if node >= 0:
                rows.add(node)
        elif id(node) not in asked:
            asked[id(node)] = node
            if node.cluster != stop:
                waiting.extend([node.branches[branch] for branch in allowed[node.cluster]])
    return Reached(frozenset(rows), tuple(asked.values()))


def nodes(diagram: Diagram) -> Iterator[Node]:
    """Every node of a diagram, once."""
    seen: set[int] = set()
    waiting: list[Diagram] = [diagram]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Node) and id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(node.branches)
