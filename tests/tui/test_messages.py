"""Nothing that was told disappears by itself, and all of it can be read again."""

import pytest
from tests.tui.conftest import Driver, Opening
from textual.events import Paste

from healthtui.tui.messages import FOR_GOOD, USUAL, Messages
from healthtui.tui.screens.reading import ReadingScreen


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_a_message_stays_until_a_key_comes_after_its_time(opened: Opening) -> None:
    clock = Clock()
    async with opened() as drive:
        drive.app.messages = Messages(clock)
        await drive.press("u")
        assert drive.notices() == ["Nothing to undo."]
        assert all(each.timeout == FOR_GOOD for each in drive.app._notifications)  # noqa: SLF001
        await drive.press("down")
        assert drive.notices() == ["Nothing to undo."]
        clock.now += USUAL
        await drive.quiet()
        assert drive.notices() == ["Nothing to undo."]
        await drive.press("down")
        assert drive.notices() == []
        await drive.press("down")


async def test_every_message_can_be_read_again_the_last_one_first(opened: Opening) -> None:
    async with opened({"situation": {"card": "no such"}}) as drive:
        await look_up(drive)
        (first,) = [notice for notice in drive.notices() if "card" in notice]
        assert first in read(drive)
        await drive.press("escape", "u", "r")
        await drive.press("ctrl+p")
        await drive.type("messages")
        assert "Messages: Nothing to do again." in drive.text()
        await drive.press("enter")
        told = read(drive)
        assert told.index("Nothing to do again.") < told.index("Nothing to undo.")
        assert told.index("Nothing to undo.") < told.index(first)


async def test_before_the_first_message_the_list_says_so(opened: Opening) -> None:
    async with opened() as drive:
        await look_up(drive)
        assert read(drive) == "Nothing was told yet."


def test_only_the_latest_messages_are_kept() -> None:
    messages = Messages()
    for number in range(1000):
        messages.add(str(number))
    assert messages.last == "999"
    assert len(messages.told) == 200


async def look_up(drive: Driver) -> None:
    """Open the list of messages."""
    await drive.press("ctrl+p")
    await drive.type("messages")
    await drive.press("enter")
    assert isinstance(drive.screen, ReadingScreen)


def read(drive: Driver) -> str:
    """What the page in front says."""
    return str(drive.screen.query_one("#page Static").content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pasted", "taken", "said"),
    [
        (" 30 ", "30", False),
        ("\n\n 30\n", "30", False),
        ("30\r\nq\nu", "30", True),
        ("\n \n", "", False),
    ],
)
async def test_of_several_lines_the_first_is_pasted_and_that_is_said(
    opened: Opening, pasted: str, taken: str, *, said: bool
) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "")
        event = Paste(pasted)
        event.set_sender(drive.app)
        drive.app.post_message(event)
        await drive.pause()
        assert drive.typed("price_eur").value == taken
        assert drive.runs()
        assert drive.app.current_mode == "costs"
        assert (drive.notices() == ["Of several lines the first was pasted."]) == said
