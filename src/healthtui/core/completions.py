"""Every way in which open answers could still turn out, as the facts see them.

An answer matters only through the facts that read it. For each cluster of fields this finds every
combination of truths that some completion of the open answers gives. The clusters share no field,
so every choice of one combination in each cluster is possible.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, product
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import Unsure
from healthtui.core.borders import LAST_DAY, sides
from healthtui.core.candidates import candidates
from healthtui.core.clusters import Cluster, clusters
from healthtui.core.eras import era
from healthtui.core.facts import fields_of, simply_holds
from healthtui.core.kinds import Day
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation

Truths = tuple[bool, ...]
Answers = Mapping[str, Any]
"""The answers to the fields of one cluster."""


class Possible(Struct, frozen=True):
    """A cluster with every combination of truths of its facts that is still possible."""

    cluster: Cluster
    truths: tuple[Truths, ...]
    open_fields: tuple[str, ...]


def possible(rulebook: Rulebook, situation: Situation, on: date) -> tuple[Possible, ...]:
    """For each cluster, what its facts can still be on the day `on`."""
    same_since = era(rulebook, on)
    return tuple(
        [
            _of_cluster(
                rulebook,
                tuple([getattr(situation, name) for name in cluster.fields]),
                on if cluster.dated else same_since,
                cluster,
            )
            for cluster in clusters(rulebook)
        ]
    )


def possible_with(
    rulebook: Rulebook, answers: tuple[Any, ...], on: date, cluster: Cluster
) -> Possible:
    """What the facts of a cluster can still be with these answers to its fields."""
    return _of_cluster(rulebook, answers, _day_of(rulebook, on, cluster), cluster)


def _day_of(rulebook: Rulebook, on: date, cluster: Cluster) -> date:
    """A day on which a cluster is as on the day `on`: many of these share one."""
    return on if cluster.dated else era(rulebook, on)


@lru_cache(maxsize=4096)
def _of_cluster(rulebook: Rulebook, given: tuple[Any, ...], on: date, cluster: Cluster) -> Possible:
    plan = plan_for(rulebook, cluster, tuple(map(type, given)))
    answers = dict(zip(cluster.fields, given, strict=True))
    return by(plan, rulebook, answers, on, _truths(rulebook, answers, on, plan.settled))


def by(plan: "Plan", rulebook: Rulebook, answers: Answers, on: date, settled: Truths) -> Possible:
    """What the facts of a cluster can be, given those that are settled."""
    if not plan.opened:
        return Possible(plan.cluster, (settled,), ())
    compared = tuple([(name, answers[name]) for name in plan.compared])
    combinations = _combinations(rulebook, compared, on, plan)
    return _put_together(plan, settled, combinations)


@lru_cache(maxsize=4096)
def _put_together(plan: "Plan", settled: Truths, combinations: tuple[Truths, ...]) -> Possible:
    either = tuple(product((True, False), repeat=len(plan.free)))
    found = dict.fromkeys(
        plan.in_order((*settled, *combination, *truths))
        for combination in combinations
        for truths in either
    )
    if plan.cluster.fields == ("nationalities",):
        found = dict.fromkeys(_closed_under_or(found))
    return Possible(plan.cluster, tuple(found), plan.opened)


class Plan(Struct, frozen=True, eq=False):
    """How the facts of a cluster follow from its answers while some fields are open.

    `settled` are told by the answers there are, `free` are true or false whatever the others
    are, `tied` depend on each other through the open fields; `compared` are the fields they read.
    """

    cluster: Cluster
    opened: tuple[str, ...]
    settled: tuple[str, ...]
    tied: tuple[str, ...]
    free: tuple[str, ...]
    compared: tuple[str, ...]
    places: tuple[int, ...]

    def in_order(self, truths: Truths) -> Truths:
        """The truths of settled, tied and free facts in the order of the cluster."""
        return tuple([truths[place] for place in self.places])


@lru_cache(maxsize=1024)
def plan_for(rulebook: Rulebook, cluster: Cluster, given: tuple[type, ...]) -> Plan:
    """The plan for answers of such types: it does not depend on which days they are."""
    types = dict(zip(cluster.fields, given, strict=True))
    opened = tuple(name for name in types if _is_open(rulebook, cluster, name, types[name]))
    there = tuple(name for name in types if issubclass(types[name], date))
    free = _free_facts(rulebook, cluster, opened, there)
    rest = [name for name in cluster.facts if name not in free]
    settled = tuple(n for n in rest if fields_of(rulebook, n).isdisjoint(opened))
    tied = tuple(name for name in rest if name not in settled)
    read = frozenset().union(*(fields_of(rulebook, name) for name in tied))
    compared = tuple(name for name in cluster.fields if name in read)
    order = (*settled, *tied, *free)
    places = tuple(order.index(name) for name in cluster.facts)
    return Plan(cluster, opened, settled, tied, free, compared, places)


def _is_open(rulebook: Rulebook, cluster: Cluster, name: str, given: type) -> bool:
    """Whether an answer of a type leaves a field open."""
    if given is not _NOT_ASKED:
        return given is Unsure
    readers = (rulebook.facts[fact] for fact in cluster.facts)
    return any(
        fact.absent is None for fact in readers if name in (fact.field, fact.day, fact.is_after)
    )


_NOT_ASKED: Final = type(None)


def _free_facts(
    rulebook: Rulebook, cluster: Cluster, opened: tuple[str, ...], there: tuple[str, ...]
) -> tuple[str, ...]:
    """The comparisons of days that can turn out either way, whatever the others do.

    A day that nobody gave and that only one comparison reads can lie on either side of the
    other day; without that comparison the other day may be such a day in its turn.
    """
    known = {"on", *opened, *there}
    left = {
        name: (fact.day, fact.is_after)
        for name, fact in ((name, rulebook.facts[name]) for name in cluster.facts)
        if fact.day in known and fact.is_after in known
    }
    free: list[str] = []
    while True:
        times = Counter(chain.from_iterable(left.values()))
        alone = {name for name in opened if times[name] == 1}
        found = [name for name, compared in left.items() if not alone.isdisjoint(compared)]
        if not found:
            return tuple(free)
        free.append(found[0])
        del left[found[0]]


@lru_cache(maxsize=4096)
def _combinations(
    rulebook: Rulebook, given: tuple[tuple[str, Any], ...], on: date, plan: Plan
) -> tuple[Truths, ...]:
    """Every combination of truths of tied facts that completions of what they read give."""
    answers = dict(given)
    opened = tuple([name for name in plan.opened if name in answers])
    return tuple(dict.fromkeys(_completed(rulebook, answers, on, plan, opened)))


def _completed(
    rulebook: Rulebook, answers: Answers, on: date, plan: Plan, opened: tuple[str, ...]
) -> Iterator[Truths]:
    """What tied facts say with each completion of some open fields."""
    if not opened:
        yield _truths(rulebook, answers, on, plan.tied)
        return
    first = _next(rulebook, answers, plan.cluster, opened)
    rest = tuple([name for name in opened if name != first])
    if not rest and isinstance(BY_NAME[first].kind, Day):
        yield from _along(rulebook, answers, on, first, plan.tied)
        return
    for value in candidates(rulebook, answers, on, plan.cluster, first):
        yield from _completed(rulebook, {**answers, first: value}, on, plan, rest)


def _along(
    rulebook: Rulebook, answers: Answers, on: date, name: str, facts: tuple[str, ...]
) -> Iterator[Truths]:
    """What facts about days say together as one of the days goes through the calendar."""
    mine = tuple([fact for fact in facts if name in fields_of(rulebook, fact)])
    rest = tuple([fact for fact in facts if fact not in mine])
    order = [(*rest, *mine).index(fact) for fact in facts]
    stand = _truths(rulebook, answers, on, rest)
    turning = [(side, side.border(answers, on)) for side in sides(rulebook, mine, name)]
    days = {1, *(border for _, border in turning if 1 < border <= LAST_DAY)}
    for day in sorted(days):
        said = (*stand, *[side.holds(border, day) for side, border in turning])
        yield tuple([said[place] for place in order])


def _truths(rulebook: Rulebook, answers: Answers, on: date, names: tuple[str, ...]) -> Truths:
    facts, answer = rulebook.facts, answers.__getitem__
    return tuple([simply_holds(rulebook, facts[name], answer, on) is True for name in names])


def _next(rulebook: Rulebook, answers: Answers, cluster: Cluster, opened: tuple[str, ...]) -> str:
    """The open field to complete next: one that is compared with a day already there.

    Comparisons of days tie fields in chains, so each day is then bordered by what is known of
    its neighbours; comparisons over months come first, because they reach furthest.
    """
    known = {name for name in answers if isinstance(answers[name], date)} | {"on"}
    compared = (rulebook.facts[name] for name in cluster.facts)
    for fact in sorted(compared, key=lambda fact: not (fact.day_plus or fact.is_after_plus)):
        for mine, other in ((fact.day, fact.is_after), (fact.is_after, fact.day)):
            if mine in opened and other in known:
                return mine
    return opened[0]


def _closed_under_or(truths: Iterable[Truths]) -> set[Truths]:
    """Several nationalities at once: a fact holds if it holds for one of them."""
    closed = set(truths)
    while True:
        joined = {tuple(map(max, a, b)) for a in closed for b in closed}
        if joined <= closed:
            return closed
        closed |= joined
