"""What is typed and is no answer yet: on disk, shown again, never taken by itself."""

from datetime import date
from typing import Any

import pytest
from tests.tui.conftest import MOROCCAN, Driver, MemoryKeeper, Opening
from textual.widgets import Input

from healthtui.core.patch import Change, Patch, Plain
from healthtui.files.own_drafts import owners
from healthtui.files.session_store import SessionStore
from healthtui.files.store import Store
from healthtui.tui.drafted_page import DraftedPage
from healthtui.tui.screens.standing import StandingScreen

BORN = date(2004, 3, 12)
ENDED = "0123456789ab"
LOGGED: Plain = {**MOROCCAN, "log": {"a1": {"act": "gp_consultation", "care_date": BORN}}}


def drafts(store: Store) -> dict[str, Any]:
    """What is on disk, whichever session it belongs to."""
    sessions = owners(Store(store.folder).load().plain).values()
    return {place: text for texts in sessions for place, text in texts.items()}


def begun(store: Store, plain: Plain = MOROCCAN, **typed: str) -> Store:
    """A store in which a session that has ended left something that was not taken."""
    texts = {place.replace("__", "."): text for place, text in typed.items()}
    tables = {**plain, "drafts": {ENDED: texts}}
    Store(store.folder).commit(
        Patch(tuple(Change((name,), None, table) for name, table in tables.items()))
    )
    return store


def shown(drive: Driver, name: str) -> str:
    return drive.screen.query_one(f"#{name}", Input).value


async def test_half_a_date_is_on_disk_before_it_is_a_date(opened: Opening, store: Store) -> None:
    async with opened({}, store=store) as drive:
        await drive.focus("birth_date")
        await drive.type("2004-0")
        await drive.until(lambda: drafts(store) == {"situation.birth_date": "2004-0"})
        assert "birth_date" not in Store(store.folder).load().plain.get("situation", {})


async def test_a_second_window_does_not_show_what_is_typed_in_the_first(
    opened: Opening, store: Store
) -> None:
    async with opened({}, store=store) as first:
        await first.focus("birth_date")
        await first.type("2004-0")
        await first.until(lambda: drafts(store) == {"situation.birth_date": "2004-0"})
        async with opened({}, store=SessionStore(store.folder)) as second:
            assert not shown(second, "birth_date")
            assert not second.notices()
            await second.clear_and_type("birth_date", "2005")
            await second.press("ctrl+q")
        assert shown(first, "birth_date") == "2004-0"
        found = owners(Store(store.folder).load().plain).values()
        assert sorted(texts["situation.birth_date"] for texts in found) == ["2004-0", "2005-"]


async def test_it_is_there_again_marked_and_not_taken(opened: Opening, store: Store) -> None:
    begun(store, situation__birth_date="31/02/2004")
    async with opened(store=store) as drive:
        assert shown(drive, "birth_date") == "31/02/2004"
        assert drive.case.situation.birth_date == BORN
        assert any(label.startswith("! Born") for label in drive.labels())
        assert any("Born on" in notice for notice in drive.notices())
        await drive.focus("birth_date")
        assert drive.hint().startswith("31/02/2004") or "31" in drive.hint()


async def test_passing_through_takes_and_drops_nothing(opened: Opening, store: Store) -> None:
    begun(store, situation__birth_date="1/9/2003")
    async with opened(store=store) as drive:
        await drive.focus("birth_date")
        assert "Enter takes it" in drive.hint()
        await drive.press("tab", "shift+tab", "escape", "up")
        assert shown(drive, "birth_date") == "1/9/2003"
        assert drive.case.situation.birth_date == BORN
    assert drafts(store) == {"situation.birth_date": "1/9/2003"}
    async with opened(store=store) as drive:
        await drive.focus("birth_date")
        await drive.press("enter")
        assert drive.case.situation.birth_date == date(2003, 9, 1)
    assert drafts(store) == {}


async def test_an_answer_takes_the_place_of_what_was_typed(opened: Opening, store: Store) -> None:
    begun(store, situation__birth_date="31/02/2004")
    async with opened(store=store) as drive:
        await drive.clear_and_type("birth_date", "20040228")
        await drive.until(lambda: not drafts(store))
        assert drive.case.situation.birth_date == date(2004, 2, 28)
        await drive.press("escape", "u")
        assert drive.case.drafts == {}, "undo brings back answers, not typing"


async def test_to_delete_it_forgets_it(opened: Opening, store: Store) -> None:
    begun(store, visit__price_eur="a lot")
    async with opened(store=store) as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "")
        await drive.until(lambda: not drafts(store))
        assert drive.case.visit.price_eur is None


@pytest.mark.parametrize("way", ["f3", "ctrl+q"])
async def test_leaving_at_once_keeps_it(opened: Opening, store: Store, way: str) -> None:
    async with opened({}, store=store) as drive:
        await drive.focus("birth_date")
        await drive.type("2004-0")
        await drive.press(way)
    assert drafts(store) == {"situation.birth_date": "2004-0"}


