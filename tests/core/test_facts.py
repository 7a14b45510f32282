from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.facts import Reader, Truth, all_hold, combined, fields_of, negated
from healthtui.core.route_rules import Fact
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

ON = date(2026, 11, 23)
TRUTHS: tuple[Truth, ...] = (True, False, None)
LISTS = st.lists(st.sampled_from(TRUTHS), max_size=5)


def holds(rulebook: Rulebook, name: str, situation: Situation, on: date = ON) -> Truth:
    return Reader(rulebook, situation, on).holds(name)


def completions(truths: list[Truth]) -> list[tuple[bool, ...]]:
    return list(product(*((True, False) if truth is None else (truth,) for truth in truths)))


def agreed(values: set[bool]) -> Truth:
    return values.pop() if len(values) == 1 else None


@pytest.mark.parametrize("truth", TRUTHS)
def test_not_turns_true_and_false_and_leaves_unknown(truth: Truth) -> None:
    assert negated(truth) is {True: False, False: True, None: None}[truth]


@given(truths=LISTS)
def test_and_knows_exactly_what_every_completion_agrees_on(truths: list[Truth]) -> None:
    assert all_hold(truths) is agreed({all(each) for each in completions(truths)})


@given(every=LISTS, some=LISTS, none=LISTS)
def test_a_combined_fact_knows_exactly_what_every_completion_agrees_on(
    every: list[Truth], some: list[Truth], none: list[Truth]
) -> None:
    groups = {"all": every, "any": some, "none": none}
    names = {kind: tuple(f"{kind}{i}" for i in range(len(group))) for kind, group in groups.items()}
    fact = Fact(
        when_true="",
        when_false="",
        all_of=names["all"],
        any_of=names["any"],
        none_of=names["none"],
    )
    asked = dict(
        zip((*names["all"], *names["any"], *names["none"]), every + some + none, strict=True)
    )
    values = {
        all(e) and (any(s) or not some) and not any(n)
        for e in completions(every)
        for s in completions(some)
        for n in completions(none)
    }
    assert combined(fact, asked.__getitem__) is agreed(values)


@pytest.mark.parametrize("open_answer", [None, UNSURE])
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("eu_national", "nationalities"),
        ("rights_open", "french_number"),
        ("enrolled", "enrolled_in_france"),
        ("under_18", "birth_date"),
        ("works", "work"),
        ("insured_in_quebec", "insured_in"),
    ],
)
def test_a_fact_about_an_open_answer_is_unknown_and_so_is_its_negation(
    rulebook: Rulebook, name: str, field: str, open_answer: Any
) -> None:
    situation = replace(Situation(), **{field: open_answer})
    assert holds(rulebook, name, situation) is None
    assert holds(rulebook, f"not {name}", situation) is None


def test_one_of_several_nationalities_is_enough(rulebook: Rulebook) -> None:
    situation = Situation(nationalities=("MA", "ES"))
    assert holds(rulebook, "eu_national", situation) is True
    assert holds(rulebook, "not eu_national", situation) is False
    assert holds(rulebook, "french_national", situation) is False


@pytest.mark.parametrize(
    ("on", "holding", "not_holding"),
    [
        (date(2020, 12, 31), "eu_national", "uk_national"),
        (date(2020, 12, 31), "insured_in_european_country", "insured_in_uk"),
        (date(2021, 1, 1), "uk_national", "eu_national"),
        (date(2021, 1, 1), "insured_in_uk", "insured_in_european_country"),
    ],
)
def test_a_briton_is_european_to_the_last_day_of_the_transition(
    rulebook: Rulebook, on: date, holding: str, not_holding: str
) -> None:
    situation = Situation(nationalities=("GB",), insured_in="GB")
    assert holds(rulebook, holding, situation, on) is True
    assert holds(rulebook, not_holding, situation, on) is False


@pytest.mark.parametrize(
    ("first", "last_short"),
    [
        (date(2026, 9, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
    ],
)
def test_three_calendar_months_are_a_short_stay_and_a_day_more_is_long(
    rulebook: Rulebook, first: date, last_short: date
) -> None:
    for last in (first - timedelta(days=30), first, last_short):
        stay = Situation(stay_from=first, stay_until=last)
        assert holds(rulebook, "long_stay", stay) is False
    longer = Situation(stay_from=first, stay_until=last_short + timedelta(days=1))
    assert holds(rulebook, "long_stay", longer) is True


@pytest.mark.parametrize("missing", ["stay_from", "stay_until"])
def test_half_a_stay_has_no_length(rulebook: Rulebook, missing: str) -> None:
    stay = Situation(stay_from=date(2026, 9, 1), stay_until=date(2027, 6, 30))
    for answer in (None, UNSURE):
        assert holds(rulebook, "long_stay", replace(stay, **{missing: answer})) is None


def test_a_card_that_ends_on_the_last_day_covers_the_stay(rulebook: Rulebook) -> None:
    last = date(2027, 6, 30)
    stay = Situation(stay_from=date(2026, 9, 1), stay_until=last, card_valid_until=last)
    assert holds(rulebook, "card_covers_stay", stay) is True
    early = replace(stay, card_valid_until=last - timedelta(days=1))
    assert holds(rulebook, "card_covers_stay", early) is False


def test_the_year_end_of_a_stay_of_one_year_does_not_matter(rulebook: Rulebook) -> None:
    stay = Situation(
        stay_from=date(2026, 9, 1),
        stay_until=date(2027, 6, 30),
        card_valid_until=date(2027, 6, 1),
        academic_year_end=UNSURE,
    )
    assert holds(rulebook, "card_covers_stay", stay) is False


@pytest.mark.parametrize(("fact", "years"), [("under_16", 16), ("under_18", 18)])
def test_age_changes_on_the_birthday(rulebook: Rulebook, fact: str, years: int) -> None:
    birthday = ON.replace(year=ON.year - years)
    younger = birthday + timedelta(days=1)
    assert holds(rulebook, fact, Situation(birth_date=younger)) is True
    assert holds(rulebook, fact, Situation(birth_date=birthday)) is False


@pytest.mark.parametrize(
    ("begins", "now"),
    [(None, True), (UNSURE, None), (ON, True), (ON + timedelta(days=1), False)],
)
def test_work_without_a_first_day_has_begun_and_an_unsure_day_is_open(
    rulebook: Rulebook, begins: Any, now: Truth
) -> None:
    situation = replace(Situation(work="job"), work_from=begins)
    assert holds(rulebook, "works_now", situation) is now
    assert holds(rulebook, "works_now", replace(situation, work="none")) is False


def test_a_fact_depends_on_the_fields_of_its_parts(rulebook: Rulebook) -> None:
    assert fields_of(rulebook, "not works_now") == {"work", "work_from"}
    assert fields_of(rulebook, "under_18") == {"birth_date"}
    assert fields_of(rulebook, "card_covers_stay") == {
        *("stay_from", "stay_until", "card_valid_until", "academic_year_end")
    }


def test_every_fact_can_hold_or_not_and_says_so(rulebook: Rulebook) -> None:
    for name, fact in rulebook.facts.items():
        assert fact.when_true, name
        assert fact.when_false, name
        assert fact.when_true != fact.when_false, name
        assert fields_of(rulebook, name), name
