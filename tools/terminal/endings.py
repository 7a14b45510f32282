"""Trials of how the program ends: signals, random moments, a terminal that is gone or stalls."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

from healthtui.files.store import Store
from tools.terminal.program import PROGRAM, Program
from tools.terminal.trial import PROMPTLY, QUIT, TODAY, Outcome, case, drafts, each, notes

_CODES: Final = {
    signal.SIGTERM: 143,
    signal.SIGHUP: 129,
    signal.SIGINT: 130,
    signal.SIGQUIT: 131,
    signal.SIGXCPU: 152,
}
_WRITTEN: Final = "written just now"
_HALF: Final = "1999-0"
_ENTRY: Final = "situation.entered_france_on"
_QUESTION: Final = "entered france"
"""What leads there from the palette."""
_SOON: Final = 2.0 * float(os.environ.get("HEALTHTUI_TRIAL_PATIENCE", "1"))
"""Seconds in which what is typed must be on disk."""
_OPENING: Final = 0.15
"""Seconds between the first byte to the terminal and the first screen, at most."""
_LIFE: Final = 1.6
"""Seconds from the start to the end of a short run."""
_SPUN: Final = 0.6
"""Seconds of the processor: finishing and ending take less, spinning takes all there is."""
_ALTERNATE: Final = 1049
_ALTERNATE_ON: Final = b"\x1b[?1049h"
"""Before it, the interpreter itself may still be starting, and ends in its own way."""


def signals(count: int) -> Outcome:
    """Each signal while a note is being written: it is saved, the terminal is as before."""
    done, bad = each(islice(cycle(_CODES), count), _signalled)
    return Outcome("R16", "signals while writing", done, bad)


def _signalled(number: signal.Signals) -> str:
    with case() as folder, Program(folder, *TODAY) as program:
        _write(program)
        program.kill(number)
        if not program.ends(PROMPTLY):
            return f"{number.name}: still runs"
        if program.code != _CODES[number] or program.killed:
            return f"{number.name}: status {program.code}"
        return f"{number.name}: {_left_behind(program, folder)}".removesuffix(f"{number.name}: ")


def _write(program: Program) -> None:
    """Write a note, so lately that it is only in its field."""
    program.ready()
    program.open_note()
    program.type(_WRITTEN)
    program.until(lambda: _WRITTEN in program.screen)


def _left_behind(program: Program, folder: Path) -> str:
    if not program.restored:
        return f"the terminal is not restored: {sorted(program.screen.on)}"
    return "" if _WRITTEN in notes(folder) else "the note is not saved"


def half_typed(count: int) -> Outcome:
    """Half a date: on disk at each signal, and before kill -9; shown again, and no answer.

    A second window does not show it while the one in which it is typed lives.
    """
    endings = (signal.SIGKILL, *_CODES)
    done, bad = each(islice(cycle(endings), count), _half_typed)
    return Outcome("R13", "ended over half a date", done, bad)


def _half_typed(number: signal.Signals) -> str:
    with case() as folder:
        with Program(folder, *TODAY) as program:
            program.ready()
            program.quiet()
            program.press("\x10")
            program.press(_QUESTION)
            program.press("\r")
            program.type(_HALF)
            if not program.until(lambda: _HALF in program.screen):
                return f"{number.name}: the date was not typed"
            if number == signal.SIGKILL and not program.until(lambda: bool(drafts(folder)), _SOON):
                return f"{number.name}: not on disk within {_SOON:g} s"
            if number == signal.SIGKILL and _shows_half(folder):
                return f"{number.name}: a second window shows it"
            program.kill(number)
            if not program.ends(PROMPTLY):
                return f"{number.name}: still runs"
        if drafts(folder) != {_ENTRY: _HALF}:
            return f"{number.name}: {drafts(folder)}"
        shown = _shows_half(folder)
        table, name = _ENTRY.split(".")
        taken = Store(folder).load().plain[table].get(name)
        return "" if shown and taken is None else f"{number.name}: shown {shown}, taken {taken}"


def _shows_half(folder: Path) -> bool:
    """Whether a window that is opened now shows the half of the date."""
    with Program(folder, *TODAY) as program:
        program.ready()
        program.quiet()
        return _HALF in program.screen


def random_moments(count: int) -> Outcome:
    """SIGTERM or SIGHUP at any moment from the start to the exit."""
    chance = Random(16)  # noqa: S311 - the same moments each time
    moments = [(chance.uniform(0, _LIFE), chance.choice(list(_CODES))) for _ in range(count)]
    done, bad = each(moments, _killed_at)
    return Outcome("R16", "killed at random moments", done, bad)


def _killed_at(moment: tuple[float, signal.Signals]) -> str:
    after, number = moment
    with case() as folder, Program(folder, *TODAY) as program:
        end = time.monotonic() + after
        program.until(lambda: "healthtui" in program.screen, max(0, end - time.monotonic()))
        if time.monotonic() < end:
            program.type(QUIT)
        program.read(max(0, end - time.monotonic()))
        program.kill(number)
        told = f"{number.name} after {after:.3f} s: "
        if not program.ends(PROMPTLY):
            return f"{told}still runs"
        if program.code not in (0, _CODES[number]) and _ALTERNATE_ON in program.raw:
            return f"{told}status {program.code}"
        return "" if program.restored else f"{told}modes left on {sorted(program.screen.on)}"


def while_opening(count: int) -> Outcome:
    """A signal between the first byte to the terminal and the first screen."""
    chance = Random(17)  # noqa: S311 - as above
    moments = [(chance.uniform(0, _OPENING), chance.choice(list(_CODES))) for _ in range(count)]
    done, bad = each(moments, _killed_while_opening)
    return Outcome("R16", "killed while it opens", done, bad)


def _killed_while_opening(moment: tuple[float, signal.Signals]) -> str:
    after, number = moment
    with case() as folder, Program(folder, *TODAY) as program:
        program.until(lambda: _ALTERNATE_ON in program.raw)
        program.read(after)
        program.kill(number)
        told = f"{number.name} {after:.3f} s after it took the terminal: "
        if not program.ends(PROMPTLY):
            return f"{told}still runs"
        if program.code != _CODES[number] or program.killed:
            return f"{told}status {program.code}"
        return "" if program.restored else f"{told}modes left on {sorted(program.screen.on)}"


def suspension(count: int) -> Outcome:
    """SIGTSTP gives the terminal back, SIGCONT takes it again, and everything still works."""
    done, bad = each(range(count), lambda _: _suspended())
    return Outcome("R16", "stopped and continued", done, bad)


def _suspended() -> str:
    with case() as folder, Program(folder, *TODAY) as program:
        program.ready()
        for number in (signal.SIGTSTP, signal.SIGSTOP):
            program.kill(number)
            program.until(lambda: _state(program) == "T", PROMPTLY)
            program.read(0.1)
            if number == signal.SIGTSTP and not program.restored:
                return f"stopped with modes on: {sorted(program.screen.on)}"
            program.kill(signal.SIGCONT)
            if not program.until(lambda: _ALTERNATE in program.screen.on, PROMPTLY):
                return "continued without taking the terminal"
            program.quiet()
        program.type(QUIT)
        if not program.ends(PROMPTLY) or program.code != 0:
            return f"status {program.code} after it was continued"
        return "" if program.restored else f"modes left on {sorted(program.screen.on)}"


def _state(program: Program) -> str:
    return Path(f"/proc/{program.pid}/stat").read_text().rpartition(")")[2].split()[0]


def gone(count: int) -> Outcome:
    """A terminal that is taken away in three ways, with SIGHUP as usual and ignored."""
    ways = [(way, ignored) for ignored in (True, False) for way in _WAYS]
    done, bad = each(islice(cycle(ways), count), _taken_away)
    return Outcome("R17", "terminal gone", done, bad)


def _taken_away(given: tuple[str, bool]) -> str:
    way, ignored = given
    told = f"{way}, SIGHUP {'ignored' if ignored else 'as usual'}: "
    with case() as folder, Program(folder, *TODAY, ignore_hangup=ignored) as program:
        _write(program)
        _WAYS[way](program)
        before = program.processor_seconds()
        program.hang_up()
        spun, ended = before, time.monotonic() + PROMPTLY
        while program.code is None and time.monotonic() < ended:
            spun = max(spun, program.processor_seconds())
            time.sleep(0.01)
        if program.code != 129:  # noqa: PLR2004 - 128 and SIGHUP
            return f"{told}status {program.code}"
        if spun - before >= _SPUN:
            return f"{told}{spun - before:.2f} s of processor time"
        return "" if _WRITTEN in notes(folder) else f"{told}the note is not saved"


def _drawing(program: Program) -> None:
    for columns in (100, 70, 90):
        program.resize(24, columns)


def _stalling(program: Program) -> None:
    for columns in (60, 200, 61, 199, 62, 198):
        program.resize(60, columns)
        time.sleep(0.05)


_WAYS: Final[dict[str, Callable[[Program], None]]] = {
    "at rest": lambda program: program.read(1.2),
    "while drawing": _drawing,
    "after a stall": _stalling,
}


def no_terminal(count: int) -> Outcome:
    """Standard input or output that is no terminal: one line, and the code of bad usage."""
    streams = [("stdin", "/dev/null"), ("stdout", "/dev/null"), ("stdout", "/dev/full")] * count
    done, bad = each(streams, _refused)
    return Outcome("R17", "no terminal", done, bad)


def _refused(given: tuple[str, str]) -> str:
    name, device = given
    with case() as folder, Path(device).open("r+b", buffering=0) as stream:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE} | {name: stream}
        done = subprocess.run(  # noqa: S603 - the program itself
            [PROGRAM, "--data-dir", str(folder)],
            stderr=subprocess.PIPE,
            timeout=20,
            check=False,
            **streams,  # type: ignore[call-overload]
        )
    lines = done.stderr.decode().splitlines()
    fine = done.returncode == 2 and len(lines) == 1  # noqa: PLR2004 - bad usage
    return "" if fine else f"{name} {device}: status {done.returncode}, {lines}"


def stall(seconds: int) -> Outcome:
    """A terminal that does not read: saving goes on, the screen is right afterwards."""
    return Outcome("R18", f"stalled for {seconds} s", 1, tuple(filter(None, [_stalled(seconds)])))


def ended_in_stall(count: int) -> Outcome:
    """SIGTERM acts on a program whose terminal does not read, and what was written is saved."""
    done, bad = each(range(count), lambda _: _ended_while_stalled())
    return Outcome("R18", "ended while stalled", done, bad)


def _stalled(seconds: int) -> str:
    with case() as folder, Program(folder, *TODAY, rows=50, columns=150) as program:
        program.ready()
        program.open_note()
        end = time.monotonic() + seconds
        program.send_unread(_WRITTEN)
        while time.monotonic() < end:
            program.send_unread("ab\x7f\x7f")
            for rows, columns in ((40, 120), (50, 150)):
                program.resize(rows, columns)
                time.sleep(0.05)
        if not _soon(lambda: _WRITTEN in notes(folder)):
            return "a note was not saved during the stall"
        program.quiet(0.5)
        with Program(folder, *TODAY, rows=50, columns=150) as other:
            other.ready()
            other.open_note()
            other.quiet(0.5)
            seen = [re.sub(r"\s+", " ", line) for line in program.screen.lines]
            wanted = [re.sub(r"\s+", " ", line) for line in other.screen.lines]
        program.type(QUIT)
        if not program.ends(PROMPTLY) or not program.restored:
            return "it did not end well after the stall"
    return "" if seen == wanted else f"the screen is not right: {_first_other(seen, wanted)}"


def _soon(condition: Callable[[], bool]) -> bool:
    """Whether a condition holds before long, while nobody reads."""
    end = time.monotonic() + 2 * PROMPTLY
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def _first_other(seen: list[str], wanted: list[str]) -> str:
    return next(f"{a!r} is not {b!r}" for a, b in zip(seen, wanted, strict=True) if a != b)


def _ended_while_stalled() -> str:
    with case() as folder, Program(folder, *TODAY, rows=60, columns=200) as program:
        _write(program)
        _stalling(program)
        os.kill(program.pid, signal.SIGTERM)
        if not program.ends_unread(PROMPTLY):
            return "SIGTERM did not act during the stall"
        if program.code != 143:  # noqa: PLR2004 - 128 and SIGTERM
            return f"status {program.code} after SIGTERM during the stall"
        return "" if _WRITTEN in notes(folder) else "SIGTERM during the stall lost a note"