@pytest.mark.parametrize("left", ["2027-07-3", "2027-0", ""])
async def test_it_stays_in_its_field_below_a_page(opened: Opening, store: Store, left: str) -> None:
    Store(store.folder).commit(Patch((Change(("situation",), None, MOROCCAN["situation"]),)))
    async with opened(store=store) as drive:
        await drive.clear_and_type("stay_until", left)
        await drive.press("f1")
        assert drive.focused != "stay_until"
        drive.app.keep_drafts()
        drive.app.edit(lambda case: case.visiting("price_eur", None).on_screen("costs"))
        await drive.press("escape")
        assert drive.focused == "stay_until"
        assert shown(drive, "stay_until") == left
        if left:
            await drive.until(lambda: drafts(store) == {"situation.stay_until": left})


async def test_it_is_no_act_to_undo(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("card", "ehic")
        await drive.clear_and_type("entered_france_on", "2026-0")
        drive.app.keep_drafts()
        await drive.press("escape")
        assert drive.case.drafts == {"situation.entered_france_on": "2026-0"}
        done = [each.path for patch in drive.app.history.done for each in patch.changes]
        assert done
        assert not [path for path in done if path[0] == "drafts"]


async def test_it_stays_in_its_field_while_the_language_changes(opened: Opening) -> None:
    async with opened() as drive:
        await drive.clear_and_type("stay_until", "2027-0")
        await drive.app.action_language("fr")
        await drive.pause()
        assert shown(drive, "stay_until") == "2027-0"
        assert drive.case.situation.stay_until == date(2027, 7, 31)


async def test_the_fields_of_an_act_have_their_own(opened: Opening, store: Store) -> None:
    begun(store, LOGGED, log__a1__price_eur="thirty")
    async with opened(store=store) as drive:
        await drive.go("year")
        await drive.press("enter")
        assert shown(drive, "price_eur") == "thirty"
        await drive.press("escape")
        drive.app.edit(lambda case: case.unlogged(["a1"]))
        assert drive.case.drafts == {}


async def numbers_of_a_mutuelle(drive: Driver) -> None:
    await drive.go("costs")
    drive.screen.set_focus(None)
    await drive.press("k")
    assert isinstance(drive.screen, DraftedPage)


async def test_a_page_that_was_not_kept_opens_as_it_was(opened: Opening, store: Store) -> None:
    async with opened({}, store=store) as drive:
        await numbers_of_a_mutuelle(drive)
        await drive.type("15")
        await drive.until(lambda: drafts(store) == {"contract.visit.percent": "15"})
    async with opened(store=store) as drive:
        assert any("mutuelle" in notice for notice in drive.notices())
        await numbers_of_a_mutuelle(drive)
        assert shown(drive, "percent") == "15"
        assert "before" in drive.text()
        await drive.type("0")
        await drive.press("enter")
        assert dict(drive.case.visit.terms("contract")) == {"percent": 150}
    assert drafts(store) == {}


async def test_a_page_that_is_left_drops_what_was_typed(opened: Opening, store: Store) -> None:
    begun(store, contract__visit__percent="15")
    async with opened(store=store) as drive:
        await numbers_of_a_mutuelle(drive)
        await drive.press("escape")
        assert drive.case.visit.contract is None
    assert drafts(store) == {}


async def test_why_a_step_was_refused_is_kept_while_it_is_typed(
    opened: Opening, store: Store
) -> None:
    async with opened(store=store) as drive:
        await drive.go("steps")
        await drive.press("exclamation_mark")
        assert isinstance(drive.screen, StandingScreen)
        await drive.type("no apostille")
        await drive.until(lambda: list(drafts(store).values()) == ["no apostille"])
        (place,) = drafts(store)
        assert place.startswith("standing.")


async def test_another_window_that_answers_has_the_last_word(opened: Opening) -> None:
    async with opened({**MOROCCAN, "drafts": {"situation.birth_date": "31/02"}}) as drive:
        keeper: MemoryKeeper = drive.keeper
        new = Change(("situation", "birth_date"), BORN, date(2005, 1, 1))
        keeper.other = Patch((new,))
        drive.app.edit(lambda case: case.on_screen("steps"), undoable=False)
        await drive.pause()
        assert shown(drive, "birth_date") == "2005-01-01"
        assert drive.case.drafts == {}


async def test_what_is_no_text_is_told_and_left(opened: Opening) -> None:
    plain = {**MOROCCAN, "drafts": {"situation.birth_date": 4, "other.place": "kept"}}
    async with opened(plain) as drive:
        assert any("drafts.situation.birth_date" in notice for notice in drive.notices())
        assert drive.case.drafts == {"other.place": "kept"}
