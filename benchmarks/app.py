"""What the app costs on a terminal, against a bare Textual app.

    python -m benchmarks.app [--json] [--rounds N] [--sessions 1,10,20,40]

Both run in turn on a pseudo-terminal of 80x24. Figures are medians over the rounds; x is the
median of the ratios to the floor of the same round, which a busy machine disturbs less than it
does times. Run it in the checkout.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import cases
from benchmarks.crowd import crowd
from benchmarks.on_terminal import OnTerminal, Step

FLOOR: Final = "floor"
IDLE: Final = 5.0
_STILL: Final = 0.4
_DOWN: Final = b"\x1b[B"
_UP: Final = b"\x1b[A"
_END: Final = b"\x1b[F"
_DIGITS: Final = (b"\x7f", b"2", b"\x7f", b"1")
_F2, _F3, _F4, _F5 = b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1b[15~"
_SCREENS: Final = (_F2, _F3, _F4, _F5)


@dataclass(frozen=True, slots=True)
class Target:
    """A program: how it is started, with which saved case, and what it shows once it is of use.

    `keys` are two that it draws in turn where it opens.
    """

    name: str
    command: tuple[str, ...]
    shows: bytes
    keys: tuple[bytes, bytes]
    case: Path | None = None

    def on_a_copy(self, folder: Path) -> tuple[str, ...]:
        """How to start it with a case of its own in a new folder."""
        if self.case is None:
            return self.command
        shutil.copytree(self.case, folder)
        return (*self.command, "--data-dir", str(folder))


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys are pressed: how to get there from the place before, and the keys."""

    name: str
    way: tuple[bytes, ...]
    keys: tuple[bytes, ...]


PLACES: Final = (
    Place("situation, a date", (*[_DOWN] * 5, _END), _DIGITS),
    Place("steps, the list", (_F3,), (_DOWN, _DOWN, _UP, _UP)),
    Place("costs, the price", (_F4, *[_DOWN] * 2), (b"4", b"1", b"\x7f", b"\x7f")),
    Place("year, the list", (_F5,), (_UP, _UP, _DOWN, _DOWN)),
    Place("care, the price", (b"\r", *[_DOWN] * 2), (b"4", b"1", b"\x7f", b"\x7f")),
    Place("compare, the list", (b"\x1b", b"\x1b", b"c"), (_DOWN, _DOWN, _UP, _UP)),
    Place("compare, more visits", (), (b"+", b"+", b"-", b"-")),
)

Figures = dict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keys", type=int, default=24, help="keys in each place and round")
    parser.add_argument("--sessions", default="", help="such as 1,10,20,40: also so many at once")
    args = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        targets = _targets(Path(name))
        found: dict[str, Figures] = {target.name: {} for target in targets}
        for _ in range(args.rounds):
            for target in targets:
                _add(found[target.name], _round(target, args.keys))
        report: dict[str, Any] = {"load": os.getloadavg(), **_summed(found)}
        for count in [int(each) for each in args.sessions.split(",") if each]:
            for target in targets[:2]:
                with TemporaryDirectory() as own:
                    commands = [target.on_a_copy(Path(own) / str(each)) for each in range(count)]
                    report[f"{target.name}, {count} at once"] = crowd(
                        commands, target.shows, target.keys
                    )
    print(json.dumps(report, indent=2) if args.json else _table(report))
    return 0


def _targets(folder: Path) -> tuple[Target, ...]:
    floor = str(Path(__file__).with_name("floor_app.py"))
    program = (sys.executable, "-m", "healthtui", "--today", cases.TODAY.isoformat())
    student = cases.student(folder / "student")
    many = cases.many_acts(folder / "many")
    return (
        Target(FLOOR, (sys.executable, floor), b"nothing typed yet", (b"a", b"\x7f")),
        Target("healthtui", program, b"Your answer", (_DOWN, _UP), student),
        Target("healthtui, 10,000 acts", program, b"Your answer", (_DOWN, _UP), many),
    )


