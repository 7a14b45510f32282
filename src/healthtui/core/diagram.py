"""Reduced decision diagrams: nodes that ask a cluster of answers, leaves that are rows of a table.

A node whose branches all lead to the same place is left out, and equal nodes are one, so a cluster
stands in a diagram exactly if it can change the row, and two diagrams are equal if they are one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A cluster that decides, and where each of its combinations leads."""

    cluster: int
    branches: tuple["Node | int", ...]


Diagram = Node | int
"""A node, or the place of a row in the table (-1 where no row holds)."""

Allowed = Callable[[int], tuple[int, ...]]
"""Gives the branches that a cluster may take."""

Nodes = dict[tuple[int, tuple[int, ...]], Node]
"""The nodes made so far by their content, so that equal ones are one."""


def reduced(nodes: Nodes, cluster: int, branches: tuple[Diagram, ...]) -> Diagram:
    """The one node with these branches, or their common end if they do not differ."""
    identity = tuple(b if isinstance(b, int) else id(b) for b in branches)
    if len(set(identity)) == 1:
        return branches[0]
    return nodes.setdefault((cluster, identity), Node(cluster, branches))


def below(diagram: Diagram, cluster: int, branch: int) -> Diagram:
    """The diagram below one branch of a cluster, which is itself where it does not ask it."""
    if isinstance(diagram, Node) and diagram.cluster == cluster:
        return diagram.branches[branch]
    return diagram


def ends_left(by_route: Diagram, place: int, branches: int) -> float:
    """The mean number of routes that remain once a cluster is answered."""
    left = (len(leaves(by_route, place, branch)) for branch in range(branches))
    return sum(left) / branches


def restricted(whole: Diagram, allowed: Allowed) -> Diagram:
    """The diagram in which each cluster has only its allowed branches, reduced again."""
    made: dict[int, Diagram] = {}
    nodes: Nodes = {}

    def cut(node: Diagram) -> Diagram:
        if isinstance(node, int):
            return node
        if id(node) not in made:
            kept = tuple([cut(node.branches[branch]) for branch in allowed(node.cluster)])
            made[id(node)] = reduced(nodes, node.cluster, kept)
        return made[id(node)]

    return cut(whole)


def reached(whole: Diagram, allowed: Allowed) -> tuple[set[int], set[int]]:
    """The rows that can be reached by allowed branches, and the clusters that are asked there."""
    rows: set[int] = set()
    asked: set[int] = set()
    seen: set[int] = set()
    waiting: list[Diagram] = [whole]
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            if node >= 0:
                rows.add(node)
        elif id(node) not in seen:
            seen.add(id(node))
            asked.add(node.cluster)
            waiting.extend([node.branches[branch] for branch in allowed(node.cluster)])
    return rows, asked


def leaves(diagram: Diagram, cluster: int = -1, branch: int = 0) -> set[int]:
    """The rows below, where one cluster may be fixed to one of its branches."""
    return {leaf for leaf in _walk(diagram, cluster, branch) if isinstance(leaf, int) and leaf >= 0}


def nodes(diagram: Diagram) -> Iterator[Node]:
    """Every node of a diagram, once."""
    return (node for node in _walk(diagram, -1, 0) if isinstance(node, Node))


def _walk(diagram: Diagram, cluster: int, branch: int) -> Iterator[Diagram]:
    seen: set[int] = set()
    waiting: list[Diagram] = [diagram]
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            yield node
            fixed = node.cluster == cluster
            waiting.extend((node.branches[branch],) if fixed else node.branches)
