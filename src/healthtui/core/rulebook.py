"""The shape of the law as data: what `config/` says, in memory, immutable.

Every record that states law is `Dated`: when it holds, who says so, when it was last checked
and how sure that is. Texts are English sentences, which are also the keys of the catalogues.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.answers import Vocabulary
from healthtui.core.calendar import days_later, months_later
from healthtui.core.care_rules import (
    ActRule,
    CareKind,
    ContractExample,
    CoverRule,
    Proposal,
    TypicalYear,
)
from healthtui.core.dated import Dated, DatedValue, Group, Parameter, Source
from healthtui.core.route_rules import Fact, Question, Route, Row
from healthtui.core.step_rules import Contact, DeadlineRule, Letter, Paper, Step, Wait


class Term(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A French word of the glossary: what it means, where it is met, the step it belongs to.

    `term` and `also`, its other names, are the same in every language.
    """

    term: str
    gloss: str
    met: str
    step: str = ""
    also: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def _as_set(members: tuple[str, ...]) -> frozenset[str]:
    return frozenset(members)


_Series = tuple[list[date], list[date], tuple[DatedValue, ...]]
"""The first days of the values of a parameter, their last trusted days, and the values.

They neither overlap nor stand out of order, which loading makes sure of.
"""


class Rulebook(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, eq=False, dict=True):
    """All dated rules, as loaded; keys are those of the files.

    Two rulebooks are equal only if they are the same one: it is loaded once and never changed.
    """

    version: str
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    groups: Mapping[str, tuple[Group, ...]]
    facts: Mapping[str, Fact]
    rows: tuple[Row, ...]
    routes: Mapping[str, Route]
    questions: Mapping[str, Question]
    visit_questions: Mapping[str, Question]
    c2s_questions: Mapping[str, Question]
    steps: Mapping[str, Step]
    papers: Mapping[str, Paper]
    deadlines: Mapping[str, DeadlineRule]
    waits: Mapping[str, Wait]
    contacts: Mapping[str, Contact]
    letters: Mapping[str, Letter]
    kinds: Mapping[str, CareKind]
    acts: Mapping[str, ActRule]
    covers: Mapping[str, CoverRule]
    proposals: Mapping[str, Proposal]
    contract_examples: Mapping[str, ContractExample]
    typical_years: Mapping[str, TypicalYear]
    glossary: Mapping[str, Term]
    vocabulary: Vocabulary

    def value(self, key: str, day: date) -> DatedValue | None:
        """The number of a parameter on a day; None where no known value reaches that day.

        A value without an end is trusted for `rulebook.trusted_months` after it was checked,
        and no longer: later the rule is unknown, not the same.
        """
        starts, ends, values = self._through_time(key)
        place = bisect_right(starts, day) - 1
        return values[place] if place >= 0 and day <= ends[place] else None

    def _through_time(self, key: str) -> "_Series":
        """The values of a parameter, made ready for looking one up by its day."""
        found = self._series.get(key)
        if found is None:
            values = self.parameters[key].values
            starts = [dated.valid_from for dated in values]
            found = (starts, [self.trusted_until(dated) for dated in values], values)
            self._series[key] = found
        return found

    @cached_property
    def _series(self) -> "dict[str, _Series]":
        return {}

    @cached_property
    def made_of_all(self) -> dict[Any, Any]:
        """Room to keep what was made of all these rules, by what made it."""
        return {}

    @cached_property
    def made_of_statements(self) -> dict[int, tuple[Dated, Any]]:
        """Room to keep what was made of a statement, by its identity, with the statement itself."""
        return {}

    def number(self, key: str, day: date) -> int | None:
        """The bare number of `value`."""
        dated = self.value(key, day)
        return None if dated is None else dated.value

    def trusted_until(self, dated: Dated) -> date:
        """The last day for which a statement may be used."""
        if dated.valid_to is not None:
            return dated.valid_to
        months = self.parameters["rulebook.trusted_months"].values[-1].value
        return months_later(dated.checked_on, months)

    def with_proposal(self, key: str, day: date) -> "Rulebook":
        """The rules as they would be if a proposal were law from a day on."""
        changed = dict(self.parameters)
        for name, value in self.proposals[key].changes.items():
            values = self.parameters[name].values
            new = replace(values[-1], value=value, valid_from=day)
            ended = (value for value in values if value.valid_from < day)
            before = tuple(
                replace(each, valid_to=days_later(day, -1)) if each.holds_on(day) else each
                for each in ended
            )
            changed[name] = replace(self.parameters[name], values=(*before, new))
        return replace(self, parameters=changed)

    def members(self, group: str, day: date) -> frozenset[str]:
        """The countries in a group on a day."""
        for dated in self.groups[group]:
            if dated.holds_on(day):
                return _as_set(dated.members)
        return frozenset()

    def statements(self) -> Iterator[tuple[str, Dated]]:
        """Every dated statement with its key, for reports on the rulebook's health."""
        for key, parameter in self.parameters.items():
            yield from ((key, value) for value in parameter.values)
        for key, groups in self.groups.items():
            yield from ((f"groups.{key}", group) for group in groups)
        yield from ((f"routes.{row.id}", row) for row in self.rows)
        for key, route in self.routes.items():
            yield from ((f"routes.{key}.reading", reading) for reading in route.readings)
        yield from ((f"steps.{key}", step) for key, step in self.steps.items())
        yield from ((f"papers.{key}", paper) for key, paper in self.papers.items())
        yield from ((f"deadlines.{key}", rule) for key, rule in self.deadlines.items())
        yield from ((f"waits.{key}", wait) for key, wait in self.waits.items())
        yield from ((f"contacts.{key}", contact) for key, contact in self.contacts.items())
        yield from ((f"covers.{key}", cover) for key, cover in self.covers.items())
        yield from ((f"proposals.{key}", proposal) for key, proposal in self.proposals.items())
        examples = self.contract_examples.items()
        yield from ((f"contract_examples.{key}", example) for key, example in examples)
        yield from ((f"typical_years.{key}", year) for key, year in self.typical_years.items())
