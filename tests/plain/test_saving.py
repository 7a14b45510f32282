"""When saving fails or another window saves too: it is said, tried again, and nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plain.conftest import Talk

from healthtui.core.case import Case
from healthtui.core.patch import Change, Patch
from healthtui.core.sentence import say
from healthtui.files.store import NotSaved, Saved, Store

FULL = say("Not saved: the disk is full. Delete or move something, then try again.")
Fails = Callable[[int], list[Patch]]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Patch]]:
    """Let the next so many saves fail, and remember what was tried."""

    def fail(times: int, *, final: bool = False) -> list[Patch]:
        tried: list[Patch] = []
        usual = Store.commit

        def commit(store: Store, patch: Patch) -> Saved:
            tried.append(patch)
            if len(tried) <= times:
                raise NotSaved(FULL, final=final)
            return usual(store, patch)

        monkeypatch.setattr(Store, "commit", commit)
        return tried

    return fail


@pytest.mark.usefixtures("moroccan")
def test_a_failed_save_is_said_and_tried_again_at_the_next_answer(
    talk: Talk, fails: Fails, saved: Callable[[], Case]
) -> None:
    fails(1)
    ended = talk("1", "4", "paid", "job", "4", "born", "1/2/2003")
    lines = ended.lines
    failed = next(place for place, line in enumerate(lines) if line.startswith("Not saved"))
    assert lines[failed - 1] == "Recorded: Paid work: job"
    assert "Saved now: everything up to here." in lines[failed:]
    assert (ended.code, lines[-1]) == (0, "Goodbye. Everything is saved.")
    assert (saved().situation.work, str(saved().situation.birth_date)) == ("job", "2003-02-01")


@pytest.mark.usefixtures("moroccan")
def test_what_cannot_be_saved_to_the_end_is_no_good_end(talk: Talk, fails: Fails) -> None:
    fails(1000)
    ended = talk("1", "4", "paid", "job", "?", "q")
    assert (ended.code, ended.lines[-1]) == (1, "Goodbye. Not everything could be saved.")
    assert "q: quit. Not everything is saved." in ended.text


@pytest.mark.usefixtures("moroccan")
def test_one_change_that_can_never_be_saved_does_not_hold_up_the_others(
    talk: Talk, fails: Callable[..., list[Patch]], saved: Callable[[], Case]
) -> None:
    fails(1, final=True)
    ended = talk("1", "4", "paid", "job", "4", "born", "1/2/2003")
    assert (ended.code, ended.lines[-1]) == (1, "Goodbye. Not everything could be saved.")
    assert (saved().situation.work, str(saved().situation.birth_date)) == ("none", "2003-02-01")


@pytest.mark.usefixtures("moroccan")
def test_what_another_window_saved_counts_here_too(
    talk: Talk, folder: Path, saved: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Store.commit

    def commit(store: Store, patch: Patch) -> Saved:
        monkeypatch.setattr(Store, "commit", usual)
        Store(folder).commit(Patch((Change(("situation", "card"), "none", "ehic"),)))
        return usual(store, patch)

    monkeypatch.setattr(Store, "commit", commit)
    ended = talk("1", "4", "paid", "job", "4", "card or form")
    assert "Another window saved changes meanwhile: they count here too." in ended.text
    assert "Answered so far: EHIC. Enter keeps it." in ended.text
    assert (saved().situation.work, saved().situation.card) == ("job", "ehic")


def test_broken_files_are_left_alone_until_the_person_says_to_begin_anew(
    talk: Talk, folder: Path
) -> None:
    talk("1", "4", "paid", "job")
    (file,) = [each for each in folder.iterdir() if each.suffix == ".toml"]
    file.write_bytes(b"broken")
    for typed in (["no"], [""], ["b"], ["m"], ["?"], []):
        ended = talk(*typed)
        assert "none of the files can be read" in ended.text
        assert "Main menu" not in ended.text
        assert sorted(folder.glob("*.toml")) == [file]
    assert "Recorded: Paid work: none" in talk("yes", "1", "4", "paid", "none").text
    assert file.read_bytes() == b"broken"
    assert len(sorted(folder.glob("*.toml"))) == 2


def test_ephemeral_says_so_and_leaves_nothing(run: Talk, folder: Path) -> None:
    ended = run("--ephemeral", "plain", typed=["?", "1", "4", "paid", "job"])
    assert "Nothing will be saved: nothing is kept (--ephemeral)" in ended.text
    assert "q: quit. Nothing is kept: what you said is gone then." in ended.text
    assert (ended.code, ended.lines[-1]) == (0, "Goodbye. Nothing was saved.")
    assert not folder.exists()
