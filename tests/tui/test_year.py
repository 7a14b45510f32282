from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from tests.tui.conftest import MOROCCAN, TODAY, Driver, Opening, fields_of

from healthtui.core.answers import UNSURE
from healthtui.core.case_plain import to_plain
from healthtui.core.patch import Plain, difference
from healthtui.tui.screens.aid import AidScreen
from healthtui.tui.screens.care import CareScreen
from healthtui.tui.screens.compare import CompareScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.widgets.rows import Rows

LOG: dict[str, Any] = {
    "aa0001": {"act": "gp_consultation", "care_date": date(2026, 9, 20)},
    "aa0002": {
        "act": "medicine_box_65",
        "care_date": date(2026, 9, 21),
        "price_eur": "12.00",
        "quantity": 2,
    },
    "aa0003": {
        "act": "dentist_consultation",
        "care_date": date(2026, 10, 2),
        "claimed_on": date(2026, 10, 3),
    },
    "aa0004": {"act": "gp_consultation", "care_date": date(2025, 11, 3)},
}
OFFERS: dict[str, Any] = {
    "bb0001": {"name": "Cheap", "percent": 100, "monthly_eur": "4.90"},
    "bb0002": {"name": "Middle", "percent": 100, "monthly_eur": "10.00"},
    "bb0003": {"name": "Dear", "percent": 100, "monthly_eur": "20.00"},
}
WITH_LOG: Plain = {**MOROCCAN, "log": LOG}
WITH_OFFERS: Plain = {**WITH_LOG, "contracts": OFFERS}


def rows(drive: Driver) -> list[str]:
    """The rows of the list in front, as they are drawn."""
    listed = drive.screen.query_one(Rows)
    region = listed.content_region
    lines = drive.lines()[region.y : region.bottom]
    drawn = [line[region.x : region.right].strip() for line in lines]
    return [line for line in drawn if line]


def money(drive: Driver, cents: int) -> str:
    return drive.app.speaker.money(cents)


async def test_a_visit_goes_from_the_calculator_into_the_log_with_one_key(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "45")
        await drive.focus("act")
        await drive.press("a")
        (care,) = drive.case.log.values()
        assert (care.act, care.day, care.price_eur) == ("gp_consultation", TODAY, 45_00)
        await drive.go("year")
        (row,) = rows(drive)
        assert "GP visit" in row
        assert money(drive, 26_00) in row
        await drive.press("u")
        assert not drive.case.log
        assert rows(drive) == []


async def test_the_calculator_comes_after_the_log(opened: Opening) -> None:
    log = {
        f"cc{n:04}": {"act": "gp_consultation", "care_date": date(2026, 1, 5 + n)}
        for n in range(25)
    }
    everybody = {"log": log}
    async with opened(everybody) as drive:
        await drive.go("costs")
        assert drive.app.now.quote.amounts["flat_contribution"].most == 0
        assert "50.00" in drive.answer()
        await drive.clear_and_type("care_date", "20251231")
        assert drive.app.now.quote.amounts["flat_contribution"].most == 2_00


