"""What every command promises a shell: no prompt, no network, its code, its errors beside it."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from healthtui.cli import main

Run = Callable[..., Any]
Start = Callable[..., Any]

ASK_NOTHING = (
    *(("check",), ("set", "work=none"), ("steps",), ("steps", "show", "portal-documents")),
    *(("steps", "set", "portal-documents", "sent"), ("quote",), ("year",), ("year", "add")),
    *(("compare",), ("compare", "add", "A", "percent=100"), ("explain", "check"), ("glossary",)),
    *(("explain", "quote"), ("export", "md"), ("export", "csv"), ("export", "json"), ("rules",)),
    *(("rules", "check"), ("rules", "list"), ("paths",), ("doctor",), ("wipe", "--yes"), ("man",)),
    *(("schema",), ("completions", "bash"), ("help",), ("help", "accessibility"), ("--help",)),
)
CERTAIN = tuple(
    word
    for answer in (
        *("act=gp_consultation", "price_eur=30", "sector=1", "pathway=in", "patient_age=22"),
        *("situation=standard", "care_date=2026-11-20"),
    )
    for word in ("--set", answer)
)
NO_NETWORK = """
import asyncio, contextlib, io, sys
from datetime import date
tried = []
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        tried.append(event)
sys.addaudithook(hook)
from healthtui.cli import main
folder = ["--data-dir", sys.argv[1], "--today", "2026-11-23"]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    for command in {commands!r}:
        with contextlib.suppress(SystemExit):
            main([*folder, *command])
    sys.stdin = io.StringIO("1\\n3\\n\\n\\nm\\n2\\n1\\n1\\n1\\n")
    main([*folder, "plain"])
from healthtui.files.places import config_dir
from healthtui.files.rulebook import load
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
async def use():
    app = HealthApp(load(config_dir()), {{}}, date(2026, 11, 23), Speaker("en"))
    async with app.run_test() as pilot:
        await pilot.press("f3", "l", "escape", "f4", "w", "escape", "f5", "c", "escape")
asyncio.run(use())
print("tried:", tried)
import socket
with contextlib.suppress(OSError):
    socket.create_connection(("127.0.0.1", 9), timeout=1)
print("seen:", "socket.connect" in tried)
"""


class Asked(io.TextIOBase):
    """A standard input from which nothing may be read."""

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
        raise AssertionError("something was asked")

    def read(self, _: int | None = -1) -> str:
        raise AssertionError("something was asked")


@pytest.mark.parametrize("command", ASK_NOTHING, ids=" ".join)
def test_a_command_asks_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", Asked())
    ended = run(*command)
    assert ended.code in (0, 1, 2, 3)
    assert "mistake" not in ended.err


def test_what_asks_without_a_terminal_names_the_option(run: Run) -> None:
    run("set", "work=none")
    ended = run("wipe", stdin="")
    assert ended.code == 2
    assert "--yes" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("quote", *CERTAIN), 0),
        (("quote", "--set", "year_so_far=unsure"), 3),
        (("quote", "--today", "2030-01-01"), 4),
        (("quote", "--set", "price_eur=many"), 2),
        (("no-such-command",), 2),
        (("export", "json", "--output", "/nowhere/at/all"), 1),
        (("rules", "check"), 0),
    ],
)
def test_each_code_means_what_the_design_says(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    ended = run(*arguments)
    assert ended.code == code
    assert bool(ended.err) == (code in (1, 2))
    assert bool(ended.out) == (code not in (1, 2))
    assert "Traceback" not in ended.err


def test_nothing_is_sent_anywhere(folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK.format(commands=ASK_NOTHING), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C"},
    )
    assert done.stdout.splitlines() == ["tried: []", "seen: True"]


@pytest.fixture
def closed() -> Iterator[int]:
    """The end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def test_a_dialogue_whose_listener_is_gone_ends_in_silence(start: Start, closed: int) -> None:
    process = start("plain", stdout=closed)
    _, errors = process.communicate("1\n", timeout=30)
    assert (process.returncode, errors) == (141, "")


def test_a_dialogue_without_input_says_goodbye(start: Start) -> None:
    process = start("plain", stdin=subprocess.DEVNULL)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    assert out.splitlines()[-1] == "Goodbye. Everything is saved."


def test_the_version_needs_neither_rules_nor_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("healthtui.cli.session.load", None)
    monkeypatch.setattr("healthtui.cli.session.Session.loaded", None)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