def _round(target: Target, keys: int) -> dict[str, float]:
    """One run of a program, from its start to its end."""
    with TemporaryDirectory() as name, OnTerminal(target.on_a_copy(Path(name) / "case")) as run:
        found = {"start: wall ms": 1e3 * run.until(target.shows)}
        run.settle(_STILL)
        found |= {"start: CPU ms": 1e3 * run.cpu, "start: bytes": len(run.raw)}
        found |= {"PSS MiB": run.pss, **_idle(run)}
        if target.name == FLOOR:
            found |= _typed(run, "key", (b"a",) * keys)
        else:
            found |= _on_every_screen(run, keys)
            found |= _switches(run)
            found["PSS after every screen MiB"] = run.pss
        run.settle(_STILL)
        found["quit: ms"] = 1e3 * run.quit()
    return found


def _idle(run: OnTerminal) -> dict[str, float]:
    """What is spent while nothing happens; a second after the start, when all has settled."""
    run.drawn_in(1.0)
    cpu, woken = run.cpu, run.wakeups
    drawn = run.drawn_in(IDLE)
    return {
        "idle: CPU %": 100 * (run.cpu - cpu) / IDLE,
        "idle: bytes/s": drawn / IDLE,
        "idle: wake-ups/s": (run.wakeups - woken) / IDLE,
    }


def _on_every_screen(run: OnTerminal, keys: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for place in PLACES:
        for key in place.way:
            run.press(key, _STILL)
        found |= _typed(run, place.name, place.keys * (keys // len(place.keys)))
    run.press(b"\x1b", _STILL)
    return found


def _typed(run: OnTerminal, name: str, keys: Sequence[bytes]) -> dict[str, float]:
    """What keys cost, one after the other, each waited for."""
    steps = [run.press(key) for key in keys]
    return {
        f"{name}: ms p50": 1e3 * median(step.first for step in steps),
        f"{name}: ms p95": 1e3 * _p95([step.first for step in steps]),
        f"{name}: settled ms p95": 1e3 * _p95([step.settled for step in steps]),
        f"{name}: CPU ms": 1e3 * median(step.cpu for step in steps),
        f"{name}: CPU ms p95": 1e3 * _p95([step.cpu for step in steps]),
        f"{name}: bytes": median(step.sent for step in steps),
    }


def _switches(run: OnTerminal) -> dict[str, float]:
    """From screen to screen, each seen before."""
    steps: list[Step] = [run.press(key) for key in _SCREENS * 2]
    return {
        "switch: settled ms": 1e3 * median(step.settled for step in steps),
        "switch: CPU ms": 1e3 * median(step.cpu for step in steps),
        "switch: bytes": median(step.sent for step in steps),
        "switch: bytes at most": max(step.sent for step in steps),
    }


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1) + 0.5)]


def _add(found: Figures, one: Mapping[str, float]) -> None:
    for name, value in one.items():
        found.setdefault(name, []).append(value)


def _summed(found: Mapping[str, Figures]) -> dict[str, Any]:
    """For each program its figures, each with its ratio to the floor's of the same name."""
    floor = found[FLOOR]
    return {
        target: {
            name: {"median": median(values), "x floor": _ratio(values, _of_floor(floor, name))}
            for name, values in figures.items()
        }
        for target, figures in found.items()
    }


def _of_floor(floor: Figures, name: str) -> list[float]:
    """The floor's figures of the same kind: it has one place where keys are pressed."""
    return floor.get(name) or floor.get(f"key:{name.rpartition(':')[2]}") or []


def _ratio(values: Sequence[float], floor: Sequence[float]) -> float | None:
    ratios = [one / other for one, other in zip(values, floor, strict=False) if other]
    return median(ratios) if ratios else None


def _table(report: Mapping[str, Any]) -> str:
    lines = [f"load {', '.join(f'{each:.1f}' for each in report['load'])}"]
    for target, figures in report.items():
        if target == "load":
            continue
        lines += ["", target]
        for name, figure in figures.items():
            value, ratio = (
                (figure["median"], figure["x floor"])
                if isinstance(figure, dict)
                else (figure, None)
            )
            told = "" if ratio is None or target == FLOOR else f"{ratio:>9.2f} x"
            lines.append(f"  {name:<44}{value:>12,.2f}{told}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