async def test_the_list_is_in_date_order_and_shows_the_year_of_today(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        seen = rows(drive)
        assert [line[:3] for line in seen] == ["[!]", "[!]", "[>]"]
        assert ["GP visit" in seen[0], "Medicine" in seen[1], "Dentist" in seen[2]] == [True] * 3
        await drive.press("y", "down", "enter")
        (row,) = rows(drive)
        assert "3 Nov" in row


async def test_an_act_is_changed_on_a_form_that_is_live(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        await drive.press("home", "enter")
        assert isinstance(drive.screen, CareScreen)
        assert "year_so_far" not in fields_of(drive)
        await drive.clear_and_type("price_eur", "50")
        assert drive.case.log["aa0001"].price_eur == 50_00
        assert money(drive, 31_00) in drive.text().replace(" €", "\u00a0€")
        await drive.clear_and_type("care_date", "20251103")
        assert drive.case.log["aa0001"].day == date(2025, 11, 3)
        await drive.press("escape", "escape")
        assert [line[:3] for line in rows(drive)] == ["[!]", "[>]"]


async def test_act_and_day_of_care_cannot_be_taken_back(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        await drive.press("home", "enter", "delete")
        assert drive.case.log["aa0001"].act == "gp_consultation"
        await drive.clear_and_type("care_date", "")
        await drive.press("tab")
        assert drive.case.log["aa0001"].day == date(2026, 9, 20)
        assert drive.case.log["aa0001"].care_date is not UNSURE


async def test_deleting_can_be_taken_back_and_the_highlight_stays_near(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        before = to_plain(drive.case)
        await drive.press("home", "down", "d")
        assert [("Medicine" in line) for line in rows(drive)] == [False, False]
        assert any("brings it back" in notice for notice in drive.notices())
        await drive.press("u")
        assert not difference(to_plain(drive.case), before).changes
        assert "Medicine" in rows(drive)[1]


async def test_claimed_and_received_are_put_and_taken_back_with_one_key(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        owed = drive.told("#sums").splitlines()[-1]
        assert money(drive, 19_00 + 5_80 + 13_80) in owed
        await drive.press("home", "s")
        assert drive.case.log["aa0001"].claimed_on == TODAY
        assert rows(drive)[0].startswith("[>]")
        await drive.press("v")
        assert drive.case.log["aa0001"].received_eur == 19_00
        assert rows(drive)[0].startswith("[x]")
        assert money(drive, 5_80 + 13_80) in drive.told("#sums").splitlines()[-1]
        await drive.press("v", "s")
        assert drive.case.log["aa0001"].received_eur is None
        assert rows(drive)[0].startswith("[!]")


async def test_the_accounts_name_the_act_with_which_they_stop(opened: Opening) -> None:
    log = {
        f"cc{n:04}": {"act": "gp_consultation", "care_date": date(2026, 1, 5 + n)}
        for n in range(26)
    }
    async with opened({"log": log}) as drive:
        await drive.go("year")
        flat = drive.told("#sums").splitlines()[1]
        assert "29 January 2026" in flat
        assert "50.00" in flat


async def test_why_gives_the_reasons_of_the_highlighted_act(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        await drive.press("end", "w")
        assert isinstance(drive.screen, ReadingScreen)
        assert "Dentist" in drive.text()


async def test_an_empty_log_says_how_it_is_filled(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("year")
        assert "Press a" in drive.answer()
        for key in ("e", "d", "s", "v"):
            await drive.press(key)
        assert drive.runs()
        await drive.press("a")
        assert isinstance(drive.screen, CareScreen)
        assert len(drive.case.log) == 1
        await drive.press("u")
        await drive.until(lambda: not isinstance(drive.screen, CareScreen))
        assert not drive.case.log


async def test_the_three_contracts_pay_off_from_so_many_visits(opened: Opening) -> None:
    async with opened(WITH_OFFERS, size=(100, 60)) as drive:
        await drive.go("year")
        await drive.press("c")
        assert isinstance(drive.screen, CompareScreen)
        told = " ".join(drive.text().split())
        for name, visits in (("Cheap", 7), ("Middle", 14), ("Dear", 27)):
            assert f"{name}: pays off from {visits} visits like this" in told
        assert "Dear is never better than Cheap and Middle." in told
        assert "buying nothing costs least" in told


async def test_the_number_of_visits_moves_the_comparison(opened: Opening) -> None:
    async with opened(WITH_OFFERS) as drive:
        await drive.go("year")
        await drive.press("c", "plus")
        assert "7 visits" in drive.lines()[1]
        cheap = next(line for line in rows(drive) if line.startswith("Cheap"))
        nothing = next(line for line in rows(drive) if line.startswith("Buying nothing"))
        assert "77.00" in nothing
        assert "72.80" in cheap
        await drive.press("minus", "minus")
        assert "5 visits" in drive.lines()[1]


async def test_a_contract_is_added_changed_and_deleted_by_keyboard(opened: Opening) -> None:
    async with opened(WITH_LOG) as drive:
        await drive.go("year")
        await drive.press("c", "a")
        assert isinstance(drive.screen, ContractScreen)
        await drive.focus("name")
        await drive.press("end", *["backspace"] * 20)
        await drive.type("Mine")
        await drive.focus("monthly_eur")
        await drive.type("12,50")
        await drive.press("enter")
        (offer,) = drive.case.offers.values()
        assert (offer.name, offer.monthly, dict(offer.terms)["percent"]) == ("Mine", 12_50, 100)
        await drive.press("end", "e")
        await drive.focus("percent")
        await drive.press("end", *["backspace"] * 3, *"150", "enter")
        (offer,) = drive.case.offers.values()
        assert dict(offer.terms)["percent"] == 150
        await drive.press("end", "d")
        assert not drive.case.offers
        await drive.press("u")
        assert drive.case.offers


async def test_the_conditions_of_the_c2s_are_asked_and_answered(opened: Opening) -> None:
    async with opened(WITH_OFFERS, size=(100, 50)) as drive:
        await drive.go("year")
        await drive.press("c", "s")
        assert isinstance(drive.screen, AidScreen)
        for name in ("rights_open", "stable_residence", "own_household"):
            await drive.choose(name, "yes")
        await drive.clear_and_type("household", "1")
        await drive.clear_and_type("income_eur", "6000")
        assert "free for you" in drive.text()
        await drive.press("escape", "escape")
        assert isinstance(drive.screen, CompareScreen)
        told = " ".join(drive.text().split())
        assert "C2S: costs you nothing" in told
        assert "C2S costs least" in told


async def test_going_to_the_screen_in_front_closes_the_pages_over_it(opened: Opening) -> None:
    async with opened(WITH_OFFERS) as drive:
        await drive.go("year")
        await drive.press("c", "f5")
        assert drive.screen is drive.base("year")
        await drive.press("c")
        await drive.go("costs", "year")
        assert isinstance(drive.screen, CompareScreen)
        await drive.press("escape")
        assert drive.screen is drive.base("year")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_pages_of_the_year_fit_their_window(
    opened: Opening, size: tuple[int, int], language: str
) -> None:
    async with opened(WITH_OFFERS, size=size, language=language) as drive:
        await drive.go("year")
        for keys in (("enter",), ("c",), ("c", "s")):
            await drive.press(*keys)
            await drive.drawn()
            lines = drive.lines()
            assert len(lines) == size[1]
            assert all(cell_len(line) == size[0] for line in lines), keys
            for widget in drive.screen.query("#form, #answer, #list, #options"):
                assert widget.region.right <= size[0]
                assert widget.region.bottom < size[1]
            await drive.press(*["escape"] * (len(keys)))


async def test_a_long_log_is_walked_and_changed(opened: Opening) -> None:
    log = {
        f"{n:06x}": {"act": "gp_consultation", "care_date": date(2026, 1 + n % 10, 1 + n % 28)}
        for n in range(1_000)
    }
    async with opened({"log": log}) as drive:
        await drive.go("year")
        assert len(drive.app.now.ledger.entries(2026)) == 1_000
        await drive.press("end")
        await drive.drawn()
        last = rows(drive)[-1]
        assert "28 Oct" in last
        await drive.press("pageup", "pagedown")
        await drive.drawn()
        assert rows(drive)[-1] == last
        await drive.press("s")
        assert sum(care.claimed_on is not None for care in drive.case.log.values()) == 1
