"""Clusters of fields that facts tie together.

Mostly a cluster is one field; the dates of the stay and the card are one cluster. No two share a
field.
"""

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from healthtui.core.facts import fields_of
from healthtui.core.kinds import Day
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME


class Cluster(Struct, frozen=True, eq=False):
    """Fields that are read together, and the simple facts that read them.

    `dated` tells whether a day can matter to them, beside the era it lies in. A rulebook's
    clusters are made once, so two are equal only if they are the same one.
    """

    fields: tuple[str, ...]
    facts: tuple[str, ...]
    dated: bool


def simple_facts(rulebook: Rulebook, names: Iterable[str]) -> frozenset[str]:
    """The facts about fields and days from which the named facts are made."""
    found: set[str] = set()
    for name in names:
        bare = name.removeprefix("not ")
        fact = rulebook.facts[bare]
        if fact.field or fact.day:
            found.add(bare)
        else:
            found |= simple_facts(rulebook, (*fact.all_of, *fact.any_of, *fact.none_of))
    return frozenset(found)


@cache
def clusters(rulebook: Rulebook) -> tuple[Cluster, ...]:
    """The clusters of the decision table, in the order in which its rows first ask for them."""
    joined: list[tuple[set[str], list[str]]] = []
    for name in sorted(
        simple_facts(rulebook, (name for row in rulebook.rows for name in row.when))
    ):
        fields, members = set(fields_of(rulebook, name)), [name]
        apart = []
        for other in joined:
            if other[0].isdisjoint(fields):
                apart.append(other)
            else:
                fields |= other[0]
                members = other[1] + members
        joined = [*apart, (fields, members)]
    order = {name: place for place, name in enumerate(BY_NAME)}
    found = (
        Cluster(
            tuple(sorted(fields, key=order.__getitem__)),
            tuple(members),
            any(isinstance(BY_NAME[name].kind, Day) for name in fields),
        )
        for fields, members in joined
    )
    return tuple(sorted(found, key=lambda cluster: _first_row(rulebook, cluster)))


def _first_row(rulebook: Rulebook, cluster: Cluster) -> tuple[int, tuple[str, ...]]:
    asking = (
        place
        for place, row in enumerate(rulebook.rows)
        if not simple_facts(rulebook, row.when).isdisjoint(cluster.facts)
    )
    return next(asking), cluster.fields
