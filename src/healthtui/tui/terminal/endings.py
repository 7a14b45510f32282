"""Every way in which the app is ended from outside: signals, a terminal that is gone, a defect.

A thread waits for signals, so that they act whatever the event loop is doing. The loop is asked
to end the app; where it does not answer, the thread saves, restores the terminal and ends the
process itself.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, Final, Protocol

CRASHED: Final = 1
GONE: Final = 128 + signal.SIGHUP
SAVING_SECONDS: Final = 10.0
"""How long a change may take to reach the disk before the app ends without it."""

_ENDING: Final = (*(signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU),)
_ANSWER: Final = 1.0
"""Seconds in which the loop must begin to end the app."""
_WAY_OUT: Final = SAVING_SECONDS + 2.0
"""Seconds in which the loop must have ended it."""


class Ending(Protocol):
    """What can be ended."""

    def leave_by(self, code: int) -> Coroutine[Any, Any, None]:
        """Hand drafts over, save, and end with an exit code; runs in the loop."""

    def keep_all(self, timeout: float) -> bool:
        """Save what was handed over, from any thread; whether all is on disk."""


@contextmanager
def guarded() -> Iterator[None]:
    """Hold back the signals that end the app until its `Endings` listen, and silence tracebacks.

    Must be entered before any thread is started: threads inherit what is held back.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _heeded())
    hooks = threading.excepthook, sys.unraisablehook
    sys.unraisablehook = _ignored
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = hooks
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def is_ending() -> bool:
    """Whether a signal that ends the app waits to be taken."""
    return bool(signal.sigpending() & set(_ENDING))


class Endings:
    """Ends an app from any thread, once; must be made in its loop.

    `rescue` restores the terminal from any thread.
    """

    def __init__(self, app: Ending, rescue: Callable[[], None]) -> None:
        self._app = app
        self._rescue = rescue
        self._loop = asyncio.get_running_loop()
        self._context = copy_context()
        self._first = threading.Lock()
        self._begun = threading.Event()
        self._task: asyncio.Task[None] | None = None

    def listen(self) -> None:
        """Wait for signals, and take over what other threads and tasks raise."""
        threading.excepthook = lambda _: self.request(CRASHED)
        self._loop.set_exception_handler(self._task_failed)
        threading.Thread(target=self._wait, name="signals", daemon=True).start()

    @property
    def requested(self) -> bool:
        """Whether the app is being ended."""
        return self._first.locked()

    def request(self, code: int) -> None:
        """End the app with an exit code, unless it is being ended already; returns at once."""
        if self._first.acquire(blocking=False):
            threading.Thread(target=self._end, args=(code,), name="ending", daemon=True).start()

    def _wait(self) -> None:
        while True:
            self.request(128 + signal.sigwait(_heeded()))

    def _end(self, code: int) -> None:
        try:
            self._loop.call_soon_threadsafe(self._begin, code)
        except RuntimeError:  # the loop is closed: the process is ending by itself
            return
        if self._begun.wait(_ANSWER):
            # Normally the process is gone before this is over.
            threading.Event().wait(_WAY_OUT)
        else:
            self._app.keep_all(SAVING_SECONDS)
        self._rescue()
        os._exit(code)

    def _begin(self, code: int) -> None:
        self._begun.set()
        self._task = self._loop.create_task(self._app.leave_by(code), context=self._context)

    def _task_failed(self, _: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        if isinstance(told.get("exception"), Exception):
            self.request(CRASHED)


def _heeded() -> set[signal.Signals]:
    """The signals that end the app, without those that whoever started it has switched off."""
    return {each for each in _ENDING if signal.getsignal(each) is not signal.SIG_IGN}


def _ignored(_: object) -> None:
    """An error that nobody can act on must not print what it was about."""
