from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.act import Act, Shares, SoFar, UnknownRuleError
from healthtui.core.answers import UNSURE
from healthtui.core.money import cents
from healthtui.core.quote import AMOUNTS, Quote
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.reimbursement import is_exempt_by_age, shares
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import COVERS, LOCAL_SCHEME, PATHWAYS, SECTORS, Visit

TODAY = date(2026, 11, 23)
GP = Act(
    name="gp_consultation",
    care_date=TODAY,
    price=None,
    sector="1",
    pathway="in",
    cover="standard",
    minor=False,
)
CONTRACTS = (None, 100, 125, 150, 200, 300, 400)


def of(level: int | None) -> dict[str, int]:
    return {} if level is None else {"percent": level}


def amounts(paid: Shares, *names: str) -> tuple[int, ...]:
    return tuple(getattr(paid, name) for name in names)


# Golden rows


@pytest.mark.parametrize(
    ("days", "base", "inside", "outside"),
    [
        ((date(2017, 5, 1), date(2023, 10, 31)), "25.00", "16.50", "6.50"),
        ((date(2023, 11, 1), date(2024, 5, 14)), "26.50", "17.55", "6.95"),
        ((date(2024, 5, 15), date(2024, 12, 21)), "26.50", "16.55", "5.95"),
        ((date(2024, 12, 22), TODAY), "30.00", "19.00", "7.00"),
    ],
)
def test_a_visit_to_a_gp_pays_back_what_was_the_law_on_that_day(
    rulebook: Rulebook, days: tuple[date, date], base: str, inside: str, outside: str
) -> None:
    for day, sector in product(days, ("1", "2_optam")):
        act = replace(GP, care_date=day, sector=sector)
        assert shares(rulebook, act).base == cents(base)
        assert shares(rulebook, act).net == cents(inside)
        for pathway in ("out", "not_declared"):
            assert shares(rulebook, replace(act, pathway=pathway)).net == cents(outside)


@pytest.mark.parametrize(
    ("day", "kept", "left"),
    [
        (date(2021, 10, 4), "1.00", "1.00"),
        (date(2024, 1, 10), "1.00", "1.00"),
        (date(2024, 6, 10), "2.00", "2.00"),
        (date(2025, 3, 10), "2.00", "2.00"),
    ],
)
def test_a_full_mutuelle_leaves_the_flat_contribution(
    rulebook: Rulebook, day: date, kept: str, left: str
) -> None:
    paid = shares(rulebook, replace(GP, care_date=day, contract=of(100)))
    assert paid.flat_contribution == cents(kept)
    assert paid.mutuelle == paid.copayment
    assert paid.remainder == cents(left)


@pytest.mark.parametrize(
    ("day", "net"), [(date(2024, 5, 15), "14.10"), (date(2024, 5, 14), "15.10")]
)
def test_sector_2_is_paid_back_on_its_own_base(rulebook: Rulebook, day: date, net: str) -> None:
    paid = shares(rulebook, replace(GP, care_date=day, sector="2", price=cents("50.00")))
    assert amounts(paid, "base", "gross", "overrun") == (2300, 1610, 2700)
    assert paid.net == cents(net)
    assert paid.remainder == cents("50.00") - cents(net)


def test_optam_has_the_base_of_sector_1_and_leaves_the_overrun(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, sector="2_optam", price=4500))
    assert amounts(paid, "base", "net", "copayment", "overrun") == (3000, 1900, 900, 1500)
    assert paid.remainder == 2600


@pytest.mark.parametrize(
    ("percent", "mutuelle", "left"), [(100, 900, 1700), (150, 2400, 200), (200, 2400, 200)]
)
def test_a_contract_reaches_its_share_of_the_base_with_the_cpam(
    rulebook: Rulebook, percent: int, mutuelle: int, left: int
) -> None:
    act = replace(GP, sector="2_optam", price=4500, contract=of(percent))
    assert amounts(shares(rulebook, act), "mutuelle", "remainder") == (mutuelle, left)


def test_a_contract_below_the_base_still_pays_the_whole_copayment(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, contract=of(80)))
    assert paid.mutuelle == paid.copayment == 900


