"""A screen for everybody: the app and no more, nothing kept on the host, an end when idle."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools.terminal.program import Program

from healthtui.cli import app, main
from healthtui.cli.kiosk import KEPT, NOTHING_KEPT, Sitting

IDLE = """
import sys
from healthtui.cli import kiosk, main
kiosk.MINUTE = 0.05
sys.exit(main(["--kiosk", "--lang", "en"]))
"""
"""The kiosk with short minutes."""
Given = Callable[..., dict[str, Any]]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What a run gives to the app, without opening it."""

    def given(*arguments: str) -> dict[str, Any]:
        found: dict[str, Any] = {}

        def opening(*arguments: Any) -> int:
            names = ("rulebook", "loaded", "store", "today", "speaker", "overlay", "sat")
            found.update(zip(names, arguments, strict=False))
            return 0

        monkeypatch.setattr(app, "_is_terminal", lambda _: True)
        monkeypatch.setattr(app, "open_app", opening)
        assert main(arguments) == 0
        return found

    return given


def test_nothing_is_kept_unless_a_folder_is_named(given: Given, tmp_path: Path) -> None:
    kiosk = given("--kiosk")
    assert kiosk["store"] is None
    assert kiosk["sat"] == Sitting(15 * 60, NOTHING_KEPT)
    named = given("--kiosk", "--data-dir", str(tmp_path / "kept"))
    assert named["store"].folder == tmp_path / "kept"
    assert named["sat"] == Sitting(15 * 60, KEPT)
    both = given("--kiosk", "--ephemeral", "--data-dir", str(tmp_path / "kept"))
    assert both["store"] is None
    assert both["sat"].keeps == NOTHING_KEPT


def test_the_minutes_can_be_chosen_and_without_a_kiosk_none_are_usual(given: Given) -> None:
    assert given("--kiosk", "--idle", "3")["sat"].idle_seconds == 3 * 60
    assert given("--ephemeral", "--idle", "3")["sat"] == Sitting(3 * 60, None)
    assert given("--ephemeral")["sat"] == Sitting()


@pytest.mark.parametrize("minutes", ["0", "-1", "1.5", "1441", "soon", ""])
def test_minutes_that_are_none_are_refused(
    minutes: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "_is_terminal", lambda _: True)
    monkeypatch.setattr(app, "open_app", lambda *_: 0)
    assert main(["--kiosk", f"--idle={minutes}"]) == 2
    assert capsys.readouterr().err.startswith("--idle: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kiosk", "export", "html", "--output", "x.html"),
        ("--kiosk", "check"),
        ("--idle", "3", "check"),
        ("check", "--kiosk"),
        ("--kiosk", "paths"),
    ],
)
def test_a_kiosk_takes_no_command(
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_nobody_uses_it_and_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    unused = tmp_path / "unused"
    environment = {"HOME": str(home), "TMPDIR": str(home)}
    command = (sys.executable, "-c", IDLE)
    with Program(unused, command=command, environment=environment) as program:
        assert program.ready()
        program.type("\x1a\x03\x1c")
        assert program.until(lambda: "nothing is kept here" in program.screen)
        assert program.ends(60)
        assert program.code == 0
        assert program.restored
        assert b"nobody was using it" in program.raw
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert not unused.exists()
