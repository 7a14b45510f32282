"""The folder of the saved case, opened and checked, and the files in it by their names."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from healthtui.core.sentence import say
from healthtui.files.disk import Disk
from healthtui.files.guard import SIZE_LIMIT, Broken
from healthtui.files.trouble import NotSaved

TEMP: Final = ".tmp-"
SESSION: Final = "session-"
_NAME: Final = re.compile(r"state-(\d{10,15})\.toml", re.ASCII)
_OURS: Final = re.compile(r"state-\d{10,15}\.toml|session-[0-9a-f]{12}|\.tmp-.+", re.ASCII)
LAST: Final = 10**15 - 1
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_CHUNK: Final = 1 << 20
_NOT_A_FILE: Final = (errno.ELOOP, errno.ENXIO)  # a link; a socket or a device


def name_of(number: int) -> str:
    """The file name of a generation."""
    return f"state-{number:010d}.toml"


class Folder:
    """An open folder; every method raises OSError as the disk does."""

    def __init__(self, disk: Disk, descriptor: int, path: Path) -> None:
        self.path: Final = str(path)
        self._disk = disk
        self._descriptor = descriptor

    def numbers(self) -> list[int]:
        """The generations that have a file, readable or not, the newest first."""
        found = (_NAME.fullmatch(name) for name in self._disk.listdir(self._descriptor))
        numbers = ((int(match[1]), match[0]) for match in found if match)
        return sorted((n for n, name in numbers if name == name_of(n)), reverse=True)

    def read(self, number: int) -> bytes:
        """The bytes of a generation; Broken where its name stands for no file of this person."""
        try:
            file = self._disk.open_file(self._descriptor, name_of(number))
        except OSError as error:
            raise self._why_closed(error, name_of(number)) from error
        try:
            return self._read(file)
        finally:
            with suppress(OSError):
                self._disk.close(file)

    def _why_closed(self, error: OSError, name: str) -> Exception:
        if error.errno in _NOT_A_FILE:
            return Broken(say("it is not a regular file"))
        if error.errno == errno.EACCES:
            status = self._disk.stat(self._descriptor, name)
            # One's own readable file that is refused is a disk in trouble, not a broken file.
            if status.st_uid != self._disk.euid() or not status.st_mode & stat.S_IRUSR:
                return Broken(say("you may not read it"))
        return error

    def _read(self, file: int) -> bytes:
        status = self._disk.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise Broken(say("it is not a regular file"))
        if status.st_uid != self._disk.euid():
            raise Broken(say("it belongs to another user"))
        parts: list[bytes] = []
        while sum(map(len, parts)) <= SIZE_LIMIT and (part := self._disk.read(file, _CHUNK)):
            parts.append(part)
        data = b"".join(parts)
        if len(data) < min(status.st_size, SIZE_LIMIT):
            # To take half a file for a broken one would put an older state in its place.
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put `data` durably into a new file that only its owner may read."""
        file = self._disk.create(self._descriptor, name)
        try:
            self._disk.fchmod(file, 0o600)
            rest = memoryview(data)
            while rest:
                rest = rest[self._written(file, rest) :]
            self._disk.fsync(file)
        except BaseException:
            with suppress(OSError):
                self._disk.close(file)
            raise
        self._disk.close(file)

    def _written(self, file: int, rest: memoryview) -> int:
        taken = self._disk.write(file, bytes(rest))
        if taken < 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return taken

    def link(self, name: str, new: str) -> None:
        """Give the file `name` a second name, which must be free."""
        self._disk.link(self._descriptor, name, new)

    def remove(self, name: str) -> None:
        """Take a name away."""
        self._disk.unlink(self._descriptor, name)

    def sync(self) -> None:
        """Return once the names in the folder would survive a power cut."""
        self._disk.fsync(self._descriptor)

    def time_of(self, name: str) -> float:
        """When the file was written, in seconds."""
        return self.stat(name).st_mtime

    def stat(self, name: str) -> os.stat_result:
        """Owner, kind, size and time of what has a name; a link is not followed."""
        return self._disk.stat(self._descriptor, name)

    def temps(self) -> list[str]:
        """The names of unfinished files."""
        return [n for n in self._disk.listdir(self._descriptor) if n.startswith(TEMP)]

    def hold(self, temp: str, name: str) -> int:
        """A descriptor of a new file that is locked before it has its name, until it is closed."""
        file = self._disk.create(self._descriptor, temp)
        try:
            self._disk.lock(file)
            self.link(temp, name)
        except BaseException:
            with suppress(OSError):
                self._disk.close(file)
            raise
        finally:
            with suppress(OSError):
                self.remove(temp)
        return file

    def is_held(self, name: str) -> bool:
        """Whether somebody holds the lock of a file; not if there is none."""
        try:
            file = self._disk.open_file(self._descriptor, name)
        except FileNotFoundError:
            return False
        try:
            self._disk.lock_shared(file)
        except BlockingIOError:
            return True
        finally:
            with suppress(OSError):
                self._disk.close(file)
        return False

    def sessions(self) -> list[str]:
        """The names of the files that sessions hold, or held."""
        return [n for n in self._disk.listdir(self._descriptor) if n.startswith(SESSION)]

    def is_private(self, name: str) -> bool:
        """Whether a name stands for a file that is this person's and nobody else may read."""
        status = self.stat(name)
        mine = status.st_uid == self._disk.euid()
        return mine and stat.S_ISREG(status.st_mode) and not status.st_mode & _OTHERS

    def ours(self) -> list[str]:
        """The names of all that this program keeps: generations, sessions, unfinished files."""
        return sorted(n for n in self._disk.listdir(self._descriptor) if _OURS.fullmatch(n))


