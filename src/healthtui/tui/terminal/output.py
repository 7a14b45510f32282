"""Writing to the terminal from a thread of its own: nobody waits for a terminal that stalls."""

import contextlib
import os
import select
import threading
from collections import deque
from collections.abc import Callable
from typing import Final

LIMIT: Final = 1_000_000
"""Characters that may wait for the terminal; beyond, what waits is dropped and drawn anew.

One text alone may be longer, as a screen of a very large terminal is.
"""

_CHUNK: Final = 4096
"""Bytes of one system call: small, so that progress can be told from a stall."""
_BATCH: Final = 65_536
_PATIENCE: Final = 0.5
"""Seconds without any progress after which the last bytes are given up."""


class Output:
    """A queue of texts and the thread that writes them in an encoding.

    `on_failure` is called once if the terminal refuses (it is gone, or what stands for it is
    full); `on_caught_up` after texts were dropped, once the terminal reads again. Both are
    called from the thread.
    """

    def __init__(
        self,
        fileno: int,
        on_failure: Callable[[], None],
        on_caught_up: Callable[[], None],
        encoding: str = "utf-8",
    ) -> None:
        self._encoding = encoding
        self._fileno = fileno
        self._on_failure = on_failure
        self._on_caught_up = on_caught_up
        self._changed = threading.Condition()
        self._queue: deque[str] = deque()
        self._waiting = 0
        self._dropping = False
        self._finished = False
        self._written = 0
        self._thread = threading.Thread(target=self._work, name="terminal-output", daemon=True)
        self._thread.start()

    @property
    def drained(self) -> bool:
        """Whether the last text was given to the terminal, or the terminal refused it."""
        return not self._thread.is_alive()

    def write(self, text: str) -> None:
        """Queue a text and return at once."""
        with self._changed:
            if self._finished or self._dropping:
                return
            self._queue.append(text)
            self._waiting += len(text)
            if self._waiting > LIMIT and len(self._queue) > 1:
                self._drop()
                self._dropping = True
            self._changed.notify_all()

    def finish(self, last: str) -> None:
        """Drop what was not begun, write one last text, and end.

        Waits only as long as the terminal takes something.
        """
        with self._changed:
            if not self._finished:
                self._finished = True
                self._drop()
                self._queue.append(last)
                self._changed.notify_all()
        seen = -1
        while self._thread.is_alive() and seen != self._written:
            seen = self._written
            self._thread.join(_PATIENCE)

    def _drop(self) -> None:
        self._queue.clear()
        self._waiting = 0

    def _work(self) -> None:
        try:
            while text := self._next():
                self._put(text.encode(self._encoding, "replace"))
        except OSError:
            with self._changed:
                failed = not self._finished
                self._finished = True
                self._drop()
            if failed:
                self._on_failure()

    def _next(self) -> str:
        """The next texts together; empty at the end."""
        with self._changed:
            while not self._queue:
                if self._dropping:
                    self._dropping = False
                    self._on_caught_up()
                elif self._finished:
                    return ""
                else:
                    self._changed.wait()
            return self._taken()

    def _taken(self) -> str:
        texts: list[str] = []
        size = 0
        while self._queue and size < _BATCH:
            texts.append(self._queue.popleft())
            size += len(texts[-1])
        self._waiting -= size
        return "".join(texts)

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                count = os.write(self._fileno, view[:_CHUNK])
            except BlockingIOError:
                # Another program left the terminal in the mode that does not wait.
                with contextlib.suppress(InterruptedError):
                    select.select((), (self._fileno,), ())
                continue
            self._written += count
            view = view[count:]
