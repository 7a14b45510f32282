"""For whom the C2S is and what it costs (facts: registration D5, reimbursement section 4)."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.c2s import FIELDS, C2s, C2sAnswers, Standing, c2s
from healthtui.core.rulebook import Rulebook

TODAY = date(2026, 11, 24)
IN_2025 = date(2025, 6, 1)
IN_2024 = date(2024, 6, 1)
YOUNG = date(2004, 2, 12)
GROWN = date(2000, 1, 1)
MET = C2sAnswers(
    rights_open=True, stable_residence=True, own_household=True, household=1, income_eur=0
)


def asked(
    rulebook: Rulebook,
    birth: date | None = GROWN,
    today: date = TODAY,
    *,
    local: bool = False,
    **answers: Any,
) -> C2s:
    return c2s(rulebook, replace(MET, **answers), birth, today, local=local)


# Ceilings: D5, the row of 2025 for each size of household and those of 2024 and 2026 for one

CEILINGS = [
    (IN_2024, 1, 10_166, 13_724),
    (IN_2025, 1, 10_339, 13_957),
    (IN_2025, 2, 15_508, 20_936),
    (IN_2025, 3, 18_609, 25_123),
    (IN_2025, 4, 21_711, 29_311),
    (IN_2025, 5, 21_711 + 4_135, 29_311 + 5_583),
    (IN_2025, 12, 21_711 + 8 * 4_135, 29_311 + 8 * 5_583),
    (TODAY, 1, 10_422, 14_070),
    (TODAY, 2, 15_633, 21_104),
    (TODAY, 3, 18_759, 25_325),
    (TODAY, 4, 21_886, 29_546),
    (TODAY, 6, 21_886 + 2 * 4_169, 29_546 + 2 * 5_628),
    (date(2025, 4, 1), 1, 10_339, 13_957),
    (date(2025, 3, 31), 1, 10_166, 13_724),
    (date(2026, 3, 31), 1, 10_339, 13_957),
    (date(2026, 4, 1), 1, 10_422, 14_070),
]


@pytest.mark.parametrize(("today", "household", "free", "within"), CEILINGS)
def test_the_standing_turns_exactly_at_the_ceilings(
    rulebook: Rulebook, today: date, household: int, free: int, within: int
) -> None:
    standings = [
        asked(rulebook, GROWN, today, household=household, income_eur=income).standing
        for income in (0, free * 100, free * 100 + 1, within * 100, within * 100 + 1, 10_000_000)
    ]
    assert standings == ["free", "free", "contribution", "contribution", "no", "no"]


def test_the_ceilings_that_are_our_estimate_say_so(rulebook: Rulebook) -> None:
    told = [r for r in asked(rulebook).reasons if r.rule == "c2s.ceiling" and r.provenance]
    assert [r.amount for r in told] == [1_042_200, 1_407_000]
    assert all(r.provenance and r.provenance.uncertain for r in told)


@pytest.mark.parametrize(
    ("today", "household"),
    [(date(2019, 10, 31), 1), (date(2021, 3, 31), 1), (date(2022, 5, 1), 1), (IN_2024, 2)],
)
def test_before_the_ceilings_are_known_the_rule_is_unknown(
    rulebook: Rulebook, today: date, household: int
) -> None:
    found = asked(rulebook, date(1990, 1, 1), today, household=household)
    assert (found.standing, found.least, found.most) == ("rule-unknown", 0, 0)
    assert not found.granted


# Contribution: of a month, by age; the birthday itself counts

AGES = [
    (date(2008, 11, 24), 800, 280),
    (date(1996, 11, 25), 800, 280),
    (date(1996, 11, 24), 1_400, 490),
    (date(1976, 11, 25), 1_400, 490),
    (date(1976, 11, 24), 2_100, 730),
    (date(1966, 11, 25), 2_100, 730),
    (date(1966, 11, 24), 2_500, 870),
    (date(1956, 11, 25), 2_500, 870),
    (date(1956, 11, 24), 3_000, 1_050),
    (date(1906, 1, 1), 3_000, 1_050),
]
BETWEEN = 12_000_00


@pytest.mark.parametrize(("birth", "usual", "local"), AGES)
def test_the_contribution_of_each_age(
    rulebook: Rulebook, birth: date, usual: int, local: int
) -> None:
    found = asked(rulebook, birth, income_eur=BETWEEN)
    assert (found.standing, found.least, found.most) == ("contribution", usual, usual)
    there = asked(rulebook, birth, local=True, income_eur=BETWEEN)
    assert (there.standing, there.least, there.most) == ("contribution", local, local)
    assert (asked(rulebook, birth).least, asked(rulebook, birth).most) == (0, 0)


def test_without_a_day_of_birth_the_contribution_is_a_range(rulebook: Rulebook) -> None:
    found = asked(rulebook, None, income_eur=BETWEEN)
    assert (found.standing, found.least, found.most) == ("contribution", 800, 3_000)
    there = asked(rulebook, None, local=True, income_eur=BETWEEN)
    assert (there.least, there.most) == (280, 1_050)


@pytest.mark.parametrize(
    ("income", "applied"), [(0, False), (BETWEEN, True), (20_000_00, False), (None, None)]
)
def test_the_contribution_is_told_as_due_only_where_it_is(
    rulebook: Rulebook,
    income: int | None,
    applied: bool | None,  # noqa: FBT001
) -> None:
    told = asked(rulebook, income_eur=income).reasons
    assert [r.applied for r in told if r.rule == "c2s.contribution"] == [applied]


# Conditions


@pytest.mark.parametrize("condition", ["rights_open", "stable_residence"])
@pytest.mark.parametrize(
    ("answer", "standing"), [(True, "free"), (False, "no"), (None, "open"), (UNSURE, "open")]
)
def test_rights_and_residence(
    rulebook: Rulebook, condition: str, answer: Any, standing: Standing
) -> None:
    found = c2s(rulebook, replace(MET, **{condition: answer}), GROWN, TODAY)
    assert found.standing == standing
    assert found.open_fields == ((condition,) if standing == "open" else ())
    assert found.granted is (standing == "free")


@pytest.mark.parametrize(
    ("birth", "own", "standing", "missing"),
    [
        (YOUNG, True, "free", ()),
        (YOUNG, False, "open", ()),
        (YOUNG, None, "open", ("own_household",)),
        (YOUNG, UNSURE, "open", ("own_household",)),
        (date(2001, 11, 25), False, "open", ()),
        (date(2001, 11, 24), False, "free", ()),
        (date(2001, 11, 24), None, "free", ()),
        (None, False, "open", ()),
        (None, True, "free", ()),
    ],
)
def test_under_25_the_parents_household_is_open_and_never_no(
    rulebook: Rulebook, birth: date | None, own: object, standing: str, missing: tuple[str, ...]
) -> None:
    found = asked(rulebook, birth, own_household=own)
    assert (found.standing, found.open_fields) == (standing, missing)
    rules = [r for r in found.reasons if r.rule == "c2s.own_application_from_years"]
    assert all(r.applied is not False for r in rules)


def test_nothing_said_is_open_and_asks_in_order(rulebook: Rulebook) -> None:
    found = c2s(rulebook, C2sAnswers(), YOUNG, TODAY)
    assert (found.standing, found.least, found.most) == ("open", 0, 800)
    assert found.open_fields == tuple(field.name for field in FIELDS)


# Three values: certain where, and only where, every completion of the open answers says the same

INCOMES = (
    0,
    10_422_00,
    10_422_01,
    14_070_00,
    14_070_01,
    55_238_00,
    55_238_01,
    74_570_00,
    74_570_01,
)
VALUES: dict[str, tuple[Any, ...]] = {
    "rights_open": (True, False),
    "stable_residence": (True, False),
    "own_household": (True, False),
    "household": (1, 2, 4, 5, 12),
    "income_eur": (*INCOMES, 10_000_000),
}


@cache
def whole(rulebook: Rulebook, answers: C2sAnswers, birth: date) -> C2s:
    return c2s(rulebook, answers, birth, TODAY)


def completions(answers: C2sAnswers) -> Iterator[C2sAnswers]:
    missing = [name for name in VALUES if answers.known(name) is None]
    for values in product(*(VALUES[name] for name in missing)):
        yield replace(answers, **dict(zip(missing, values, strict=True)))


ANSWERS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(each) | st.just(UNSURE) for name, each in VALUES.items()}
).map(lambda given: C2sAnswers(**given))


@settings(max_examples=40, deadline=None)
@given(answers=ANSWERS, birth=st.sampled_from((YOUNG, GROWN)))
def test_it_is_certain_where_and_only_where_every_completion_agrees(
    rules: Callable[[], Rulebook], answers: C2sAnswers, birth: date
) -> None:
    found = c2s(rules(), answers, birth, TODAY)
    every = [whole(rules(), each, birth) for each in completions(answers)]
    standings = {each.standing for each in every}
    assert found.standing == (standings.pop() if len(standings) == 1 else "open")
    possible = [each for each in every if each.standing != "no"]
    if possible:
        assert found.least <= min(each.least for each in possible)
        assert found.most >= max(each.most for each in possible)


@settings(max_examples=40, deadline=None)
@given(answers=ANSWERS, birth=st.sampled_from((YOUNG, GROWN)), data=st.data())
def test_an_answer_that_is_not_missed_changes_nothing(
    rules: Callable[[], Rulebook], answers: C2sAnswers, birth: date, data: st.DataObject
) -> None:
    found = c2s(rules(), answers, birth, TODAY)
    missing = [n for n in VALUES if answers.known(n) is None and n not in found.open_fields]
    other = {name: data.draw(st.sampled_from(VALUES[name])) for name in missing}
    assert c2s(rules(), replace(answers, **other), birth, TODAY).standing == found.standing
