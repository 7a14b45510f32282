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