@contextmanager
def opened(disk: Disk, path: Path) -> Iterator[Folder]:
    """The folder at `path`, for a while.

    Raises FileNotFoundError where there is none, NotSaved where it is a link, belongs to another
    user or is open to others, and OSError as the disk does.
    """
    descriptor = _open(disk, path)
    try:
        _check(disk, descriptor, path)
        yield Folder(disk, descriptor, path)
    finally:
        with suppress(OSError):  # all that matters was synced before
            disk.close(descriptor)


def make(disk: Disk, path: Path) -> None:
    """Make the folder and those above it that are missing, for its owner only, durably."""
    try:
        _make(disk, path)
    except FileNotFoundError:
        make(disk, path.parent)
        _make(disk, path)
    _sync_parent(disk, path)  # also where another session made it, and may have been killed


def _make(disk: Disk, path: Path) -> None:
    try:
        disk.mkdir(path, 0o700)
    except FileExistsError:
        return
    disk.chmod(path, 0o700)


def _sync_parent(disk: Disk, path: Path) -> None:
    try:
        parent = disk.open_folder(path.parent.resolve())
    except PermissionError:
        return  # made by whoever may look into the parent, and long ago
    try:
        disk.fsync(parent)
    finally:
        disk.close(parent)


def _open(disk: Disk, path: Path) -> int:
    try:
        return disk.open_folder(path)
    except OSError as error:
        if error.errno in {errno.ENOTDIR, errno.ELOOP}:
            raise NotSaved(
                say(
                    "{folder} is a link or a file, not a folder. Move it away, or choose another "
                    "folder with --data-dir.",
                    folder=str(path),
                )
            ) from error
        raise


def _check(disk: Disk, descriptor: int, path: Path) -> None:
    status = disk.fstat(descriptor)
    if status.st_uid != disk.euid():
        raise NotSaved(
            say(
                "The folder {folder} belongs to another user. Choose another one with --data-dir.",
                folder=str(path),
            )
        )
    if status.st_mode & _OTHERS:
        raise NotSaved(
            say(
                "Others can look into {folder}. Make it private with: chmod 700 {folder}",
                folder=str(path),
            )
        )
