"""Is a mutuelle worth it: break-even, totals, and what is never better."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.c2s import C2s, C2sAnswers
from healthtui.core.care import Care
from healthtui.core.case import Case
from healthtui.core.compare import MOST_VISITS, Cost, Outcome, Question, compare
from healthtui.core.comparison import Comparison, comparison
from healthtui.core.ledger import TOTALS, AskOne
from healthtui.core.offer import Offer
from healthtui.core.options import WITH_C2S, Option, Terms, dominates, options
from healthtui.core.outlook import outlook
from healthtui.core.quote import Bounds
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.core.situation import Situation
from healthtui.core.visit import CONTRACT_PARTS, COVERS, Visit
from healthtui.core.year import year

TODAY = date(2026, 11, 24)
GP = Visit(act="gp_consultation")
NO_AID = C2s("no", 0, 0, (), ())
FREE_AID = C2s("free", 0, 0, (), ())

Rules = Callable[[], Rulebook]


@cache
def asking(rulebook: Rulebook) -> AskOne:
    return cache(lambda visit: quote(rulebook, visit, TODAY))


def asked(
    rulebook: Rulebook, found: tuple[Option, ...], care: tuple[Visit, ...] = (), visit: Visit = GP
) -> tuple[Outcome, ...]:
    bare = replace(rulebook, typical_years={})
    return compare(Question(bare, TODAY, asking(rulebook), care, visit), found)


def contract(terms: Terms, key: str = "one") -> Option:
    monthly = dict(terms)["monthly_eur"]
    return Option(key, "contract", say("{name}", name=key), Bounds(monthly, monthly), terms)


def offered(*terms: Terms, aid: C2s = NO_AID, own: Terms = ()) -> Callable[[Rulebook], Any]:
    offers = {f"o{n}": Offer(f"O{n}", each) for n, each in enumerate(terms)}
    return lambda rulebook: options(rulebook, offers, aid, own)


def at(monthly: int, **terms: int) -> Terms:
    return (*terms.items(), ("monthly_eur", monthly))


def even(outcome: Outcome) -> tuple[int | None, int | None]:
    assert outcome.break_even is not None
    return outcome.break_even.least, outcome.break_even.most


# Break-even: at 100 % a visit of 30 euro saves its copayment of 9 euro


@pytest.mark.parametrize(("monthly", "visits"), [(490, 7), (1000, 14), (2000, 27), (0, 0)])
def test_from_so_many_visits_a_full_contract_pays_off(
    rulebook: Rulebook, monthly: int, visits: int
) -> None:
    visit = replace(GP, price_eur=3000, sector="1")
    found = asked(rulebook, offered(at(monthly, percent=100))(rulebook), visit=visit)
    assert even(found[1]) == (visits, visits)
    assert found[0].break_even is None


def test_a_contract_that_saves_nothing_never_pays_off(rulebook: Rulebook) -> None:
    visit = replace(GP, situation="C2S", price_eur=5000)
    found = asked(rulebook, offered(at(490, percent=200))(rulebook), (visit,), visit)
    assert even(found[1]) == (None, None)
    assert found[1].year.saved == Bounds(0, 0)
    priceless = asked(rulebook, offered(at(490))(rulebook), (GP,))
    assert even(priceless[1]) == (None, None)
    assert priceless[1].year.left == priceless[0].year.left


NUMBERS: dict[str, st.SearchStrategy[int]] = {
    "percent": st.sampled_from((0, 50, 100, 125, 200, 300)),
    "percent_outside_optam": st.sampled_from((0, 100, 130, 250)),
    "dental_percent": st.sampled_from((0, 100, 300)),
    "dental_eur": st.sampled_from((0, 10_000)),
    "glasses_percent": st.sampled_from((0, 100)),
    "glasses_eur": st.sampled_from((0, 20_000)),
    "hospital_percent": st.sampled_from((0, 100, 200)),
    "medicine_30_percent": st.sampled_from((0, 50, 100)),
    "medicine_15_percent": st.sampled_from((0, 100)),
    "on_top": st.integers(0, 1),
}


def terms_of(given: dict[str, int]) -> Terms:
    return tuple((name, given[name]) for name, _ in CONTRACT_PARTS if name in given)


TERMS = st.fixed_dictionaries({"monthly_eur": st.integers(0, 4000)}, optional=NUMBERS).map(terms_of)
MONTHLY = st.sampled_from((0, 500, 1000))
FEW = {name: each for name, each in NUMBERS.items() if name not in ("dental_eur", "glasses_eur")}
SMALL = st.fixed_dictionaries({"monthly_eur": MONTHLY}, optional=NUMBERS).map(terms_of)
CARE = st.builds(
    Visit,
    act=st.sampled_from(
        (
            *("gp_consultation", "specialist_technical_act", "ophthalmologist_direct_access"),
            *("dentist_consultation", "dental_other_act", "crown_other", "crown_100_sante"),
            *("medicine_box_65", "medicine_box_30", "medicine_box_15", "medicine_box_100"),
            *("glasses_class_A", "hospital_stay", "emergency_visit_no_admission"),
            *("psychologist_mon_soutien_psy", "laboratory_tests", "imaging_exam"),
        )
    ),
    care_date=st.dates(date(2026, 5, 1), date(2026, 5, 20)),
    price_eur=st.integers(500, 60_000),
    tariff_eur=st.sampled_from((None, None, 1000, 20_000)),
    quantity=st.sampled_from((None, None, 3)),
    heavy_act=st.sampled_from((None, True)),
    pathway=st.sampled_from((None, None, "out")),
    situation=st.sampled_from(WITH_C2S),
    third_party=st.sampled_from((None, True)),
)


def in_sectors(rulebook: Rulebook, visit: Visit, place: int) -> Visit:
    """The visit in one of the sectors of its act, with a professional of its own."""
    sectors = tuple(rulebook.acts[visit.known("act")].base)
    return replace(visit, sector=sectors[place % len(sectors)], professional=str(place))


@settings(max_examples=25, deadline=None)
@given(terms=TERMS, visit=CARE, place=st.integers(0, 3))
def test_the_sign_flips_exactly_at_the_break_even(
    rules: Rules, terms: Terms, visit: Visit, place: int
) -> None:
    each = in_sectors(rules(), visit, place)
    nothing, found = asked(rules(), offered(terms)(rules()), visit=each)
    least, most = even(found)
    assert least == most
    dearer = [
        (bought.total or Bounds(0, 0)).most > (without.total or Bounds(0, 0)).most
        for bought, without in zip(found.by_visits, nothing.by_visits, strict=True)
    ]
    turns = MOST_VISITS + 1 if most is None else most
    assert dearer == [True] * turns + [False] * (MOST_VISITS + 1 - turns)


@settings(max_examples=12, deadline=None)
@given(terms=TERMS, visit=CARE, place=st.integers(0, 3))
def test_a_year_never_becomes_cheaper_by_one_visit_more(
    rules: Rules, terms: Terms, visit: Visit, place: int
) -> None:
    each = in_sectors(rules(), visit, place)
    for outcome in asked(rules(), offered(terms, aid=FREE_AID)(rules()), visit=each):
        left = [cost.left.most for cost in outcome.by_visits]
        assert left == sorted(left)
        assert min(left) == 0
        assert all(cost.saved.least >= 0 for cost in outcome.by_visits)


@settings(max_examples=60, deadline=None)
@given(cares=st.lists(CARE, min_size=1, max_size=8), terms=TERMS)
def test_one_act_more_in_the_year_never_costs_less(
    rules: Rules, cares: list[Visit], terms: Terms
) -> None:
    found = options(rules(), {"o": Offer("O", terms)}, FREE_AID)
    care = [in_sectors(rules(), each, place) for place, each in enumerate(cares)]
    for each in found:
        assert left(rules(), each, care[:-1]) <= left(rules(), each, care)


def left(rulebook: Rulebook, option: Option, care: list[Visit]) -> int:
    applied = [option.applied(visit) for visit in care]
    return year(rulebook, applied, TODAY, asking(rulebook)).totals["remainder"].least


# The same sums as the year's own


@settings(max_examples=15, deadline=None)
@given(cares=st.lists(CARE, max_size=6), terms=TERMS)
def test_the_sums_are_those_of_the_same_care_with_that_contract(
    rules: Rules, cares: list[Visit], terms: Terms
) -> None:
    care = tuple(in_sectors(rules(), each, place) for place, each in enumerate(cares))
    nothing, found = asked(rules(), offered(terms)(rules()), care)
    for outcome, given_terms in ((nothing, None), (found, terms)):
        mine = [replace(visit, contract=given_terms) for visit in care]
        own = year(rules(), mine, TODAY, asking(rules()))
        assert {n: outcome.year.totals[n] for n in TOTALS} == own.totals
        assert outcome.year.verdict is own.verdict
        assert outcome.year.left == own.totals["remainder"]
    assert found.year.paid_in == Bounds(
        12 * dict(terms)["monthly_eur"], 12 * dict(terms)["monthly_eur"]
    )
    saved = nothing.year.left.least - found.year.left.least
    assert found.year.saved == Bounds(saved, saved)
    assert found.year.total is not None
    assert nothing.year.total is not None
    assert nothing.year.total.least - found.year.total.least == saved - found.year.paid_in.least


OPEN = st.builds(
    lambda visit, name: replace(visit, **{name: UNSURE}),
    CARE,
    st.sampled_from(("sector", "pathway", "situation", "heavy_act", "linked_to_ald")),
)


@settings(max_examples=25, deadline=None)
@given(visit=OPEN, terms=TERMS)
def test_what_an_open_answer_lets_be_saved_holds_for_every_way_it_turns_out(
    rules: Rules, visit: Visit, terms: Terms
) -> None:
    name = next(name for name, answer in visit.answers().items() if answer is UNSURE)
    daily = rules().acts[visit.known("act")].daily  # of any other act the tariff tells
    ways: dict[str, tuple[Any, ...]] = {
        "sector": tuple(rules().acts[visit.known("act")].base),
        "pathway": ("in", "out"),
        "situation": COVERS,
        "heavy_act": (True, False) if daily else (False,),
        "linked_to_ald": (True, False),
    }
    found = options(rules(), {"o": Offer("O", terms)}, FREE_AID)
    outcomes = asked(rules(), found, (visit,))
    for option, outcome in zip(found[1:], outcomes[1:], strict=True):
        if option.kind == "c2s" and name == "situation":
            continue
        for way in ways[name]:
            one = replace(visit, **{name: way})
            saved = left(rules(), found[0], [one]) - left(rules(), option, [one])
            assert outcome.year.saved.least <= saved <= outcome.year.saved.most


def test_what_the_c2s_saves_with_a_doctor_of_unknown_sector_holds_for_each(
    rulebook: Rulebook,
) -> None:
    visit = replace(GP, price_eur=5000)
    nothing, aid = offered(at(0), aid=FREE_AID)(rulebook)[:2]
    ways = [[replace(visit, sector=sector)] for sector in ("1", "2", "3")]
    saved = [left(rulebook, nothing, way) - left(rulebook, aid, way) for way in ways]
    assert saved == [3100, 3590, 61]
    outcome = asked(rulebook, (nothing, aid), (replace(visit, sector=UNSURE),))[1]
    assert outcome.year.saved.least <= min(saved) < max(saved) <= outcome.year.saved.most


# What is never better


@settings(max_examples=100, deadline=None)
@given(
    first=SMALL,
    changes=st.lists(
        st.fixed_dictionaries({"monthly_eur": MONTHLY}, optional=FEW), min_size=1, max_size=3
    ),
    cares=st.lists(CARE, min_size=1, max_size=4),
    place=st.integers(0, 3),
)
def test_what_dominates_is_never_dearer_whatever_the_care(
    rules: Rules, first: Terms, changes: list[dict[str, int]], cares: list[Visit], place: int
) -> None:
    every = [first, *(terms_of({**dict(first), **changed}) for changed in changes)]
    found = [*options(rules(), {}, NO_AID)[:1], *map(contract, every)]
    care = [in_sectors(rules(), each, place + n) for n, each in enumerate(cares)]
    costs = [cost(rules(), each, care) for each in found]
    for (one, its), (other, others) in permutations(zip(found, costs, strict=True), 2):
        if dominates(one, other):
            assert its <= others
            assert not dominates(other, one)


def cost(rulebook: Rulebook, option: Option, care: list[Visit]) -> int:
    assert option.monthly is not None
    return 12 * option.monthly.most + left(rulebook, option, care)


@settings(max_examples=60, deadline=None)
@given(terms=SMALL, monthly=st.sampled_from((0, 800)), care=st.lists(CARE, min_size=1, max_size=4))
def test_what_the_c2s_dominates_is_never_cheaper(
    rules: Rules, terms: Terms, monthly: int, care: list[Visit]
) -> None:
    aid = C2s("contribution" if monthly else "free", monthly, monthly, (), ())
    nothing, c2s, one = options(rules(), {"o": Offer("O", terms)}, aid)
    for place in range(4):
        placed = [in_sectors(rules(), each, place) for each in care]
        for other in (nothing, one):
            if dominates(c2s, other):
                assert cost(rules(), c2s, placed) <= cost(rules(), other, placed)


Pair = tuple[Terms, Terms, bool]
DOMINATED: dict[str, Pair] = {
    "cheaper for the same": (at(900, percent=100), at(1000, percent=100), True),
    "more for the same": (at(1000, percent=125), at(1000, percent=100), True),
    "the same twice": (at(1000, percent=100), at(1000, percent=100), False),
    "dearer for more": (at(1100, percent=200), at(1000, percent=100), False),
    "a level below the base is the base": (
        at(900, percent=50),
        at(1000, percent=100),
        True,
    ),
    "so it is no worse either": (at(1000, percent=100), at(1000, percent=50), False),
    "a level not given is the base": (at(900, glasses_eur=5), at(1000, percent=100), True),
    "medicine left out": (
        at(900, percent=100, medicine_30_percent=0),
        at(1000, percent=100),
        False,
    ),
    "medicine left out by both": (
        at(900, percent=100, medicine_15_percent=0),
        at(1000, percent=100, medicine_15_percent=0),
        True,
    ),
    "less for medicine above its base": (
        at(900, percent=150, medicine_30_percent=100),
        at(1000, percent=150),
        False,
    ),
    "on top reaches further": (at(900, percent=100, on_top=1), at(1000, percent=100), True),
    "and is not reached": (at(900, percent=200), at(1000, percent=100, on_top=1), False),
    "on top of less": (at(900, percent=50, on_top=1), at(1000, percent=100), False),
    "a sum for glasses": (at(900, percent=300), at(1000, percent=100, glasses_eur=1), False),
    "a sum does not make up for a level": (
        at(900, dental_percent=0, dental_eur=100_000),
        at(1000, dental_percent=100),
        False,
    ),
    "the line outside OPTAM": (
        at(900, percent=200, percent_outside_optam=100),
        at(1000, percent=150),
        False,
    ),
    "a price alone pays nothing": (at(900, percent=100), at(1000), True),
    "so it is never better": (at(900), at(1000, percent=100), False),
}


@pytest.mark.parametrize(("one", "other", "expected"), DOMINATED.values(), ids=DOMINATED)
def test_who_dominates_whom(one: Terms, other: Terms, *, expected: bool) -> None:
    assert dominates(contract(one), contract(other, "two")) is expected


def test_the_c2s_dominates_what_does_not_reach_beyond_it(rulebook: Rulebook) -> None:
    offers = {
        "full": Offer("A", at(490, percent=100)),
        "above": Offer("B", at(490, percent=200)),
        "on top": Offer("C", at(490, percent=100, on_top=1)),
        "priceless": Offer("D", (("percent", 100),)),
    }
    found = options(rulebook, offers, FREE_AID)
    dominated = {each.key for each in found if dominates(found[1], each)}
    assert dominated == {"nothing", "full"}
    open_one = options(rulebook, offers, C2s("open", 0, 0, (), ("household",)))
    assert not any(dominates(open_one[1], each) for each in open_one)
    paid = options(rulebook, offers, C2s("contribution", 800, 800, (), ()))
    assert not any(dominates(paid[1], each) for each in paid)
    outcomes = asked(rulebook, found)
    assert [each.key for each in outcomes[0].dominated_by] == ["c2s"]
    assert outcomes[1].dominated_by == ()


# Which options there are


@pytest.mark.parametrize(
    ("standing", "keys"),
    [
        ("no", ["nothing", "o0"]),
        ("rule-unknown", ["nothing", "o0"]),
        ("open", ["nothing", "c2s", "o0"]),
        ("free", ["nothing", "c2s", "o0"]),
        ("contribution", ["nothing", "c2s", "o0"]),
    ],
)
def test_nothing_comes_first_and_the_c2s_is_left_out_only_if_it_is_no(
    rulebook: Rulebook, standing: Any, keys: list[str]
) -> None:
    aid = C2s(standing, 0, 800, (), ())
    found = offered(at(490, percent=100), aid=aid)(rulebook)
    assert [each.key for each in found] == keys
    assert [each.sure for each in found if each.kind == "c2s"] == [
        aid.granted for key in keys if key == "c2s"
    ]


def test_examples_stand_in_without_a_contract_and_have_no_total(rulebook: Rulebook) -> None:
    found = asked(rulebook, offered()(rulebook), (GP,))
    examples = [each for each in found if each.option.kind == "example"]
    assert [dict(each.option.terms)["percent"] for each in examples] == [100, 125, 150, 200]
    for each in examples:
        assert (each.year.paid_in, each.year.total, each.break_even) == (None, None, None)
        assert each.year.saved == Bounds(900, 900)
        assert each.dominated_by == ()
    own = at(700, percent=150)
    with_own = offered(own=own)(rulebook)
    assert [each.key for each in with_own] == ["nothing", "own"]
    assert [each.key for each in offered(own, own=own)(rulebook)] == ["nothing", "o0"]


def test_the_c2s_pays_no_session_beyond_those_of_the_year(rulebook: Rulebook) -> None:
    session = Visit(act="psychologist_mon_soutien_psy")
    _, c2s, *_ = asked(rulebook, offered(aid=FREE_AID)(rulebook), visit=session)
    assert [cost.left.least for cost in c2s.by_visits[11:15]] == [0, 0, 5000, 10_000]


# Typical years


def test_every_typical_year_has_a_known_rule_today(rulebook: Rulebook) -> None:
    question = Question(rulebook, TODAY, asking(rulebook), (), GP)
    found = compare(question, offered(at(490, percent=100), aid=FREE_AID)(rulebook))
    assert len(found[0].typical) == 6
    for outcome in found:
        verdicts = {key: each.verdict for key, each in outcome.typical.items()}
        assert set(verdicts.values()) == {Verdict.CERTAIN}, verdicts
        assert {each.left.open_ended for each in outcome.typical.values()} == {False}
    nothing, c2s, full = found
    assert {each.left for each in c2s.typical.values()} == {Bounds(0, 0)}
    healthy, dental = nothing.typical["healthy"], nothing.typical["dental"]
    assert healthy.left == Bounds(2 * 1100 + 920, 2 * 1100 + 920)
    assert dental.left == Bounds(920 + 1157 + 3278, 920 + 1157 + 3278)
    assert full.break_even is not None
    pays = {k for k, each in full.typical.items() if each.saved.least >= 12 * 490}
    assert set(full.break_even.pays_in) == pays
    assert "healthy" not in pays


def test_a_typical_year_names_only_acts_and_tariffs_of_the_day(rulebook: Rulebook) -> None:
    for typical in rulebook.typical_years.values():
        for care in typical.care:
            price = rulebook.number(care.price, TODAY) if care.price else None
            visit = Visit(act=care.act, price_eur=price, quantity=care.quantity)
            assert quote(rulebook, visit, TODAY).amounts, care.act


# For the person of a case

COVERED = Situation(
    nationalities=("MA",),
    birth_date=date(2000, 2, 12),
    stay_from=date(2026, 9, 1),
    stay_until=date(2027, 7, 31),
    programme="degree",
    enrolled_in_france=True,
    enrolled_on=date(2026, 9, 15),
    academic_year_end=date(2027, 6, 30),
    insured_in="MA",
    card="none",
    card_renewable=False,
    work="none",
    residence_document="vls-ts",
    french_number="none",
    international_organisation=False,
    parent_insured_in_france=False,
)
ENTITLED = C2sAnswers(
    rights_open=True, stable_residence=True, own_household=True, household=1, income_eur=0
)


def compared(rulebook: Rulebook, case: Case) -> Comparison:
    return comparison(outlook(rulebook, case, TODAY), 2026)


def test_the_c2s_pays_nothing_on_a_day_before_french_cover(rulebook: Rulebook) -> None:
    early = Care(act="gp_consultation", care_date=date(2026, 9, 3))
    later = replace(early, care_date=date(2026, 10, 1), contract=at(490, percent=100))
    case = Case(COVERED, log={"early": early, "later": later}, c2s=ENTITLED)
    now = outlook(rulebook, case, TODAY)
    covers = [entry.quote.visit.situation for entry in now.ledger.entries(2026)]
    assert covers == ["not_registered", "standard"]
    nothing, c2s, *_ = comparison(now, 2026).outcomes
    assert (nothing.year.left, c2s.year.left) == (Bounds(4100, 4100), Bounds(3000, 3000))


def test_the_best_option_is_named_only_where_it_is_certain(rulebook: Rulebook) -> None:
    day = date(2026, 10, 1)
    log = {str(n): Care(act="gp_consultation", care_date=day + timedelta(days=n)) for n in range(9)}
    offers = {"full": Offer("Full", at(490, percent=100))}
    case = Case(COVERED, log=log, offers=offers)
    best = compared(rulebook, case).best()
    assert best is not None
    assert best.option.key == "full"
    entitled = compared(rulebook, replace(case, c2s=ENTITLED)).best()
    assert entitled is not None
    assert entitled.option.key == "c2s"
    few = compared(rulebook, replace(case, log={"0": log["0"]})).best()
    assert few is not None
    assert few.option.key == "nothing"
    unsure = replace(case, log={**log, "0": replace(log["0"], sector=UNSURE)})
    assert compared(rulebook, unsure).best() is None
    assert compared(rulebook, replace(case, situation=Situation())).best() is None


def _cost(total: Bounds, left: Bounds) -> Cost:
    return Cost(total, left, total, Bounds(0, 0), {}, Verdict.CERTAIN)


def _among(rulebook: Rulebook, *outcomes: Outcome) -> Comparison:
    question = Question(rulebook, TODAY, asking(rulebook), (), GP)
    return Comparison(rulebook, ENTITLED, FREE_AID, question, outcomes)


def test_a_contribution_of_unknown_age_is_best_only_if_it_is_at_every_age(
    rulebook: Rulebook,
) -> None:
    def outcome(key: str, least: int, most: int) -> Outcome:
        option = Option(key, "contract", say("{name}", name=key), Bounds(least, most))
        known = Bounds(0, 0)
        total = Bounds(least, most)
        return Outcome(option, _cost(total, known), {}, (), None, ())

    ranged = outcome("c2s", 800, 3000)
    assert _among(rulebook, outcome("nothing", 5000, 5000), ranged).best() is ranged
    assert _among(rulebook, outcome("nothing", 2000, 2000), ranged).best() is None
    cheap = outcome("nothing", 100, 100)
    assert _among(rulebook, cheap, ranged).best() is cheap
