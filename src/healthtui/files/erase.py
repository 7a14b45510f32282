"""Deletes all that a person saved, so that a crash on the way leaves the newest state or none."""

import errno
import os
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from healthtui.core.sentence import Sentence, say
from healthtui.files import folder as folders
from healthtui.files.disk import Disk
from healthtui.files.folder import Folder, name_of
from healthtui.files.migrations import CURRENT
from healthtui.files.reading import Reader
from healthtui.files.trouble import plainly


class NotErased(Exception):  # noqa: N818 - it is an answer to the person, not a defect
    """Something is still there; `sentence` tells why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence: Final = sentence

    def __str__(self) -> str:
        return plainly(self.sentence)


def erasable(path: Path, disk: Disk | None = None) -> tuple[str, ...]:
    """The names of all that `erase` would delete: generations, files of sessions, unfinished ones.

    Raises NotErased, and NotSaved where the folder is not this person's alone.
    """
    try:
        with folders.opened(disk or Disk(), path) as folder:
            return tuple(_files(folder))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _refused(path, error) from error


def erase(path: Path, disk: Disk | None = None) -> tuple[str, ...]:
    """Delete it durably, and give back what was deleted; raises like `erasable`.

    What another session saves meanwhile may come out of what was there: that is told as
    NotErased, so that the person can close it and erase again.
    """
    try:
        with folders.opened(disk or Disk(), path) as folder:
            names = _files(folder)
            last = name_of(Reader(CURRENT).newest(folder).generation)
            # An older generation must never be the newest that is left.
            _remove(folder, [name for name in names if name != last])
            _remove(folder, [name for name in names if name == last])
            left = _files(folder)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _refused(path, error) from error
    if left:
        raise NotErased(
            say(
                "Something was saved in {folder} meanwhile. Close the other windows of this "
                "program, then try again.",
                folder=str(path),
            )
        )
    return tuple(names)


def _files(folder: Folder) -> list[str]:
    """All but folders under such a name: this program makes none."""
    found: list[str] = []
    for name in folder.ours():
        with suppress(FileNotFoundError):
            if not stat.S_ISDIR(folder.stat(name).st_mode):
                found.append(name)
    return found


def _remove(folder: Folder, names: Collection[str]) -> None:
    for name in names:
        with suppress(FileNotFoundError):
            folder.remove(name)
    folder.sync()
    if not set(names).isdisjoint(folder.ours()):  # whatever the disk said
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _refused(path: Path, error: OSError) -> NotErased:
    return NotErased(
        say(
            "Not everything was deleted: the system refused to work in {folder} ({reason}). "
            "Try again.",
            folder=str(path),
            reason=error.strerror or type(error).__name__,
        )
    )
