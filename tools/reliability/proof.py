"""What a proof found."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_SHOWN: Final = 5
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@dataclass
class Proof:
    """One requirement: what was counted, and each way in which it was violated."""

    requirement: str
    title: str
    counts: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    left_out: str = ""

    def count(self, what: str, n: int = 1) -> None:
        """Add to a count."""
        self.counts[what] = self.counts.get(what, 0) + n

    def expect(self, holds: object, told: str) -> None:
        """Note a violation unless something holds."""
        if not holds:
            self.violations.append(told)

    def lines(self) -> Iterator[str]:
        """The proof on a line, and under it the first violations."""
        counts = ", ".join(f"{n} {what}" for what, n in self.counts.items())
        told = [counts] * bool(counts) + [f"not run: {self.left_out}"] * bool(self.left_out)
        yield f"{self.requirement:<4} {self.title}: {'; '.join(told)}; {self.verdict()}"
        for violation in self.violations[:_SHOWN]:
            yield f"     {violation}"

    def verdict(self) -> str:
        """How many violations there were."""
        return f"{len(self.violations)} violations"


Prove = Callable[[bool], list[Proof]]
"""Runs proofs; the argument says whether its short form is asked for."""


def in_child(act: Callable[[], Iterable[str]]) -> list[str]:
    """The violations that `act` tells in a process of its own, which it may change as it likes."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        try:
            lines = list(act())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is a violation
            lines = [f"{type(error).__name__}: {error}"]
        with os.fdopen(tell, "w", encoding="utf-8", errors="replace") as pipe:
            pipe.write("\n".join(line.replace("\n", " ") for line in lines))
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    return lines + [f"it ended with {status}"] * bool(status)


@contextmanager
def scratch(*, in_memory: bool = True) -> Iterator[Path]:
    """A folder for a while; in memory where fsync need not reach a real disk."""
    place = _MEMORY if in_memory and _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="healthtui-", dir=place) as name:
        yield Path(name)
