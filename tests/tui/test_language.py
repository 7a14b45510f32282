import pytest
from tests.tui.conftest import MODES, Opening

from healthtui.texts.language import OWN_NAMES, available
from healthtui.texts.speaker import Speaker
from healthtui.tui.screens.palette import Palette


def test_every_language_has_its_own_name() -> None:
    assert set(available()) == set(OWN_NAMES)


@pytest.mark.parametrize("mode", MODES)
async def test_the_language_is_switched_on_every_screen_and_back(
    opened: Opening, mode: str
) -> None:
    async with opened() as drive:
        await drive.visit_all()
        await drive.go(mode)
        before = drive.text()
        for code in ("fr", "es", "zh"):
            await drive.app.action_language(code)
            await drive.drawn()
            assert drive.app.current_mode == mode
            assert Speaker(code).word("Situation") in drive.lines()[0]
            assert drive.text() != before
            for other in MODES:
                await drive.go(other)
                assert Speaker(code).word("Steps") in drive.lines()[0]
            await drive.go(mode)
        await drive.app.action_language("en")
        await drive.drawn()
        assert drive.lines()[0] == before.splitlines()[0]


async def test_the_palette_offers_the_other_languages(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("ctrl+p")
        assert isinstance(drive.screen, Palette)
        await drive.type("espa")
        await drive.until(lambda: "Espa" in drive.text())
        await drive.press("enter")
        await drive.until(lambda: Speaker("es").word("Situation") in drive.lines()[0])
        assert drive.keeper.plain["view"]["language"] == "es"
        await drive.press("u")
        assert drive.keeper.plain["view"]["language"] == "es"


async def test_another_language_keeps_what_is_typed_the_focus_and_what_can_be_undone(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.choose("nationalities", "spain")
        await drive.clear_and_type("birth_date", "2004-1")
        await drive.press("tab")
        await drive.clear_and_type("stay_until", "20271")
        marks = [label[0] for label in drive.labels()]
        assert "!" in marks
        situation = drive.case.situation
        for code in ("fr", "zh", "en"):
            await drive.app.action_language(code)
            await drive.drawn()
            await drive.until(lambda: drive.focused == "stay_until")
            assert drive.typed("stay_until").value == "2027-1"
            assert drive.typed("birth_date").value == "2004-1"
            assert [label[0] for label in drive.labels()] == marks
            assert drive.case.situation == situation
        await drive.type("231")
        assert str(drive.case.situation.stay_until) == "2027-12-31"
        await drive.press("escape", "u")
        assert drive.case.situation.nationalities == ("ES",)
        await drive.press("u")
        assert drive.case.situation.nationalities == ("MA",)


async def test_another_language_keeps_the_place_in_lists_and_pages(opened: Opening) -> None:
    async with opened(size=(80, 24)) as drive:
        await drive.go("steps")
        await drive.press("down", "down")
        await drive.drawn()
        step = drive.highlighted()
        details = drive.screen.query_one("#details")
        await drive.until(lambda: details.max_scroll_y > 0)
        await drive.press("right")
        await drive.until(lambda: details.scroll_y > 0)
        await drive.go("situation")
        await drive.press("escape", "pagedown")
        await drive.drawn()
        answer = drive.screen.query_one("#answer").scroll_y
        assert answer > 0
        await drive.app.action_language("es")
        await drive.until(lambda: drive.screen.query_one("#answer").scroll_y == answer)
        await drive.go("steps")
        await drive.until(lambda: drive.highlighted() == step)
        await drive.until(lambda: drive.screen.query_one("#details").scroll_y > 0)
