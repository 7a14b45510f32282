"""Measures: several things in turn, again and again, so that noise falls on all of them alike."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final


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
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-I", "-S", "-c", _SMALL, sys.executable, *arguments],
            stdin=given,
            capture_output=True,
            env=environ,
            check=True,
        )
    wall, cpu, kib = json.loads(done.stdout)
    return Ran(wall, cpu, kib / 1024)


_SMALL: Final = """
import os, sys, time
begun = time.perf_counter()
nowhere = os.open(os.devnull, os.O_WRONLY)
away = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=away)
used = os.wait4(process, 0)[2]
print([time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss])
"""
"""A small process that starts the measured one: a child counts the memory of what started it."""