@pytest.mark.parametrize("percent", [100, 150, 200, 300])
def test_a_contract_never_pays_what_is_lost_outside_the_pathway(
    rulebook: Rulebook, percent: int
) -> None:
    act = replace(GP, pathway="out", contract=of(percent))
    paid = shares(rulebook, act)
    assert amounts(paid, "net", "mutuelle", "remainder") == (700, 900, 1400)
    dear = shares(rulebook, replace(act, price=4000, sector="2_optam"))
    assert dear.remainder >= 1400


@pytest.mark.parametrize("percent", [200, 250, 400])
def test_outside_optam_a_contract_stops_at_twice_the_base(rulebook: Rulebook, percent: int) -> None:
    act = replace(GP, sector="2", price=8000, contract=of(percent))
    paid = shares(rulebook, act)
    assert paid.mutuelle == 2 * 2300 - 1610
    assert paid.remainder == 8000 - 1410 - paid.mutuelle
    optam = shares(rulebook, replace(act, sector="2_optam"))
    assert optam.mutuelle == min(8000, 30 * percent) - 2100


def test_a_low_price_is_paid_back_on_itself(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, price=1000, contract=of(200)))
    assert amounts(paid, "gross", "net", "copayment", "mutuelle") == (700, 500, 300, 300)
    assert paid.remainder == 200


def test_a_price_below_the_flat_contribution_pays_nothing_back(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, price=100))
    assert amounts(paid, "gross", "flat_contribution", "net") == (70, 70, 0)
    assert paid.remainder == 100


def test_a_rate_is_rounded_to_the_nearest_cent(rulebook: Rulebook) -> None:
    act = replace(GP, name="cardiologist_consultation", sector="2", care_date=date(2025, 3, 10))
    paid = shares(rulebook, replace(act, pathway="out"))
    assert amounts(paid, "base", "gross", "net") == (4773, 1432, 1232)


@pytest.mark.parametrize(
    ("cover", "age", "net", "left"),
    [
        ("standard", 17, 2100, 900),
        ("standard", 18, 1900, 1100),
        ("ALD", 24, 2800, 200),
        ("ALD", 17, 3000, 0),
        ("maternity", 24, 3000, 0),
        ("C2S", 24, 3000, 0),
        ("AME", 24, 3000, 0),
        ("ehic", 24, 1900, 1100),
        ("not_registered", 24, 0, 3000),
        ("not_registered", 17, 0, 3000),
    ],
)
def test_a_cover_changes_the_rate_and_what_is_kept(
    rulebook: Rulebook, cover: str, age: int, net: int, left: int
) -> None:
    paid = shares(rulebook, replace(GP, cover=cover, minor=age < 18))
    assert amounts(paid, "net", "remainder") == (net, left)


@pytest.mark.parametrize("cover", ["ALD", "maternity", "AME"])
def test_a_full_rate_does_not_pay_the_overrun(rulebook: Rulebook, cover: str) -> None:
    paid = shares(rulebook, replace(GP, cover=cover, sector="2", price=5000))
    assert amounts(paid, "gross", "overrun") == (2300, 2700)
    assert paid.remainder >= 2700


def test_with_the_c2s_nothing_is_left_even_of_an_overrun(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, cover="C2S", sector="2", price=5000))
    assert amounts(paid, "net", "mutuelle", "remainder") == (2300, 2700, 0)


def test_a_mutuelle_pays_nothing_to_whom_the_cpam_does_not_cover(rulebook: Rulebook) -> None:
    paid = shares(rulebook, replace(GP, cover="not_registered", contract=of(200)))
    assert amounts(paid, "net", "mutuelle", "remainder") == (0, 0, 3000)


@pytest.mark.parametrize(("taken", "kept"), [(0, 200), (4800, 200), (4900, 100), (5000, 0)])
def test_the_flat_contribution_stops_at_fifty_euro_a_year(
    rulebook: Rulebook, taken: int, kept: int
) -> None:
    paid = shares(rulebook, replace(GP, so_far=SoFar(flat=taken)))
    assert amounts(paid, "flat_contribution", "net") == (kept, 2100 - kept)
    assert shares(rulebook, replace(GP, so_far=SoFar(franchise=taken))).flat_contribution == 200


