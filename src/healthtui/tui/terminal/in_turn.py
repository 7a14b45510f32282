"""One key after the other: each is handed on once the one before has done its work.

Textual writes a letter into a field at once, but what another key does goes from the field up to
the app first. Keys that arrive together, as over a slow line, would be mixed up: a, x, backspace,
b became "ax", and Enter took an amount of which the last digits were still on their way.
Letters for one field keep their order by themselves and go together: a long text arrives at once.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Final

from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

_PATIENCE: Final = 0.5
"""Seconds after which a key no longer waits for something that does not come to an end."""


class InTurn:
    """Keys and pastes that wait for their turn; `hand_on` lets one do its work."""

    def __init__(self, app: App[int], hand_on: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Key | Paste] = deque()
        self._way: tuple[MessagePump, ...] = ()
        self._looking = False
        self._last_round = False
        self._until = 0.0

    async def add(self, event: Key | Paste) -> None:
        """Hand the event on now, or when its turn comes."""
        self._waiting.append(event)
        if not self._looking:
            await self._begin()

    async def _begin(self) -> None:
        if self._is_busy() or _has_work(self._app):
            self._look_later()
        else:
            await self._next()

    async def _next(self) -> None:
        target = self._app.focused or self._app.screen
        self._way = tuple(each for each in target.ancestors_with_self if each is not self._app)
        self._last_round = False
        self._until = monotonic() + _PATIENCE
        letters = _takes_as_letter(target, self._waiting[0])
        await self._hand_on(self._waiting.popleft())
        while letters and self._app.focused is target and self._waiting:
            if not _takes_as_letter(target, self._waiting[0]):
                break
            await self._hand_on(self._waiting.popleft())

    def _is_busy(self) -> bool:
        return any(_has_work(pump) for pump in (*self._way, self._app.screen))

    def _look_later(self) -> None:
        # Behind what is queued for the app by now.
        self._looking = self._app.call_later(self._look)

    async def _look(self) -> None:
        """Whether the last key and all it caused went up to the app; then the next one goes."""
        await asyncio.sleep(0)  # an app that has something to do leaves nobody else a turn
        busy = self._is_busy()
        if monotonic() > self._until or (self._last_round and not busy):
            await self._next()
        else:
            # What a field sent up last is queued for the app now, in front of the next look.
            self._last_round = not busy
        self._looking = False
        if self._waiting:
            self._look_later()


def _takes_as_letter(target: Widget, event: Key | Paste) -> bool:
    return isinstance(event, Key) and target.check_consume_key(event.key, event.character)


def _has_work(pump: MessagePump) -> bool:
    return pump.is_running and not pump._message_queue.empty()  # noqa: SLF001 - there is no other way to see it
