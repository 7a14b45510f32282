"""The person's case on disk: numbered generations, each committed by giving a file its name.

Nothing is ever overwritten. A save writes a whole new file and links it to the next number, which
only one session can do; the others reload, put their change on top of the newest state and try
the number after it. There is no lock to be left behind and none that a network disk could ignore.
"""

import contextlib
import errno
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import SystemRandom
from typing import Final

from msgspec import Struct

from healthtui import __version__
from healthtui.core.patch import Change, Patch, Plain
from healthtui.core.sentence import say
from healthtui.files import folder as folders
from healthtui.files import prune
from healthtui.files.applying import applied
from healthtui.files.claim import claim, descends
from healthtui.files.disk import Disk
from healthtui.files.encoding import Encoded, Encoder, cleaned
from healthtui.files.folder import LAST, TEMP, Folder, name_of
from healthtui.files.generation import Decoded, Head
from healthtui.files.migrations import CURRENT, Schema
from healthtui.files.reading import Base, Notice, Reader
from healthtui.files.trouble import NotSaved, out_of_memory, trouble

__all__ = ["Loaded", "NotSaved", "Notice", "Saved", "Store"]

_ATTEMPTS: Final = 500
_LONGEST_PAUSE: Final = 0.05
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class Loaded(Struct, frozen=True):
    """The newest state that can be read; an empty case of generation 0 where there is none.

    `read_only` where a newer version wrote it; `all_broken` where files exist and none can be
    read, so that the empty case is not the person's.
    """

    plain: Plain
    generation: int
    notices: tuple[Notice, ...] = ()
    read_only: bool = False
    all_broken: bool = False


class Saved(Struct, frozen=True):
    """The state as it now is on disk; `kept` is the store's own and must not be changed.

    `merged` where it also holds a change of somebody else that this store had not seen;
    `conflicts` are the entries in which that change was overruled by this one.
    """

    kept: Plain
    generation: int
    merged: bool
    conflicts: tuple[Change, ...]

    @property
    def plain(self) -> Plain:
        """The whole case, as a copy for the caller: few ask, and it may be long."""
        return cleaned(self.kept)


class Store:
    """The saved case in one folder; `now` gives seconds, as the times of files do."""

    def __init__(
        self,
        folder: Path,
        disk: Disk | None = None,
        app_version: str = __version__,
        now: Callable[[], float] = time.time,
        schema: Schema = CURRENT,
    ) -> None:
        self.folder: Final = folder
        self._disk = disk or Disk()
        self._app_version = app_version
        self._now = now
        self._schema = schema
        self._reader = Reader(schema)
        self._encoder = Encoder()
        self._known = ""  # digest of the state this store last read or wrote
        self._number = 0  # the highest number this store has seen
        self._beside_broken = False

    def load(self) -> Loaded:
        """The newest state; nothing is created or changed. Raises NotSaved."""
        base = self._read()
        self._known, self._number = base.digest, base.top
        return Loaded(
            cleaned(base.plain or {}),
            base.generation,
            base.notices,
            base.read_only,
            base.all_broken,
        )

    def newest_generation(self) -> int:
        """The highest number that has a file, readable or not; 0 for none. Raises NotSaved."""
        with self._told():
            try:
                with folders.opened(self._disk, self.folder) as folder:
                    return max(folder.numbers(), default=0)
            except FileNotFoundError:
                return 0

    def changed(self) -> Saved | None:
        """The newest state, if another session saved it since this store read or wrote.

        Looks at the numbers of files alone while there is nothing new. Raises NotSaved.
        """
        if self.newest_generation() <= self._number:
            return None
        base = self._read()
        self._number = base.top
        if base.plain is None or base.digest == self._known:
            return None
        self._known = base.digest
        return Saved(base.plain, base.generation, merged=True, conflicts=())

    def start_beside_broken(self) -> None:
        """Allow the next commit to begin an empty case although files exist that are broken.

        Without the person's word for it, such a commit would hide all they had saved.
        """
        self._beside_broken = True

    def commit(self, patch: Patch) -> Saved:
        """Put a change on top of the newest state, durably.

        Safe to call again with the same patch after an error, whether or not it got through.
        Raises NotSaved and leaves the old state as it was.
        """
        with self._told():
            self._make_folder()
            made_room = False
            for attempt in range(_ATTEMPTS):
                try:
                    if saved := self._attempt(patch):
                        return saved
                except OSError as error:
                    if made_room or error.errno not in _FULL:
                        raise
                    made_room = True
                    self._make_room()
                time.sleep(SystemRandom().uniform(0, min(_LONGEST_PAUSE, 0.002 * (attempt + 1))))
        raise NotSaved(say("Not saved: too many windows are saving at once. Try again."))

    def _read(self) -> Base:
        with self._told():
            try:
                with folders.opened(self._disk, self.folder) as folder:
                    return self._reader.newest(folder)
            except FileNotFoundError:
                return Base()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise trouble(error, self.folder) from error
        except MemoryError as error:
            raise out_of_memory() from error

    def _make_folder(self) -> None:
        if self.newest_generation() == 0:
            folders.make(self._disk, self.folder)

    def _check(self, base: Base) -> None:
        if base.read_only:
            raise NotSaved(
                say(
                    "Not saved: a newer version of this program wrote the saved answers. Update "
                    "this program to go on."
                )
            )
        if base.all_broken and not self._beside_broken:
            raise NotSaved(
                say(
                    "Not saved: there are saved answers in {folder}, but none can be read.",
                    folder=str(self.folder),
                )
            )
        if base.top >= LAST:
            raise NotSaved(
                say("Not saved: the number in {file} is too high.", file=name_of(base.top))
            )

    def _attempt(self, patch: Patch) -> Saved | None:
        """One try for the next number; None where another session was faster."""
        # Opened anew each time: a network disk may show an open folder as it was.
        with folders.opened(self._disk, self.folder) as folder:
            base = self._reader.newest(folder)
            self._check(base)
            before = base.plain or {}
            merged = base.digest != self._known
            head = self._head_after(base)
            encoded = self._encoder.encode(_applied(patch, before), head)
            if not self._publish(folder, encoded, head) or not descends(folder, head):
                return None
            prune.tidy(folder, head.generation, self._now())
            return Saved(encoded.plain, head.generation, merged, patch.conflicts(before))

    def _head_after(self, base: Base) -> Head:
        return Head(
            schema=self._schema.version,
            generation=base.top + 1,
            commit=uuid.uuid4().hex,
            parent=base.commit,
            app_version=self._app_version,
        )

    def _make_room(self) -> None:
        with folders.opened(self._disk, self.folder) as folder:
            prune.make_room(folder, self._reader.newest(folder).generation, self._now())

    def _publish(self, folder: Folder, encoded: Encoded, head: Head) -> bool:
        temp = f"{TEMP}{uuid.uuid4().hex}"
        try:
            folder.write(temp, encoded.data)
            mine = claim(folder, temp, head.generation, encoded.data)
            if mine:
                self._known = encoded.digest
                self._number = head.generation
                written = Decoded(head, encoded.plain, edited=False)
                self._reader.remember(encoded.data, encoded.digest, written)
                folder.sync()
            return mine
        finally:
            with contextlib.suppress(OSError):
                folder.remove(temp)


def _applied(patch: Patch, before: Plain) -> Plain:
    try:
        return applied(patch, before)
    except (AttributeError, TypeError) as error:
        # An edit by hand put a plain value where this change has a table.
        raise NotSaved(
            say("Not saved: the saved answers have another shape than this change expects."),
            final=True,
        ) from error
