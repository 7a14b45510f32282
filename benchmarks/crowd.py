"""Many sessions of one program at once, each with somebody typing."""

import select
import time
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median
from typing import Final

from benchmarks.on_terminal import OnTerminal

PACE: Final = 0.3
"""Seconds from key to key in each session."""
SECONDS: Final = 10.0


def crowd(
    commands: Sequence[Sequence[str]], shows: bytes, keys: Sequence[bytes]
) -> dict[str, float]:
    """Start all together, type for a while, and tell what it cost all and each."""
    with ExitStack() as stack:
        begun = time.perf_counter()
        runs = [stack.enter_context(OnTerminal(command)) for command in commands]
        for run in runs:
            run.until(shows, 120.0)
        painted = time.perf_counter() - begun
        for run in runs:
            run.settle(0.3)
        before = sum(run.cpu for run in runs)
        latencies = _type(runs, keys)
        spent = sum(run.cpu for run in runs) - before
        ordered = sorted(latencies)
        return {
            "all painted: s": painted,
            "PSS of each: MiB": sum(run.pss for run in runs) / len(runs),
            "key: ms p50": 1e3 * median(ordered),
            "key: ms p95": 1e3 * ordered[int(0.95 * (len(ordered) - 1) + 0.5)],
            "CPU of a core: %": 100 * spent / SECONDS,
        }


def _type(runs: Sequence[OnTerminal], keys: Sequence[bytes]) -> list[float]:
    """The seconds from each key to the first byte that followed it."""
    begun = time.perf_counter()
    due = {run: begun + PACE * place / len(runs) for place, run in enumerate(runs)}
    sent: dict[OnTerminal, float] = {}
    turns = dict.fromkeys(runs, 0)
    latencies: list[float] = []
    while (now := time.perf_counter()) < begun + SECONDS:
        for run in runs:
            if due[run] <= now:
                run.send(keys[turns[run] % len(keys)])
                sent[run], due[run] = time.perf_counter(), due[run] + PACE
                turns[run] += 1
        ready, _, _ = select.select(runs, [], [], max(0.0, min(due.values()) - now))
        for run in ready:
            run.read(0)
            if run in sent:
                latencies.append(time.perf_counter() - sent.pop(run))
    return latencies
