from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.files.store import Store

Run = Callable[..., Any]


def test_a_sound_folder_has_a_line_for_each_check(run: Run, folder: Path) -> None:
    run("set", "work=job")
    ended = run("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert str(folder) in ended.out.splitlines()[0]
    assert all(line.startswith(("fine: ", "note: ")) for line in ended.out.splitlines())
    assert "python 3" in ended.out


def test_a_problem_is_told_with_what_to_do_and_ends_with_one(run: Run, folder: Path) -> None:
    run("set", "work=job")
    folder.chmod(0o755)
    ended = run("doctor")
    assert ended.code == 1
    assert f"PROBLEM: Others can look into {folder}. Make it private" in ended.out


def test_json_has_the_same_checks(run: Run) -> None:
    run("set", "work=job")
    answer = run("doctor", "--json").json
    assert (answer["schema"], answer["sound"]) == ("healthtui/doctor/1", True)
    assert answer["versions"]["healthtui"]
    checks = {check["check"]: check["status"] for check in answer["checks"]}
    assert checks.keys() >= {"folder", "generations", "modes", "links", "disk", "versions"}
    assert "bytecode" in checks


def test_nothing_saved_is_no_problem_and_nothing_is_made(run: Run, folder: Path) -> None:
    assert run("doctor").code == 0
    assert run("doctor", "--ephemeral").code == 0
    assert not folder.exists()


def test_all_is_deleted_once_the_word_is_typed(run: Run, folder: Path) -> None:
    run("set", "work=job")
    run("set", "card=none")
    (folder / "mine.txt").write_text("mine")
    ended = run("wipe", stdin="delete\n")
    assert ended.code == 0
    assert "  state-0000000001.toml" in ended.out.splitlines()
    assert "mine.txt" not in ended.out
    assert "backups" in ended.out.splitlines()[-1]
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert run("wipe", "--yes").out.startswith("Nothing is saved")


@pytest.mark.parametrize("typed", ["\n", "yes\n", "DELETE\n", "delete it\n"])
def test_anything_else_deletes_nothing(run: Run, folder: Path, typed: str) -> None:
    run("set", "work=job")
    ended = run("wipe", stdin=typed)
    assert (ended.code, ended.out.splitlines()[-1][-20:]) == (1, "Nothing was deleted.")
    assert Store(folder).load().plain["situation"] == {"work": "job"}


def test_a_script_need_not_be_asked(run: Run, folder: Path) -> None:
    run("set", "work=job")
    assert run("wipe", "--yes").code == 0
    assert list(folder.iterdir()) == []


def test_nothing_is_deleted_where_nothing_is_kept(run: Run, folder: Path) -> None:
    run("set", "work=job")
    assert run("wipe", "--ephemeral", "--yes").code == 2
    assert Store(folder).load().generation == 1


def test_a_folder_open_to_others_is_refused_in_one_line(run: Run, folder: Path) -> None:
    run("set", "work=job")
    folder.chmod(0o755)
    ended = run("wipe", "--yes")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "chmod 700" in ended.err
