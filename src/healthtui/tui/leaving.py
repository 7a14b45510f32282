"""How the app is left: by its keys, for a pause, or because nobody uses it."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from textual import events

from healthtui.core.sentence import say
from healthtui.tui.idle import Idle
from healthtui.tui.telling import TellingApp
from healthtui.tui.terminal.endings import CRASHED, SAVING_SECONDS
from healthtui.tui.terminal.pause import has_job_control, stop

INTERRUPT: Final = "ctrl+c"
_AGAIN: Final = say("Ctrl+C again saves and quits.")
_AGAIN_UNKEPT: Final = say("Ctrl+C again quits. Nothing is kept: your answers are gone then.")
_SENT: Final = say(
    "Sent to your terminal. If pasting gives nothing, select the text with Shift and the mouse."
).id


class LeavingApp(TellingApp):
    """Ends only once everything is saved, and says so where it is not."""

    idle_seconds: float | None = None
    """After how long without a key or click the app ends; never where None."""
    start_beside: Callable[[], None] | None = None
    """Allows a new beginning beside saved files of which none can be read."""
    _idle_clock: Idle | None = None
    _ended_idle = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._interrupted = False
        self._key = ""

    async def action_leave(self) -> None:
        """Quit once everything is on disk, a note being written too."""
        self.keep_drafts()
        if await asyncio.to_thread(self.keep_all, SAVING_SECONDS):
            self.exit(0)
        else:
            self.notify(self._not_saved(), severity="error", timeout=30, markup=False)

    def action_interrupt(self) -> None:
        """Say that the second key in turn quits: the first may have been meant to copy."""
        self._interrupted = True
        self.notify(self._again(), markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal; nothing tells whether that has a clipboard."""
        super().copy_to_clipboard(text)
        told = [self.speaker.word(_SENT)]
        if self._key == INTERRUPT:
            self._interrupted = True
            told.append(self._again())
        self.notify(" ".join(told), markup=False)

    def _again(self) -> str:
        if self.start_beside is not None:  # nothing has begun, so there is nothing to save or lose
            return self.speaker.word("Ctrl+C again quits.")
        return self.speaker.text(_AGAIN if self.keeps_answers else _AGAIN_UNKEPT)

    async def action_pause(self) -> None:
        """Save, and stop until the shell brings the app back; where there is one."""
        driver = self._driver
        if (
            self.keeps is not None
            or driver is None
            or not (driver.can_suspend and has_job_control())
        ):
            told = self.speaker.word("Nothing would bring it back from a pause; q quits.")
            self.notify(told, markup=False)
            return
        self.keep_drafts()
        if not await asyncio.to_thread(self.all_kept, SAVING_SECONDS):
            self.notify(self._not_saved(), severity="error", timeout=30, markup=False)
            return
        kept = say("Paused and saved. Type fg and press Enter to come back.")
        nowhere = say("Paused; nothing is saved. Type fg and press Enter to come back.")
        told = self.speaker.text(kept if self.keeps_answers else nowhere)
        with self.suspend():
            print(told, flush=True)  # noqa: T201 - the terminal is the shell's now
            stop()

    def _not_saved(self) -> str:
        """Why not everything is on disk."""
        usual = say("Not everything is saved yet; try again in a moment.")
        return self.speaker.text(self.trouble or usual)

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on; a key, a click or a paste is use."""
        if self._idle_clock is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self._idle_clock.used()
        await super().on_event(event)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key or a paste do its work; the second interrupt of two in turn quits."""
        if isinstance(event, events.Key):
            self._key = event.key
            if self._interrupted and event.key == INTERRUPT:
                await self.action_leave()
                return
            self._interrupted = False
        await super().take(event)

    def begin_idle_clock(self) -> None:
        """Begin to look whether anybody uses the app, where it ends if nobody does."""
        if self.idle_seconds is not None:
            self._idle_clock = Idle(self, self.idle_seconds)

    def warn_idle(self, seconds: float) -> None:
        """Tell that the app ends in some seconds unless it is used."""
        told = say(
            "Nobody seems to be here: this ends in {n} seconds. Any key keeps it open; Esc does "
            "nothing else.",
            n=round(seconds),
        )
        self.notify(self.speaker.text(told), severity="warning", markup=False, timeout=seconds)

    def clear_idle(self) -> None:
        """Take the warning away."""
        self.messages.gone()
        self.clear_notifications()

    async def leave_idle(self) -> None:
        """End, as nobody uses it."""
        self._ended_idle = True
        await self.leave_by(0)

    def action_abandon(self) -> None:
        """Leave although something is not saved: only by name, never by a key."""
        self.exit(1, return_code=1)

    def parting(self, code: int, *, kept: bool) -> str:
        """A sentence where the app had to stop, or could not save; nothing where all is well."""
        if code == CRASHED and not self.keeps_answers:
            told = say("healthtui had to stop: a mistake of its own. Nothing was kept.")
        elif code == CRASHED and kept:
            told = say("healthtui had to stop: a mistake of its own. All you had entered is saved.")
        elif code == CRASHED:
            told = say("healthtui had to stop: a mistake of its own. The last change is not saved.")
        elif not kept:
            told = say("healthtui was ended before everything could be saved.")
        elif self._ended_idle:
            told = say("healthtui ended: nobody was using it.")
        else:
            return ""
        return self.speaker.text(told)
