"""Measures: several things in turn, again and again, so that noise falls on all of them alike."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


def interleaved(things: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The CPU seconds of each thing in each round."""
    spent: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, thing in things.items():
            begun = time.process_time()
            thing()
            spent[name].append(time.process_time() - begun)
    return spent


def ratio(of: Sequence[float], to: Sequence[float]) -> float:
    """The median of the ratios of the rounds."""
    return median(one / other for one, other in zip(of, to, strict=True))


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program took: seconds on the wall and of CPU, and the most memory in MiB."""

    wall: float
    cpu: float
    mib: float


def ran(arguments: Sequence[str], stdin: Path | None = None) -> Ran:
    """Run Python with arguments, its output thrown away."""
    # As it is installed: with its modules compiled.
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with Path(stdin or os.devnull).open("rb") as given:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, *arguments],
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environ,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    return Ran(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
