import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from healthtui.core.patch import Change, Patch
from healthtui.files.disk import Disk
from healthtui.files.encoding import Encoder
from healthtui.files.generation import Head
from healthtui.files.migrations import Schema
from healthtui.files.store import NotSaved, Store

DAY = 24 * 60 * 60.0


def put(*path: str, to: object, before: object = None) -> Patch:
    return Patch((Change(path, before, to),))


def file_of(folder: Path, number: int) -> Path:
    return folder / f"state-{number:010d}.toml"


def raw(number: int, schema: int = 1, **tables: object) -> bytes:
    return Encoder().encode(tables, Head(schema, number, "c" * 32, "", "0.0.0")).data


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "share" / "healthtui"


@pytest.fixture
def store(folder: Path) -> Store:
    return Store(folder)


def test_nothing_there_is_an_empty_case_and_stays_so(store: Store, folder: Path) -> None:
    loaded = store.load()
    assert (loaded.plain, loaded.generation, loaded.notices) == ({}, 0, ())
    assert not loaded.read_only
    assert not loaded.all_broken
    assert store.newest_generation() == 0
    assert not folder.parent.exists()


def test_what_is_committed_is_loaded(store: Store, folder: Path) -> None:
    saved = store.commit(put("situation", "birth_date", to=date(2004, 2, 29)))
    store.commit(put("situation", "nationalities", to=["MA", "FR"]))
    loaded = Store(folder).load()
    assert loaded.plain == {
        "situation": {"birth_date": date(2004, 2, 29), "nationalities": ["MA", "FR"]}
    }
    assert type(loaded.plain["situation"]["birth_date"]) is date
    assert (saved.generation, loaded.generation, store.newest_generation()) == (1, 2, 2)
    assert not saved.merged
    assert loaded.notices == ()


def test_the_same_patch_twice_is_the_same_as_once(store: Store) -> None:
    patch = put("log", "a", to={"price": 30})
    first = store.commit(patch)
    second = store.commit(patch)
    assert first.plain == second.plain == {"log": {"a": {"price": 30}}}
    assert second.conflicts == ()


def test_an_entry_can_be_taken_away_and_none_is_not_written(store: Store) -> None:
    store.commit(put("log", "a", to={"price": 30, "note": None}))
    assert store.load().plain == {"log": {"a": {"price": 30}}}
    store.commit(put("log", "a", to=None))
    assert store.load().plain == {}


def test_two_sessions_lose_nothing_and_say_that_they_merged(folder: Path) -> None:
    one, two = Store(folder), Store(folder)
    assert not one.commit(put("log", "a", to=1)).merged
    assert two.commit(put("log", "b", to=2)).merged
    back = one.commit(put("log", "c", to=3))
    assert back.merged
    assert back.plain == {"log": {"a": 1, "b": 2, "c": 3}}
    assert not one.commit(put("log", "d", to=4)).merged
    two.load()
    assert not two.commit(put("log", "e", to=5)).merged


def test_two_sessions_on_one_entry_the_later_wins_and_is_told(folder: Path) -> None:
    one, two = Store(folder), Store(folder)
    one.commit(put("log", "a", to="first"))
    two.load()
    one.commit(put("log", "a", to="second", before="first"))
    patch = put("log", "a", to="third", before="first")
    saved = two.commit(patch)
    assert saved.conflicts == patch.changes
    assert saved.plain == {"log": {"a": "third"}}


def test_a_session_that_lost_the_race_puts_its_change_on_top(folder: Path) -> None:
    class Slow(Disk):
        raced = False

        def link(self, folder: int, name: str, new: str) -> None:
            if not self.raced:
                self.raced = True
                other.commit(put("log", "b", to=2))
            super().link(folder, name, new)

    other = Store(folder)
    saved = Store(folder, Slow()).commit(put("log", "a", to=1))
    assert saved.plain == {"log": {"a": 1, "b": 2}}
    assert saved.merged
    assert saved.generation == 2
    assert names(folder) == [file_of(folder, n).name for n in (1, 2)]


def test_a_session_that_slept_while_its_number_was_pruned_is_not_lost(folder: Path) -> None:
    class Asleep(Disk):
        woken = False

        def link(self, folder_: int, name: str, new: str) -> None:
            if not self.woken:
                self.woken = True
                for n in range(30):
                    other.commit(put("log", f"b{n}", to=n))
                file_of(folder, 2).unlink()
            super().link(folder_, name, new)

    other = Store(folder)
    other.commit(put("log", "first", to=0))
    saved = Store(folder, Asleep()).commit(put("log", "a", to=1))
    assert saved.generation == 32
    assert len(Store(folder).load().plain["log"]) == 32


