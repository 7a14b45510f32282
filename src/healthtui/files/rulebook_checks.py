"""What no single file shows: gaps and overlaps in time, and names that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from healthtui.core import c2s, care, situation
from healthtui.core.answers import BadAnswerError, Field
from healthtui.core.dated import Dated
from healthtui.core.kinds import Choice, Day
from healthtui.core.progress import STATUSES
from healthtui.core.route_rules import Question
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import CONTRACT_PARTS
from healthtui.files.rulebook_trouble import Problem
from healthtui.texts.catalogue import places


def problems_of(rulebook: Rulebook) -> tuple[Problem, ...]:
    """Every problem between files and records; empty for a rulebook that may be used."""
    return (
        *_missing_problems(rulebook),
        *_series_problems(rulebook),
        *_statement_problems(rulebook),
        *_fact_problems(rulebook),
        *_route_problems(rulebook),
        *_question_problems(rulebook),
        *_step_problems(rulebook),
        *_paper_problems(rulebook),
        *_deadline_problems(rulebook),
        *_kind_problems(rulebook),
        *_act_problems(rulebook),
        *_cover_problems(rulebook),
        *_typical_problems(rulebook),
        *_glossary_problems(rulebook),
    )


REQUIRED: Final = (
    "rulebook.trusted_months",
    "rulebook.stale_months",
    "rulebook.adult_months",
    "rulebook.rights_after_title_months",
    "rulebook.rights_after_title_days",
    "contributions.flat_contribution",
    "contributions.flat_contribution_per_year",
    "contributions.franchise_box",
    "contributions.franchise_paramedical",
    "contributions.franchise_transport",
    "contributions.franchise_per_year",
    "contributions.exempt_under_years",
    "contributions.care_pathway_from_years",
    "contributions.daily_charge_within_copayment",
    "claims.months",
    "c2s.own_application_from_years",
    "contracts.overrun_limit_outside_optam",
    "contracts.gap_outside_optam",
    "tariffs.heavy_act_from",
    "tariffs.heavy_act_charge",
    "tariffs.hospital_full_rate_from_day",
)
"""The numbers that the mechanics ask for by name."""


def _missing_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for key in REQUIRED:
        if key not in rulebook.parameters:
            file, _, name = key.partition(".")
            yield Problem(f"{file}.toml", name, "is missing; the program needs it")


def _series_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for key, parameter in rulebook.parameters.items():
        file, _, name = key.partition(".")
        if not parameter.values:
            yield Problem(f"{file}.toml", name, "has no value")
        yield from _broken_series(f"{file}.toml", name, parameter.values)
    for name, groups in rulebook.groups.items():
        yield from _broken_series("countries.toml", f"groups.{name}", groups)


def _broken_series(file: str, key: str, series: Iterable[Dated]) -> Iterator[Problem]:
    for earlier, later in pairwise(series):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            until = earlier.valid_to or "no end"
            yield Problem(
                file, key, f"overlap: a value until {until}, the next from {later.valid_from}"
            )
        elif earlier.valid_to + timedelta(days=1) < later.valid_from:
            yield Problem(
                file, key, f"gap: no value between {earlier.valid_to} and {later.valid_from}"
            )


def _statement_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for key, dated in rulebook.statements():
        group, _, name = key.partition(".")
        file = "countries.toml" if group == "groups" else f"{group}.toml"
        if dated.source not in rulebook.sources:
            yield Problem(file, name, f"unknown source {dated.source!r}")
        if dated.valid_to is not None and dated.valid_to < dated.valid_from:
            yield Problem(file, name, f"ends on {dated.valid_to}, before it begins")
        if not date(2000, 1, 1) <= dated.checked_on:
            yield Problem(file, name, f"checked_on {dated.checked_on} cannot be")


def _unknown(
    file: str, key: str, what: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    for name in names:
        if name.removeprefix("not ") not in known:
            yield Problem(file, key, f"unknown {what} {name!r}")


def _fact_problems(rulebook: Rulebook) -> Iterator[Problem]:
    fields = situation.BY_NAME
    days = {*fields, "on"}
    for key, fact in rulebook.facts.items():
        forms = sum(map(bool, (fact.field, fact.day, fact.all_of or fact.any_of or fact.none_of)))
        if forms != 1:
            yield Problem("facts.toml", key, "needs exactly one form: field, day, or other facts")
        parts = (*fact.all_of, *fact.any_of, *fact.none_of)
        yield from _unknown("facts.toml", key, "fact", parts, rulebook.facts)
        yield from _unknown("facts.toml", key, "field", filter(None, (fact.field,)), fields)
        ends = filter(None, (fact.day, fact.is_after))
        yield from _unknown("facts.toml", key, "day", ends, days)
        groups = filter(None, (fact.in_group,))
        yield from _unknown("facts.toml", key, "group", groups, rulebook.groups)
        if _is_made_of_itself(rulebook, key, frozenset()):
            yield Problem("facts.toml", key, "is made of itself")
        kind = fields[fact.field].kind if fact.field in fields else None
        if isinstance(kind, Choice):
            yield from _unknown("facts.toml", key, "value", fact.one_of, kind.values)
        moves = [f"rulebook.{plus}" for plus in (fact.day_plus, fact.is_after_plus) if plus]
        yield from _unknown("facts.toml", key, "number of months", moves, rulebook.parameters)


def _is_made_of_itself(rulebook: Rulebook, key: str, above: frozenset[str]) -> bool:
    if key in above:
        return True
    fact = rulebook.facts.get(key.removeprefix("not "))
    parts = (*fact.all_of, *fact.any_of, *fact.none_of) if fact else ()
    return any(_is_made_of_itself(rulebook, part, above | {key}) for part in parts)


def _route_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for row in rulebook.rows:
        key = f"rows.{row.id}"
        yield from _unknown("routes.toml", key, "fact", row.when, rulebook.facts)
        yield from _unknown("routes.toml", key, "route", (row.route,), rulebook.routes)
        others = filter(None, (row.other_source,))
        yield from _unknown("routes.toml", key, "source", others, rulebook.sources)
    if rulebook.rows[-1].when:
        yield Problem("routes.toml", "rows", "the last row must hold for everybody")
    for name, route in rulebook.routes.items():
        readings = (reading.route for reading in route.readings)
        yield from _unknown("routes.toml", f"routes.{name}", "route", readings, rulebook.routes)
        facts = (fact for reading in route.readings for fact in reading.when)
        yield from _unknown("routes.toml", f"routes.{name}", "fact", facts, rulebook.facts)


def _question_problems(rulebook: Rulebook) -> Iterator[Problem]:
    asked = (
        ("questions.toml", rulebook.questions, situation.BY_NAME),
        ("visit.toml", rulebook.visit_questions, care.BY_NAME),
        ("c2s_questions.toml", rulebook.c2s_questions, c2s.BY_NAME),
    )
    for file, questions, fields in asked:
        yield from _unknown(file, "", "field", questions, fields)
        for missing in fields.keys() - questions.keys():
            yield Problem(file, missing, "the question is missing")
        for name in fields.keys() & questions.keys():
            yield from _usual_problem(rulebook, file, fields[name], questions[name])


def _usual_problem(
    rulebook: Rulebook, file: str, field: Field, question: Question
) -> Iterator[Problem]:
    if question.usual is not None:
        try:
            field.read(question.usual, rulebook.vocabulary)
        except BadAnswerError:
            yield Problem(file, field.name, f"usual {question.usual!r} is no answer")


def _step_problems(rulebook: Rulebook) -> Iterator[Problem]:
    routes = {*rulebook.routes, "any"}
    for key, step in rulebook.steps.items():
        yield from _unknown("steps.toml", key, "route", step.routes, routes)
        facts = (*step.when, *step.done_when)
        yield from _unknown("steps.toml", key, "fact", facts, rulebook.facts)
        named: tuple[tuple[str, tuple[str, ...], Mapping[str, object]], ...] = (
            ("step", (*step.depends_on, *step.after), rulebook.steps),
            ("paper", step.papers, rulebook.papers),
            ("deadline", (step.opens, step.deadline), rulebook.deadlines),
            ("wait", (step.wait,), rulebook.waits),
            ("contact", (step.contact,), rulebook.contacts),
            ("letter", (step.letter,), rulebook.letters),
        )
        for what, names, known in named:
            yield from _unknown("steps.toml", key, what, filter(None, names), known)
        if _depends_on_itself(rulebook, key, frozenset()):
            yield Problem("steps.toml", key, "depends on itself")
        days = (rulebook.deadlines.get(name) for name in (step.opens, step.deadline))
        if any(rule and rule.repeat_months for rule in days) and not step.opens:
            yield Problem("steps.toml", key, "a repeated deadline needs a first day (opens)")


def _paper_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for key, paper in rulebook.papers.items():
        facts = (*paper.when, *paper.tells)
        yield from _unknown("papers.toml", key, "fact", facts, rulebook.facts)


def _deadline_problems(rulebook: Rulebook) -> Iterator[Problem]:
    for key, rule in rulebook.deadlines.items():
        if not _is_anchor(rulebook, rule.anchor):
            yield Problem("deadlines.toml", key, f"unknown anchor {rule.anchor!r}")
        if rule.next_day and not _is_month_and_day(rule.next_day):
            yield Problem("deadlines.toml", key, f"next_day {rule.next_day!r} is no day of a year")
    for key, letter in rulebook.letters.items():
        for place in places(letter.french) - {"since"}:
            yield Problem("letters.toml", key, f"unknown place {place!r}")


def _is_month_and_day(text: str) -> bool:
    try:
        # A leap year would allow a day that other years do not have.
        return date.fromisoformat(f"2025-{text}").year > 0
    except ValueError:
        return False


def _is_anchor(rulebook: Rulebook, anchor: str) -> bool:
    if anchor == "cover":
        return True
    kind, _, rest = anchor.partition(":")
    step, _, status = rest.partition(":")
    if kind == "step":
        return step in rulebook.steps and status in STATUSES
    field = situation.BY_NAME.get(anchor)
    return field is not None and isinstance(field.kind, Day)


def _depends_on_itself(rulebook: Rulebook, key: str, above: frozenset[str]) -> bool:
    if key in above:
        return True
    step = rulebook.steps.get(key)
    below = (*step.depends_on, *step.after) if step else ()
    return any(_depends_on_itself(rulebook, other, above | {key}) for other in below)


def _names(rulebook: Rulebook, file: str) -> frozenset[str]:
    keys = (key.partition(".") for key in rulebook.parameters)
    return frozenset(name for group, _, name in keys if group == file)


def _act_problems(rulebook: Rulebook) -> Iterator[Problem]:
    tariffs = _names(rulebook, "tariffs")
    for key, act in rulebook.acts.items():
        yield from _unknown("acts.toml", key, "kind", (act.kind,), rulebook.kinds)
        tables = (act.base, act.base_out, act.base_for, act.base_overseas)
        bases = (tariff for table in tables for tariff in table.values())
        yield from _unknown("acts.toml", key, "tariff", bases, {*tariffs, "price"})
        more = filter(None, (act.daily, *act.highest_out.values()))
        yield from _unknown("acts.toml", key, "tariff", more, tariffs)
        yield from _unknown("acts.toml", key, "tariff", filter(None, (act.per_year,)), tariffs)
        ceilings = filter(None, (act.ceiling,))
        yield from _unknown("acts.toml", key, "tariff", ceilings, {*tariffs, "none"})
        yield from _unknown("acts.toml", key, "cover", act.base_for, rulebook.covers)


def _kind_problems(rulebook: Rulebook) -> Iterator[Problem]:
    rates = _names(rulebook, "rates")
    lines = dict(CONTRACT_PARTS)
    for key, kind in rulebook.kinds.items():
        named = (kind.rate, kind.rate_out, kind.rate_undeclared, kind.rate_local)
        yield from _unknown("kinds.toml", key, "rate", filter(None, named), rates)
        yield from _unknown("kinds.toml", key, "line of a contract", (kind.line,), lines)
        yield from _unknown("kinds.toml", key, "cover", kind.full_except, rulebook.covers)


def _cover_problems(rulebook: Rulebook) -> Iterator[Problem]:
    known = rulebook.visit_questions["situation"].choices
    yield from _unknown("covers.toml", "", "cover", rulebook.covers, known)
    for missing in known.keys() - rulebook.covers.keys():
        yield Problem("covers.toml", missing, "is missing")
    for key, proposal in rulebook.proposals.items():
        parameters = rulebook.parameters
        yield from _unknown("proposals.toml", key, "parameter", proposal.changes, parameters)
    for key, example in rulebook.contract_examples.items():
        parts = dict(CONTRACT_PARTS)
        file = "contract_examples.toml"
        yield from _unknown(file, key, "number of a contract", example.terms, parts)


def _typical_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """A typical year of acts and prices that the rules know."""
    for key, year in rulebook.typical_years.items():
        acts = (each.act for each in year.care)
        yield from _unknown("typical_years.toml", key, "act", acts, rulebook.acts)
        prices = (each.price for each in year.care if each.price)
        yield from _unknown("typical_years.toml", key, "tariff", prices, rulebook.parameters)


def _glossary_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Words of steps that exist, and no name for two of them."""
    named: dict[str, str] = {}
    for key, term in rulebook.glossary.items():
        yield from _unknown(
            "glossary.toml", key, "step", filter(None, (term.step,)), rulebook.steps
        )
        for name in (term.term, *term.also):
            other = named.setdefault(name.casefold(), key)
            if other != key:
                yield Problem("glossary.toml", key, f"{name} is a name of {other} too")
        if not (term.term and term.gloss and term.met):
            yield Problem("glossary.toml", key, "needs a term, a gloss and where it is met")
