"""The shape of the law as data: what `config/` says, in memory, immutable.

Every record that states law is `Dated`: when it holds, who says so, when it was last checked
and how sure that is. Texts are English sentences, which are also the keys of the catalogues.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from healthtui.core.answers import Vocabulary
from healthtui.core.calendar import days_later, months_later

Confidence = Literal["high", "medium", "low"]


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who says it, where, and the date the page itself bears (may be partial or empty)."""

    publisher: str
    url: str
    page_date: str = ""


class Dated(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A statement of law with its dates (both inclusive; no end means none is known)."""

    valid_from: date
    valid_to: date | None
    source: str
    checked_on: date
    confidence: Confidence
    needs_check: bool = False
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the statement is in force on a day, as far as its dates say."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def uncertain(self) -> bool:
        """Whether the person must be told that this is not established."""
        return self.needs_check or self.confidence == "low"


Unit = Literal["eur", "percent", "count", "months", "days"]


class DatedValue(Dated, frozen=True, kw_only=True):
    """A number in force between two dates, in its parameter's unit (euro are cents)."""

    value: int


class Parameter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number of the law through time, oldest value first."""

    title: str
    unit: Unit
    values: tuple[DatedValue, ...]


class Group(Dated, frozen=True, kw_only=True):
    """Countries that the law treats alike, with the dates of that membership."""

    title: str
    members: tuple[str, ...]


class Fact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A yes-or-no that follows from answers, told by exactly one of its forms.

    `field` with `one_of`, `in_group` or `is_true`; `day` `is_after` another day (field names,
    or `on` for the day asked about), each moved by a parameter of months; or `all_of`,
    `any_of`, `none_of` other facts. `absent` is the value where the field was not asked and
    need not be.
    """

    when_true: str
    when_false: str
    field: str = ""
    one_of: tuple[str, ...] = ()
    in_group: str = ""
    is_true: bool = False
    day: str = ""
    day_plus: str = ""
    is_after: str = ""
    is_after_plus: str = ""
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    absent: bool | None = None


class Row(Dated, frozen=True, kw_only=True):
    """One row of the decision table; the first row whose facts all hold gives the route."""

    id: str
    route: str
    when: tuple[str, ...]
    reason: str
    must_know: tuple[str, ...] = ()
    other_source: str = ""


class Reading(Dated, frozen=True, kw_only=True):
    """One of two defensible answers to a disputed case, for those for whom its facts hold."""

    route: str
    text: str
    when: tuple[str, ...] = ()


class Route(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person has to do, and from which answer the cover starts."""

    title: str
    summary: str
    cover_from: Literal["enrolled_on", "stay_from", "work_from", "none"]
    pays: Literal["cpam", "home", "private", "scheme"]
    readings: tuple[Reading, ...] = ()
    question: str = ""


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a field is asked: its label, why it matters, where to find the answer.

    `ask` is the question to put to a desk, in French whatever the language of the person.
    """

    label: str
    help: str
    where_to_find: str
    usual: str | bool | None = None
    choices: Mapping[str, str]
    meanwhile: str = ""
    ask: str = ""


class DeadlineRule(Dated, frozen=True, kw_only=True):
    """A day counted from `anchor`, moved by months and days.

    The anchor is a date of the situation, `cover` (the first day of the route's cover), or
    `step:<step>:<status>` (the day a step reached a status). `next_day` (`"05-31"`) then takes
    the first such day on or after it. `calendar` names it in a calendar that others may see: it
    tells nothing about health.
    """

    anchor: str
    months: int = 0
    days: int = 0
    next_day: str = ""
    repeat_months: int = 0
    reason: str
    calendar: str


class Wait(Dated, frozen=True, kw_only=True):
    """How many days an answer usually takes, and what is known of that."""

    days: int
    reason: str


class Contact(Dated, frozen=True, kw_only=True):
    """Whom to call or write to, and when."""

    title: str
    phone: str = ""
    phone_abroad: str = ""
    hours: str = ""
    url: str = ""


class Letter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A message ready to copy. It is French in every language, because its readers are.

    `{since}` is the day on which the matter left the person's hands.
    """

    title: str
    french: str


class Paper(Dated, frozen=True, kw_only=True):
    """A document that a step needs, and the facts that must hold for it to be needed.

    `accepted` says which forms are taken, `language` in which languages, `file` how it is handed
    in, `fix` what to do once it is refused. Of the facts in `tells`, those that hold for the
    person are told.
    """

    title: str
    accepted: str
    language: str = ""
    file: str = ""
    fix: str
    when: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


class Step(Dated, frozen=True, kw_only=True):
    """One thing to do: for whom (routes, facts), after what, with which papers, where, by when.

    A `task` is to be done by everybody it is for; an `event` only when something happens, such
    as moving; an `offer` is there for who wants it. `depends_on` are steps that must be accepted
    first, `after` steps whose outcome, good or bad, must be known. `opens` and `deadline` are
    the first and the last day; `wait` is how long the answer usually takes, after which `letter`
    and `contact` help. `done_when` are facts that show that it was done already. A `recurring`
    step is to be done anew each time its window opens again.
    """

    title: str
    what: str
    kind: Literal["task", "event", "offer"] = "task"
    recurring: bool = False
    routes: tuple[str, ...]
    when: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    where: str = ""
    cost: str = ""
    opens: str = ""
    deadline: str = ""
    done_when: tuple[str, ...] = ()
    wait: str = "unknown"
    waiting_for: str = ""
    contact: str = ""
    letter: str = ""
    if_late: str = ""


Sector = Literal["1", "2_optam", "2", "3", "conventionne"]


class CareKind(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What acts of one profession share: keys of rates, contributions and sectors.

    `rate` is the usual rate; `rate_out` the one outside the care pathway, `rate_undeclared` the
    one where no doctor is declared at all, `rate_local` that of the Alsace-Moselle scheme; all
    name parameters of rates. `contribution` names what is kept from the refund. A `heavy` kind
    has acts for which a fixed sum replaces the percentage. `line` is the number of a contract
    that counts for it; `full_except` are covers whose full rate does not reach it. With
    `free_price` the professional may ask what they like, whatever the sector; with
    `price_is_base` the price itself is fixed, so that it is the base.
    """

    title: str
    rate: str
    rate_out: str = ""
    rate_undeclared: str = ""
    rate_local: str = ""
    contribution: Literal["flat", "box", "paramedical", "transport", "none"]
    heavy: bool = False
    line: str = "percent"
    full_except: tuple[str, ...] = ()
    free_price: bool = False
    price_is_base: bool = False
    sectors: tuple[Sector, ...]


_ADULT: Final = 18
"""The age in years of an adult."""


class ActRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An act that can be priced: its kind, and the tariff that is its base in each sector.

    `base_out` is the base outside the care pathway, `base_for` that of some covers,
    `base_overseas` that of the overseas departments, as far as they are known. With `units`
    the base is the tariff times a coefficient (AMI 1.5); `measure` names what is counted where
    the base is per unit (`km`): without a quantity the price is the base. `daily` is a charge
    for each day; `ceiling` is the price up to which a responsible contract leaves nothing (100 %
    Santé; `none` where no ceiling is known); `highest_out` is the most that sector 1 may ask
    outside the pathway. All name parameters of tariffs, as does `per_year`, how many
    times in a calendar year it is paid. An act for some ages only is for
    `age_from` years to below `age_until` (0: no limit).
    """

    label: str
    kind: str
    base: Mapping[str, str]
    base_out: Mapping[str, str]
    base_for: Mapping[str, str] = field(default_factory=dict)
    base_overseas: Mapping[str, str] = field(default_factory=dict)
    units: bool = False
    measure: str = ""
    daily: str = ""
    ceiling: str = ""
    highest_out: Mapping[str, str] = field(default_factory=dict)
    per_year: str = ""
    age_from: int = 0
    age_until: int = 0

    @property
    def usual_age(self) -> int:
        """An age in years that the act is for, an adult's if possible; 0 where it is for all."""
        return min(_ADULT, self.age_until - 1) if self.age_until else 0

    def is_for(self, birth: date, care_date: date) -> bool:
        """Whether somebody born on a day has an age that the act is for."""
        begins = months_later(birth, 12 * self.age_from)
        ends = months_later(birth, 12 * self.age_until)
        return not self.age_until or begins <= care_date < ends


class CoverRule(Dated, frozen=True, kw_only=True):
    """What a person's cover does to a refund.

    `rate` is that of the kind, full, that of the local scheme, or none; `kept` whether
    contributions are kept; `pathway` whether the care pathway counts; `daily` whether the daily
    charge of a hospital is due; `heavy` who owes the fixed sum of a heavy act; `rest` who pays
    what the insurance leaves.
    """

    rate: Literal["kind", "full", "local", "none"]
    kept: bool
    pathway: bool
    daily: bool
    heavy: Literal["person", "nobody"]
    rest: Literal["person", "c2s"]


class Proposal(Dated, frozen=True, kw_only=True):
    """A change that is not in force: announced, a draft, dropped, or a law without its decree.

    Never used for an answer.

    `changes` are parameters and the amounts in cents they would have.
    """

    title: str
    text: str
    stage: Literal["announced", "draft", "dropped", "no-decree"]
    changes: Mapping[str, int] = field(default_factory=dict)


class ContractExample(Dated, frozen=True, kw_only=True):
    """A level of guarantee that contracts commonly have, by the numbers of a contract."""

    title: str
    terms: Mapping[str, int]


class TypicalCare(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An act of a typical year; `price` names the tariff that is taken as the price."""

    act: str
    times: int = 1
    quantity: int | None = None
    heavy_act: bool | None = None
    price: str = ""


class TypicalYear(Dated, frozen=True, kw_only=True):
    """A year of care to compare contracts with: an example of ours, no statistic."""

    title: str
    care: tuple[TypicalCare, ...]


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