PROCESS = """
import sys
from pathlib import Path
from healthtui.core.patch import Change, Patch
from healthtui.files.store import Store
store = Store(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    print(store.commit(Patch((Change(("log", f"{sys.argv[2]}-{n}"), None, {"n": n}),))).generation)
"""


def test_eight_processes_lose_and_duplicate_nothing(folder: Path) -> None:
    sources = str(Path(sys.modules["healthtui"].__file__ or "").parents[1])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(folder), str(p), "20"],
            env={**os.environ, "PYTHONPATH": sources},
            stdout=subprocess.PIPE,
        )
        for p in range(8)
    ]
    generations = [int(n) for p in processes for n in p.communicate(timeout=120)[0].split()]
    assert sorted(generations) == list(range(1, 161))
    expected = {f"{p}-{n}": {"n": n} for p in range(8) for n in range(20)}
    assert Store(folder).load().plain == {"log": expected}
    assert not list(folder.glob(".tmp-*"))


def test_a_broken_file_is_never_pruned(folder: Path) -> None:
    store = Store(folder, now=lambda: 4e9)
    store.commit(put("log", "a", to=1))
    file_of(folder, 2).write_bytes(b"")
    for n in range(20):
        store.commit(put("log", "n", to=n))
    assert file_of(folder, 2).exists()
    assert not file_of(folder, 3).exists()
    assert store.newest_generation() == 22


def test_when_all_are_broken_nothing_is_saved_before_the_person_says_so(folder: Path) -> None:
    store = Store(folder)
    store.commit(put("log", "a", to=1))
    file_of(folder, 1).write_bytes(b"broken")
    loaded = store.load()
    assert loaded.all_broken
    assert (loaded.plain, loaded.generation, len(loaded.notices)) == ({}, 0, 1)
    with pytest.raises(NotSaved, match="none can be read"):
        store.commit(put("log", "b", to=2))
    assert names(folder) == [file_of(folder, 1).name]
    store.start_beside_broken()
    assert store.commit(put("log", "b", to=2)).generation == 2
    assert file_of(folder, 1).read_bytes() == b"broken"


def test_an_edit_by_hand_is_used_and_told(store: Store, folder: Path) -> None:
    store.commit(put("log", "a", to="before"))
    path = file_of(folder, 1)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"before", b"after"))
    assert store.commit(put("log", "b", to=1)).merged
    path = file_of(folder, 2)
    path.write_bytes(path.read_bytes().replace(b"after", b"later").replace(b"\n", b"\r\n"))
    loaded = store.load()
    assert loaded.plain == {"log": {"a": "later", "b": 1}}
    assert [n.kind for n in loaded.notices] == ["edited"]


def test_a_backup_put_back_under_a_higher_number_is_used_and_told(
    store: Store, folder: Path
) -> None:
    store.commit(put("log", "a", to=1))
    store.commit(put("log", "a", to=2))
    shutil.copy(file_of(folder, 1), file_of(folder, 7))
    loaded = store.load()
    assert loaded.plain == {"log": {"a": 1}}
    assert [n.kind for n in loaded.notices] == ["edited"]
    assert store.commit(put("log", "b", to=1)).generation == 8


def test_a_newer_schema_is_shown_and_never_written_over(store: Store, folder: Path) -> None:
    store.commit(put("log", "a", to=1))
    newer = file_of(folder, 2)
    newer.write_bytes(raw(2, schema=2, log={"a": 2}))
    before = newer.read_bytes()
    loaded = store.load()
    assert loaded.read_only
    assert [n.kind for n in loaded.notices] == ["newer"]
    with pytest.raises(NotSaved, match="newer version"):
        store.commit(put("log", "b", to=1))
    assert newer.read_bytes() == before
    assert store.newest_generation() == 2


def test_unknown_entries_survive(store: Store, folder: Path) -> None:
    unknown: dict[str, Any] = {
        "motto": "x",
        "later": {"deep": [{"a": [1, 2.5]}]},
        "n": float("inf"),
    }
    folder.mkdir(mode=0o700, parents=True)
    file_of(folder, 1).write_bytes(raw(1, **unknown))
    assert store.commit(put("log", "a", to=1)).plain == {**unknown, "log": {"a": 1}}
    assert store.load().plain == {**unknown, "log": {"a": 1}}


def test_a_folder_or_file_of_another_user_is_not_used(folder: Path) -> None:
    class Other(Disk):
        def euid(self) -> int:
            return os.geteuid() + 1

    Store(folder).commit(put("log", "a", to=1))
    with pytest.raises(NotSaved, match="belongs to another user"):
        Store(folder, Other()).load()


