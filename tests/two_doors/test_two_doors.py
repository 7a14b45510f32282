"""The dialogue does what the screens do: the same script at both doors, the same saved case."""

from pathlib import Path
from typing import Any, get_args

import pytest
from tests.tui.conftest import MOROCCAN, TODAY, Opening
from tests.two_doors.by_keys import Screens
from tests.two_doors.by_lines import Dialogue
from tests.two_doors.scripts import SITTINGS, Act, Answer, Care

from healthtui.core.case import Case
from healthtui.core.case_plain import change, from_plain, to_plain
from healthtui.core.patch import Plain
from healthtui.core.rulebook import Rulebook
from healthtui.files.store import Store

SCRIPTS = 30
NOBODY: Plain = {}
STARTS: dict[str, Plain] = {"situation": NOBODY}
"""Who sits down; without a word here, the student of the other tests."""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "XDG_CONFIG_DIRS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _read_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthtui.cli.session.load", lambda _: rulebook)


def saved(folder: Path, rulebook: Rulebook) -> Case:
    """The case on disk, in the words of the rules."""
    return from_plain(Store(folder).load().plain, rulebook.vocabulary)[0]


def tables(case: Case) -> dict[str, Any]:
    """What is saved, but for the ids that are drawn by lot and the screen that was in front."""
    plain = to_plain(case)
    del plain["view"]
    for name in ("log", "contracts"):
        plain[name] = sorted(plain[name].values(), key=str)
    return plain


def begun(folder: Path, start: Plain, rulebook: Rulebook) -> Store:
    """A store with somebody in it."""
    store = Store(folder)
    store.load()
    after, _ = from_plain(start, rulebook.vocabulary)
    store.commit(change(Case(), after))
    return store


@pytest.mark.parametrize("room", SITTINGS)
async def test_the_same_script_ends_with_the_same_saved_case_at_both_doors(
    opened: Opening, rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    start = STARTS.get(room, MOROCCAN)
    store = begun(tmp_path / "screens", start, rulebook)
    begun(tmp_path / "lines", start, rulebook)
    async with opened(start, store=store) as drive:
        screens = Screens(drive)
        for script in SITTINGS[room]:
            before = tables(drive.case)
            for act in script:
                await screens.act_out(act)
            talk = Dialogue(rulebook)
            code = talk.hold(tmp_path / "lines", TODAY.isoformat(), script, monkeypatch)
            assert code == 0, talk.heard
            await drive.until(lambda: saved(store.folder, rulebook) == drive.case)
            by_lines = tables(saved(tmp_path / "lines", rulebook))
            assert by_lines == tables(saved(store.folder, rulebook)), script
            assert by_lines != before, script


def test_there_are_thirty_scripts_with_every_kind_of_act() -> None:
    scripts = [script for sitting in SITTINGS.values() for script in sitting]
    assert len(scripts) >= SCRIPTS
    assert {type(act) for script in scripts for act in script} == set(get_args(Act))


async def test_a_door_that_does_something_else_would_be_seen(
    opened: Opening, rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = begun(tmp_path / "screens", NOBODY, rulebook)
    begun(tmp_path / "lines", NOBODY, rulebook)
    async with opened(NOBODY, store=store) as drive:
        await Screens(drive).act_out(Answer("work", "job"))
        await drive.until(lambda: saved(store.folder, rulebook) == drive.case)
    script = (Answer("work", "apprenticeship"), Care("gp visit", "20/11/2026", "30"))
    Dialogue(rulebook).hold(tmp_path / "lines", TODAY.isoformat(), script, monkeypatch)
    assert tables(saved(tmp_path / "lines", rulebook)) != tables(saved(store.folder, rulebook))
