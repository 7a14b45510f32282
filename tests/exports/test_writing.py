import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from healthtui.files.disk import Disk
from healthtui.files.exports import NotWritten, write_new

DATA = b"BEGIN:VCALENDAR\r\n" + bytes(range(256)) * 9


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


class Faulty(Disk):
    """Breaks one kind of call, by an error or by taking less than it was given."""

    def __init__(self, broken: str, error: BaseException) -> None:
        self._broken, self._error = broken, error
        self.open: set[int] = set()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or not callable(found):
            return found
        return lambda *args: self._called(name, found, args)

    def _called(self, name: str, call: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        if name == "close":
            self.open.discard(args[0])
            call(*args)
        if name == self._broken:
            raise self._error
        if name == "close":
            return None
        result = call(*args)
        if name in ("create", "open_folder"):
            self.open.add(result)
        return result


class Sluggish(Disk):
    """Takes a few bytes at a time."""

    def write(self, file: int, data: bytes) -> int:
        return super().write(file, data[:7])


@pytest.mark.usefixtures("_umask")
def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "case.html"
    write_new(path, DATA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == DATA


def test_a_disk_that_takes_little_at_a_time_gets_everything(tmp_path: Path) -> None:
    path = tmp_path / "case.html"
    write_new(path, DATA, Sluggish())
    assert path.read_bytes() == DATA


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.html"
    path.write_bytes(b"mine")
    with pytest.raises(NotWritten, match=r"case\.html is there already"):
        write_new(path, DATA)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("leads", ["nowhere", "target"])
def test_no_link_is_followed(tmp_path: Path, leads: str) -> None:
    target, path = tmp_path / "target", tmp_path / "case.html"
    target.write_bytes(b"mine")
    path.symlink_to(tmp_path / leads)
    with pytest.raises(NotWritten, match="is there already"):
        write_new(path, DATA)
    assert path.is_symlink()
    assert target.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


def test_the_folder_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_new(tmp_path / "link" / "case.html", DATA)
    assert (tmp_path / "real" / "case.html").read_bytes() == DATA


@pytest.mark.parametrize(
    "name", ["missing/case.html", "file/case.html", "..", ".", "\0", "x" * 300, "loop/case.html"]
)
def test_a_place_that_cannot_be_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotWritten) as refused:
        write_new(tmp_path / name, DATA)
    assert str(tmp_path) in str(refused.value)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("call", ["open_folder", "create", "fchmod", "write", "fsync", "close"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES])
def test_a_broken_disk_leaves_nothing_half_written(tmp_path: Path, call: str, code: int) -> None:
    path = tmp_path / "case.html"
    disk = Faulty(call, OSError(code, os.strerror(code)))
    with pytest.raises(NotWritten, match=os.strerror(code)):
        write_new(path, DATA, disk)
    assert (list(tmp_path.iterdir()), disk.open) == ([], set())


@pytest.mark.parametrize("call", ["fchmod", "write", "fsync"])
def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, call: str) -> None:
    disk = Faulty(call, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "case.html", DATA, disk)
    assert (list(tmp_path.iterdir()), disk.open) == ([], set())
