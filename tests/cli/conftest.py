import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

import healthtui
from healthtui.cli import main
from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load

TODAY = "2026-11-23"


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def each(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())


@pytest.fixture(autouse=True)
def _read_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in this process share the rules; processes of their own read them."""
    usual = str(config_dir())

    def loaded(folder: Traversable) -> Rulebook:
        return rulebook if str(folder) == usual else load(folder)

    monkeypatch.setattr("healthtui.cli.session.load", loaded)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "saved"


@pytest.fixture
def run(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ended]:
    """Run the program in this process, on a case of its own, on a day of 2026."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Ended:
        if stdin is not None:
            data = stdin if isinstance(stdin, bytes) else stdin.encode()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main(["--data-dir", str(folder), "--today", TODAY, *arguments])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(folder: Path) -> Start:
    """Start the program in a process of its own."""
    sources = str(Path(healthtui.__file__).parents[1])

    def start(
        *arguments: str, python: Sequence[str] = ("-m", "healthtui"), **settings: Any
    ) -> "subprocess.Popen[str]":
        environ = {
            **os.environ,
            "PYTHONPATH": sources,
            "PYTHONUTF8": "1",
            **settings.pop("environ", {}),
        }
        command = [sys.executable, *python, *arguments]
        if python == ("-m", "healthtui"):
            command[3:3] = ["--data-dir", str(folder), "--today", TODAY]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, text=True, env=environ, **pipes | settings)

    return start


@pytest.fixture
def morocco() -> dict[str, Any]:
    """A situation whose answer is certain."""
    return {
        "nationalities": ["MA"],
        "insured_in": "MA",
        "card": "none",
        "birth_date": "2004-03-12",
        "stay_from": "2026-09-01",
        "stay_until": "2027-07-31",
        "programme": "degree",
        "enrolled_in_france": True,
        "enrolled_on": "2026-09-07",
        "work": "none",
        "french_number": "none",
        "international_organisation": False,
    }
