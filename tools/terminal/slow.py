"""The whole job over a line of 9600 baud: an answer, a step, a visit, the year, the end."""

import os
import select
import time
from typing import Any, Final

from healthtui.core.patch import Change
from healthtui.files.store import Store
from tools.terminal.program import Program
from tools.terminal.trial import QUIT, STUDENT, TODAY, Outcome, case, each

_BAUD: Final = 9600
_AT_ONCE: Final = 96
"""Bytes that are taken at a time; ten bits of the line are one byte."""
_PATIENCE: Final = 30.0
_OPEN: Final = Change(("situation", "nationalities"), STUDENT["nationalities"], None)
_JOB: Final = (
    ("\r", "Type to find"),
    ("morocco", "Morocco"),
    ("\r", "You must register"),
    ("\x1bOR", "[2 Steps 2/"),
    (" ", "[2 Steps 3/"),
    ("\x1bOS", "[3 Costs"),
    ("a", "In your log now"),
    ("\x1b[15~", "1 act in 2026"),
)
"""Keys, and what must be seen before the next ones are pressed."""


class SlowProgram(Program):
    """A run whose terminal takes no more than the line brings."""

    taken = 0

    def read(self, seconds: float = 0.0) -> None:
        """Take what the line brings in a while, at least once what is there."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
            if ready:
                try:
                    data = os.read(self._master, _AT_ONCE)
                except OSError:
                    return
                self.taken += len(data)
                self.raw += data
                self.screen.feed(data)
                time.sleep(len(data) * 10 / _BAUD)
            if time.monotonic() >= end:
                return


def slow_line(count: int) -> Outcome:
    """The whole job by keys at 9600 baud, from one open answer on; all of it is saved."""
    taken: list[tuple[int, float]] = []
    done, bad = each(range(count), lambda _: _job(taken))
    figures = {
        "bytes": max((size for size, _ in taken), default=0),
        "seconds": round(max((seconds for _, seconds in taken), default=0), 1),
    }
    return Outcome("9600", "the whole job at 9600 baud", done, bad, figures)


def _job(taken: list[tuple[int, float]]) -> str:
    with case(_OPEN) as folder:
        begun = time.monotonic()
        with SlowProgram(folder, *TODAY) as program:
            if not program.until(lambda: "Nationality        -" in program.screen, _PATIENCE):
                return "the first screen does not come"
            for keys, wanted in _JOB:
                program.type(keys)
                if not program.until(lambda wanted=wanted: wanted in program.screen, _PATIENCE):  # type: ignore[misc]
                    return f"{keys!r}: {wanted!r} is not seen"
            program.type(QUIT)
            ended = program.ends(_PATIENCE)
            program.read(3)
            if not ended or not program.restored:
                return f"it ends: {ended}, the terminal is restored: {program.restored}"
            taken.append((program.taken, time.monotonic() - begun))
        return _missing(Store(folder).load().plain)


def _missing(plain: dict[str, Any]) -> str:
    """What of the job is not on the disk."""
    situation = plain.get("situation", {})
    saved = (
        situation.get("nationalities") == ["MA"],
        any(step.get("status") == "accepted" for step in plain.get("steps", {}).values()),
        len(plain.get("log", {})) == 1,
    )
    return "" if all(saved) else f"saved: {saved}"