@pytest.mark.parametrize(("taken", "kept"), [(0, 100), (4950, 50), (5000, 0)])
def test_the_franchise_stops_at_fifty_euro_a_year(
    rulebook: Rulebook, taken: int, kept: int
) -> None:
    box = replace(GP, name="medicine_box_65", sector="conventionne", price=1000)
    paid = shares(rulebook, replace(box, so_far=SoFar(franchise=taken)))
    assert amounts(paid, "gross", "franchise", "net") == (650, kept, 650 - kept)


def test_whoever_turns_18_in_the_year_is_exempt_to_its_end(rulebook: Rulebook) -> None:
    last = date(2026, 12, 31)
    for birth in (date(2008, 1, 2), date(2008, 12, 31), date(2010, 6, 1)):
        assert is_exempt_by_age(rulebook, birth, last)
    for birth in (date(2008, 1, 1), date(2007, 6, 1)):
        assert not is_exempt_by_age(rulebook, birth, last)


@pytest.mark.parametrize(("age", "rate"), [(10, 70), (15, 70), (16, 30), (24, 30)])
def test_the_care_pathway_changes_nothing_before_16(
    rulebook: Rulebook, age: int, rate: int
) -> None:
    seen = quote(rulebook, Visit(patient_age=age, pathway="out"), TODAY)
    assert seen.rate is not None
    assert (seen.rate.least, seen.rate.most) == (rate, rate)


@pytest.mark.parametrize(
    "day", [date(2017, 4, 30), date(2000, 1, 1), date(2027, 11, 24), date(2040, 1, 1)]
)
def test_outside_the_known_dates_no_figure_is_given(rulebook: Rulebook, day: date) -> None:
    with pytest.raises(UnknownRuleError):
        shares(rulebook, replace(GP, care_date=day))
    seen = quote(rulebook, Visit(care_date=day), TODAY)
    assert seen.verdict is Verdict.RULE_UNKNOWN
    assert seen.amounts == {}
    assert seen.unknown is not None


def test_the_last_known_day_is_a_year_after_the_check(rulebook: Rulebook) -> None:
    assert shares(rulebook, replace(GP, care_date=date(2027, 11, 23))).net == 1900


# Every act, sector, pathway, cover, price and date


@st.composite
def acts(draw: st.DrawFn, book: Rulebook) -> Act:
    name = draw(st.sampled_from(sorted(book.acts)))
    return Act(
        name=name,
        care_date=draw(st.dates(date(2017, 5, 1), date(2027, 11, 23))),
        price=draw(st.integers(0, 20_000) | st.integers(0, 10_000_000)),
        sector=draw(st.sampled_from(sorted(book.acts[name].base))),
        pathway=draw(st.sampled_from([one for one in PATHWAYS if one != "any"])),
        cover=draw(st.sampled_from((*COVERS, LOCAL_SCHEME))),
        minor=draw(st.booleans()),
        quantity=draw(st.none() | st.integers(1, 40)),
        tariff=draw(st.none() | st.integers(0, 50_000)),
        coefficient=draw(st.none() | st.integers(1, 2_000)),
        linked=draw(st.booleans()),
        third_party=draw(st.booleans()),
        contract=draw(contracts()),
        so_far=SoFar(
            flat=draw(st.integers(0, 5_100)),
            franchise=draw(st.integers(0, 5_100)),
            day=draw(st.integers(0, 900)),
            day_count=draw(st.integers(0, 5)),
            debt=draw(st.integers(0, 3_000)),
        ),
    )


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, int]:
    plain = of(draw(st.sampled_from(CONTRACTS)))
    if not plain:
        return plain
    lines = ("percent_outside_optam", "dental_percent", "glasses_percent", "hospital_percent")
    more = {name: draw(st.integers(0, 400)) for name in lines if draw(st.booleans())}
    sums = {name: draw(st.integers(0, 30_000)) for name in ("dental_eur", "glasses_eur")}
    medicine = {"medicine_30_percent": draw(st.sampled_from((0, 100)))}
    return {**plain, **more, **sums, **medicine, "on_top": draw(st.integers(0, 1))}


