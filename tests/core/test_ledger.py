"""The care log in date order, against a naive reading of the same law: sort, walk, quote anew."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core import visit as visits
from healthtui.core.act import Shares
from healthtui.core.answers import UNSURE
from healthtui.core.care import Care
from healthtui.core.ledger import TOTALS, AskOne, Ledger, ledger
from healthtui.core.meters import meters
from healthtui.core.quote import Bounds, Quote
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit

TODAY = date(2026, 11, 24)
MARCH = date(2025, 3, 10)
GP = Care(act="gp_consultation", care_date=MARCH)
SESSION = Care(act="psychologist_mon_soutien_psy", care_date=MARCH)
BOXES = Care(act="medicine_box_65", care_date=MARCH, price_eur=40_000, quantity=30)

Log = Mapping[str, Care]
Rules = Callable[[], Rulebook]


@cache
def asking(rulebook: Rulebook) -> AskOne:
    return cache(lambda visit: quote(rulebook, visit, TODAY))


def read(rulebook: Rulebook, log: Log, known: Ledger | None = None) -> Ledger:
    return ledger(rulebook, log, asking(rulebook), TODAY, known=known)


def after(days: int, care: Care = GP, **answers: Any) -> Care:
    return replace(care, care_date=care.day + timedelta(days=days), **answers)


def every(care: Care, count: int) -> dict[str, Care]:
    """The same act on as many days."""
    return {f"{n:03}": after(n, care) for n in range(count)}


def amounts(found: Ledger, name: str) -> list[int]:
    return [e.quote.amounts[name].least for each in found.years for e in found.entries(each)]


# A naive reader: no months, no reuse, nothing carried but what is summed up afresh for each act.


class Naive:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.done: list[tuple[Care, Shares]] = []

    def walk(self, log: Log) -> dict[str, Quote]:
        found = {}
        for name, care in sorted(log.items(), key=in_order):
            found[name] = asking(self.rulebook)(replace(care, year_so_far=self.before(care)))
            one = found[name].one
            if one:
                self.done.append((care, one[1]))
        return found

    def before(self, care: Care) -> tuple[tuple[str, int], ...]:
        year = [(c, paid) for c, paid in self.done if c.day.year == care.day.year]
        said = (year[0][0] if year else care).terms("year_so_far")
        same = [
            (c, paid) for c, paid in year if c.day == care.day and self.who(c) == self.who(care)
        ]
        counted = sum(c.known("quantity") or 1 for c, _ in same if c.situation is None)
        sessions = [c.known("quantity") or 1 for c, _ in year if self.per_year(c)]
        owing = sum(kept(paid) for c, paid in self.done if c.third_party)
        taken = sum(paid.debt_taken for _, paid in self.done)
        return (
            ("flat_contribution_eur", _said(said, "flat_contribution_eur") + flat(year)),
            ("franchise_eur", _said(said, "franchise_eur") + sum(p.franchise for _, p in year)),
            ("flat_contributions_that_day", min(4, counted)),
            ("franchise_that_day_eur", sum(paid.franchise for _, paid in same)),
            ("debt_eur", owing - taken),
            ("sessions_that_year", sum(sessions)),
        )

    def who(self, care: Care) -> tuple[str, str]:
        kind = self.rulebook.kinds[self.rulebook.acts[care.known("act")].kind]
        return care.known("professional") or care.known("act"), kind.contribution

    def per_year(self, care: Care) -> bool:
        insured = care.situation != "not_registered"
        return insured and bool(self.rulebook.acts[care.known("act")].per_year)


def in_order(pair: tuple[str, Care]) -> tuple[Any, ...]:
    name, care = pair
    return care.day, [str(getattr(care, field.name)) for field in visits.FIELDS], name


def _said(said: Mapping[str, int], name: str) -> int:
    return said.get(name, 0)


def flat(year: Iterable[tuple[Care, Shares]]) -> int:
    return sum(paid.flat_contribution for _, paid in year)


def kept(paid: Shares) -> int:
    return paid.flat_contribution + paid.franchise


# Logs: few days, large numbers, so that every limit is met with few acts.

DAYS = st.sampled_from(
    [
        *(date(2024, 12, 30) + timedelta(days=n) for n in range(5)),
        *(date(2025, 1, 30) + timedelta(days=n) for n in range(4)),
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2000, 1, 1),
    ]
)
ACTS = st.sampled_from(
    (
        *("gp_consultation", "gp_consultation", "ophthalmologist_direct_access"),
        *("laboratory_tests", "medicine_box_65", "physiotherapy_session", "medical_transport"),
        *("psychologist_mon_soutien_psy", "psychologist_mon_soutien_psy_first"),
        *("dentist_consultation", "emergency_visit_no_admission"),
    )
)
CARES = st.builds(
    Care,
    act=ACTS,
    care_date=DAYS,
    price_eur=st.integers(100, 60_000),
    quantity=st.sampled_from((None, None, 3, 11, 30)),
    third_party=st.sampled_from((None, None, True)),
    situation=st.sampled_from((None, None, None, "C2S", "not_registered")),
    professional=st.sampled_from((None, "A", "B")),
    contract=st.sampled_from((None, (("percent", 100),), (("percent", 200), ("on_top", 1)))),
    year_so_far=st.sampled_from((None, (("flat_contribution_eur", 4700),))),
    note=st.sampled_from((None, "a", "b")),
)
NAMES = st.sampled_from("abcdefgh")
LOGS = st.dictionaries(st.sampled_from("abcdefghijkl"), CARES, max_size=12)


@settings(max_examples=100, deadline=None)
@given(log=LOGS)
def test_each_act_is_quoted_as_a_naive_walk_through_the_days_quotes_it(
    rules: Rules, log: dict[str, Care]
) -> None:
    naive = Naive(rules()).walk(log)
    found = read(rules(), log)
    quoted = {e.id: e.quote for year in found.years for e in found.entries(year)}
    assert {name: each.amounts for name, each in quoted.items()} == {
        name: each.amounts for name, each in naive.items()
    }
    for year in found.years:
        of_year = [naive[name] for name, care in log.items() if care.day.year == year]
        for name in TOTALS:
            known = [each.amounts[name] for each in of_year if each.amounts]
            least, most = sum(each.least for each in known), sum(each.most for each in known)
            assert found.totals(year)[name] == Bounds(least, most)


STEPS = st.lists(
    st.tuples(st.just("put"), NAMES, CARES)
    | st.tuples(st.just("drop"), NAMES, st.none())
    | st.tuples(st.just("move"), NAMES, DAYS)
    | st.tuples(st.just("quantity"), NAMES, st.sampled_from((None, 30))),
    max_size=16,
)


def changed(log: Log, step: tuple[str, str, Any]) -> Log:
    verb, name, value = step
    if verb == "put":
        return {**log, name: value}
    if name not in log:
        return dict(log)
    if verb == "drop":
        return {key: care for key, care in log.items() if key != name}
    field = "care_date" if verb == "move" else "quantity"
    return {**log, name: replace(log[name], **{field: value})}


@settings(max_examples=100, deadline=None)
@given(start=LOGS, steps=STEPS, every_other=st.booleans())
def test_a_ledger_kept_up_with_changes_is_the_one_made_at_once(
    rules: Rules, start: dict[str, Care], steps: list[Any], *, every_other: bool
) -> None:
    log: Log = start
    book = read(rules(), log)
    for place, step in enumerate(steps):
        log = changed(log, step)
        if place % 2 and every_other:
            continue
        book = read(rules(), log, book)
        assert book == read(rules(), log)
    assert read(rules(), dict(log), book) == read(rules(), log)


@settings(max_examples=80, deadline=None)
@given(log=LOGS, data=st.data())
def test_the_order_of_entry_does_not_matter_not_even_within_a_day(
    rules: Rules, log: dict[str, Care], data: st.DataObject
) -> None:
    mixed = dict(data.draw(st.permutations(list(log.items()))))
    assert read(rules(), mixed).months == read(rules(), log).months


@settings(max_examples=80, deadline=None)
@given(cares=st.lists(CARES, max_size=8), data=st.data())
def test_acts_entered_in_another_order_under_new_ids_give_the_same_sums(
    rules: Rules, cares: list[Care], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(cares))
    one = read(rules(), {str(n): care for n, care in enumerate(cares)})
    other = read(rules(), {str(n): care for n, care in enumerate(mixed)})
    assert one.years == other.years
    for year in one.years:
        assert one.totals(year) == other.totals(year)
        assert one.ends(year) == other.ends(year)


@settings(max_examples=100, deadline=None)
@given(log=LOGS)
def test_nothing_is_negative_no_limit_is_passed_and_who_pays_adds_up(
    rules: Rules, log: dict[str, Care]
) -> None:
    found = read(rules(), log)
    for year in found.years:
        of_day: dict[Any, int] = {}
        for entry in found.entries(year):
            paid = entry.quote.one[1] if entry.quote.one else None
            if paid is None:
                assert entry.quote.amounts == {}
                continue
            exact = {name: entry.quote.amounts[name].least for name in TOTALS}
            assert min(exact.values()) >= 0
            assert min(paid.transfer, paid.debt_taken, paid.so_far.debt) >= 0
            assert exact["net"] + exact["mutuelle"] + exact["remainder"] == exact["price"]
            who = (entry.day, *Naive(rules()).who(entry.care))
            of_day[who] = of_day.get(who, 0) + kept(paid)
        totals = {name: bounds.least for name, bounds in found.totals(year).items()}
        assert totals.get("flat_contribution", 0) <= 5000
        assert totals.get("franchise", 0) <= 5000
        limits = {"flat": 800, "paramedical": 400, "transport": 800}
        assert all(of_day[who] <= limits.get(who[2], 5000) for who in of_day)
        assert totals["net"] + totals["mutuelle"] + totals["remainder"] == totals["price"]
        sessions = dict(found.ends(year).sessions).get("psychologist_sessions_per_year", 0)
        asked = [e.care for e in found.entries(year) if e.quote.amounts]
        counted = [c.known("quantity") or 1 for c in asked if Naive(rules()).per_year(c)]
        assert min(12, sessions) == min(12, sum(counted))


# What one more act gets


@settings(max_examples=50, deadline=None)
@given(log=LOGS, care=CARES)
def test_what_was_before_is_what_the_next_act_of_the_day_gets(
    rules: Rules, log: dict[str, Care], care: Care
) -> None:
    other_days = {name: each for name, each in log.items() if each.day != care.day}
    with_it = read(rules(), {**other_days, "new": care})
    entry = with_it.entry("new")
    assert entry is not None
    assert read(rules(), other_days).before(care, care.day) == entry.before
    assert with_it.entry("none") is None


def test_a_visit_comes_after_all_acts_of_its_day(rulebook: Rulebook) -> None:
    book = read(rulebook, {"a": GP, "b": replace(GP, quantity=2), "later": after(1)})
    before = dict(book.before(Visit(act="gp_consultation"), MARCH))
    assert before["flat_contributions_that_day"] == 3
    assert before["flat_contribution_eur"] == 600
    other = dict(book.before(Visit(act="gp_consultation", professional="B"), MARCH))
    assert (other["flat_contributions_that_day"], other["flat_contribution_eur"]) == (0, 600)


def test_what_was_said_of_a_year_is_its_beginning_and_counts_once(rulebook: Rulebook) -> None:
    said = (("flat_contribution_eur", 4900), ("debt_eur", 300))
    log = {f"{n}": after(n, year_so_far=said) for n in range(3)}
    book = read(rulebook, log)
    assert amounts(book, "flat_contribution") == [100, 0, 0]
    paid = [e.quote.one[1].debt_taken for e in book.entries(2025) if e.quote.one]
    assert paid == [300, 0, 0]


# Years, debts, sessions


def test_a_debt_goes_on_into_the_next_year_and_the_sums_begin_anew(rulebook: Rulebook) -> None:
    log = {
        "first": replace(GP, care_date=date(2025, 12, 31), third_party=True),
        "unrefunded": replace(GP, care_date=date(2026, 1, 2), situation="not_registered"),
        "next": replace(GP, care_date=date(2026, 1, 3)),
    }
    book = read(rulebook, log)
    assert book.ends(2025).debt == 200
    debts = [dict(entry.before)["debt_eur"] for entry in book.entries(2026)]
    kept_before = [dict(entry.before)["flat_contribution_eur"] for entry in book.entries(2026)]
    assert (debts, kept_before) == ([200, 200], [0, 0])
    last = book.entries(2026)[-1]
    assert last.quote.one is not None
    assert (last.quote.one[1].debt_taken, last.claim.owed) == (200, 1700)
    assert book.ends(2026).debt == 0
    assert book.before(GP, date(2027, 2, 1)) == read(rulebook, {}).before(GP, date(2027, 2, 1))


def test_sessions_are_counted_in_each_calendar_year(rulebook: Rulebook) -> None:
    log = every(replace(SESSION, care_date=date(2025, 12, 20)), 20)
    net = amounts(read(rulebook, log), "net")
    assert net == [3000] * 20
    log = {"before the rights": replace(after(-9, SESSION), situation="not_registered")}
    assert amounts(read(rulebook, {**log, **every(SESSION, 12)}), "net") == [0] + [3000] * 12
    log = every(SESSION, 14)
    log["january"] = replace(SESSION, care_date=date(2026, 1, 5))
    assert amounts(read(rulebook, log), "net") == [3000] * 12 + [0, 0, 3000]


# What is asked besides


def test_other_ground_makes_every_quote_new_and_the_same_ground_none(rulebook: Rulebook) -> None:
    asked: list[Visit] = []

    def ask(visit: Visit) -> Quote:
        asked.append(visit)
        return quote(rulebook, visit, TODAY)

    log = every(GP, 5)
    book = ledger(rulebook, log, ask, TODAY, asked_with="one")
    assert len(asked) == 5
    same = ledger(rulebook, dict(log), ask, TODAY, asked_with="one", known=book)
    assert (len(asked), same) == (5, book)
    ledger(rulebook, log, ask, TODAY, asked_with="another", known=book)
    assert len(asked) == 10


def test_a_change_asks_only_for_what_it_changes(rulebook: Rulebook) -> None:
    asked: list[Visit] = []

    def ask(visit: Visit) -> Quote:
        asked.append(visit)
        return quote(rulebook, visit, TODAY)

    log = {f"{n:03}": after(7 * n) for n in range(40)}
    book = ledger(rulebook, log, ask, TODAY)
    asked.clear()
    noted = {**log, "020": replace(log["020"], note="paid in cash")}
    book = ledger(rulebook, noted, ask, TODAY, known=book)
    assert len(asked) == 1
    asked.clear()
    more = {**noted, "new": replace(GP, care_date=log["038"].day)}
    ledger(rulebook, more, ask, TODAY, known=book)
    assert len(asked) <= 2


def test_an_act_without_a_known_rule_counts_nothing(rulebook: Rulebook) -> None:
    unknown = replace(GP, care_date=date(2000, 1, 1))
    today = Care(act="sos_medecins_day", care_date=MARCH.replace(year=2026))
    priceless = Care(act="medicine_box_65", care_date=MARCH)
    log = {"a": GP, "unknown": unknown, "today": today, "priceless": priceless}
    book = read(rulebook, log)
    assert book.totals(2025) == read(rulebook, {"a": GP}).totals(2025)
    assert set(book.totals(2000).values()) == {Bounds(0, 0)}
    verdicts = (book.verdict(2000), book.verdict(2025), book.verdict(2026))
    assert verdicts == (Verdict.RULE_UNKNOWN, Verdict.OPEN, Verdict.RULE_UNKNOWN)
    assert read(rulebook, {"a": GP}).verdict(2025) is Verdict.CERTAIN
    assert book.owed(2000) == (0, 0)
    assert (book.ends(2000).flat, book.ends(2025).flat) == (None, 200)


def test_a_year_without_acts_is_nothing(rulebook: Rulebook) -> None:
    book = read(rulebook, {})
    assert (book.years, book.entries(2025), book.owed(2025)) == ((), (), (0, 0))
    assert set(book.totals(2025).values()) == {Bounds(0, 0)}
    assert book.verdict(2025) is Verdict.CERTAIN


def test_an_open_answer_leaves_ranges_in_the_sums(rulebook: Rulebook) -> None:
    book = read(rulebook, {"a": GP, "b": after(1, sector=UNSURE)})
    totals = book.totals(2025)
    assert book.verdict(2025) is Verdict.OPEN
    assert totals["net"].least < 2 * 1900 <= totals["net"].most


def test_what_is_owed_is_the_sum_over_the_acts(rulebook: Rulebook) -> None:
    contract = (("percent", 100),)
    log = {
        "owed": replace(GP, contract=contract),
        "came": after(1, received_eur=1900),
        "planned": replace(GP, care_date=TODAY + timedelta(days=1)),
    }
    book = read(rulebook, log)
    assert book.owed(2025) == (1900, 900)
    assert book.owed(2026) == (0, 0)


# The two accounts of a year


@pytest.mark.parametrize(
    ("count", "stops", "more"), [(0, None, 25), (24, None, 1), (25, "024", 0), (30, "024", 0)]
)
def test_flat_contributions_stop_with_the_25th(
    rulebook: Rulebook, count: int, stops: str | None, more: int
) -> None:
    account, franchises = meters(read(rulebook, every(GP, count)), 2025, TODAY)
    assert account.kept == min(5000, 200 * count)
    assert account.limit is not None
    assert account.limit.value == 5000
    assert (account.stops_with.id if account.stops_with else None) == stops
    assert account.more == more
    assert (franchises.kept, franchises.stops_with, franchises.more) == (0, None, 50)


def test_the_act_at_which_franchises_stop_is_found_in_its_month(rulebook: Rulebook) -> None:
    log = {
        "gp": GP,
        "first": BOXES,
        "second": after(30, BOXES),
        "third": after(60, BOXES),
        "next year": replace(BOXES, care_date=date(2026, 1, 1)),
    }
    _, account = meters(read(rulebook, log), 2025, TODAY)
    assert (account.kept, account.more) == (5000, 0)
    assert account.stops_with is not None
    assert account.stops_with.id == "second"
    _, new = meters(read(rulebook, log), 2026, TODAY)
    assert (new.kept, new.stops_with, new.more) == (3000, None, 20)


@settings(max_examples=80, deadline=None)
@given(log=LOGS)
def test_an_account_stops_at_the_first_act_after_which_it_is_full(
    rules: Rules, log: dict[str, Care]
) -> None:
    book = read(rules(), log)
    for year in book.years:
        for account in meters(book, year, TODAY):
            kept_so_far = dict.fromkeys(("flat_contribution", "franchise"), 0)
            full = None
            for entry in book.entries(year):
                before = dict(entry.before)
                own = entry.quote.amounts.get(account.account)
                if own is None:
                    continue
                kept_so_far[account.account] = before[f"{account.account}_eur"] + own.least
                if full is None and kept_so_far[account.account] >= 5000:
                    full = entry
            assert account.kept == kept_so_far[account.account]
            assert account.stops_with == (full if account.limit else None)
            if account.limit and account.more is not None:
                assert (account.more == 0) == (full is not None)


def test_half_a_contribution_that_is_left_still_counts_as_one_more_act(rulebook: Rulebook) -> None:
    said = (("flat_contribution_eur", 4500),)
    account, _ = meters(read(rulebook, {"a": replace(GP, year_so_far=said)}), 2025, TODAY)
    assert (account.kept, account.more) == (4700, 2)
    tuesday = Care(act="gp_consultation", care_date=date(2024, 5, 14), year_so_far=said)
    earlier, _ = meters(read(rulebook, {"a": tuesday}), 2024, date(2024, 5, 14))
    assert (earlier.kept, earlier.more) == (4600, 4)
