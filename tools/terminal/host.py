"""Trials of what the program asks of a shared computer, and of what it leaves there."""

import time
from pathlib import Path
from typing import Final

from tools.terminal.program import Program
from tools.terminal.trial import QUIT, STEPS, TODAY, Outcome, case

_MEMORY: Final = 120_000
"""Kilobytes."""
_FILES: Final = 15
_IDLE: Final = 0.01
"""Share of a processor."""
_NETWORK: Final = ("tcp", "tcp6", "udp", "udp6", "raw", "packet", "icmp")


def at_rest(seconds: int) -> Outcome:
    """What it takes while nobody types, on the screen of steps."""
    with case() as folder, Program(folder, *TODAY) as program:
        program.ready()
        program.press(STEPS)
        program.rest(folder)
        used, waked, drawn = program.processor_seconds(), _wakes(program), len(program.raw)
        program.read(seconds)
        share = (program.processor_seconds() - used) / seconds
        figures = {
            "% of a processor": round(100 * share, 3),
            "wake-ups a second": round((_wakes(program) - waked) / seconds, 2),
            "bytes a second": round((len(program.raw) - drawn) / seconds, 1),
            "MB": program.status("VmRSS") // 1000,
            "open files": len(program.open_files()),
        }
        sockets = _network_sockets(program)
        bad = [
            told
            for told, wrong in (
                (f"{100 * share:.2f} % of a processor", share >= _IDLE),
                (f"{figures['MB']} MB", program.status("VmRSS") >= _MEMORY),
                (f"{program.open_files()}", figures["open files"] >= _FILES),
                (f"network sockets {sockets}", bool(sockets)),
            )
            if wrong
        ]
        program.type(QUIT)
        begun = time.monotonic()
        program.ends(2)
        figures["ms to quit"] = round(1000 * (time.monotonic() - begun))
    return Outcome("R18", f"at rest for {seconds} s", 1, tuple(bad), figures)


def _wakes(program: Program) -> int:
    """How often its threads have waited for something and were woken."""
    total = 0
    for status in Path(f"/proc/{program.pid}/task").glob("*/status"):
        lines = status.read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary"))
    return total


def _network_sockets(program: Program) -> list[str]:
    """The sockets it has open that lead anywhere but to itself."""
    own = {
        name.removeprefix("socket:[").rstrip("]")
        for name in program.open_files()
        if name.startswith("socket:")
    }
    found = []
    for kind in _NETWORK:
        table = Path(f"/proc/{program.pid}/net/{kind}")
        rows = table.read_text().splitlines()[1:] if table.exists() else []
        found += [kind for row in rows if own & set(row.split())]
    return found
