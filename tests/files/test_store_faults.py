import errno
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from healthtui.core.patch import Change, Patch, Plain
from healthtui.files.disk import Disk
from healthtui.files.store import NotSaved, Store

ORPHAN = ".tmp-orphan"
LATER = 2_500_000_000.0
PATCH = Patch((Change(("log", "new"), None, {"n": 1}),))
ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ESTALE,
    errno.EOPNOTSUPP,
)


class Killed(BaseException):
    pass


class Faulty(Disk):
    """Breaks the n-th call, before or after it is done; once killed, no call is made any more."""

    def __init__(self, at: int, fault: int | None, *, done: bool) -> None:
        self._at, self._fault, self._done = at, fault, done
        self._calls = 0
        self.dead = False
        self.fired = False
        self.where = ""
        self.open: set[int] = set()

    def __getattribute__(self, name: str) -> object:
        found: object = super().__getattribute__(name)
        if name in _CALLS and callable(found):
            return lambda *args: self._call(name, found, args)
        return found

    def _call(self, name: str, call: Callable[..., object], args: tuple[object, ...]) -> object:
        if self.dead:
            raise Killed
        self._calls += 1
        here = self._calls == self._at
        if here and not self._done:
            self._break(name)
        result = call(*args)
        if isinstance(result, int) and name in {"create", "open_file", "open_folder"}:
            self.open.add(result)
        if name == "close":
            self.open -= {args[0]}
        if here:
            self._break(name)
        return result

    def _break(self, name: str) -> None:
        self.fired, self.where = True, name
        if self._fault is None:
            self.dead = True
            raise Killed
        raise OSError(self._fault, os.strerror(self._fault))

    def clean(self) -> None:
        for descriptor in self.open:
            os.close(descriptor)


_CALLS = frozenset(name for name in vars(Disk) if not name.startswith("_"))


class Torn(Disk):
    """Writes one byte of everything, then a few, as a disk may."""

    def write(self, file: int, data: bytes) -> int:
        return super().write(file, data[:7])


def no_state(folder: Path) -> Plain:
    assert not folder.exists()
    return {}


def some_states(folder: Path) -> Plain:
    store = Store(folder)
    store.commit(Patch((Change(("log", "a"), None, {"n": 0}),)))
    return store.commit(Patch((Change(("log", "b"), None, {"n": 0}),))).plain


def states_to_prune(folder: Path) -> Plain:
    plain: Plain = {}
    for n in range(14):
        plain = Store(folder).commit(Patch((Change(("log", "a"), None, {"n": n}),))).plain
    (folder / ORPHAN).touch()
    return plain


SCENES = {"first": no_state, "save": some_states, "prune": states_to_prune}


def faults() -> Iterator[tuple[int | None, bool]]:
    for done in (False, True):
        yield None, done
        for error in ERRORS:
            yield error, done


@pytest.mark.parametrize("scene", SCENES)
def test_whatever_call_fails_the_old_or_the_new_state_is_there(scene: str, tmp_path: Path) -> None:
    template = tmp_path / "template" / "healthtui"
    folder = tmp_path / "run" / "healthtui"
    old = SCENES[scene](template)
    runs = 0
    for fault, done in faults():
        for at in count(1):
            if template.exists():
                shutil.copytree(template, folder)
            disk = Faulty(at, fault, done=done)
            acked = attempt(folder, disk)
            if disk.fired:
                told = f"{scene}, call {at} ({disk.where}), fault {fault}, done {done}"
                check_state(folder, [PATCH.apply(old)] if acked else [old, PATCH.apply(old)], told)
                check_files(folder, template, disk, told)
                check_retry(folder, PATCH.apply(old), told)
                runs += 1
            shutil.rmtree(folder.parent)
            if not disk.fired:
                assert acked
                break
    assert runs > 250


def attempt(folder: Path, disk: Faulty) -> bool:
    told = ""
    try:
        Store(folder, disk, now=lambda: LATER).commit(PATCH)
    except NotSaved as error:
        told = str(error)
    except Killed:
        told = "killed"
    finally:
        disk.clean()
        folder.parent.mkdir(exist_ok=True)
    return not told


def check_state(folder: Path, allowed: list[Plain], told: str) -> None:
    loaded = Store(folder).load()
    assert loaded.plain in allowed, told
    assert loaded.notices == (), told


def check_files(folder: Path, template: Path, disk: Faulty, told: str) -> None:
    if template.exists():
        newest = max(template.glob("state-*")).name
        assert (folder / newest).exists(), told
        for path in folder.glob("state-*"):
            before = template / path.name
            assert not before.exists() or before.read_bytes() == path.read_bytes(), told
    if not disk.dead and disk.where != "unlink":
        assert not [path for path in folder.glob(".tmp-*") if path.name != ORPHAN], told


def check_retry(folder: Path, new: Plain, told: str) -> None:
    again = Store(folder).commit(PATCH)
    assert Store(folder).load().plain == again.plain == new, told
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("state-*")), told


def test_nothing_gets_its_name_before_it_would_survive_a_power_cut(tmp_path: Path) -> None:
    class Recorder(Disk):
        def __getattribute__(self, name: str) -> object:
            if name in _CALLS:
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
    states_to_prune(folder)
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

    some_states(tmp_path / "healthtui")
    sick = Store(tmp_path / "healthtui", Sick())
    for act in (sick.load, lambda: sick.commit(PATCH)):
        with pytest.raises(NotSaved, match="reported an error"):
            act()
    assert Store(tmp_path / "healthtui").load().generation == 2
