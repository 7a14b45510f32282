"""Every way in which open answers could still turn out, as the facts see them.

An answer matters only through the facts that read it. For each cluster of fields this finds every
combination of truths that some completion of the open answers gives. The clusters share no field,
so every choice of one combination in each cluster is possible.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain, product
from typing import Any

from msgspec import Struct

from healthtui.core.answers import UNSURE
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


def possible_in(rulebook: Rulebook, situation: Situation, on: date, cluster: Cluster) -> Possible:
    """What the facts of one cluster can still be on the day `on`."""
    answers = tuple([getattr(situation, name) for name in cluster.fields])
    return possible_with(rulebook, answers, on, cluster)


def possible_with(
    rulebook: Rulebook, answers: tuple[Any, ...], on: date, cluster: Cluster
) -> Possible:
    """What the facts of a cluster can still be with these answers to its fields."""
    return _of_cluster(rulebook, answers, _day_of(rulebook, on, cluster), cluster)


def instead(
    rulebook: Rulebook, answers: tuple[Any, ...], on: date, cluster: Cluster, name: str
) -> tuple[tuple[Any, Possible], ...]:
    """Other values of a field, each with what the facts of its cluster would be with it.

    Of values that are the same to the facts one stands for all, of days the nearest to the
    present answer; the nearest come first.
    """
    return _instead(rulebook, answers, _day_of(rulebook, on, cluster), cluster, name)


def _day_of(rulebook: Rulebook, on: date, cluster: Cluster) -> date:
    """A day on which a cluster is as on the day `on`: many of these share one."""
    return on if cluster.dated else era(rulebook, on)


@lru_cache(maxsize=1024)
def _instead(
    rulebook: Rulebook, given: tuple[Any, ...], on: date, cluster: Cluster, name: str
) -> tuple[tuple[Any, Possible], ...]:
    answers = dict(zip(cluster.fields, given, strict=True))
    present = answers[name]
    others = [v for v in candidates(rulebook, answers, on, cluster, name) if v != present]
    if isinstance(present, date):
        others.sort(key=lambda day: abs((day - present).days))
    if not others:
        return ()
    # Each of them is a value: which fields are open is the same for all.
    answers[name] = others[0]
    plan = _plan_for(rulebook, answers, cluster)
    settled = dict(zip(plan.settled, _truths(rulebook, answers, on, plan.settled), strict=True))
    reading = tuple(fact for fact in plan.settled if name in fields_of(rulebook, fact))
    told = _told_by(rulebook, answers, on, name, others, reading)
    if name not in plan.compared:
        told = {value: truths for truths, value in _first_of_each(told)}
    found = []
    for value, truths in told.items():
        answers[name] = value
        settled.update(zip(reading, truths, strict=True))
        found.append((value, _by(plan, rulebook, answers, on, tuple(settled.values()))))
    return tuple(found)


def _first_of_each(told: Mapping[Any, Truths]) -> Iterable[tuple[Truths, Any]]:
    """The first value that gives each combination of truths."""
    first: dict[Truths, Any] = {}
    for value, truths in told.items():
        first.setdefault(truths, value)
    return first.items()


def _told_by(  # noqa: PLR0913, PLR0917 - a question, and whom it is put to
    rulebook: Rulebook,
    answers: Answers,
    on: date,
    name: str,
    values: Iterable[Any],
    reading: tuple[str, ...],
) -> dict[Any, Truths]:
    """What facts say of each value of a field."""
    if not isinstance(answers[name], date):
        return {v: _truths(rulebook, {**answers, name: v}, on, reading) for v in values}
    days = sorted(values)
    along = [_along(rulebook, answers, on, name, days, fact) for fact in reading]
    by_day = dict(zip(days, zip(*along, strict=True), strict=True)) if along else {}
    return {day: by_day.get(day, ()) for day in values}


def _along(  # noqa: PLR0913, PLR0917 - as above
    rulebook: Rulebook, answers: Answers, on: date, name: str, days: list[date], key: str
) -> list[bool]:
    """What a comparison says on each of some days in order: it turns once at most."""
    fact = rulebook.facts[key]
    rises = fact.day == name
    asked = dict(answers)

    def turned(day: date) -> bool:
        asked[name] = day
        return (simply_holds(rulebook, fact, asked.__getitem__, on) is True) is rises

    place = bisect_left(days, True, key=turned)
    return [not rises] * place + [rises] * (len(days) - place)


@lru_cache(maxsize=4096)
def _of_cluster(rulebook: Rulebook, given: tuple[Any, ...], on: date, cluster: Cluster) -> Possible:
    answers = dict(zip(cluster.fields, given, strict=True))
    plan = _plan_for(rulebook, answers, cluster)
    return _by(plan, rulebook, answers, on, _truths(rulebook, answers, on, plan.settled))


def _plan_for(rulebook: Rulebook, answers: Answers, cluster: Cluster) -> "_Plan":
    opened = tuple([name for name in cluster.fields if _is_open(rulebook, answers, cluster, name)])
    there = tuple([name for name in cluster.fields if isinstance(answers[name], date)])
    return _plan(rulebook, cluster, opened, there)


def _by(plan: "_Plan", rulebook: Rulebook, answers: Answers, on: date, settled: Truths) -> Possible:
    """What the facts of a cluster can be, given those that are settled."""
    if not plan.opened:
        return Possible(plan.cluster, (settled,), ())
    compared = tuple([(name, answers[name]) for name in plan.compared])
    combinations = _combinations(rulebook, compared, on, plan.cluster, plan.tied)
    return _put_together(plan, settled, combinations)


@lru_cache(maxsize=4096)
def _put_together(plan: "_Plan", settled: Truths, combinations: tuple[Truths, ...]) -> Possible:
    either = tuple(product((True, False), repeat=len(plan.free)))
    found = dict.fromkeys(
        plan.in_order((*settled, *combination, *truths))
        for combination in combinations
        for truths in either
    )
    if plan.cluster.fields == ("nationalities",):
        found = dict.fromkeys(_closed_under_or(found))
    return Possible(plan.cluster, tuple(found), plan.opened)


class _Plan(Struct, frozen=True, eq=False):
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
def _plan(
    rulebook: Rulebook, cluster: Cluster, opened: tuple[str, ...], there: tuple[str, ...]
) -> _Plan:
    free = _free_facts(rulebook, cluster, opened, there)
    rest = [name for name in cluster.facts if name not in free]
    settled = tuple(n for n in rest if fields_of(rulebook, n).isdisjoint(opened))
    tied = tuple(name for name in rest if name not in settled)
    read = frozenset().union(*(fields_of(rulebook, name) for name in tied))
    compared = tuple(name for name in cluster.fields if name in read)
    order = (*settled, *tied, *free)
    places = tuple(order.index(name) for name in cluster.facts)
    return _Plan(cluster, opened, settled, tied, free, compared, places)


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
        sides = Counter(chain.from_iterable(left.values()))
        alone = {name for name in opened if sides[name] == 1}
        found = [name for name, compared in left.items() if not alone.isdisjoint(compared)]
        if not found:
            return tuple(free)
        free.append(found[0])
        del left[found[0]]


@lru_cache(maxsize=4096)
def _combinations(
    rulebook: Rulebook,
    given: tuple[tuple[str, Any], ...],
    on: date,
    cluster: Cluster,
    facts: tuple[str, ...],
) -> tuple[Truths, ...]:
    """Every combination of truths of facts that completions of the answers they read give."""
    answers = dict(given)
    opened = tuple(name for name in answers if _is_open(rulebook, answers, cluster, name))
    if len(opened) == 1 and isinstance(BY_NAME[opened[0]].kind, Day):
        days = sorted(candidates(rulebook, answers, on, cluster, opened[0]))
        along = [_along(rulebook, answers, on, opened[0], days, fact) for fact in facts]
        return tuple(dict.fromkeys(zip(*along, strict=True)))
    return tuple(
        dict.fromkeys(
            _truths(rulebook, completed, on, facts)
            for completed in _completed(rulebook, answers, on, cluster, opened)
        )
    )


def _is_open(rulebook: Rulebook, answers: Answers, cluster: Cluster, name: str) -> bool:
    answer = answers[name]
    if answer is UNSURE:
        return True
    if answer is not None:
        return False
    readers = (rulebook.facts[fact] for fact in cluster.facts)
    return any(
        fact.absent is None for fact in readers if name in (fact.field, fact.day, fact.is_after)
    )


def _truths(rulebook: Rulebook, answers: Answers, on: date, names: tuple[str, ...]) -> Truths:
    facts, answer = rulebook.facts, answers.__getitem__
    return tuple([simply_holds(rulebook, facts[name], answer, on) is True for name in names])


def _completed(
    rulebook: Rulebook, answers: Answers, on: date, cluster: Cluster, opened: tuple[str, ...]
) -> Iterator[Answers]:
    if not opened:
        yield answers
        return
    first = _next(rulebook, answers, cluster, opened)
    rest = tuple(name for name in opened if name != first)
    for value in candidates(rulebook, answers, on, cluster, first):
        yield from _completed(rulebook, {**answers, first: value}, on, cluster, rest)


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
