import errno
import os
from pathlib import Path

import pytest
from tools.reliability.faulty import CALLS
from tools.reliability.operations import LATER, PATCH, entries

from healthtui.files.disk import Disk
from healthtui.files.store import NotSaved, Store


class Torn(Disk):
    """Writes one byte of everything, then a few, as a disk may."""

    def write(self, file: int, data: bytes) -> int:
        return super().write(file, data[:7])


def test_nothing_gets_its_name_before_it_would_survive_a_power_cut(tmp_path: Path) -> None:
    class Recorder(Disk):
        def __getattribute__(self, name: str) -> object:
            if name in CALLS:
                calls.append(name)
            return super().__getattribute__(name)

    calls: list[str] = []
    Store(tmp_path / "healthtui", Recorder()).commit(PATCH)
    link = calls.index("link")
    assert calls[: calls.index("create")].count("fsync") == 1  # the new folder in its parent
    assert calls[calls.index("write") : link] == ["write", "fsync", "close"]
    assert "fsync" in calls[link : calls.index("unlink")]


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all_of_them(tmp_path: Path) -> None:
    Store(tmp_path / "d", Torn()).commit(PATCH)
    loaded = Store(tmp_path / "d").load()
    assert (loaded.plain, loaded.notices) == (PATCH.apply({}), ())


def test_a_full_disk_gives_old_generations_up_before_it_gives_up(tmp_path: Path) -> None:
    class Full(Disk):
        def write(self, file: int, data: bytes) -> int:
            if len(list(folder.glob("state-*"))) > 5:
                raise OSError(errno.ENOSPC, "full")
            return super().write(file, data)

    folder = tmp_path / "healthtui"
    entries(folder, 14)
    saved = Store(folder, Full(), now=lambda: LATER).commit(PATCH)
    assert saved.generation == 15
    assert len(list(folder.glob("state-*"))) == 4


@pytest.mark.parametrize("done", [True, False])
def test_only_what_is_under_the_name_counts_not_what_link_says(
    tmp_path: Path, *, done: bool
) -> None:
    class Liar(Disk):
        def link(self, folder: int, name: str, new: str) -> None:
            if done:
                super().link(folder, name, new)
                raise OSError(errno.EIO, "lost reply")

    store = Store(tmp_path / "healthtui", Liar())
    if done:
        assert store.commit(PATCH).generation == 1
    else:
        with pytest.raises(NotSaved, match="did not keep"):
            store.commit(PATCH)
    assert Store(store.folder).load().generation == int(done)
    assert not list(store.folder.glob(".tmp-*"))


@pytest.mark.parametrize("error", [errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV])
def test_a_disk_without_links_is_told_and_nothing_unsafe_is_tried(
    tmp_path: Path, error: int
) -> None:
    class Linkless(Disk):
        def link(self, *_: object) -> None:
            raise OSError(error, os.strerror(error))

    with pytest.raises(NotSaved, match="--data-dir"):
        Store(tmp_path / "healthtui", Linkless()).commit(PATCH)
    assert not list((tmp_path / "healthtui").iterdir())


def test_a_disk_in_trouble_is_not_taken_for_a_broken_file(tmp_path: Path) -> None:
    class Sick(Disk):
        def read(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "sick")

    entries(tmp_path / "healthtui", 2)
    sick = Store(tmp_path / "healthtui", Sick())
    for act in (sick.load, lambda: sick.commit(PATCH)):
        with pytest.raises(NotSaved, match="reported an error"):
            act()
    assert Store(tmp_path / "healthtui").load().generation == 2


def test_a_read_that_ends_too_early_is_trouble_and_no_broken_file(tmp_path: Path) -> None:
    class Short(Disk):
        def read(self, file: int, size: int) -> bytes:
            return super().read(file, size)[:0]

    entries(tmp_path / "healthtui", 2)
    store = Store(tmp_path / "healthtui", Short())
    for act in (store.load, lambda: store.commit(PATCH)):
        with pytest.raises(NotSaved, match="reported an error"):
            act()
    assert Store(tmp_path / "healthtui").load().generation == 2
