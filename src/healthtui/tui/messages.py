"""What the app told in this session: the list of it, and how long the last of it stays."""

import time
from collections.abc import Callable
from typing import Final

FOR_GOOD: Final = 30 * 24 * 3600.0
"""Seconds that are never over while anybody looks: a message leaves by a key alone."""
USUAL: Final = 5.0
"""Seconds in which no key takes a message away: it may have been meant for something else."""
_MOST: Final = 200
"""Messages that are kept, the latest."""


class Messages:
    """Every message, the latest first; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.told: list[str] = []
        self._clock = clock
        self._until: float | None = None

    @property
    def last(self) -> str:
        """The latest message; empty before the first."""
        return self.told[0] if self.told else ""

    def add(self, message: str, seconds: float = USUAL) -> None:
        """Keep a message that stays in sight for some seconds at least."""
        self.told = [message, *self.told][:_MOST]
        self._until = max(self._until or 0.0, self._clock() + seconds)

    def key(self) -> bool:
        """Whether a key takes away what is in sight; asked at each key."""
        if self._until is None or self._clock() < self._until:
            return False
        self._until = None
        return True

    def gone(self) -> None:
        """Nothing is in sight any more."""
        self._until = None
