"""Writes what a person takes along into a new file that nobody else can read."""

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

from healthtui.core.sentence import Sentence, say
from healthtui.files.disk import Disk
from healthtui.files.trouble import plainly

MODE: Final = 0o600


class NotWritten(Exception):  # noqa: N818 - it is an answer to the person, not a defect
    """The file was not written, and none is left behind; `sentence` tells why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence: Final = sentence

    def __str__(self) -> str:
        return plainly(self.sentence)


def write_new(path: Path, data: bytes, disk: Disk | None = None) -> None:
    """Write `data` to a file that was not there before, durably; NotWritten where that fails.

    Whatever has the name already, also a link that leads nowhere, stays as it is. The folder may
    be reached through links: it is the person who named it.
    """
    try:
        folder = path.parent.resolve(strict=True)
        _write(folder, path.name, data, disk or Disk())
    except FileExistsError as error:
        raise NotWritten(_taken(path)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise NotWritten(_refused(path, error)) from error


def _write(folder: Path, name: str, data: bytes, disk: Disk) -> None:
    place = disk.open_folder(folder)
    try:
        file = disk.create(place, name)
        try:
            _fill(file, data, disk)
            disk.fsync(place)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.unlink(place, name)
            raise
    finally:
        with contextlib.suppress(OSError):
            disk.close(place)


def _fill(file: int, data: bytes, disk: Disk) -> None:
    try:
        disk.fchmod(file, MODE)
        rest = memoryview(data)
        while rest:
            rest = rest[_written(file, rest, disk) :]
        disk.fsync(file)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.close(file)
        raise
    disk.close(file)


def _written(file: int, rest: memoryview, disk: Disk) -> int:
    taken = disk.write(file, bytes(rest))
    if taken < 1:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return taken


def _taken(path: Path) -> Sentence:
    return say(
        "{file} is there already, and an export never replaces a file. Choose another name.",
        file=str(path),
    )


def _refused(path: Path, error: Exception) -> Sentence:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return say("{file} cannot be written: {reason}.", file=str(path), reason=reason)
