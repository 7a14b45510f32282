"""Saving away from the event loop: a disk that hangs must not stop the screen."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from itertools import islice
from time import monotonic
from typing import Protocol

from healthtui.core.patch import Patch, joined
from healthtui.core.sentence import say
from healthtui.files.store import NotSaved, Saved


class Commits(Protocol):
    """What a Saver needs of a store."""

    def commit(self, patch: Patch) -> Saved:
        """Make a change durable, or raise NotSaved."""

    def changed(self) -> Saved | None:
        """What another session saved since, or raise NotSaved."""


class Saver:
    """One thread that commits patches in the order they came.

    There is at most one commit in `pace` seconds: what came meanwhile, or while the disk was busy,
    is joined into the next one. Who closes does not wait for it. A patch that failed stays first in
    the queue and is tried again with the next one, on `retry()`, and every `pause` seconds. One
    that can never be saved is set aside, so that it does not hold up the others.

    While there is nothing to do it looks every `look` seconds for what another session saved, and
    tells it like a save of its own.

    `on_saved` and `on_failed` are called from the thread and must not wait for whoever waits in
    `close`: an app posts a message from them instead of calling and waiting.
    """

    def __init__(  # noqa: PLR0913 - what it serves, and three times to wait
        self,
        store: Commits,
        on_saved: Callable[[Saved], None],
        on_failed: Callable[[NotSaved], None],
        pause: float = 5.0,
        *,
        look: float = 2.0,
        pace: float = 1.0,
    ) -> None:
        self._store = store
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._pause = pause
        self._look = look
        self._pace = pace
        self._again_at = 0.0  # when the next commit may begin
        self._hurried = False
        self._changed = threading.Condition()
        self._queue: deque[Patch] = deque()
        self._taken = 0  # how many of them are in the commit that is tried
        self._singly = False  # after a refusal: it may be about one of them only
        self._refused: list[Patch] = []
        self._wake = False
        self._closed = False
        self._failing = False
        self._attempt = 0
        # A daemon: a save that hangs on a dead network disk must not keep the program alive, and
        # a save may be cut off at any point without harm.
        self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
        self._thread.start()

    @property
    def unsaved(self) -> tuple[Patch, ...]:
        """The changes that are not on disk, those that can never be saved first."""
        with self._changed:
            return (*self._refused, *self._queue)

    def submit(self, patch: Patch) -> None:
        """Queue a change and return at once. Raises RuntimeError after a `close` that succeeded."""
        with self._changed:
            if self._closed:
                raise RuntimeError("the saver is closed")
            self._queue.append(patch)
            self._nudge()

    def retry(self) -> None:
        """Try a failed change again now."""
        with self._changed:
            self._nudge()

    def close(self, timeout: float) -> bool:
        """Save what is queued and end the thread; whether every change is on disk.

        Waits for at most `timeout` seconds, and no longer than until an attempt that began after
        this call has failed. On False with changes still queued, the saver lives on and tries
        again, and may be given more changes and closed again.
        """
        with self._changed:
            last = self._attempt
            self._hurried = True
            self._nudge()
            self._changed.wait_for(lambda: not self._queue or self._failed_since(last), timeout)
            self._hurried = False
            if self._queue:
                return False
            self._closed = True
            self._nudge()
            complete = not self._refused
        self._thread.join(timeout)
        return complete

    def _failed_since(self, attempt: int) -> bool:
        return self._failing and self._attempt > attempt

    def _nudge(self) -> None:
        self._wake = True
        self._changed.notify_all()

    def _work(self) -> None:
        while (patch := self._next()) is not None:
            if not patch.changes:
                self._look_around()
                continue
            try:
                saved = self._store.commit(patch)
            except NotSaved as error:
                self._failed(error)
            except Exception as error:  # noqa: BLE001 - the thread must outlive a defect, and tell
                self._failed(_defect(error))
            else:
                self._done(saved)

    def _look_around(self) -> None:
        """Tell what another session saved; trouble with the disk is told at the next save."""
        with contextlib.suppress(NotSaved, OSError):
            if found := self._store.changed():
                self._tell(lambda: self._on_saved(found))

    def _next(self) -> Patch | None:
        """The next patch, an empty one to look around, or None at the end."""
        with self._changed:
            if self._failing:
                self._changed.wait_for(lambda: self._wake, self._pause)
            if not self._changed.wait_for(lambda: self._queue or self._closed, self._look):
                return Patch(())
            if not self._singly:
                self._changed.wait_for(self._in_a_hurry, max(0.0, self._again_at - monotonic()))
            self._again_at = monotonic() + self._pace
            self._wake = self._failing = False
            self._attempt += 1
            return self._joined()

    def _in_a_hurry(self) -> bool:
        return self._hurried or self._closed

    def _joined(self) -> Patch | None:
        """The first patches of the queue as one, as far as they can be joined."""
        if not self._queue:
            return None
        patch, self._taken = self._queue[0], 1
        for each in () if self._singly else islice(self._queue, 1, None):
            longer = joined(patch, each)
            if longer is None:
                break
            patch, self._taken = longer, self._taken + 1
        return patch

    def _done(self, saved: Saved) -> None:
        # Out of the queue first: whoever is told may look at what is still unsaved.
        with self._changed:
            for _ in range(self._taken):
                self._queue.popleft()
            self._singly = False
            self._changed.notify_all()
        self._tell(lambda: self._on_saved(saved))

    def _failed(self, error: NotSaved) -> None:
        if error.final and self._taken > 1:
            self._singly = True
            return
        self._tell(lambda: self._on_failed(error))
        with self._changed:
            if error.final:
                self._refused.append(self._queue.popleft())
                self._singly = False
            self._failing = not error.final
            self._again_at = 0.0
            self._changed.notify_all()

    def _tell(self, callback: Callable[[], None]) -> None:
        # A screen that is gone cannot be told, and saving goes on.
        with contextlib.suppress(Exception):
            callback()


def _defect(error: Exception) -> NotSaved:
    # The type alone: the message of an error may hold what the person entered.
    return NotSaved(
        say("Not saved: the program made a mistake ({kind}).", kind=type(error).__name__)
    )
