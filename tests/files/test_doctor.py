import errno
import os
from pathlib import Path

import pytest

from healthtui.core.patch import Change, Patch
from healthtui.files.disk import Disk
from healthtui.files.doctor import Finding, examined
from healthtui.files.mounts import mount_of
from healthtui.files.store import Store
from healthtui.files.trouble import plainly

MOUNTS = r"""
22 27 0:21 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
23 27 0:22 / /home rw,nosuid shared:2 master:3 - nfs server:/home rw,vers=3,nolock,local_lock=all
24 27 0:23 / /home/my\040files ro - ext4 /dev/sdb1 ro
25 27 0:24 / /over rw - ext4 /dev/sdc1 rw
26 27 0:25 / /over rw - tmpfs tmpfs rw
"""


@pytest.fixture
def mountinfo(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "healthtui"
    for n in range(3):
        Store(folder).commit(Patch((Change(("log", "n"), None, n),)))
    return folder


def wrong(found: list[Finding]) -> dict[str, str]:
    return {f.check: plainly(f.told) for f in found if f.status == "problem"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_sound_is_told_and_nothing_is_left_behind(folder: Path) -> None:
    before = names(folder)
    found = examined(folder)
    assert [f.check for f in found] == ["folder", "generations", "modes", "links", "disk"]
    assert wrong(found) == {}
    assert names(folder) == before


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = examined(tmp_path / "none")
    assert wrong(found) == {}
    assert not (tmp_path / "none").exists()


def test_each_broken_file_is_named_with_its_reason(folder: Path) -> None:
    (folder / "state-0000000002.toml").write_bytes(b"half of it")
    (folder / "state-0000000004.toml").write_bytes(b"")
    told = [plainly(f.told) for f in examined(folder) if f.check == "readable"]
    assert [line.split()[3] for line in told] == ["state-0000000004.toml", "state-0000000002.toml"]
    assert "it is empty" in told[0]
    assert "its end is missing" in told[1]


def test_a_file_changed_by_hand_is_a_note(folder: Path) -> None:
    path = folder / "state-0000000003.toml"
    path.write_bytes(path.read_bytes().replace(b"n = 2", b"n = 5"))
    (note,) = [f for f in examined(folder) if f.check == "readable"]
    assert note.status == "note"


def test_files_and_folders_open_to_others_are_told_with_the_way_out(folder: Path) -> None:
    path = folder / "state-0000000001.toml"
    path.chmod(0o644)
    assert f"chmod 600 {path}" in wrong(examined(folder))["modes"]
    folder.chmod(0o755)
    assert f"chmod 700 {folder}" in wrong(examined(folder))["folder"]


@pytest.mark.parametrize("error", [errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV])
def test_a_disk_without_links_is_told_and_cleaned(folder: Path, error: int) -> None:
    class Linkless(Disk):
        def link(self, *_: object) -> None:
            raise OSError(error, os.strerror(error))

    before = names(folder)
    assert "--data-dir" in wrong(examined(folder, Linkless()))["links"]
    assert names(folder) == before


def test_a_full_disk_is_told(folder: Path) -> None:
    class Full(Disk):
        def create(self, *_: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert "disk is full" in wrong(examined(folder, Full()))["links"]


def test_leftovers_of_a_crash_are_a_note(folder: Path) -> None:
    (folder / ".tmp-old").touch()
    os.utime(folder / ".tmp-old", (1e9, 1e9))
    (folder / ".tmp-old").chmod(0o600)
    (note,) = [f for f in examined(folder) if f.check == "leftovers"]
    assert note.status == "note"


@pytest.mark.parametrize(
    ("path", "point", "kind", "option"),
    [
        ("/etc", "/", "ext4", "errors=remount-ro"),
        ("/home/x", "/home", "nfs", "nolock"),
        ("/home/my files/x", "/home/my files", "ext4", "ro"),
        ("/over/x", "/over", "tmpfs", "rw"),
        ("/homework", "/", "ext4", "rw"),
    ],
)
def test_the_disk_of_a_path_is_the_nearest_mount(
    mountinfo: Path, path: str, point: str, kind: str, option: str
) -> None:
    mount = mount_of(Path(path), mountinfo)
    assert mount is not None
    assert (str(mount.point), mount.kind) == (point, kind)
    assert option in mount.options


def test_a_disk_that_can_only_be_read_is_a_problem_and_one_without_locks_is_none(
    mountinfo: Path,
) -> None:
    assert "--data-dir" in wrong(examined(Path("/home/my files/none"), mountinfo=mountinfo))["disk"]
    found = examined(Path("/home/none"), mountinfo=mountinfo)
    assert wrong(found) == {}
    assert "nolock, local_lock=all" in plainly(found[-1].told)


def test_a_system_that_tells_nothing_of_its_disks_is_a_note(folder: Path, tmp_path: Path) -> None:
    found = examined(folder, mountinfo=tmp_path / "none")
    assert (found[-1].check, found[-1].status) == ("disk", "note")
