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


Ends = Callable[[Diagram], int]
"""Gives the ends below a place in a diagram: a number with a bit for each row."""


def ends_left(diagram: Diagram) -> dict[int, float]:
    """For each cluster that is asked, the mean number of ends that remain once it is answered."""
    ends = ends_below()
    asking = by_cluster(nodes(diagram))
    past = ends_past(diagram, asking, ends)
    found = {}
    for cluster, same in asking.items():
        left = list(map(_either, zip(*(map(ends, node.branches) for node in same), strict=True)))
        found[cluster] = sum((each | past[cluster]).bit_count() for each in left) / len(left)
    return found


def by_cluster(asked: Iterable[Node]) -> dict[int, list[Node]]:
    """Nodes by the cluster that they ask."""
    found: dict[int, list[Node]] = {}
    for node in asked:
        found.setdefault(node.cluster, []).append(node)
    return found


def ends_below(allowed: Allowed | None = None) -> Ends:
    """What gives the ends that allowed branches reach from a place on, each counted once."""
    made: dict[Node, int] = {}

    def ends(node: Diagram) -> int:
        if isinstance(node, int):
            return 1 << node if node >= 0 else 0
        found = made.get(node)
        if found is None:
            found = 0
            for each in _open(node, allowed):
                found |= ends(each)
            made[node] = found
        return found

    return ends


def ends_past(
    diagram: Diagram,
    asking: Mapping[int, Iterable[Node]],
    ends: Ends,
    allowed: Allowed | None = None,
) -> Mapping[int, int]:
    """The ends that can be reached without being asked a cluster, for each that is asked."""
    places = sorted(asking)
    after = {place: number for number, place in enumerate(places)}
    past = dict.fromkeys(places, 0)
    edges = [(-1, diagram)]
    edges += [
        (after[place], each)
        for place in places
        for node in asking[place]
        for each in _open(node, allowed)
    ]
    for number, below_it in edges:
        end = after[below_it.cluster] if isinstance(below_it, Node) else len(places)
        for place in places[number + 1 : end]:
            past[place] |= ends(below_it)
    return past


def _open(node: Node, allowed: Allowed | None) -> Sequence[Diagram]:
    """The branches of a node that are allowed; all of them where nothing is said of that."""
    if allowed is None:
        return node.branches
    return [node.branches[branch] for branch in allowed[node.cluster]]


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


def nodes(diagram: Diagram, allowed: Allowed | None = None) -> Iterator[Node]:
    """Every node of a diagram that allowed branches reach, once."""
    seen: set[int] = set()
    waiting: list[Diagram] = [diagram]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Node) and id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(_open(node, allowed))
