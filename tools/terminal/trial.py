"""What every trial is made of: a folder with answers, several runs at a time, and an outcome.

On a computer that others keep busy, `HEALTHTUI_TRIAL_PATIENCE` multiplies how long a trial waits.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from healthtui.core.patch import Change, Patch
from healthtui.files.own_drafts import owners
from healthtui.files.store import Store

TODAY: Final = ("--today", "2026-11-23")
STEPS: Final = "\x1bOR"
"""The key of the screen of steps, which works in a field too."""
QUIT: Final = "\x11"
STUDENT: Final[dict[str, Any]] = {
    "nationalities": ["MA"],
    "insured_in": "none",
    "card": "none",
    "birth_date": date(2004, 3, 12),
    "stay_from": date(2026, 9, 1),
    "stay_until": date(2027, 7, 31),
    "programme": "degree",
    "enrolled_in_france": True,
    "enrolled_on": date(2026, 9, 7),
    "work": "none",
    "french_number": "none",
    "international_organisation": False,
}
PROMPTLY: Final = 2.0 * float(os.environ.get("HEALTHTUI_TRIAL_PATIENCE", "1"))
"""Seconds in which the program must have ended."""
_AT_A_TIME: Final = 2

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial did how often, and what went wrong."""

    requirement: str
    what: str
    count: int
    bad: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        figures = "".join(f", {name} {value:g}" for name, value in self.figures.items())
        told = f"{self.requirement:<4} {self.what}: {self.count} runs, {len(self.bad)} bad{figures}"
        return "\n     ".join([told, *self.bad[:5]])


@contextmanager
def case(*changes: Change) -> Iterator[Path]:
    """A folder in which a student has saved answers."""
    with tempfile.TemporaryDirectory(prefix="terminal-trial-") as place:
        folder = Path(place) / "case"
        shutil.copytree(_template(), folder)
        folder.chmod(0o700)
        if changes:
            Store(folder).commit(Patch(changes))
        yield folder


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="terminal-trial-")) / "case"
    Store(folder).commit(Patch((Change(("situation",), None, STUDENT),)))
    return folder


def notes(folder: Path) -> str:
    """Every note on disk, joined."""
    steps = Store(folder).load().plain.get("steps", {})
    return "\n".join(str(step.get("note", "")) for step in steps.values())


def drafts(folder: Path) -> dict[str, str]:
    """What is typed and is no answer yet, by place, in whichever session."""
    sessions = owners(Store(folder).load().plain).values()
    return {place: text for texts in sessions for place, text in texts.items()}


def each(givens: Iterable[Given], attempt: Callable[[Given], str]) -> tuple[int, tuple[str, ...]]:
    """Make an attempt with each of what is given; how many, and what the bad ones told."""
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        told = list(pool.map(attempt, givens))
    return len(told), tuple(filter(None, told))
