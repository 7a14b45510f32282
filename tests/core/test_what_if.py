from datetime import date
from typing import Any

import pytest
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
