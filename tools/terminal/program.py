"""The program as a person starts it, in a session of its own on a pseudo-terminal."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tools.terminal.screen import Screen

PROGRAM: Final = str(Path(sys.executable).with_name("healthtui"))
READY: Final = 20.0
_RESTLESS: Final = 3.0
_BLINKING: Final = 0.1
_PAGE: Final = 65_536
_IGNORE_HUP: Final = "import os,signal,sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv"


class Program:
    """A run of the program. Reads what it draws only when asked to: between, it may stall."""

    def __init__(  # noqa: PLR0913 - each has its usual value
        self,
        folder: Path,
        *arguments: str,
        rows: int = 24,
        columns: int = 80,
        environment: Mapping[str, str | None] | None = None,
        ignore_hangup: bool = False,
        command: Sequence[str] = (),
        **streams: Any,
    ) -> None:
        self.screen = Screen(rows, columns)
        self.raw = bytearray()
        self._master, self._slave = pty.openpty()
        self.resize(rows, columns)
        self._before = termios.tcgetattr(self._slave)
        wanted = [*(command or (PROGRAM,)), "--data-dir", str(folder), *arguments]
        if ignore_hangup:
            wanted = [sys.executable, "-c", f"{_IGNORE_HUP}(sys.argv[1], sys.argv[1:])", *wanted]
        kept = {"stdin": self._slave, "stdout": self._slave, "stderr": self._slave}
        self._process = subprocess.Popen(  # noqa: S603 - the program itself
            wanted,
            env=_environment(environment or {}),
            start_new_session=True,
            preexec_fn=self._take_terminal,  # noqa: PLW1509 - before any thread of the child
            **kept | streams,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self.hang_up()
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """How it ended, None while it runs; a signal as a shell tells it."""
        code = self._process.poll()
        return code if code is None or code >= 0 else 128 - code

    @property
    def killed(self) -> bool:
        """Whether a signal ended it without its own doing."""
        return (self._process.poll() or 0) < 0

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was before the start."""
        return self.screen.restored and termios.tcgetattr(self._slave) == self._before

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen = Screen(rows, columns) if not self.raw else self.screen

    def read(self, seconds: float = 0.0) -> None:
        """Take what is drawn for a while, or what is there now."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            ready, _, _ = select.select([self._master], [], [], min(left, 0.05))
            if ready:
                try:
                    data = os.read(self._master, _PAGE)
                except OSError:
                    return
                self.raw += data
                self.screen.feed(data)
            elif left <= 0:
                return

    def until(self, condition: Callable[[], bool], seconds: float = READY) -> bool:
        """Read until a condition holds, or can no longer; whether it does in time."""
        end = time.monotonic() + seconds
        while not condition() and self.code is None and time.monotonic() < end:
            self.read(0.02)
        return condition()

    def ready(self) -> bool:
        """Wait for the first screen; whether it came."""
        return self.until(lambda: "healthtui" in self.screen or self.code is not None) and (
            self.code is None
        )

    def quiet(self, seconds: float = 0.25) -> None:
        """Read until nothing has been drawn for a while; a cursor may blink for ever."""
        seen, end = -1, time.monotonic() + _RESTLESS
        while seen != len(self.raw) and self.code is None and time.monotonic() < end:
            seen = len(self.raw)
            self.read(seconds)

    def rest(self, folder: Path, seconds: float = READY) -> None:
        """Read until it has worked off and saved what it was sent; a cursor may still blink."""
        seen, end = (-1.0, ""), time.monotonic() + seconds
        while self.code is None and time.monotonic() < end:
            self.read(0.5)
            before = seen
            newest = max((each.name for each in folder.glob("state-*")), default="")
            seen = (self.processor_seconds(), newest)
            if seen[1] == before[1] and seen[0] - before[0] < _BLINKING:
                return

    def type(self, data: str | bytes, seconds: float = READY) -> None:
        """Send keys while taking what is drawn; what is not taken in time is left."""
        left = memoryview(data.encode() if isinstance(data, str) else data)
        end = time.monotonic() + seconds
        os.set_blocking(self._master, False)
        while left and self.code is None and time.monotonic() < end:
            _, writable, _ = select.select([self._master], [self._master], [], 0.05)
            if writable:
                with contextlib.suppress(BlockingIOError):
                    left = left[os.write(self._master, left[:4096]) :]
            self.read()
        os.set_blocking(self._master, True)

    def send_unread(self, data: str) -> None:
        """Send keys without taking anything of what is drawn."""
        os.write(self._master, data.encode())

    def open_note(self) -> None:
        """Go to the note of the first step."""
        self.type("\x1bOR")
        self.until(lambda: "[2 Steps" in self.screen and "Note" in self.screen)
        self.type("n")
        self.until(lambda: "Esc Back to the list" in self.screen)

    def press(self, data: str, quiet: float = 0.15) -> None:
        """Send keys and wait until they have been drawn."""
        self.type(data)
        self.quiet(quiet)

    def kill(self, number: int = signal.SIGTERM) -> None:
        """Send a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a connection that is lost does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def ends(self, seconds: float) -> bool:
        """Whether it ends in time, reading what it draws."""
        if self._master < 0:
            end = time.monotonic() + seconds
            while self.code is None and time.monotonic() < end:
                time.sleep(0.01)
            return self.code is not None
        ended = self.until(lambda: self.code is not None, seconds)
        self.read(0.02)
        return ended

    def ends_unread(self, seconds: float) -> bool:
        """Whether it ends in time although nobody reads what it draws."""
        end = time.monotonic() + seconds
        while self.code is None and time.monotonic() < end:
            time.sleep(0.01)
        return self.code is not None

    def processor_seconds(self) -> float:
        """The processor time it has used; none once it has ended."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, name: str) -> int:
        """A figure of the kernel about it, such as VmRSS in kB."""
        text = Path(f"/proc/{self.pid}/status").read_text()
        return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(name))

    def open_files(self) -> list[str]:
        """What it has open."""
        found = []
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                found.append(str(link.readlink()))
        return found

    def _take_terminal(self) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
        # Whoever runs this in the background has switched some off, and that is inherited.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    usual = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    wanted = {**usual, "TERM": "xterm-256color", "LANG": "C.UTF-8", **changes}
    return {name: value for name, value in wanted.items() if value is not None}
