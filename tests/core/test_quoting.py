"""What is kept between quotes changes none of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.core.answers import UNSURE
from healthtui.core.quoting import quote, quote_anew
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import BY_NAME, COVERS, LOCAL_SCHEME, PATHWAYS, SECTORS, Visit

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2017, 1, 1), date(2028, 12, 31))
PRICES = st.none() | st.integers(0, 9_000) | st.integers(0, 1_000_000)
CONTRACTS = (
    None,
    (("percent", 100),),
    (("percent", 250), ("percent_outside_optam", 180)),
    (("percent", 150), ("on_top", 1), ("glasses_eur", 10_000)),
)
YEARS = (
    None,
    (("flat_contribution_eur", 4_900), ("franchise_eur", 4_950)),
    (("flat_contributions_that_day", 3), ("debt_eur", 450), ("sessions_that_year", 11)),
)


@st.composite
def visits(draw: st.DrawFn, acts: list[str]) -> Visit:
    """A visit of any answers; few of them are unsure, or every quote would be a range."""

    visit = Visit(
        act=draw(st.none() | st.sampled_from(acts)),
        care_date=draw(st.none() | DAYS),
        price_eur=draw(PRICES),
        sector=draw(st.none() | st.sampled_from(SECTORS)),
        pathway=draw(st.none() | st.sampled_from(PATHWAYS)),
        patient_age=draw(st.none() | st.integers(0, 90)),
        birth_date=draw(st.none() | st.dates(date(1950, 1, 1), date(2026, 1, 1))),
        situation=draw(st.none() | st.sampled_from((*COVERS, LOCAL_SCHEME))),
        quantity=draw(st.none() | st.integers(1, 30)),
        tariff_eur=draw(st.none() | st.integers(0, 20_000)),
        coefficient=draw(st.none() | st.integers(1, 2_000)),
        heavy_act=draw(st.none() | st.booleans()),
        linked_to_ald=draw(st.none() | st.booleans()),
        third_party=draw(st.none() | st.booleans()),
        overseas=draw(st.none() | st.booleans()),
        contract=draw(st.sampled_from(CONTRACTS)),
        year_so_far=draw(st.sampled_from(YEARS)),
    )
    unsure = draw(st.sampled_from((*[None] * 30, *BY_NAME)))
    return visit if unsure is None else visit.with_answers({unsure: UNSURE})


@settings(max_examples=300)
@given(data=st.data())
def test_a_quote_is_the_same_whatever_was_quoted_before(rulebook: Rulebook, data: Any) -> None:
    visit = data.draw(visits(sorted(rulebook.acts)))
    others = data.draw(st.lists(st.tuples(PRICES, st.none() | DAYS), min_size=1, max_size=4))
    cover = data.draw(st.sampled_from(COVERS))
    for price, day in (*others, (visit.price_eur, visit.care_date)):
        asked = visit.with_answers({"price_eur": price, "care_date": day})
        assert quote(rulebook, asked, TODAY, cover) == quote_anew(rulebook, asked, TODAY, cover)


@pytest.mark.parametrize("act", ["gp_consultation", "specialist_consultation", "medicine_box_65"])
def test_no_day_on_which_the_law_changes_is_missed(rulebook: Rulebook, act: str) -> None:
    """Day by day around each change of a number that a quote of the act can rest on."""
    changes = {
        value.valid_from for each in rulebook.parameters.values() for value in each.values
    } | {value.valid_to for each in rulebook.parameters.values() for value in each.values}
    days = {day + timedelta(n) for day in changes if day for n in (-1, 0, 1)}
    for day in sorted(days):
        visit = Visit(act=act, care_date=day, price_eur=6_000, patient_age=24)
        assert quote(rulebook, visit, TODAY) == quote_anew(rulebook, visit, TODAY), day


@given(
    birth=st.dates(date(2004, 1, 1), date(2012, 12, 31)),
    days=st.lists(st.none() | st.dates(date(2024, 6, 1), date(2027, 6, 1)), min_size=2, max_size=6),
    pathway=st.sampled_from(("in", "out")),
)
def test_ages_count_by_the_day(
    rulebook: Rulebook, birth: date, days: list[date | None], pathway: str
) -> None:
    visit = Visit(price_eur=3_000, birth_date=birth, pathway=pathway)
    for day in days:
        asked = visit.with_answers({"care_date": day})
        assert quote(rulebook, asked, TODAY) == quote_anew(rulebook, asked, TODAY)


def test_a_day_that_was_not_asked_is_told_apart_from_the_same_day(rulebook: Rulebook) -> None:
    for day in (None, TODAY, None):
        visit = Visit(price_eur=3_000, patient_age=24, care_date=day)
        assert quote(rulebook, visit, TODAY) == quote_anew(rulebook, visit, TODAY)


def test_many_quotes_do_not_fill_the_memory(rulebook: Rulebook) -> None:
    """What is kept is bounded: a stream of any length needs no more than its first thousands."""
    kept = rulebook.made_of_all
    for price in range(3_000):
        quote(rulebook, Visit(price_eur=price, patient_age=price % 90), TODAY)
    plans = [each for each in kept.values() if isinstance(each, dict)]
    assert plans
    assert all(len(each) <= 1024 for each in plans)
    assert all(len(plan.parts) <= 8 for each in plans for plan in each.values() if plan)
