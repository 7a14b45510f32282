from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.decision import decide
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation
from healthtui.core.what_if import would_change

ON = date(2026, 11, 23)
CERTAIN = Situation(
    nationalities=("MA",),
    insured_in="MA",
    card="none",
    birth_date=date(2004, 3, 12),
    stay_from=date(2026, 9, 1),
    stay_until=date(2027, 7, 31),
    programme="degree",
    enrolled_in_france=True,
    enrolled_on=date(2026, 9, 7),
    work="none",
    french_number="none",
    international_organisation=False,
)


def test_every_turn_leaves_the_routes_it_names(rulebook: Rulebook) -> None:
    (route,) = decide(rulebook, CERTAIN, ON).routes()
    turns = would_change(rulebook, CERTAIN, ON)
    assert turns
    for turn in turns:
        supposed = replace(CERTAIN, **{turn.field: turn.value})
        assert decide(rulebook, supposed, ON).routes() == turn.routes
        assert route not in turn.routes


def test_certain_new_routes_come_first_and_none_twice(rulebook: Rulebook) -> None:
    turns = would_change(rulebook, CERTAIN, ON)
    sure = [turn.route is not None for turn in turns]
    assert sure == sorted(sure, reverse=True)
    assert len({(turn.field, turn.routes) for turn in turns}) == len(turns)


def test_the_nearest_date_is_named(rulebook: Rulebook) -> None:
    turns = {turn.field: turn for turn in would_change(rulebook, CERTAIN, ON)}
    assert turns["stay_until"].value == date(2026, 12, 1)


@pytest.mark.parametrize("change", [{"work": UNSURE}, {"nationalities": None}])
def test_an_open_route_has_no_turns(rulebook: Rulebook, change: dict[str, Any]) -> None:
    opened = replace(CERTAIN, **change)
    assert len(decide(rulebook, opened, ON).routes()) > 1
    assert would_change(rulebook, opened, ON) == ()


def test_an_unsure_answer_that_does_not_matter_is_no_turn(rulebook: Rulebook) -> None:
    unsure = replace(CERTAIN, card_renewable=UNSURE)
    assert "card_renewable" not in {turn.field for turn in would_change(rulebook, unsure, ON)}


DAYS = st.dates(date(2026, 8, 1), date(2028, 6, 30)) | st.sampled_from(
    [date(2027, 2, 28), date(2028, 2, 29), date(2026, 11, 30), date(2027, 5, 31), ON]
)
DATES = ("card_valid_until", "stay_from", "stay_until", "academic_year_end")
PEOPLE = {
    "student": CERTAIN,
    "exchange": replace(CERTAIN, insured_in="ES", card="ehic", programme="exchange"),
    "minor": replace(CERTAIN, birth_date=date(2009, 2, 28), parent_insured_in_france=True),
    "worker": replace(CERTAIN, insured_in="DE", card="ehic", work="job", work_from=ON),
}


@settings(max_examples=150, deadline=None)
@given(
    person=st.sampled_from(sorted(PEOPLE)),
    field=st.sampled_from((*DATES, "birth_date", "work_from")),
    days=st.tuples(*(DAYS for _ in DATES)),
)
def test_of_all_days_that_lead_to_the_same_routes_the_nearest_is_named(
    rules: Callable[[], Rulebook], person: str, field: str, days: tuple[date, ...]
) -> None:
    situation = replace(PEOPLE[person], **dict(zip(DATES, days, strict=True)))
    present = situation.day(field) or ON
    situation = replace(situation, **{field: present})
    (route,) = decide(rules(), situation, ON).routes()
    nearest: dict[tuple[str, ...], date] = {}
    for shift in sorted(range(-449, 450), key=lambda days: (abs(days), days)):
        day = present + timedelta(days=shift)
        routes = decide(rules(), replace(situation, **{field: day}), ON).routes()
        if route not in routes:
            nearest.setdefault(routes, day)
    turns = [turn for turn in would_change(rules(), situation, ON) if turn.field == field]
    assert {t.routes: t.value for t in turns if abs((t.value - present).days) < 450} == nearest
