"""Yes-or-no facts of a situation, in three values: true, false, or None where answers are open."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.calendar import months_later
from healthtui.core.route_rules import Fact
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

Truth = bool | None


Answers = Callable[[str], Any]
"""Gives the answer to a field of a situation by its name."""


class Reader(Struct, frozen=True):
    """Reads facts of one situation on one day; `on` is the day that the question is about."""

    rulebook: Rulebook
    situation: Situation
    on: date

    def holds(self, name: str) -> Truth:
        """Whether a fact holds; a leading `not ` negates it."""
        if name.startswith("not "):
            return negated(self.holds(name[4:]))
        fact = self.rulebook.facts[name]
        if fact.field or fact.day:
            return simply_holds(self.rulebook, fact, partial(getattr, self.situation), self.on)
        return combined(fact, self.holds)

    def hangs_on(self, name: str, field: str) -> bool:
        """Whether a fact can still hold or not by the answer to one field, as the others stand."""
        asked = replace(self, situation=replace(self.situation, **{field: UNSURE}))
        return asked.holds(name) is None


def simply_holds(rulebook: Rulebook, fact: Fact, answers: Answers, on: date) -> Truth:
    """Whether a fact about a field, or about two days, holds on a day."""
    if fact.field:
        return _field_holds(rulebook, fact, answers(fact.field), on)
    return _day_holds(rulebook, fact, answers, on)


def _field_holds(rulebook: Rulebook, fact: Fact, answer: Any, on: date) -> Truth:
    if answer is None and fact.absent is not None:
        return fact.absent
    if answer is None or answer is UNSURE:
        return None
    if fact.is_true:
        return answer is True
    accepted = rulebook.members(fact.in_group, on) if fact.in_group else fact.one_of
    if isinstance(answer, tuple):
        return any(each in accepted for each in answer)
    return answer in accepted


def _day_holds(rulebook: Rulebook, fact: Fact, answers: Answers, on: date) -> Truth:
    later = on if fact.day == "on" else answers(fact.day)
    earlier = on if fact.is_after == "on" else answers(fact.is_after)
    if fact.absent is not None and (later is None or earlier is None):
        return fact.absent
    if not (isinstance(later, date) and isinstance(earlier, date)):
        return None
    if fact.day_plus:
        later = months_later(later, months_of(rulebook, fact.day_plus))
    if fact.is_after_plus:
        earlier = months_later(earlier, months_of(rulebook, fact.is_after_plus))
    return later > earlier


def months_of(rulebook: Rulebook, plus: str) -> int:
    """The months by which a fact moves a day; none without a name."""
    return rulebook.parameters[f"rulebook.{plus}"].values[-1].value if plus else 0


def negated(truth: Truth) -> Truth:
    """Not, where unknown stays unknown."""
    return None if truth is None else not truth


def all_hold(truths: Iterable[Truth]) -> Truth:
    """And: false as soon as one is false, else unknown if one is."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def combined(fact: Fact, ask: Callable[[str], Truth]) -> Truth:
    """The truth of a fact made of others; `ask` tells the truth of each by name."""
    parts: list[Truth] = [ask(name) for name in fact.all_of]
    if fact.any_of:
        parts.append(negated(all_hold(negated(ask(name)) for name in fact.any_of)))
    parts.extend(negated(ask(name)) for name in fact.none_of)
    return all_hold(parts)


@cache
def fields_of(rulebook: Rulebook, name: str) -> frozenset[str]:
    """The situation fields on which a fact depends (`on` is not one)."""
    fact = rulebook.facts[name.removeprefix("not ")]
    if fact.field:
        return frozenset((fact.field,))
    if fact.day:
        return frozenset((fact.day, fact.is_after)) - {"on"}
    parts = (*fact.all_of, *fact.any_of, *fact.none_of)
    return frozenset().union(*(fields_of(rulebook, part) for part in parts))
