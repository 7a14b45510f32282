from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.ledger import TOTALS
from healthtui.core.quote import Quote
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit
from healthtui.core.year import Year, year

TODAY = date(2026, 11, 23)
MARCH = date(2025, 3, 10)
ACTS = ("gp_consultation", "medicine_box_65", "physiotherapy_session", "medical_transport")


def together(rulebook: Rulebook, *visits: Visit) -> Year:
    return year(rulebook, visits, TODAY, lambda visit: quote(rulebook, visit, TODAY))


def quoted(found: Year) -> list[Quote]:
    return [entry.quote for entry in found.entries]


def kept(found: Year, name: str = "flat_contribution") -> list[int]:
    return [each.quote.amounts[name].least for each in found.entries]


@pytest.mark.parametrize(("day", "each"), [(MARCH, 200), (date(2019, 3, 11), 100)])
def test_four_contributions_are_kept_with_one_professional_on_one_day(
    rulebook: Rulebook, day: date, each: int
) -> None:
    visits = [Visit(act="gp_consultation", care_date=day)] * 6
    assert kept(together(rulebook, *visits)) == [each] * 4 + [0, 0]
    six_at_once = Visit(act="gp_consultation", care_date=day, quantity=6)
    assert kept(together(rulebook, six_at_once)) == [4 * each]


def test_the_act_at_the_limit_of_a_day_says_so(rulebook: Rulebook) -> None:
    visits = [Visit(act="gp_consultation", care_date=MARCH)] * 5
    told = [
        {reason.rule for reason in each.reasons} for each in quoted(together(rulebook, *visits))
    ]
    assert ["limits.flat_contribution_per_day" in rules for rules in told] == [False] * 4 + [True]


def test_two_professionals_are_counted_apart(rulebook: Rulebook) -> None:
    visits = [Visit(act="gp_consultation", care_date=MARCH, professional=name) for name in "AB" * 5]
    assert sum(kept(together(rulebook, *visits))) == 8 * 200


@pytest.mark.parametrize(
    ("visit", "count", "total"),
    [
        (Visit(act="physiotherapy_session", care_date=date(2022, 9, 5)), 6, 200),
        (Visit(act="physiotherapy_session", care_date=date(2025, 9, 8)), 6, 400),
        (Visit(act="medical_transport", care_date=date(2025, 9, 5), price_eur=10_000), 3, 800),
        (Visit(act="medicine_box_65", care_date=date(2025, 9, 5), price_eur=1_000), 9, 900),
    ],
)
def test_franchises_stop_at_the_limit_of_the_day_where_there_is_one(
    rulebook: Rulebook, visit: Visit, count: int, total: int
) -> None:
    assert sum(kept(together(rulebook, *[visit] * count), "franchise")) == total


def test_both_yearly_limits_begin_anew_on_the_first_of_january(rulebook: Rulebook) -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(40)]
    visits = [Visit(act="gp_consultation", care_date=day) for day in days]
    visits += [Visit(act="gp_consultation", care_date=date(2026, 1, 1))]
    found = kept(together(rulebook, *visits))
    assert sum(found[:40]) == 5000
    assert found[40] == 200


def test_what_the_year_had_kept_before_counts(rulebook: Rulebook) -> None:
    said = (("flat_contribution_eur", 4900),)
    visits = [
        Visit(act="gp_consultation", care_date=MARCH + timedelta(days=n), year_so_far=said)
        for n in range(3)
    ]
    assert kept(together(rulebook, *visits)) == [100, 0, 0]


def test_what_third_party_payment_left_owing_is_taken_from_the_next_refund(
    rulebook: Rulebook,
) -> None:
    first = Visit(act="gp_consultation", care_date=MARCH, third_party=True)
    second = Visit(act="gp_consultation", care_date=MARCH + timedelta(days=9))
    found = together(rulebook, second, first)
    paid = [each.quote.one[1] for each in found.entries if each.quote.one]
    assert (paid[0].debt_taken, paid[0].transfer) == (200, 1700)
    assert (paid[1].to_provider, paid[1].transfer) == (2100, 0)
    assert paid[0].so_far.debt == 0


