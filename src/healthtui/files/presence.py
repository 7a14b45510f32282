"""Which sessions live: each holds a lock on a file of its own, which ends with the session.

The lock says nothing about saving, which needs none. A disk that knows no locks makes a session
look as if it had ended.
"""

import re
import uuid
import weakref
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from healthtui.files.disk import Disk
from healthtui.files.folder import SESSION, TEMP, Folder

_ID: Final = re.compile(r"[0-9a-f]{12}", re.ASCII)


class Presence:
    """A session among others; nobody knows of it before `begin`."""

    def __init__(self, disk: Disk) -> None:
        self.session: Final = uuid.uuid4().hex[:12]
        self._disk = disk
        self._end: weakref.finalize[..., Presence] | None = None

    def begin(self, folder: Folder) -> None:
        """Be known as living from now on; raises OSError where the disk does not let that be."""
        if self._end is not None:
            return
        file = folder.hold(f"{TEMP}{uuid.uuid4().hex}", SESSION + self.session)
        self._end = weakref.finalize(self, self._disk.close, file)
        for name in folder.sessions():
            with suppress(OSError):
                if name != SESSION + self.session and not folder.is_held(name):
                    folder.remove(name)

    def end(self, folder: Folder) -> None:
        """Live no more, and leave no file; raises OSError."""
        if self._end is not None:
            self._end()
            folder.remove(SESSION + self.session)

    def living(self, folder: Folder, sessions: Iterable[str]) -> frozenset[str]:
        """Those of some other sessions that live."""
        return frozenset(each for each in sessions if self._lives(folder, each))

    def _lives(self, folder: Folder, session: str) -> bool:
        try:
            return bool(_ID.fullmatch(session)) and folder.is_held(SESSION + session)
        except OSError:
            return False
