import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from healthtui.cli import main
from healthtui.core.case import Case
from healthtui.core.case_plain import from_plain
from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load
from healthtui.files.store import Store

TODAY = "2026-11-23"
WIDEST = 79
MOROCCO = [
    "nationalities=MA",
    "insured_in=MA",
    "card=none",
    "birth_date=2004-03-12",
    "programme=degree",
    "enrolled_in_france=yes",
    "enrolled_on=2026-09-07",
    "stay_from=2026-09-01",
    "stay_until=2027-07-31",
    "work=none",
    "french_number=none",
    "international_organisation=no",
]


def complaints(out: str) -> list[str]:
    """Everything in an output that a screen reader, a Braille display or a dumb terminal minds."""
    found = []
    for line in out.split("\n"):
        cells = sum(
            0
            if unicodedata.category(each) in ("Mn", "Me", "Cf")
            else 1 + (unicodedata.east_asian_width(each) in ("W", "F"))
            for each in line
        )
        if cells > WIDEST:
            found.append(f"{cells} cells: {line}")
        for letter in line:
            if unicodedata.category(letter) == "Cc":
                found.append(f"control character {letter!r}: {line}")
            if "\u2500" <= letter <= "\u25ff" or "\u2190" <= letter <= "\u21ff":
                found.append(f"drawing {letter!r}: {line}")
        if line != line.rstrip(" "):
            found.append(f"spaces at the end: {line}")
    return found


@dataclass(frozen=True)
class Talked:
    """How a dialogue ended: its exit code and its lines."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def text(self) -> str:
        """Everything that was said, as if there were no lines."""
        return " ".join(self.out.split("\n")).replace("\u00a0", " ")


Talk = Callable[..., Talked]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "ACCESSIBLE", "HEALTHTUI_ACCESSIBLE")
    for name in names:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())


@pytest.fixture(autouse=True)
def _read_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(folder: Traversable) -> Rulebook:
        del folder
        return rulebook

    monkeypatch.setattr("healthtui.cli.session.load", loaded)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "saved"


@pytest.fixture
def saved(folder: Path, rulebook: Rulebook) -> Callable[[], Case]:
    """The case on disk."""
    return lambda: from_plain(Store(folder).load().plain, rulebook.vocabulary)[0]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Run a command in this process, fed with lines; whatever a dialogue says is looked at."""

    def run(*arguments: str, typed: Iterable[str] = ()) -> Talked:
        data = "".join(f"{line}\n" for line in typed).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        code = main(["--data-dir", str(folder), "--today", TODAY, *arguments])
        printed = capsys.readouterr()
        if "plain" in arguments:
            assert complaints(printed.out) == []
        return Talked(code, printed.out, printed.err)

    return run


@pytest.fixture
def talk(run: Talk) -> Talk:
    """Hold a dialogue in this process: what is typed, line by line, then the end of input."""

    def talk(*typed: str, lang: str = "en") -> Talked:
        return run("--lang", lang, "plain", typed=typed)

    return talk


@pytest.fixture
def moroccan(run: Talk) -> None:
    """A saved situation whose answer is certain."""
    assert run("set", *MOROCCO).code == 0


@pytest.fixture
def environ() -> dict[str, str]:
    """The environment of a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"}
