"""The end of an app that nobody uses, and what a kiosk offers."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.tui.conftest import MODES, Opening

from healthtui.core.sentence import say
from healthtui.tui import idle
from healthtui.tui.app import HealthApp
from healthtui.tui.places import places

PATIENCE = 900.0
WARNING = 60.0
WAYS_OUT = ("screenshot", "suspend", "shell", "export", "open_url")


class Clock:
    """A clock that a test sets, and the one timer of the app's end."""

    now = 0.0
    delay = 0.0
    ring: Callable[[], Awaitable[None]]

    def __call__(self) -> float:
        return self.now

    async def pass_by(self, seconds: float) -> None:
        """Let time pass, in which the timer rings once at most."""
        self.now += seconds
        self.delay -= seconds
        if self.delay <= 0:
            await self.ring()


CLOCK = Clock()


class Kiosk(HealthApp):
    """The app as a kiosk opens it."""

    idle_seconds = PATIENCE
    keeps = say("nothing is kept here")

    def set_timer(self, delay: float, callback: Any = None, **options: Any) -> Any:
        if not isinstance(getattr(callback, "__self__", None), idle.Idle):
            return super().set_timer(delay, callback, **options)
        CLOCK.delay, CLOCK.ring = delay, callback
        return None


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(idle, "monotonic", CLOCK)
    return CLOCK


async def test_silence_is_told_a_minute_before_and_then_ends_it_with_all_saved(
    opened: Opening, clock: Clock
) -> None:
    async with opened(kind=Kiosk) as drive:
        await clock.pass_by(PATIENCE - WARNING - 1)
        await drive.pause()
        assert drive.notices() == []
        await clock.pass_by(1)
        await drive.pause()
        (told,) = drive.notices()
        assert "in 60 seconds" in told
        await clock.pass_by(WARNING)
        assert not drive.runs()
        assert drive.app.return_code == 0
        assert drive.keeper.closed
        assert "nobody was using it" in drive.app.parting(0, kept=True)


async def test_a_key_takes_the_warning_away_and_puts_the_end_off(
    opened: Opening, clock: Clock
) -> None:
    async with opened(kind=Kiosk) as drive:
        await clock.pass_by(PATIENCE - WARNING)
        await drive.pause()
        assert drive.notices() != []
        await drive.press("escape")
        assert drive.notices() == []
        await clock.pass_by(WARNING)
        assert drive.runs()
        assert drive.notices() == []
        await clock.pass_by(PATIENCE - 2 * WARNING)
        await drive.pause()
        assert drive.notices() != []
        await clock.pass_by(WARNING)
        assert not drive.runs()


async def test_every_screen_says_what_is_kept_and_offers_no_file_and_no_shell(
    opened: Opening,
) -> None:
    async with opened(kind=Kiosk, size=(80, 24)) as drive:
        for mode in MODES:
            await drive.go(mode)
            strip = drive.lines()[0]
            assert "nothing is kept here" in strip
            assert "[" in strip
            offered = " ".join(each.shown for each in places(drive.app, mode)).lower()
            actions = {each.binding.action for each in drive.screen.active_bindings.values()}
            assert len(actions) > len(MODES)
            for way in WAYS_OUT:
                assert way not in offered
                assert not any(way in action for action in actions)


async def test_what_cannot_be_saved_outranks_what_is_kept(opened: Opening) -> None:
    async with opened(kind=Kiosk) as drive:
        drive.app.trouble = say("the disk is full")
        await drive.pause()
        assert "the disk is full" in drive.lines()[0]