def test_sessions_are_paid_up_to_their_number_in_each_calendar_year(rulebook: Rulebook) -> None:
    most = rulebook.number("tariffs.psychologist_sessions_per_year", MARCH)
    assert most == 12
    session = Visit(act="psychologist_mon_soutien_psy", care_date=MARCH)
    eleven = [replace(session, care_date=MARCH + timedelta(days=n)) for n in range(11)]
    first = replace(
        session, act="psychologist_mon_soutien_psy_first", care_date=MARCH + timedelta(days=11)
    )
    another = replace(session, care_date=MARCH + timedelta(days=12))
    next_year = replace(session, care_date=date(MARCH.year + 1, 1, 2))
    found = together(rulebook, *eleven, first, another, next_year)
    paid = [each.quote.amounts["net"].least for each in found.entries]
    assert paid[:11] == [3000] * 11
    assert paid[11] > 0
    assert paid[12:] == [0, 3000]
    told = found.entries[12].quote.reasons
    assert "tariffs.psychologist_sessions_per_year" in {reason.rule for reason in told}


def test_one_unknown_rule_makes_the_year_unknown_and_counts_nothing(rulebook: Rulebook) -> None:
    known = Visit(act="gp_consultation", care_date=MARCH)
    found = together(rulebook, known, Visit(act="gp_consultation", care_date=date(2000, 1, 1)))
    assert found.verdict is Verdict.RULE_UNKNOWN
    assert found.totals["net"].least == 1900
    open_one = together(rulebook, known, Visit(act="gp_consultation", sector=UNSURE))
    assert open_one.verdict is Verdict.OPEN
    assert not open_one.totals["net"].exact


VISITS = st.lists(
    st.builds(
        Visit,
        act=st.sampled_from(ACTS),
        care_date=st.dates(date(2024, 12, 22), date(2026, 5, 1)),
        price_eur=st.integers(100, 20_000),
        professional=st.none() | st.sampled_from(("A", "B")),
        contract=st.sampled_from((None, (("percent", 100),), (("percent", 200),))),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(visits=VISITS)
def test_totals_are_the_sums_and_add_up_to_the_prices(
    rules: Callable[[], Rulebook], visits: list[Visit]
) -> None:
    found = together(rules(), *visits)
    for name in TOTALS:
        known = [each.quote.amounts[name].least for each in found.entries if each.quote.amounts]
        assert found.totals[name].least == sum(known)
    totals = {name: found.totals[name].least for name in TOTALS}
    assert totals["net"] + totals["mutuelle"] + totals["remainder"] == totals["price"]
    assert min(totals.values()) >= 0
    by_year: dict[int, list[int]] = {}
    for visit, each in zip(visits, quoted(found), strict=True):
        day = visit.known("care_date")
        amounts = (each.amounts["flat_contribution"].least, each.amounts["franchise"].least)
        before = by_year.setdefault(day.year, [0, 0])
        by_year[day.year] = [before[0] + amounts[0], before[1] + amounts[1]]
    assert all(flat <= 5000 and franchise <= 5000 for flat, franchise in by_year.values())


@settings(max_examples=60, deadline=None)
@given(data=st.data(), visits=VISITS)
def test_the_order_of_entry_does_not_matter_between_days(
    rules: Callable[[], Rulebook], data: st.DataObject, visits: list[Visit]
) -> None:
    by_day = {visit.known("care_date"): visit for visit in visits}
    distinct = list(by_day.values())
    mixed = data.draw(st.permutations(distinct))
    first = dict(zip(distinct, quoted(together(rules(), *distinct)), strict=True))
    second = dict(zip(mixed, quoted(together(rules(), *mixed)), strict=True))
    assert {v: q.amounts for v, q in first.items()} == {v: q.amounts for v, q in second.items()}
