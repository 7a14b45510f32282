"""A program on a pseudo-terminal of 80x24, and what it spends: time, CPU, bytes, memory."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PAGE: Final = 65_536
_SIZE: Final = struct.pack("HHHH", 24, 80, 0, 0)
_ASKED: Final = b"\x1b[?2026$p"
_ANSWER: Final = b"\x1b[?2026;1$y"
"""As most terminals of today: updates are shown whole."""
QUIET: Final = 0.12
"""Seconds without a byte after which a program has drawn all it had to."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one key cost: seconds to the first byte and to the last, CPU seconds, and bytes.

    `work` is the CPU that was spent until the first byte came.
    """

    first: float
    settled: float
    work: float
    cpu: float
    sent: int


class OnTerminal:
    """One run of a program, from its start on."""

    def __init__(self, command: Sequence[str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, _SIZE)
        self.raw = bytearray()
        self._seen_asked = 0
        self.begun = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - the measured program
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment(),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - before any thread of the child
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def fileno(self) -> int:
        """Readable where something was drawn."""
        return self._master

    @property
    def cpu(self) -> float:
        """CPU seconds of all threads; neither program starts a process of its own."""
        return time.clock_gettime((~self.pid << 3) | 2)  # as clock_getcpuclockid(3) makes it

    @property
    def pss(self) -> float:
        """Memory in MiB, what is shared counted in parts."""
        return self._kernel("smaps_rollup", r"^Pss:\s+(\d+)") / 1024

    @property
    def wakeups(self) -> float:
        """How often a thread waited and was woken."""
        return sum(
            self._kernel(f"task/{each.name}/status", r"^voluntary_ctxt_switches:\s+(\d+)")
            for each in Path(f"/proc/{self.pid}/task").iterdir()
        )

    def read(self, seconds: float) -> int:
        """Take what comes within some time; returns at the first bytes, with their number."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return 0
        try:
            data = os.read(self._master, _PAGE)
        except OSError:  # the program has gone
            return 0
        self.raw += data
        if _ASKED in self.raw[self._seen_asked :]:
            self._seen_asked = len(self.raw)
            os.write(self._master, _ANSWER)
        return len(data)

    def until(self, words: bytes, seconds: float = 30.0) -> float:
        """The seconds since the start when some words were drawn."""
        end = time.perf_counter() + seconds
        while words not in self.raw:
            left = end - time.perf_counter()
            if left <= 0 or (not self.read(left) and self._process.poll() is not None):
                raise RuntimeError(f"never drawn: {words!r} in {bytes(self.raw[-2000:])!r}")
        return time.perf_counter() - self.begun

    def settle(self, quiet: float = QUIET) -> float:
        """Read until nothing comes any more; when the last bytes came."""
        last = time.perf_counter()
        while self.read(quiet):
            last = time.perf_counter()
        return last

    def drawn_in(self, seconds: float) -> int:
        """Take what is drawn for a while; how many bytes."""
        before, end = len(self.raw), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return len(self.raw) - before

    def press(self, keys: bytes, quiet: float = QUIET) -> Step:
        """Send a key, and what it cost until all was drawn."""
        before, cpu = len(self.raw), self.cpu
        begun = time.perf_counter()
        os.write(self._master, keys)
        self.read(5.0)
        first, work = time.perf_counter(), self.cpu
        last = max(first, self.settle(quiet)) if len(self.raw) > before else first
        return Step(first - begun, last - begun, work - cpu, self.cpu - cpu, len(self.raw) - before)

    def send(self, keys: bytes) -> None:
        """Send a key and return at once."""
        os.write(self._master, keys)

    def quit(self, seconds: float = 20.0) -> float:
        """Send Ctrl+Q; the seconds until the process has ended."""
        begun = time.perf_counter()
        self.send(b"\x11")
        while self._process.poll() is None:
            if not self.read(0.0005) and time.perf_counter() - begun > seconds:
                raise RuntimeError("it does not end")
        return time.perf_counter() - begun

    def _kernel(self, file: str, pattern: str) -> int:
        text = Path(f"/proc/{self.pid}/{file}").read_text(encoding="ascii")
        found = re.search(pattern, text, re.MULTILINE)
        if found is None:
            raise RuntimeError(f"the kernel does not tell {pattern}")
        return int(found[1])


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Whoever runs this in the background has switched some off, and that is inherited.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _environment() -> dict[str, str]:
    usual = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**usual, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