def paid_for(book: Rulebook, act: Act) -> Shares:
    try:
        return shares(book, act)
    except UnknownRuleError:
        assume(False)
        raise


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_the_shares_add_up_to_the_price_and_none_is_negative(
    rules: Callable[[], Rulebook], data: st.DataObject
) -> None:
    act = data.draw(acts(rules()))
    paid = paid_for(rules(), act)
    assert paid.net + paid.mutuelle + paid.remainder == paid.price
    daily = bool(rules().acts[act.name].daily)
    assert paid.price == act.price or (daily and paid.price > (act.price or 0))
    assert paid.gross - paid.flat_contribution - paid.franchise == paid.net
    assert paid.gross + paid.copayment + paid.overrun == paid.price
    assert [name for name in AMOUNTS if getattr(paid, name) < 0] == []
    assert paid.net <= paid.gross <= min(paid.price, paid.base)
    assert 0 <= paid.rate <= 100


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_what_is_kept_always_stays_with_the_person(
    rules: Callable[[], Rulebook], data: st.DataObject
) -> None:
    act = data.draw(acts(rules()))
    paid = paid_for(rules(), act)
    assert paid.remainder >= paid.flat_contribution + paid.franchise
    if act.minor or act.cover in ("C2S", "maternity", "AME", "not_registered"):
        assert paid.flat_contribution == paid.franchise == 0


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_replaying_the_reasons_gives_the_amounts(
    rules: Callable[[], Rulebook], data: st.DataObject
) -> None:
    paid = paid_for(rules(), data.draw(acts(rules())))
    said = {reason.rule: reason.amount or 0 for reason in paid.reasons}
    assert len(said) == len(paid.reasons)
    kept = sum(amount for rule, amount in said.items() if rule.startswith("contributions."))
    net = said["rate"] + kept
    mutuelle = sum(said.get(rule, 0) for rule in ("contract", "contract.daily", "c2s"))
    assert net == paid.net == said["amo_net"]
    assert mutuelle == paid.mutuelle
    left = said["copayment"] + said.get("overrun", 0) - kept - mutuelle
    assert left == paid.remainder == said["remainder"]


@settings(max_examples=500, deadline=None)
@given(data=st.data(), more=st.integers(1, 5_000))
def test_a_higher_price_never_pays_back_less_and_never_leaves_less(
    rules: Callable[[], Rulebook], data: st.DataObject, more: int
) -> None:
    act = data.draw(acts(rules()))
    rule = rules().acts[act.name]
    # From a threshold on a fixed sum replaces the percentage, or 100 % Santé ends.
    assume(not rule.ceiling and not rules().kinds[rule.kind].heavy)
    paid = paid_for(rules(), act)
    dearer = shares(rules(), replace(act, price=paid.price + more))
    assert dearer.net >= paid.net
    assert dearer.mutuelle + dearer.net >= paid.mutuelle + paid.net - 1
    rounding = 1 if act.contract else 0  # two rates, each rounded, meet in the contract
    assert dearer.remainder >= paid.remainder - rounding


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_a_higher_contract_never_leaves_more(
    rules: Callable[[], Rulebook], data: st.DataObject
) -> None:
    act = replace(data.draw(acts(rules())), contract={})
    paid_for(rules(), replace(act, contract=of(100)))
    left = [shares(rules(), replace(act, contract=of(p))).remainder for p in CONTRACTS]
    assert left == sorted(left, reverse=True)


@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_outside_the_pathway_nobody_gets_more(
    rules: Callable[[], Rulebook], data: st.DataObject
) -> None:
    act = data.draw(acts(rules()))
    inside = paid_for(rules(), replace(act, pathway="in"))
    outside = paid_for(rules(), replace(act, pathway="out"))
    assert outside.net <= inside.net
    assert outside.remainder >= inside.remainder


def test_every_act_is_priced_in_every_sector_that_it_has_while_its_tariff_is_known(
    rulebook: Rulebook,
) -> None:
    for name, rule in rulebook.acts.items():
        for sector, key in rule.base.items():
            if key != "price":
                last = rulebook.parameters[f"tariffs.{key}"].values[-1]
                day = min(rulebook.trusted_until(last), TODAY)
                act = replace(GP, name=name, sector=sector, care_date=day, quantity=1)
                assert shares(rulebook, act).base == last.value, (name, sector)


# Quotes with open answers

