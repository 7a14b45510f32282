from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.core.answers import UNSURE
from healthtui.core.clusters import clusters
from healthtui.core.completions import Possible, possible
from healthtui.core.facts import Reader, fields_of
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

ON = date(2026, 11, 23)
NAMES = ("stay_from", "stay_until", "card_valid_until", "academic_year_end")
FACTS = (
    *("long_stay", "stay_spans_academic_years"),
    *("card_ends_before_stay", "card_ends_before_academic_year"),
)
Seen = tuple[bool, ...]
Days = tuple[date | None, ...]
MIDDLE = date(2027, 2, 28)


def cluster_of(rulebook: Rulebook, name: str, situation: Situation, on: date = ON) -> Possible:
    options = possible(rulebook, situation, on)
    return next(option for option in options if name in option.cluster.fields)


def found(rulebook: Rulebook, days: Days) -> set[Seen]:
    answers: dict[str, Any] = {
        n: UNSURE if day is None else day for n, day in zip(NAMES, days, strict=True)
    }
    option = cluster_of(rulebook, "stay_from", Situation(**answers))
    places = [option.cluster.facts.index(name) for name in FACTS]
    return {tuple(truths[place] for place in places) for truths in option.truths}


def compared(first: date, last: date, card: date, year: date) -> Seen:
    """What the facts say of four days, told again without the rulebook."""
    return (
        last > first + relativedelta(months=3),
        last > first + relativedelta(months=12),
        last > card,
        year > card,
    )


def brute_force(days: Days) -> set[Seen]:
    """Everything the facts can say, over a dense grid of the open days."""
    known = [day for day in days if day is not None] or [MIDDLE]
    grid = sorted(
        {
            day + relativedelta(months=months) + timedelta(days=shift)
            for day in known
            for months in (-27, -24, -15, -12, -9, -6, -3, 0, 3, 6, 9, 12, 15, 24, 27)
            for shift in (-2, -1, 0, 1, 2)
        }
    )
    wide = grid if days.count(None) < 3 else grid[::2] + known
    return set(every(days, wide))


def every(days: Days, grid: list[date]) -> Iterator[Seen]:
    """The grid, without repeating comparisons: the card meets the stay only at its end."""
    firsts, lasts, cards, years = ((day,) if day else tuple(grid) for day in days)
    stays: dict[date, set[Seen]] = {}
    for first in firsts:
        long = first + relativedelta(months=3)
        spans = first + relativedelta(months=12)
        for last in lasts:
            stays.setdefault(last, set()).add((last > long, last > spans))
    ends: dict[date, set[bool]] = {card: {year > card for year in years} for card in cards}
    for (last, lengths), (card, reaches) in product(stays.items(), ends.items()):
        for length, reach in product(lengths, reaches):
            yield (*length, last > card, reach)


@pytest.mark.parametrize("answer", [None, UNSURE])
def test_from_nothing_every_combination_of_the_days_are_possible(
    rulebook: Rulebook, answer: None
) -> None:
    option = cluster_of(rulebook, "stay_from", Situation(**dict.fromkeys(NAMES, answer)))
    assert set(option.cluster.fields) == set(NAMES)
    assert set(option.cluster.facts) == {*FACTS, "card_is_over"}
    places = [option.cluster.facts.index(name) for name in (*FACTS, "card_is_over")]
    seen = {tuple(truths[place] for place in places) for truths in option.truths}
    bits = (False, True)
    lengths = ((False, False), (True, False), (True, True))
    assert seen == {(*length, *rest) for length in lengths for rest in product(bits, repeat=3)}


SOME_DAYS = st.dates(date(2026, 8, 1), date(2028, 12, 31)) | st.sampled_from(
    [
        *(date(2026, 11, 30), date(2027, 2, 28), date(2027, 3, 1), date(2027, 5, 31)),
        *(date(2028, 2, 28), date(2028, 2, 29), date(2027, 8, 31), date(2027, 11, 29)),
    ]
)


@settings(max_examples=250, deadline=None)
@given(days=st.tuples(*(st.none() | SOME_DAYS for _ in NAMES)))
def test_partial_days_leave_exactly_what_a_dense_grid_of_days_leaves(
    rules: Callable[[], Rulebook], days: Days
) -> None:
    assert found(rules(), days) == brute_force(days)


@pytest.mark.parametrize("shift", range(-4, 5))
@pytest.mark.parametrize("gone", range(4))
def test_one_open_day_at_the_end_of_a_month_leaves_what_a_dense_grid_leaves(
    rulebook: Rulebook, gone: int, shift: int
) -> None:
    first = date(2026, 11, 30)
    moved = timedelta(days=shift)
    complete = [first, date(2027, 2, 28) + moved, date(2027, 2, 27), date(2027, 3, 1) + moved]
    days = tuple(None if place == gone else day for place, day in enumerate(complete))
    assert found(rulebook, days) == brute_force(days)


@settings(max_examples=200, deadline=None)
@given(days=st.tuples(*(SOME_DAYS for _ in NAMES)))
def test_complete_days_leave_one_combination(
    rules: Callable[[], Rulebook], days: tuple[date, date, date, date]
) -> None:
    assert found(rules(), days) == {compared(*days)}


@settings(max_examples=100, deadline=None)
@given(on=st.dates(date(2018, 9, 1), date(2040, 12, 31)))
def test_a_person_of_unknown_age_may_be_a_minor_or_not(
    rules: Callable[[], Rulebook], on: date
) -> None:
    option = cluster_of(rules(), "birth_date", Situation(birth_date=UNSURE), on)
    place = option.cluster.facts.index("under_18")
    assert {truths[place] for truths in option.truths} == {True, False}


@pytest.mark.parametrize("year", range(2019, 2032))
@pytest.mark.parametrize("day", [(2, 28), (3, 1), (12, 31)])
def test_a_person_of_unknown_age_may_be_a_minor_on_every_border_of_a_year(
    rulebook: Rulebook, year: int, day: tuple[int, int]
) -> None:
    option = cluster_of(rulebook, "birth_date", Situation(), date(year, *day))
    place = option.cluster.facts.index("under_18")
    assert {truths[place] for truths in option.truths} == {True, False}


def test_clusters_share_no_field_and_leave_none_of_the_table_out(rulebook: Rulebook) -> None:
    fields = [name for cluster in clusters(rulebook) for name in cluster.fields]
    assert len(fields) == len(set(fields))
    asked = frozenset().union(
        *(fields_of(rulebook, name) for row in rulebook.rows for name in row.when)
    )
    assert set(fields) == asked


def test_every_possible_combination_of_nationalities_is_one_that_somebody_has(
    rulebook: Rulebook,
) -> None:
    option = cluster_of(rulebook, "nationalities", Situation(nationalities=UNSURE))
    codes = ("MA", "ES", "GB", "FR")
    pairs = [(a,) for a in codes] + [(a, b) for a in codes for b in codes if a < b]
    people = [*pairs, ("ES", "FR", "GB")]
    seen = set()
    for nationalities in people:
        reader = Reader(rulebook, Situation(nationalities=nationalities), ON)
        seen.add(tuple(reader.holds(name) for name in option.cluster.facts))
    assert set(option.truths) == seen
