import errno
import os
from pathlib import Path

import pytest

from healthtui.core.patch import Change, Patch
from healthtui.files.disk import Disk
from healthtui.files.erase import NotErased, erasable, erase
from healthtui.files.store import NotSaved, Store


def patch(n: int) -> Patch:
    return Patch((Change(("log", f"e{n}"), None, n),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "healthtui"
    for n in range(3):
        Store(folder).commit(patch(n))
    return folder


def test_all_that_the_program_keeps_goes_and_nothing_else(folder: Path) -> None:
    ours = {".tmp-orphan", "session-0123456789ab", "state-0000000009.toml"}
    others = {"notes.txt", "state-1.toml", "export.html", "session-.txt"}
    for name in ours | others:
        (folder / name).touch()
    (folder / "state-0000000077.toml").mkdir()
    (folder / "state-0000000078.toml").symlink_to("notes.txt")
    listed = erasable(folder)
    assert ours < set(listed)
    assert not others & set(listed)
    assert erase(folder) == listed
    assert {path.name for path in folder.iterdir()} == others | {"state-0000000077.toml"}


def test_where_nothing_is_nothing_is_made(tmp_path: Path) -> None:
    assert erasable(tmp_path / "none") == erase(tmp_path / "none") == ()
    assert not (tmp_path / "none").exists()


def test_no_older_state_is_ever_the_newest(folder: Path) -> None:
    class Order(Disk):
        def unlink(self, folder: int, name: str) -> None:
            done.append(name)
            super().unlink(folder, name)

        def fsync(self, file: int) -> None:
            done.append("fsync")
            super().fsync(file)

    done: list[str] = []
    (folder / "state-0000000004.toml").write_bytes(b"broken")
    erase(folder, Order())
    assert done[-3:] == ["fsync", "state-0000000003.toml", "fsync"]


def test_a_disk_that_refuses_is_told(folder: Path) -> None:
    class Stuck(Disk):
        def unlink(self, *_: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with pytest.raises(NotErased, match=r"Not everything was deleted.*Read-only"):
        erase(folder, Stuck())
    assert Store(folder).load().generation == 3


def test_a_disk_that_says_it_deleted_brings_no_older_state_back(folder: Path) -> None:
    class Liar(Disk):
        def unlink(self, folder: int, name: str) -> None:
            if name != "state-0000000001.toml":
                super().unlink(folder, name)

    with pytest.raises(NotErased, match="Not everything was deleted"):
        erase(folder, Liar())
    assert Store(folder).load().generation == 3


def test_what_another_window_saves_meanwhile_is_told(folder: Path) -> None:
    class Busy(Disk):
        def unlink(self, folder_: int, name: str) -> None:
            if name == "state-0000000003.toml":
                Store(folder).commit(patch(7))
            super().unlink(folder_, name)

    with pytest.raises(NotErased, match="Close the other windows"):
        erase(folder, Busy())
    erase(folder)
    assert list(folder.iterdir()) == []


def test_the_folder_of_others_is_not_touched(folder: Path) -> None:
    folder.chmod(0o755)
    for act in (erasable, erase):
        with pytest.raises(NotSaved, match="chmod 700"):
            act(folder)
    assert len(list(folder.iterdir())) == 3
