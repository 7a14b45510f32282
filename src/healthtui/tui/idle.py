"""Ends an app that nobody uses, with a warning before: nobody's answers stay on a screen."""

from time import monotonic
from typing import Any, Final, Protocol

WARNING_SECONDS: Final = 60.0
"""How long before the end it is told; of a short time the half."""


class Idling(Protocol):
    """An app that can be left alone."""

    def set_timer(self, delay: float, callback: Any) -> object:
        """Call back once after some seconds."""

    def warn_idle(self, seconds: float) -> None:
        """Tell that the app ends in some seconds unless it is used."""

    def clear_idle(self) -> None:
        """Take the warning away."""

    async def leave_idle(self) -> None:
        """End, as nobody uses it."""


class Idle:
    """Counts from the last use; one timer sleeps meanwhile, so that rest stays rest."""

    def __init__(self, app: Idling, patience: float) -> None:
        self._idling = app
        self._patience = patience
        self._warning = min(WARNING_SECONDS, patience / 2)
        self._warned = False
        self._used_at = monotonic()
        self._sleep(patience - self._warning)

    def used(self) -> None:
        """Begin to count anew."""
        self._used_at = monotonic()
        if self._warned:
            self._warned = False
            self._idling.clear_idle()

    def _sleep(self, seconds: float) -> None:
        self._idling.set_timer(seconds, self._look)

    async def _look(self) -> None:
        left = self._used_at + self._patience - monotonic()
        if left <= 0:
            await self._idling.leave_idle()
        elif left > self._warning:
            self._sleep(left - self._warning)
        else:
            self._warned = True
            self._idling.warn_idle(left)
            self._sleep(left)
