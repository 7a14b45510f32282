"""A disk on which one call goes wrong in one way."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from healthtui.files.disk import Disk

CALLS: Final = frozenset(name for name in vars(Disk) if not name.startswith("_"))
_OPENING: Final = frozenset({"create", "open_file", "open_folder"})
_ERRORS: Final = (
    errno.ENOSPC,
    errno.EIO,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ESTALE,
    errno.EOPNOTSUPP,
    errno.ENOMEM,
    errno.EMFILE,
)


class Killed(BaseException):
    """Stands for the end of the process: no call is made any more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at a call: an error, or the end (None), before or after it is done.

    `torn` writes half of the data first; without an error, the half is all that is taken.
    """

    error: int | None
    done: bool
    torn: bool = False
    goes_on: bool = False

    def __str__(self) -> str:
        name = "killed" if self.error is None else errno.errorcode[self.error]
        what = "short" if self.goes_on else name
        return f"{what}{' after half' if self.torn else ' after' if self.done else ' before'}"


ANYWHERE: Final = tuple(
    Fault(error, done=done) for done in (False, True) for error in (None, *_ERRORS)
)
WRITING: Final = (
    Fault(None, done=True, torn=True),
    Fault(errno.ENOSPC, done=True, torn=True),
    Fault(None, done=True, torn=True, goes_on=True),
)


class Faulty(Disk):
    """Breaks the n-th call; `fired` tells whether there was such a call, `where` which it was."""

    def __init__(self, at: int, fault: Fault) -> None:
        self._at, self.fault = at, fault
        self._calls = 0
        self._open: set[int] = set()
        self.dead = False
        self.fired = False
        self.where = ""

    def __getattribute__(self, name: str) -> object:
        found: object = super().__getattribute__(name)
        if name in CALLS and callable(found):
            return lambda *args: self._call(name, found, args)
        return found

    def clean(self) -> None:
        """Close what a killed process would have closed by its end."""
        for descriptor in self._open:
            os.close(descriptor)

    def _call(self, name: str, call: Callable[..., object], args: tuple[object, ...]) -> object:
        if self.dead:
            raise Killed
        self._calls += 1
        here = self._calls == self._at and not (self.fault.torn and name != "write")
        if here and not self.fault.done:
            self._break(name)
        if here and self.fault.torn and isinstance(data := args[1], bytes):
            args = (args[0], data[: len(data) // 2])
        result = call(*args)
        if isinstance(result, int) and name in _OPENING:
            self._open.add(result)
        if name == "close":
            self._open -= {args[0]}
        if here:
            self._break(name)
        return result

    def _break(self, name: str) -> None:
        self.fired, self.where = True, name
        if self.fault.goes_on:
            return
        if self.fault.error is None:
            self.dead = True
            raise Killed
        raise OSError(self.fault.error, os.strerror(self.fault.error))

    @property
    def reached(self) -> bool:
        """Whether there were as many calls."""
        return self._calls >= self._at
