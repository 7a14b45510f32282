"""Countries and days as people type them, in the fields of the screens."""

from tests.core.test_answers import FIRST_OF_SEPTEMBER, OTHER_DAYS
from tests.plain.test_probes import COUNTRIES, NONE, SEVERAL
from tests.tui.conftest import Opening

from healthtui.texts.countries import name
from healthtui.tui.widgets.picker import Picker


async def test_a_country_is_taken_by_any_name_and_shown(opened: Opening) -> None:
    async with opened({}) as drive:
        for typed, code in COUNTRIES:
            await drive.choose("nationalities", typed)
            assert drive.case.situation.nationalities == (code,), typed
            assert drive.chosen("nationalities") == name(code, "en"), typed


async def test_a_name_that_fits_several_or_none_takes_nothing_and_says_how_many(
    opened: Opening,
) -> None:
    async with opened() as drive:
        for typed in (*SEVERAL, *NONE):
            await drive.focus("nationalities")
            await drive.press("enter")
            await drive.type(typed)
            await drive.press("enter")
            assert isinstance(drive.screen, Picker), typed
            count = len(drive.found())
            assert count != 1, typed
            assert (f"{count} fit" if count else "Nothing fits") in drive.text(), typed
            await drive.press("escape")
        assert drive.case.situation.nationalities == ("MA",)


async def test_a_day_is_taken_as_people_write_it_and_written_back(opened: Opening) -> None:
    probes = [(typed, "2026-09-01") for typed in FIRST_OF_SEPTEMBER]
    probes += OTHER_DAYS
    assert len(probes) >= 60
    async with opened({}) as drive:
        for typed, day in probes:
            await drive.clear_and_type("stay_from", typed)
            await drive.press("tab")
            assert drive.typed("stay_from").value == day, typed
            assert str(drive.case.situation.stay_from) == day, typed
