"""Yes-or-no facts of a situation, in three values: true, false, or None where answers are open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from healthtui.core.calendar import months_later
from healthtui.core.rulebook import Fact, Rulebook
from healthtui.core.situation import Situation

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads facts of one situation on one day; `on` is the day that the question is about."""

    rulebook: Rulebook
    situation: Situation
    on: date

    def holds(self, name: str) -> Truth:
        """Whether a fact holds; a leading `not ` negates it."""
        if name.startswith("not "):
            return negated(self.holds(name[4:]))
        fact = self.rulebook.facts[name]
        if fact.field:
            return self._field_holds(fact)
        if fact.day:
            return self._day_holds(fact)
        return combined(fact, self.holds)

    def _field_holds(self, fact: Fact) -> Truth:
        if getattr(self.situation, fact.field) is None and fact.absent is not None:
            return fact.absent
        value = self.situation.known(fact.field)
        if value is None:
            return None
        if fact.is_true:
            return value is True
        accepted = frozenset(fact.one_of)
        if fact.in_group:
            accepted = self.rulebook.members(fact.in_group, self.on)
        return not accepted.isdisjoint(value if isinstance(value, tuple) else (value,))

    def _day_holds(self, fact: Fact) -> Truth:
        names = (fact.day, fact.is_after)
        if fact.absent is not None and any(self._not_asked(name) for name in names):
            return fact.absent
        later = self._day(fact.day, fact.day_plus)
        earlier = self._day(fact.is_after, fact.is_after_plus)
        return None if later is None or earlier is None else later > earlier

    def _not_asked(self, name: str) -> bool:
        return name != "on" and getattr(self.situation, name) is None

    def _day(self, name: str, plus: str) -> date | None:
        day = self.on if name == "on" else self.situation.day(name)
        if day is None or not plus:
            return day
        months = self.rulebook.parameters[f"rulebook.{plus}"].values[-1].value
        return months_later(day, months)


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


def fields_of(rulebook: Rulebook, name: str) -> frozenset[str]:
    """The situation fields on which a fact depends (`on` is not one)."""
    fact = rulebook.facts[name.removeprefix("not ")]
    if fact.field:
        return frozenset((fact.field,))
    if fact.day:
        return frozenset((fact.day, fact.is_after)) - {"on"}
    parts = (*fact.all_of, *fact.any_of, *fact.none_of)
    return frozenset().union(*(fields_of(rulebook, part) for part in parts))