def test_a_file_of_another_user_counts_as_broken(folder: Path) -> None:
    class Mixed(Disk):
        def fstat(self, file: int) -> os.stat_result:
            status = super().fstat(file)
            if not stat.S_ISREG(status.st_mode):
                return status
            return os.stat_result((*status[:4], status.st_uid + 1, *status[5:]))

    Store(folder).commit(put("log", "a", to=1))
    loaded = Store(folder, Mixed()).load()
    assert loaded.all_broken
    assert "belongs to another user" in str(NotSaved(loaded.notices[0].sentence))


def test_a_case_of_an_older_schema_is_brought_up_to_date(store: Store, folder: Path) -> None:
    store.commit(put("log", "a", to=1))
    before = file_of(folder, 1).read_bytes()
    second = Schema(2, {1: lambda plain: {**plain, "from": 1}})
    later = Store(folder, schema=second)
    assert later.load().plain == {"log": {"a": 1}, "from": 1}
    assert names(folder) == [file_of(folder, 1).name]
    assert later.commit(put("log", "a", to=2)).plain == {"log": {"a": 2}, "from": 1}
    assert file_of(folder, 1).read_bytes() == before
    assert store.load().read_only


def test_what_is_given_out_is_a_copy(store: Store) -> None:
    saved = store.commit(put("log", "a", to={"marks": [1]}))
    saved.plain["log"]["a"]["marks"].append(2)
    loaded = store.load()
    assert loaded.plain == {"log": {"a": {"marks": [1]}}}
    loaded.plain["log"]["a"]["marks"].append(2)
    assert store.commit(put("log", "b", to=1)).plain == {"log": {"a": {"marks": [1]}, "b": 1}}
    assert Store(store.folder).load().plain == store.load().plain


def test_a_care_log_of_ten_thousand_acts_is_saved_and_loaded(store: Store, folder: Path) -> None:
    act = {"act": "gp_consultation", "care_date": date(2026, 1, 2), "price_eur": "30.00"}
    act |= dict.fromkeys(("sector", "paid", "received", "note", "by"), "some twenty characters")
    log = {f"{n:05d}-ab12": act for n in range(10_000)}
    store.commit(put("log", to=log))
    assert file_of(folder, 1).stat().st_size > 2_000_000
    assert Store(folder).load().plain == {"log": log}


def test_what_a_file_cannot_hold_is_refused_for_good(store: Store, folder: Path) -> None:
    store.commit(put("log", "a", to=1))
    deep: dict[str, Any] = {}
    for _ in range(40):
        deep = {"x": deep}
    refused = ["\ud800", {1}, 2**63, "x" * 8_000_001, deep, [None], {1: 2}]
    for value in refused:
        with pytest.raises(NotSaved) as caught:
            store.commit(put("log", "b", to=value))
        assert caught.value.final
    with pytest.raises(NotSaved):
        store.commit(put("schema", to=3))
    assert names(folder) == [file_of(folder, 1).name]


def test_old_generations_go_but_one_a_day_and_orphans_after_a_day(folder: Path) -> None:
    clock = 1_800_000_000.0
    store = Store(folder, now=lambda: clock)
    for n in range(1, 41):
        store.commit(put("log", "n", to=n))
        at = clock - (40 - n) * DAY / 4
        os.utime(file_of(folder, n), (at, at))
    for name, age in {".tmp-old": DAY + 1, ".tmp-new": DAY - 1}.items():
        (folder / name).touch()
        os.utime(folder / name, (clock - age, clock - age))
    store.commit(put("log", "n", to=0))
    kept = {int(p.name[6:16]) for p in folder.glob("state-*")}
    assert set(range(32, 42)) <= kept
    days = {int((clock - (40 - n) * DAY / 4) // DAY) for n in kept if n <= 40}
    today = int(clock // DAY)
    assert days == set(range(today - 7, today + 1))
    assert len(kept) < 18
    assert not (folder / ".tmp-old").exists()
    assert (folder / ".tmp-new").exists()


def test_a_number_at_the_end_of_all_numbers_is_told(store: Store, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    (folder / f"state-{10**15 - 1}.toml").write_bytes(raw(1, log={"a": 1}))
    with pytest.raises(NotSaved, match="too high"):
        store.commit(put("log", "b", to=1))
    assert store.load().plain == {"log": {"a": 1}}


def test_every_sentence_can_be_filled(store: Store, folder: Path) -> None:
    store.commit(put("log", "a", to=1))
    file_of(folder, 2).write_bytes(b"")
    (notice,) = store.load().notices
    assert json.dumps(str(NotSaved(notice.sentence))).startswith('"The saved file state-0000000002')
    assert "it is empty" in str(NotSaved(notice.sentence))
