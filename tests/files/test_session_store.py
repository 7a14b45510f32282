"""What is typed and is no answer yet belongs to the session it is typed in while that lives."""

import errno
from pathlib import Path
from typing import Any

import pytest

from healthtui.core.patch import Change, Patch, Plain
from healthtui.files.disk import Disk
from healthtui.files.own_drafts import owners
from healthtui.files.session_store import SessionStore
from healthtui.files.store import Store

BORN = "situation.birth_date"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


def typed(text: str | None, before: str | None = None, place: str = BORN) -> Patch:
    return Patch((Change(("drafts", place), before, text),))


def drafts(plain: Plain) -> dict[str, Any]:
    return dict(plain.get("drafts", {}))


def left(folder: Path, **texts: dict[str, Any]) -> None:
    Store(folder).commit(Patch((Change(("drafts",), None, texts),)))


def on_disk(folder: Path) -> dict[str, dict[str, Any]]:
    return owners(Store(folder).load().plain)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("state-"))


def test_what_a_living_session_types_is_its_own(folder: Path) -> None:
    first, second = SessionStore(folder), SessionStore(folder)
    first.load()
    assert drafts(first.commit(typed("2004-0")).plain) == {BORN: "2004-0"}
    assert drafts(second.load().plain) == {}
    assert second.changed() is None
    assert drafts(second.commit(typed("1999")).plain) == {BORN: "1999"}
    found = first.changed()
    assert found is not None
    assert drafts(found.plain) == {BORN: "2004-0"}
    assert sorted(texts[BORN] for texts in on_disk(folder).values()) == ["1999", "2004-0"]
    second.commit(typed(None, "1999"))
    assert [texts[BORN] for texts in on_disk(folder).values()] == ["2004-0"]


def test_what_a_session_left_is_offered_once(folder: Path) -> None:
    first = SessionStore(folder)
    first.commit(typed("2004-0"))
    first.end()
    assert not files(folder)
    second = SessionStore(folder)
    assert drafts(second.load().plain) == {BORN: "2004-0"}
    taken = second.changed()
    assert taken is not None
    assert drafts(taken.plain) == {BORN: "2004-0"}
    assert second.changed() is None
    assert drafts(SessionStore(folder).load().plain) == {}
    second.end()
    assert drafts(SessionStore(folder).load().plain) == {BORN: "2004-0"}


def test_a_look_at_the_case_takes_nothing_over(folder: Path) -> None:
    left(folder, **{"0123456789ab": {BORN: "2004-0"}})
    looking = SessionStore(folder)
    looking.load()
    looking.commit(Patch((Change(("visit", "price_eur"), None, "30.00"),)))
    assert on_disk(folder) == {"0123456789ab": {BORN: "2004-0"}}
    assert not files(folder)


def test_an_answer_settles_what_an_ended_session_left(folder: Path) -> None:
    left(folder, **{"0123456789ab": {BORN: "2004-0", "visit.price_eur": "a lot"}})
    store = SessionStore(folder)
    assert drafts(store.load().plain) == {BORN: "2004-0", "visit.price_eur": "a lot"}
    assert drafts(store.commit(typed(None, "2004-0")).plain) == {"visit.price_eur": "a lot"}
    (texts,) = on_disk(folder).values()
    assert texts == {"visit.price_eur": "a lot"}


def test_of_two_texts_for_one_place_the_second_is_offered_another_time(folder: Path) -> None:
    left(folder, **{"0123456789ab": {BORN: "2004-0"}, "ba9876543210": {BORN: "1999"}})
    store = SessionStore(folder)
    (first,) = drafts(store.load().plain).values()
    store.changed()
    store.commit(typed(None, first))
    store.end()
    (second,) = drafts(SessionStore(folder).load().plain).values()
    assert {first, second} == {"2004-0", "1999"}


def test_what_was_written_by_hand_without_a_session_is_offered(folder: Path) -> None:
    Store(folder).commit(typed("2004-0"))
    store = SessionStore(folder)
    assert drafts(store.load().plain) == {BORN: "2004-0"}
    store.changed()
    store.commit(typed(None, "2004-0"))
    assert on_disk(folder) == {}


@pytest.mark.parametrize("name", ["../outside", "state-0000000001.toml", "0123456789AB", "é"])
def test_a_name_that_is_no_session_is_one_that_has_ended(folder: Path, name: str) -> None:
    left(folder, **{name: {BORN: "2004-0"}})
    assert drafts(SessionStore(folder).load().plain) == {BORN: "2004-0"}


def test_where_there_are_no_locks_everything_is_saved_and_offered(folder: Path) -> None:
    class Lockless(Disk):
        def lock(self, file: int) -> None:
            raise OSError(errno.ENOLCK, f"no locks for {file}")

        lock_shared = lock

    first = SessionStore(folder, Lockless())
    assert drafts(first.commit(typed("2004-0")).plain) == {BORN: "2004-0"}
    assert drafts(SessionStore(folder, Lockless()).load().plain) == {BORN: "2004-0"}
    first.end()
    assert not files(folder)


def test_a_file_that_a_dead_session_left_goes_with_the_next_one(folder: Path) -> None:
    left(folder, **{"0123456789ab": {BORN: "2004-0"}})
    (folder / "session-0123456789ab").touch(0o600)
    living = SessionStore(folder)
    living.commit(typed("a lot", place="visit.price_eur"))
    (name,) = files(folder)
    assert name != "session-0123456789ab"
    other = SessionStore(folder)
    assert drafts(other.load().plain) == {BORN: "2004-0"}
    other.commit(typed("1999", "2004-0"))
    assert name in files(folder)