COMPLETIONS: dict[str, tuple[Any, ...]] = {
    "sector": tuple(one for one in SECTORS if one not in ("any", "conventionne")),
    "pathway": tuple(one for one in PATHWAYS if one != "any"),
    "situation": COVERS,
    "birth_date": (date(1990, 1, 1), date(2015, 1, 1)),
    "patient_age": (10, 17, 18, 40),
    "contract": (
        (),
        (("percent", 100),),
        (("percent", 200),),
        (("percent", 1000),),
    ),
    "quantity": (1, 2, 3),
    "year_so_far": ((), (("flat_contribution_eur", 5000),)),
    "price_eur": (0, 2500, 5000, 100_000),
    "care_date": (date(2018, 1, 1), TODAY),
    "act": ("gp_consultation", "dentist_consultation"),
}


def completed(rulebook: Rulebook, visit: Visit, name: str) -> list[Quote]:
    return [quote(rulebook, replace(visit, **{name: value}), TODAY) for value in COMPLETIONS[name]]


@pytest.mark.parametrize("price", [2000, 3000, 5500])
@pytest.mark.parametrize("name", ["sector", "pathway", "situation", "birth_date", "patient_age"])
def test_a_quote_with_an_unsure_answer_bounds_every_completion_exactly(
    rulebook: Rulebook, name: str, price: int
) -> None:
    contract = (("percent", 150),)
    visit = Visit(act="gp_consultation", care_date=TODAY, price_eur=price, contract=contract)
    seen = quote(rulebook, replace(visit, **{name: UNSURE}), TODAY)
    every = completed(rulebook, visit, name)
    for amount in AMOUNTS:
        figures = [one.amounts[amount].least for one in every]
        bounds = seen.amounts[amount]
        assert (amount, bounds.least, bounds.most) == (amount, min(figures), max(figures))
        for figure, answers in ((bounds.least, bounds.least_if), (bounds.most, bounds.most_if)):
            supposed = quote(rulebook, replace(visit, **dict(answers)), TODAY)
            assert supposed.amounts[amount].least == figure, (amount, answers)
    assert seen.verdict is Verdict.OPEN


@pytest.mark.parametrize("name", COMPLETIONS)
def test_an_unsure_answer_is_never_taken_for_a_default(rulebook: Rulebook, name: str) -> None:
    visit = Visit(act="gp_consultation", care_date=TODAY, price_eur=3000, situation="standard")
    every = completed(rulebook, visit, name)
    assert len({tuple(one.amounts.items()) for one in every}) > 1
    seen = quote(rulebook, replace(visit, **{name: UNSURE}), TODAY)
    assert seen.verdict is not Verdict.CERTAIN
    assert name in seen.unsure


@pytest.mark.parametrize(("first", "second"), [("sector", "pathway"), ("pathway", "situation")])
def test_two_unsure_answers_are_completed_together(
    rulebook: Rulebook, first: str, second: str
) -> None:
    visit = Visit(act="gp_consultation", care_date=TODAY, price_eur=4000)
    seen = quote(rulebook, replace(visit, **{first: UNSURE, second: UNSURE}), TODAY)
    every = [
        one
        for value in COMPLETIONS[first]
        for one in completed(rulebook, replace(visit, **{first: value}), second)
    ]
    for amount in AMOUNTS:
        figures = [one.amounts[amount].least for one in every]
        assert seen.amounts[amount].least == min(figures)
        assert seen.amounts[amount].most == max(figures)
    assert set(seen.unsure) == {first, second}


def test_an_unsure_answer_that_changes_nothing_leaves_the_quote_certain(
    rulebook: Rulebook,
) -> None:
    visit = Visit(act="dentist_consultation", pathway=UNSURE, price_eur=2300)
    assert quote(rulebook, visit, TODAY).verdict is Verdict.CERTAIN


def test_defaults_are_named_and_given_answers_are_not(rulebook: Rulebook) -> None:
    nothing = quote(rulebook, Visit(), TODAY)
    assert nothing.verdict is Verdict.CERTAIN
    assert nothing.amounts["net"].least == 1900
    assert len(nothing.assumed) >= 5
    told = Visit(
        act="gp_consultation",
        care_date=TODAY - timedelta(days=1),
        price_eur=3000,
        sector="1",
        pathway="in",
        situation="standard",
        patient_age=24,
    )
    assert quote(rulebook, told, TODAY).assumed == ()


def test_a_sector_for_which_no_base_is_known_gets_no_figure_of_another(rulebook: Rulebook) -> None:
    seen = quote(rulebook, Visit(act="gp_video_consultation", sector="2"), TODAY)
    assert seen.verdict is Verdict.RULE_UNKNOWN
