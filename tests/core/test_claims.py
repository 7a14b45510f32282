"""How far the refund of an act is (facts: registration C11, article L332-1: two years)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.care import Care
from healthtui.core.claims import Claim, claim
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook

TODAY = date(2026, 11, 24)
LEVEL = (("percent", 100),)
GP = Care(act="gp_consultation", care_date=date(2026, 10, 1))
SENT = date(2026, 10, 5)

CASES: list[tuple[str, dict[str, Any], tuple[str, int, int, int]]] = [
    ("nothing done", {}, ("to-claim", 1900, 0, 0)),
    ("with a mutuelle", {"contract": LEVEL}, ("to-claim", 1900, 900, 0)),
    ("sent", {"claimed_on": SENT}, ("claimed", 1900, 0, 0)),
    ("not sure whether sent", {"claimed_on": UNSURE}, ("to-claim", 1900, 0, 0)),
    ("all came", {"received_eur": 1900}, ("received", 0, 0, 0)),
    ("less came", {"received_eur": 700, "claimed_on": SENT}, ("received", 0, 0, 1200)),
    ("more came", {"received_eur": 2100}, ("received", 0, 0, -200)),
    ("nothing came, says the person", {"received_eur": 0}, ("received", 0, 0, 1900)),
    ("not sure what came", {"received_eur": UNSURE}, ("to-claim", 1900, 0, 0)),
    (
        "the CPAM paid, so it was claimed",
        {"contract": LEVEL, "received_eur": 1900},
        ("claimed", 0, 900, 0),
    ),
    (
        "the mutuelle paid first",
        {"contract": LEVEL, "mutuelle_received_eur": 800},
        ("claimed", 1900, 0, 100),
    ),
    (
        "both paid",
        {"contract": LEVEL, "received_eur": 1900, "mutuelle_received_eur": 900},
        ("received", 0, 0, 0),
    ),
    ("third-party payment", {"third_party": True}, ("nothing-due", 0, 0, 0)),
    (
        "third-party payment leaves the mutuelle's part",
        {"third_party": True, "contract": LEVEL},
        ("to-claim", 0, 900, 0),
    ),
    ("before the rights", {"situation": "not_registered"}, ("nothing-due", 0, 0, 0)),
    (
        "the debt takes all",
        {"year_so_far": (("debt_eur", 5000),)},
        ("nothing-due", 0, 0, 0),
    ),
    ("the debt takes a part", {"year_so_far": (("debt_eur", 900),)}, ("to-claim", 1000, 0, 0)),
    ("planned", {"care_date": TODAY + timedelta(days=1)}, ("planned", 0, 0, 0)),
    ("today is not planned", {"care_date": TODAY}, ("to-claim", 1900, 0, 0)),
]


def claimed(rulebook: Rulebook, care: Care, today: date = TODAY) -> Claim:
    return claim(rulebook, care, quote(rulebook, care, today), today)


@pytest.mark.parametrize(
    ("given", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_standing_of_a_claim(
    rulebook: Rulebook, given: dict[str, Any], expected: tuple[str, int, int, int]
) -> None:
    found = claimed(rulebook, replace(GP, **given))
    assert (found.status, found.owed, found.owed_by_mutuelle, found.short) == expected


@pytest.mark.parametrize(
    ("care_date", "last"),
    [
        (date(2024, 10, 1), date(2026, 10, 1)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2020, 12, 31), date(2022, 12, 31)),
    ],
)
def test_two_years_to_claim_the_last_day_included(
    rulebook: Rulebook, care_date: date, last: date
) -> None:
    care = replace(GP, care_date=care_date, contract=LEVEL)
    on_last = claimed(rulebook, care, last)
    assert (on_last.status, on_last.last_day) == ("to-claim", last)
    assert on_last.owed > 0
    late = claimed(rulebook, care, last + timedelta(days=1))
    assert (late.status, late.owed, late.owed_by_mutuelle) == ("too-late", 0, 0)
    assert late.last_day == last
    assert late.rule is not None
    assert late.rule.source == "S55"


@pytest.mark.parametrize(
    ("given", "status"),
    [({"claimed_on": SENT}, "claimed"), ({"received_eur": 1900}, "claimed"), ({}, "too-late")],
)
def test_what_was_claimed_in_time_never_comes_too_late(
    rulebook: Rulebook, given: dict[str, Any], status: str
) -> None:
    care = replace(GP, contract=LEVEL, **given)
    assert claimed(rulebook, care, date(2029, 1, 1)).status == status


@pytest.mark.parametrize(
    ("care", "verdict"),
    [
        (Care(act="sos_medecins_day", care_date=date(2026, 10, 1)), Verdict.RULE_UNKNOWN),
        (Care(act="medicine_box_65", care_date=date(2026, 10, 1)), Verdict.OPEN),
    ],
)
def test_an_act_whose_refund_is_not_known_is_still_to_claim(
    rulebook: Rulebook, care: Care, verdict: Verdict
) -> None:
    assert quote(rulebook, care, TODAY).verdict is verdict
    found = claimed(rulebook, care)
    assert found == Claim("to-claim", last_day=date(2028, 10, 1), rule=found.rule)
    assert claimed(rulebook, replace(care, claimed_on=SENT)).status == "claimed"
    came = claimed(rulebook, replace(care, received_eur=500))
    assert (came.status, came.short) == ("received", 0)
    assert claimed(rulebook, replace(care, care_date=date(2027, 1, 1))).status == "planned"
    assert claimed(rulebook, care, date(2028, 10, 2)).status == "too-late"


def test_an_open_answer_tells_of_no_shortfall(rulebook: Rulebook) -> None:
    care = replace(GP, price_eur=5000, sector=UNSURE, received_eur=1410)
    assert quote(rulebook, care, TODAY).verdict is Verdict.OPEN
    assert claimed(rulebook, care).short == 0
    certain = replace(care, sector="1")
    assert claimed(rulebook, certain).short == 490


def test_what_may_be_due_is_not_called_nothing(rulebook: Rulebook) -> None:
    emergency = replace(GP, act="emergency_visit_no_admission")
    assert claimed(rulebook, emergency).status == "nothing-due"
    assert claimed(rulebook, replace(emergency, situation=UNSURE)).status == "to-claim"


AMOUNTS = st.none() | st.integers(0, 4000)


@given(
    received=AMOUNTS,
    by_mutuelle=AMOUNTS,
    sent=st.none() | st.dates(date(2026, 10, 1), date(2029, 1, 1)),
    today=st.dates(date(2026, 9, 1), date(2029, 1, 1)),
    third_party=st.booleans(),
)
def test_what_is_owed_is_never_negative_nor_owed_twice(  # noqa: PLR0913, PLR0917
    rules: Callable[[], Rulebook],
    received: int | None,
    by_mutuelle: int | None,
    sent: date | None,
    today: date,
    third_party: bool,  # noqa: FBT001
) -> None:
    care = replace(
        GP,
        contract=LEVEL,
        claimed_on=sent,
        received_eur=received,
        mutuelle_received_eur=by_mutuelle,
        third_party=third_party,
    )
    found = claimed(rules(), care, today)
    assert found.owed in (0, 0 if third_party else 1900)
    assert found.owed_by_mutuelle in (0, 900)
    if received is not None or today < care.day or found.status == "too-late":
        assert found.owed == 0
    if found.owed or found.owed_by_mutuelle:
        assert found.status in ("to-claim", "claimed")
    assert (found.status == "planned") == (today < care.day)
