"""A diagram in plain values, as the compiled rules hold it."""

from itertools import islice

from msgspec import Struct

from healthtui.core.diagram import Diagram, Node

Combinations = tuple[tuple[bool, ...], ...]


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagram, and for each cluster its facts and the truths of them that each branch is for.

    `nodes` has one node after the other, what it leads to before it: its cluster, then its
    branches. A branch, as `top`, is a row or -1, or the node with the number n as -2 - n.
    """

    facts: tuple[tuple[str, ...], ...]
    combinations: tuple[Combinations, ...]
    nodes: tuple[int, ...]
    top: int


def written(
    diagram: Diagram, facts: tuple[tuple[str, ...], ...], combinations: tuple[Combinations, ...]
) -> Written:
    """A diagram over clusters with these facts and combinations in plain values."""
    numbers: dict[int, int] = {}
    flat: list[int] = []

    def end(node: Diagram) -> int:
        if isinstance(node, int):
            return node
        found = numbers.get(id(node))
        if found is None:
            flat.extend([node.cluster, *[end(branch) for branch in node.branches]])
            found = numbers[id(node)] = -2 - len(numbers)
        return found

    top = end(diagram)
    return Written(facts, combinations, tuple(flat), top)


def read(plain: Written) -> Diagram:
    """The diagram that was written."""
    made: list[Diagram] = []

    def at(end: int) -> Diagram:
        return end if end >= -1 else made[-2 - end]

    counts = [len(each) for each in plain.combinations]
    ends = iter(plain.nodes)
    for cluster in ends:
        branches = tuple([at(end) for end in islice(ends, counts[cluster])])
        made.append(Node(cluster, branches))
    return at(plain.top)
