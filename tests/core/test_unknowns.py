"""The verdict over open answers, against brute force over completions that this file makes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.decision import decide
from healthtui.core.facts import Reader
from healthtui.core.kinds import Choice
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation

NEVER_OPEN_UNASKED = "work_from"
"""A day of work that was not asked counts as begun; every other field not asked is open."""

EVERY: dict[str, tuple[Any, ...]] = {
    "insured_in": ("MA", "ES", "DK", "IS", "CH", "GB", "FR", "AD", "CA-QC", "none"),
    "nationalities": (("MA",), ("ES",), ("GB",), ("FR",), ("GB", "ES"), ("GB", "FR")),
}
"""Values that stand for all others where such a field is open."""
COUNTRIES = ("MA", "ES", "DK", "GB", "AD", "CA-QC", "none")
CARDS = ("ehic", "prc", "s1", "ghic", "uk-ehic-wa", "se-401-q-102", "se-401-q-104", "none")
WORK = ("none", "job", "apprenticeship", "phd-contract", "self-employed")
PROGRAMMES = (
    *("degree", "exchange", "phd", "language-school", "internship"),
    *("research-stay", "au-pair", "none"),
)
ORIGINS = ("mainland", "abroad", "WF", "NC", "PF", "PM", "overseas-department")
FIRST, LAST = date(2026, 9, 1), date(2027, 6, 30)
TODAY = date(2026, 11, 23)


def around(*days: date) -> tuple[date, ...]:
    return tuple(day + timedelta(days=shift) for day in days for shift in (-1, 0, 1, 2))


@dataclass(frozen=True)
class Axis:
    """Fields asked together: the answers that are tried, and a grid of values of each field."""

    answers: tuple[tuple[Any, ...], ...]
    names: tuple[str, ...]
    grid: tuple[tuple[Any, ...], ...]

    def completions(self, answer: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        return product(
            *(
                values if is_open(name, value) else (value,)
                for name, value, values in zip(self.names, answer, self.grid, strict=True)
            )
        )


def is_open(name: str, answer: object) -> bool:
    return answer is UNSURE or (answer is None and name != NEVER_OPEN_UNASKED)


def axis(name: str, *values: Any, also: tuple[Any, ...] = (), unasked: bool = False) -> Axis:
    opened: tuple[Any, ...] = (UNSURE, None) if unasked else (UNSURE,)
    kind = BY_NAME[name].kind
    every = kind.values if isinstance(kind, Choice) else EVERY.get(name, ())
    return Axis(tuple((v,) for v in (*values, *opened)), (name,), ((*values, *also, *every),))


def flag(name: str) -> Axis:
    return axis(name, True, False)


@dataclass(frozen=True)
class Slice:
    """A finite part of all partial answers, on one day."""

    on: date
    fixed: Situation
    axes: tuple[Axis, ...]

    def size(self) -> int:
        total = 1
        for one in self.axes:
            total *= len(one.answers)
        return total


def reading(rulebook: Rulebook, names: tuple[str, ...]) -> list[str]:
    facts = rulebook.facts.items()
    return [key for key, f in facts if not {f.field, f.day, f.is_after}.isdisjoint(names)]


def first_match(rulebook: Rulebook, situation: Situation, on: date) -> str:
    reader = Reader(rulebook, situation, on)
    for row in rulebook.rows:
        if row.holds_on(on) and all(reader.holds(name) for name in row.when):
            return row.route
    raise AssertionError("the last row holds for everybody")


def seen(rulebook: Rulebook, part: Slice, one: Axis) -> list[dict[tuple[Any, ...], Any]]:
    """For each answer of an axis, what the facts see of its completions, with one of each."""
    facts = reading(rulebook, one.names)
    cache: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def view(values: tuple[Any, ...]) -> tuple[Any, ...]:
        if values not in cache:
            situation = replace(part.fixed, **dict(zip(one.names, values, strict=True)))
            reader = Reader(rulebook, situation, part.on)
            cache[values] = tuple(reader.holds(name) for name in facts)
        return cache[values]

    return [{view(values): values for values in one.completions(ask)} for ask in one.answers]


def brute_force(rulebook: Rulebook, part: Slice) -> Iterator[tuple[Situation, frozenset[str]]]:
    """Every partial answer of a slice with the routes of all its completions."""
    views = [seen(rulebook, part, one) for one in part.axes]
    classes = [{key: values for view in each for key, values in view.items()} for each in views]
    names = [name for one in part.axes for name in one.names]
    bits: dict[str, int] = {}
    cube: list[int] = []
    for chosen in product(*(each.values() for each in classes)):
        values = (value for group in chosen for value in group)
        complete = replace(part.fixed, **dict(zip(names, values, strict=True)))
        route = first_match(rulebook, complete, part.on)
        cube.append(bits.setdefault(route, 1 << len(bits)))
    for known, view in zip(classes, views, strict=True):
        place = {key: index for index, key in enumerate(known)}
        cube = joined(cube, len(known), [[place[key] for key in keys] for keys in view])
    routes = list(bits)
    for mask, asked in zip(cube, product(*(one.answers for one in part.axes)), strict=True):
        values = (value for group in asked for value in group)
        partial = replace(part.fixed, **dict(zip(names, values, strict=True)))
        yield partial, frozenset(r for place, r in enumerate(routes) if mask >> place & 1)


def joined(cube: list[int], size: int, unions: list[list[int]]) -> list[int]:
    """The cube with its first axis replaced by unions along it, and moved to the end."""
    step = len(cube) // size
    slabs = [cube[start * step : (start + 1) * step] for start in range(size)]
    columns = []
    for places in unions:
        column = [0] * step
        for place in places:
            column = [a | b for a, b in zip(column, slabs[place], strict=True)]
        columns.append(column)
    return [value for row in zip(*columns, strict=True) for value in row]


STUDENT = Situation(
    nationalities=("MA",),
    french_origin="abroad",
    insured_in="ES",
    card="none",
    card_valid_until=date(2027, 12, 31),
    card_renewable=False,
    birth_date=date(2004, 3, 12),
    stay_from=FIRST,
    stay_until=LAST,
    academic_year_end=LAST,
    programme="degree",
    enrolled_in_france=True,
    work="none",
    french_number="none",
    international_organisation=False,
    parent_insured_in_france=False,
)
NATIONALITIES = axis(
    "nationalities",
    *(("MA",), ("ES",), ("GB",), ("FR",), ("GB", "ES")),
    unasked=True,
)
DATES = Axis(
    tuple(
        product(
            (FIRST, UNSURE),
            (FIRST + timedelta(days=91), date(2026, 12, 2), LAST, date(2027, 9, 2), UNSURE),
            (date(2026, 12, 1), date(2027, 6, 29), date(2027, 9, 2), UNSURE, None),
            (LAST, UNSURE, None),
        )
    ),
    ("stay_from", "stay_until", "card_valid_until", "academic_year_end"),
    (
        around(FIRST, date(2027, 3, 30), date(2027, 6, 2), date(2026, 6, 30), date(2025, 1, 1)),
        around(*(date(2026, 12, 1), date(2027, 6, 30), date(2027, 9, 1), date(2025, 1, 1))),
        around(date(2026, 11, 30), LAST, date(2027, 9, 1), date(2025, 1, 1)),
        around(date(2026, 12, 1), LAST, date(2027, 9, 2), date(2025, 1, 1)),
    ),
)
SLICES = {
    "who, insured where, with which card, working": Slice(
        TODAY,
        replace(STUDENT, programme="exchange"),
        (
            NATIONALITIES,
            axis("insured_in", *COUNTRIES),
            axis("card", *CARDS),
            axis("work", *WORK),
            axis("french_number", "none", "rights-open", "rights-closed"),
            flag("enrolled_in_france"),
        ),
    ),
    "the days of the card and of the stay": Slice(
        TODAY,
        STUDENT,
        (
            DATES,
            axis("nationalities", ("MA",), ("ES",), ("GB",)),
            axis("card", "ehic", "ghic", "uk-ehic-wa", "none"),
            axis("insured_in", "ES", "DK"),
            flag("card_renewable"),
        ),
    ),
    "age, origin and programme on the last day of a February": Slice(
        date(2026, 2, 28),
        replace(STUDENT, stay_from=date(2025, 9, 1), stay_until=date(2026, 7, 31)),
        (
            axis(
                "birth_date",
                *(date(2008, 2, 28), date(2008, 3, 1)),
                also=(*around(date(2010, 2, 27)), date(1990, 1, 1), date(2008, 2, 29)),
                unasked=True,
            ),
            flag("parent_insured_in_france"),
            axis("french_origin", *ORIGINS),
            axis("nationalities", ("MA",), ("FR",), ("MA", "FR")),
            axis("programme", *PROGRAMMES),
            flag("enrolled_in_france"),
            flag("international_organisation"),
        ),
    ),
    "work and the day it begins": Slice(
        TODAY,
        replace(STUDENT, card="ehic"),
        (
            axis("work", "none", "job", "apprenticeship"),
            Axis(
                ((None,), (UNSURE,), (TODAY,), (TODAY + timedelta(days=1),)),
                ("work_from",),
                (around(TODAY),),
            ),
            axis("nationalities", ("MA",), ("ES",)),
            axis("insured_in", "MA", "ES", "CA-QC"),
            axis("card", "ehic", "ghic", "se-401-q-104", "none"),
            axis("programme", "degree", "exchange", "internship", "none"),
            flag("enrolled_in_france"),
            axis("stay_until", date(2026, 11, 30), LAST, also=(date(2027, 9, 2), date(2029, 1, 1))),
        ),
    ),
    "Britons on the last day of the transition": Slice(
        date(2020, 12, 31),
        replace(STUDENT, stay_from=date(2020, 9, 1), stay_until=date(2021, 6, 30)),
        (
            NATIONALITIES,
            axis("insured_in", *COUNTRIES, unasked=True),
            axis("card", *CARDS, unasked=True),
            axis("card_valid_until", date(2021, 6, 29), date(2021, 6, 30)),
            axis("french_origin", *ORIGINS),
        ),
    ),
}


def test_the_slices_have_a_hundred_thousand_partial_answers() -> None:
    assert sum(part.size() for part in SLICES.values()) >= 100_000


@pytest.mark.parametrize("part", SLICES.values(), ids=SLICES)
def test_the_routes_are_those_of_all_completions(rulebook: Rulebook, part: Slice) -> None:
    compared = 0
    wrong: list[tuple[dict[str, Any], set[str]]] = []
    for partial, routes in brute_force(rulebook, part):
        found = set(decide(rulebook, partial, part.on).routes())
        compared += 1
        if found != routes:
            wrong.append((partial.answers(), found ^ routes))
    assert compared == part.size()
    assert wrong[:3] == []


def days(*, near: Iterable[date]) -> st.SearchStrategy[date]:
    borders = sorted({day for middle in near for day in around(middle)})
    return st.sampled_from(borders) | st.dates(date(2020, 1, 1), date(2030, 12, 31))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "nationalities": st.lists(
        st.sampled_from(("MA", "ES", "GB", "FR", "DK", "IN")), min_size=1, max_size=3, unique=True
    ).map(tuple),
    "french_origin": st.sampled_from(ORIGINS),
    "insured_in": st.sampled_from(COUNTRIES),
    "card": st.sampled_from(CARDS),
    "card_valid_until": days(near=(LAST, date(2026, 12, 1))),
    "card_renewable": st.booleans(),
    "birth_date": days(near=(date(2008, 11, 23), date(2010, 11, 23)))
    | st.dates(date(1980, 1, 1), date(2012, 12, 31)),
    "stay_from": days(near=(FIRST,)),
    "stay_until": days(near=(LAST, date(2026, 12, 1), date(2027, 9, 1))),
    "academic_year_end": days(near=(LAST,)),
    "programme": st.sampled_from(PROGRAMMES),
    "enrolled_in_france": st.booleans(),
    "enrolled_on": days(near=(FIRST,)),
    "work": st.sampled_from(WORK),
    "work_from": days(near=(TODAY,)),
    "residence_document": st.sampled_from(("vls-ts", "permit", "none")),
    "residence_document_until": days(near=(LAST,)),
    "entered_france_on": days(near=(FIRST,)),
    "french_number": st.sampled_from(("none", "none", "rights-open", "rights-closed")),
    "international_organisation": st.booleans(),
    "parent_insured_in_france": st.booleans(),
    "birth_certificate_language": st.sampled_from(("fr", "ar")),
}
NAMES = tuple(VALUES)
COMPLETE = st.fixed_dictionaries(VALUES)
OPEN_FIELDS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from((UNSURE, None)), max_size=8)


def partly(answers: dict[str, Any], opened: dict[str, Any]) -> Situation:
    closed_at_all = {NEVER_OPEN_UNASKED: None} if opened.get(NEVER_OPEN_UNASKED, 0) is None else {}
    return Situation(**{**answers, **opened, **closed_at_all})


def open_fields(situation: Situation) -> list[str]:
    names = iter(situation.__struct_fields__)
    return [name for name in names if is_open(name, getattr(situation, name))]


def test_the_properties_cover_every_field() -> None:
    assert set(NAMES) == set(BY_NAME)


@settings(max_examples=300, deadline=None)
@given(answers=COMPLETE, opened=OPEN_FIELDS, more=COMPLETE)
def test_answering_an_open_field_never_adds_a_route(
    rules: Callable[[], Rulebook],
    answers: dict[str, Any],
    opened: dict[str, Any],
    more: dict[str, Any],
) -> None:
    situation = partly(answers, opened)
    routes = set(decide(rules(), situation, TODAY).routes())
    for name in open_fields(situation):
        answered = replace(situation, **{name: more[name]})
        assert set(decide(rules(), answered, TODAY).routes()) <= routes


@settings(max_examples=300, deadline=None)
@given(answers=COMPLETE, opened=OPEN_FIELDS, more=COMPLETE)
def test_what_is_certain_stays_certain_whatever_is_answered(
    rules: Callable[[], Rulebook],
    answers: dict[str, Any],
    opened: dict[str, Any],
    more: dict[str, Any],
) -> None:
    situation = partly(answers, opened)
    routes = decide(rules(), situation, TODAY).routes()
    complete = replace(situation, **{name: more[name] for name in open_fields(situation)})
    answered = decide(rules(), complete, TODAY).routes()
    assert len(answered) == 1
    assert set(answered) <= set(routes)
    assert answered == (first_match(rules(), complete, TODAY),)


@settings(max_examples=300, deadline=None)
@given(answers=COMPLETE, opened=OPEN_FIELDS)
def test_fields_decide_if_and_only_if_the_verdict_is_open(
    rules: Callable[[], Rulebook], answers: dict[str, Any], opened: dict[str, Any]
) -> None:
    situation = partly(answers, opened)
    decision = decide(rules(), situation, TODAY)
    assert (decision.deciding_fields() == ()) == (len(decision.routes()) == 1)
    assert set(decision.deciding_fields()) <= set(open_fields(situation))


@settings(max_examples=300, deadline=None)
@given(answers=COMPLETE, opened=OPEN_FIELDS, more=COMPLETE)
def test_a_field_that_does_not_decide_may_be_answered_by_anything(
    rules: Callable[[], Rulebook],
    answers: dict[str, Any],
    opened: dict[str, Any],
    more: dict[str, Any],
) -> None:
    situation = partly(answers, opened)
    decision = decide(rules(), situation, TODAY)
    for name in set(open_fields(situation)) - set(decision.deciding_fields()):
        answered = replace(situation, **{name: more[name]})
        assert set(decide(rules(), answered, TODAY).routes()) == set(decision.routes())


@pytest.mark.parametrize(
    "opened",
    [
        {"card_valid_until": UNSURE, "academic_year_end": None},
        {"stay_until": UNSURE, "card_valid_until": None, "card": "none", "insured_in": "MA"},
        {"stay_until": UNSURE, "academic_year_end": UNSURE, "card": "none", "insured_in": "MA"},
        {"stay_from": UNSURE, "card_valid_until": UNSURE, "card": "s1", "nationalities": ("ES",)},
    ],
    ids=str,
)
def test_every_field_said_to_decide_can_change_the_route(
    rulebook: Rulebook, opened: dict[str, Any]
) -> None:
    card = {"card": "ehic", "nationalities": ("ES",)}
    situation = replace(STUDENT, **{**card, **opened})
    decision = decide(rulebook, situation, TODAY)
    assert len(decision.routes()) > 1
    axes = dict(zip(DATES.names, DATES.grid, strict=True))
    opens = [name for name in DATES.names if is_open(name, getattr(situation, name))]
    routes: dict[tuple[Any, ...], str] = {}
    for values in product(*(axes[name] for name in opens)):
        complete = replace(situation, **dict(zip(opens, values, strict=True)))
        routes[values] = first_match(rulebook, complete, TODAY)
    matter = set()
    for place, name in enumerate(opens):
        by_rest: dict[tuple[Any, ...], set[str]] = {}
        for values, route in routes.items():
            by_rest.setdefault(values[:place] + values[place + 1 :], set()).add(route)
        if any(len(found) > 1 for found in by_rest.values()):
            matter.add(name)
    assert set(decision.deciding_fields()) == matter


def test_the_field_that_leaves_fewest_routes_is_named_first(rulebook: Rulebook) -> None:
    unsure: dict[str, Any] = {"nationalities": UNSURE, "card_renewable": UNSURE, "card": "ehic"}
    early: dict[str, Any] = {
        "card_valid_until": date(2027, 1, 31),
        "insured_in": "ES",
        "programme": "exchange",
    }
    decision = decide(rulebook, replace(STUDENT, **unsure, **early), TODAY)
    assert decision.deciding_fields() == ("nationalities", "card_renewable")


def test_a_card_may_outlast_a_stay_whose_end_is_unknown_too(rulebook: Rulebook) -> None:
    indian = replace(
        STUDENT,
        nationalities=("IN",),
        insured_in="DE",
        card="ehic",
        academic_year_end=date(2026, 11, 30),
    )
    opened = replace(indian, stay_until=UNSURE, card_valid_until=UNSURE)
    complete = replace(indian, stay_until=LAST, card_valid_until=LAST)
    assert first_match(rulebook, complete, TODAY) == "tcn-ehic-check"
    assert "tcn-ehic-check" in decide(rulebook, opened, TODAY).routes()
