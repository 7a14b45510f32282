"""The one door to the file system for the saved case, so that tests can break any single call."""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
# Without O_NONBLOCK, opening a FIFO planted under a file's name would wait for ever.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class Disk:
    """Each method is one call to the operating system and raises what that raises: OSError.

    `folder` and `file` are open descriptors; a name is always taken relative to `folder`.
    """

    def euid(self) -> int:
        """The user on whose behalf files are opened."""
        return os.geteuid()

    def mkdir(self, path: Path, mode: int) -> None:
        """Make one folder; its parent must be there."""
        path.mkdir(mode)

    def chmod(self, path: Path, mode: int) -> None:
        """Set the mode of a folder just made, which the umask may have narrowed."""
        path.chmod(mode)

    def open_folder(self, path: Path) -> int:
        """A descriptor of a real folder; a link is refused."""
        return os.open(path, _FOLDER)

    def create(self, folder: int, name: str) -> int:
        """A descriptor of a new file, mode 0600 at most; an existing name is refused."""
        return os.open(name, _NEW, 0o600, dir_fd=folder)

    def open_file(self, folder: int, name: str) -> int:
        """A descriptor to read from; a link is refused."""
        return os.open(name, _READ, dir_fd=folder)

    def fchmod(self, file: int, mode: int) -> None:
        """Set the mode of an open file."""
        os.fchmod(file, mode)

    def fstat(self, file: int) -> os.stat_result:
        """Owner, kind, size and time of an open file or folder."""
        return os.fstat(file)

    def stat(self, folder: int, name: str) -> os.stat_result:
        """The same of a name, without following a link."""
        return os.stat(name, dir_fd=folder, follow_symlinks=False)

    def write(self, file: int, data: bytes) -> int:
        """Write some of `data`; how many bytes were taken."""
        return os.write(file, data)

    def read(self, file: int, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        return os.read(file, size)

    def fsync(self, file: int) -> None:
        """Return once an open file or folder would survive a power cut."""
        os.fsync(file)

    def lock(self, file: int) -> None:
        """Lock an open file until it is closed; BlockingIOError where somebody has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def lock_shared(self, file: int) -> None:
        """The same, next to others who share it: what one may only read can be locked so."""
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def close(self, file: int) -> None:
        """Give a descriptor back; NFS tells a full quota only here."""
        os.close(file)

    def listdir(self, folder: int) -> Iterable[str]:
        """All names in a folder, in no order."""
        return os.listdir(folder)

    def link(self, folder: int, name: str, new: str) -> None:
        """Give a file a second name; an existing name is refused."""
        os.link(name, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)

    def unlink(self, folder: int, name: str) -> None:
        """Take a name away."""
        os.unlink(name, dir_fd=folder)
