"""Three people go through months of steps by keyboard, the app reopened between."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from tests.tui.conftest import MOROCCAN, SPANIARD, Driver, Opening

from healthtui.cli import main
from healthtui.core.patch import Change, Patch
from healthtui.files.store import Store
from healthtui.tui.screens.standing import StandingScreen

Export = Callable[[str, date], str]


@pytest.fixture
def export(store: Store, tmp_path: Path) -> Export:
    """What the command line exports of the saved case, as on a day."""

    def exporting(form: str, today: date) -> str:
        path = tmp_path / f"{today}.{form}"
        code = main(
            [
                "--data-dir",
                str(store.folder),
                "--today",
                today.isoformat(),
                "export",
                form,
                "--output",
                str(path),
            ]
        )
        assert code == 0
        return path.read_bytes().decode()

    return exporting


def begin(store: Store, situation: dict[str, Any]) -> None:
    store.commit(Patch((Change(("situation",), None, situation),)))


async def put(drive: Driver, step: str, key: str, *, day: str = "", detail: str = "") -> None:
    """Set a step by its key, then say since when and what goes with it."""
    await drive.highlight(step)
    await drive.press(key)
    if not isinstance(drive.screen, StandingScreen) and (day or detail):
        await drive.press("e")
    if day:
        if drive.focused == "detail":
            await drive.press("up")
        await drive.type(day)
        await drive.press("enter")
    if detail:
        if drive.focused != "detail":
            await drive.press("enter")
        await drive.press("ctrl+a")
        await drive.type(detail)
    if isinstance(drive.screen, StandingScreen):
        await drive.press("enter")
    if isinstance(drive.screen, StandingScreen):
        await drive.press("enter")
    assert drive.screen is drive.base("steps"), drive.text()


def days(calendar: str) -> dict[str, tuple[date, bool]]:
    """The entries of a calendar by id: the day, and whether it is taken back."""
    return {
        str(event.uid).removesuffix("@healthtui"): (
            date.fromisoformat(event.start.isoformat()),
            event.get("STATUS") == "CANCELLED",
        )
        for event in icalendar.Calendar.from_ical(calendar).events
    }


async def september(drive: Driver) -> None:
    """The first days: what was brought, the visa, and the portal."""
    await drive.go("steps")
    await put(drive, "birth-certificate", "space", day="20260803")
    await put(drive, "translate-birth-certificate", "greater_than_sign", detail="to Mme Benali")
    await put(drive, "validate-visa", "space")
    await put(drive, "portal-identity", "space")
    await put(drive, "portal-space", "space")
    await put(drive, "portal-documents", "greater_than_sign", detail="on the portal")
    await drive.press("n")
    await drive.type("space opened with my e-mail of the university")
    await drive.press("escape", "q")
    assert not drive.runs()


async def november(drive: Driver) -> None:
    """The translation is overdue, and a paper was refused."""
    await drive.drawn()
    assert drive.app.current_mode == "steps"
    assert drive.highlighted() == "translate-birth-certificate"
    assert "No answer for 71 days" in drive.answer()
    assert "[2 Steps 6/15]" in drive.bar()
    assert "in 20 days: Get the birth certificate accepted" in drive.bar()
    await put(drive, "translate-birth-certificate", "space")
    await put(drive, "civil-status", "greater_than_sign", detail="on the portal")
    assert drive.note() == ""
    await drive.highlight("portal-documents")
    assert drive.note() == "space opened with my e-mail of the university"
    await drive.press("tab", "end", "exclamation_mark")
    await drive.type("IBAN of my brother")
    await drive.press("enter", "enter", "escape")
    assert next(iter(drive.listed())) == "portal-documents"
    assert "Send a RIB that shows your own name" in drive.answer()


async def february(drive: Driver) -> None:
    """All papers are accepted, late; now the number is awaited."""
    await drive.drawn()
    assert drive.highlighted() == "portal-documents"
    assert "late" not in drive.bar()
    await drive.highlight("civil-status")
    assert "No answer for 73 days" in drive.answer()
    await drive.highlight("portal-documents")
    await drive.press("tab", "end", "space", "escape")
    await put(drive, "portal-documents", "space")
    await put(drive, "civil-status", "space", day="20270120")
    await put(drive, "definitive-number", "full_stop")
    await put(drive, "medecin-traitant", "space")
    await drive.highlight("definitive-number")
    assert "Waits for: your CPAM" in drive.answer()
    await drive.press("q")


async def test_a_moroccan_student_with_a_visa_to_validate(
    opened: Opening, store: Store, export: Export
) -> None:
    begin(store, MOROCCAN["situation"])
    async with opened({}, store=store, today=date(2026, 9, 10)) as drive:
        await september(drive)
    async with opened({}, store=Store(store.folder), today=date(2026, 11, 20)) as drive:
        await november(drive)
        await drive.press("q")
    calendar = days(export("ics", date(2026, 11, 20)))
    assert calendar["civil-status.deadline"] == (date(2026, 12, 10), True)
    assert calendar["validate-visa.deadline"] == (date(2026, 12, 1), True)
    async with opened({}, store=Store(store.folder), today=date(2027, 2, 1)) as drive:
        await february(drive)
        progress = drive.case.progress
    assert [event.status for event in progress["portal-documents"].past] == ["sent"]
    assert progress["portal-documents"].papers["iban"].past[0].detail == "IBAN of my brother"
    again = Store(store.folder).load().plain
    assert again["steps"]["civil-status"]["since"] == date(2027, 1, 20)
    page = export("md", date(2027, 2, 1)).replace("\\", "")
    for part in ("Maroc", "Morocco", "VLS-TS", "Obtenir", "0.1.0", "service-public.gouv.fr"):
        assert part in page, part
    assert "university" not in page


async def test_a_spanish_exchange_student_whose_card_ends_in_january(
    opened: Opening, store: Store, export: Export
) -> None:
    until_june = SPANIARD["situation"] | {
        "card_valid_until": date(2027, 1, 31),
        "card_renewable": True,
        "stay_until": date(2027, 6, 30),
        "academic_year_end": date(2027, 1, 31),
    }
    begin(store, until_june)
    async with opened({}, store=store, today=date(2026, 9, 10)) as drive:
        assert drive.app.now.eligibility.route == "keep-ehic"
        await drive.go("steps")
        await drive.highlight("get-card")
        assert "your answers show" in drive.answer()
        await put(drive, "check-card", "space")
        assert "renew-card" in drive.listed()
        assert drive.highlighted() != "renew-card"
        calendar = days(export("ics", date(2026, 9, 10)))
        assert calendar["renew-card.opens"] == (date(2026, 11, 2), False)
        assert calendar["renew-card.deadline"] == (date(2027, 1, 1), False)
        await drive.press("q")

    async with opened({}, store=Store(store.folder), today=date(2026, 12, 15)) as drive:
        await drive.drawn()
        assert next(iter(drive.listed())) == "renew-card"
        assert "in 17 days" in drive.bar()
        await put(drive, "renew-card", "greater_than_sign", detail="form to the INSS")
        await drive.press("q")

    async with opened({}, store=Store(store.folder), today=date(2027, 1, 20)) as drive:
        await drive.drawn()
        assert "late" not in drive.bar()
        assert drive.headings()[0].startswith("Waiting")
        await put(drive, "renew-card", "space")
        await drive.go("situation")
        await drive.clear_and_type("card_valid_until", "20280131")
        await drive.press("escape")
        assert drive.app.now.eligibility.route == "keep-ehic"
        await drive.go("steps")
        assert "late" not in drive.bar()
        await drive.highlight("renew-card")
        assert drive.headings()[-1].startswith("Not needed")
        assert "accepted on 20 Jan 2027" in drive.answer()
        await drive.press("q")
    kept = Store(store.folder).load().plain["steps"]["renew-card"]
    assert kept["status"] == "accepted"
    assert kept["past"] == {"2026-12-15 sent": "form to the INSS"}
    page = export("html", date(2027, 1, 20))
    assert "Espagne" in page
    assert 'lang="fr"' in page


async def test_an_algerian_student_asks_for_a_permit_instead_of_validating_a_visa(
    opened: Opening, store: Store, export: Export
) -> None:
    algerian = MOROCCAN["situation"] | {
        "nationalities": ["DZ"],
        "insured_in": "DZ",
        "entered_france_on": date(2026, 9, 5),
    }
    begin(store, algerian)
    async with opened({}, store=store, today=date(2026, 9, 20)) as drive:
        await drive.go("steps")
        assert "validate-visa" not in drive.listed()
        assert "algerian-permit" in drive.listed()
        await put(drive, "portal-identity", "space")
        calendar = days(export("ics", date(2026, 9, 20)))
        assert calendar["algerian-permit.deadline"] == (date(2026, 11, 5), False)
        await drive.press("q")

    async with opened({}, store=Store(store.folder), today=date(2026, 11, 10)) as drive:
        await drive.drawn()
        assert next(iter(drive.listed())) == "algerian-permit"
        assert "5 days late" in drive.bar()
        assert "This is not established" in drive.answer()
        await put(drive, "algerian-permit", "full_stop", detail="préfecture du Rhône")
        assert "Waits for: préfecture du Rhône" in drive.answer()
        await drive.press("q")

    async with opened({}, store=Store(store.folder), today=date(2027, 1, 25)) as drive:
        await drive.drawn()
        assert next(iter(drive.listed())) == "algerian-permit"
        assert "No answer for 76 days" in drive.answer()
        await drive.press("c")
        assert "10 novembre 2026" in drive.text()
        await drive.press("escape")
        await put(drive, "algerian-permit", "space", day="20270124")
        await drive.press("q")
    calendar = days(export("ics", date(2027, 1, 25)))
    assert calendar["algerian-permit.deadline"][1] is True
    page = export("md", date(2027, 1, 25))
    assert "Algérie" in page
    assert "Algeria" in page
