from datetime import date

from tests.tui.conftest import Opening

from healthtui.core.pack import Addition, Pack
from healthtui.core.sentence import say
from healthtui.tui.app import HealthApp

PUBLISHER = "Université du Nord [/red] [@click=app.leave()]x[/]"
NOT_OURS = "added by your institution, not checked by this program"
STEP = "portal-documents"


class WithPacks(HealthApp):
    """The app as an institution's host opens it."""

    packs = (
        Pack(
            name="campus",
            publisher=PUBLISHER,
            checked_on=date(2026, 9, 1),
            page="https://www.example.org/welcome",
            additions=(
                Addition("desk", "d", (STEP,), title="Welcome desk [/", phone="+33 3 20 00 00 00"),
                Addition("advice", "a", (STEP,), text="Upload your documents {day}"),
                Addition("date", "c", title="The desk is closed", day=date(2026, 12, 24)),
                Addition("date", "o", title="Long over", day=date(2026, 11, 1)),
            ),
        ),
    )
    notices = (say("The overlay {file} is not used: {problem}.", file="x.toml", problem="[/ x"),)


async def test_a_step_shows_what_the_institution_adds_below_what_is_shipped(
    opened: Opening,
) -> None:
    async with opened() as plain:
        await plain.go("steps")
        await plain.highlight(STEP)
        shipped, listed = plain.answer(), plain.listed()
        await plain.highlight("ameli-account")
        other = plain.answer()
    async with opened(kind=WithPacks) as drive:
        await drive.go("steps")
        await drive.highlight(STEP)
        assert drive.listed() == listed
        assert drive.answer().startswith(shipped)
        assert drive.answer().removeprefix(shipped).splitlines() == [
            "",
            "",
            f"From {PUBLISHER}",
            f"{NOT_OURS}; checked there on 1 September 2026",
            "Welcome desk [/",
            "Phone: +33 3 20 00 00 00",
            "Upload your documents {day}",
            "Their page: https://www.example.org/welcome",
        ]
        await drive.highlight("ameli-account")
        assert drive.answer() == other


async def test_a_long_step_scrolls_to_what_the_institution_adds(opened: Opening) -> None:
    async with opened(kind=WithPacks) as drive:
        await drive.go("steps")
        await drive.highlight(STEP)
        for _ in range(8):
            await drive.press("right")
            await drive.drawn()
        assert "+33 3 20 00 00 00" in drive.text()
        assert "Welcome desk [/" in drive.text()


async def test_what_is_for_everybody_stands_with_the_reasons_of_the_steps(
    opened: Opening,
) -> None:
    async with opened(kind=WithPacks, size=(100, 50)) as drive:
        await drive.go("steps")
        await drive.press("w")
        await drive.drawn()
        assert "24 December 2026: The desk is closed" in drive.text()
        assert "Long over" not in drive.text()


async def test_a_pack_that_is_not_used_is_told_when_the_app_opens(opened: Opening) -> None:
    async with opened(kind=WithPacks) as drive:
        assert drive.notices() == ["The overlay x.toml is not used: [/ x."]
        assert drive.runs()
