"""The border of a comparison of days, against the comparison itself on every day around it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.borders import LAST_DAY, Side, sides
from healthtui.core.facts import simply_holds
from healthtui.core.route_rules import Fact
from healthtui.core.rulebook import Rulebook

ON = date(2026, 11, 23)
MONTHS = ("", "long_stay_months", "one_academic_year_months", "adult_months")
ENDS_OF_MONTHS = st.sampled_from(
    [
        date(year, month, day)
        for year in (2027, 2028)
        for month, day in ((2, 27), (2, 28), (3, 1), (5, 28), (5, 29), (5, 31), (11, 30), (12, 1))
    ]
)
DAYS = ENDS_OF_MONTHS | st.just(date(2028, 2, 29)) | st.dates(date(2000, 1, 1), date(2040, 1, 1))


def comparison(day: str, after: str, **more: Any) -> Fact:
    return Fact(when_true="", when_false="", day=day, is_after=after, **more)


def said(rulebook: Rulebook, fact: Fact, name: str, answers: dict[str, Any]) -> list[bool]:
    """What a comparison says as its border tells it, on days around the border."""
    side, border = turning(rulebook, fact, name, answers)
    return [side.holds(border, day.toordinal()) for day in around(border)]


def truly(rulebook: Rulebook, fact: Fact, name: str, answers: dict[str, Any]) -> list[bool]:
    """What it says itself on these days."""
    _, border = turning(rulebook, fact, name, answers)
    return [
        simply_holds(rulebook, fact, {**answers, name: day}.__getitem__, ON) is True
        for day in around(border)
    ]


def turning(rulebook: Rulebook, fact: Fact, name: str, answers: dict[str, Any]) -> tuple[Side, int]:
    (side,) = sides(replace(rulebook, facts={"it": fact}), ("it",), name)
    return side, side.border(answers, ON)


def around(border: int) -> list[date]:
    days = (border + shift for shift in range(-70, 70))
    return [date.fromordinal(day) for day in days if 1 <= day <= LAST_DAY]


@settings(max_examples=300, deadline=None)
@given(
    mine=st.sampled_from(MONTHS),
    other=st.sampled_from(MONTHS),
    later=st.booleans(),
    day=DAYS | st.sampled_from([date.min, date.max, date.max - timedelta(days=40)]),
)
def test_a_comparison_turns_once_and_on_its_border(
    rules: Callable[[], Rulebook], *, mine: str, other: str, later: bool, day: date
) -> None:
    sooner = comparison("mine", "other", day_plus=mine, is_after_plus=other)
    after = comparison("other", "mine", day_plus=other, is_after_plus=mine)
    fact, answers = sooner if later else after, {"other": day}
    assert said(rules(), fact, "mine", answers) == truly(rules(), fact, "mine", answers)


@pytest.mark.parametrize("later", [True, False])
@pytest.mark.parametrize("absent", [True, False, None])
@pytest.mark.parametrize("other", [None, UNSURE])
def test_a_comparison_with_no_day_says_the_same_on_all_days(
    rulebook: Rulebook, *, other: Any, absent: bool | None, later: bool
) -> None:
    names = ("mine", "other") if later else ("other", "mine")
    fact, answers = comparison(*names, absent=absent), {"other": other}
    expected = other is None and absent is True
    assert set(said(rulebook, fact, "mine", answers)) == {expected}
    assert set(truly(rulebook, fact, "mine", answers)) == {expected}


@pytest.mark.parametrize("later", [True, False])
def test_a_comparison_with_the_day_asked_about_turns_there(
    rulebook: Rulebook, *, later: bool
) -> None:
    fact = comparison("mine", "on") if later else comparison("on", "mine")
    seen = said(rulebook, fact, "mine", {})
    assert seen == truly(rulebook, fact, "mine", {})
    assert set(seen) == {True, False}


def test_a_day_sees_its_own_comparisons_in_the_order_of_the_facts(rulebook: Rulebook) -> None:
    facts = {
        "first": comparison("other", "mine"),
        "foreign": comparison("other", "third"),
        "second": comparison("mine", "third"),
    }
    seen = sides(replace(rulebook, facts=facts), tuple(facts), "mine")
    assert [(side.other, side.rises) for side in seen] == [("other", False), ("third", True)]
