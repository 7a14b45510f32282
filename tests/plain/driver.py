"""Drives a dialogue in a process of its own, line by line, through pipes or a terminal."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PATIENCE = float(os.environ.get("PATIENCE", "60"))
"""Seconds after which a dialogue that says nothing more is given up."""

_CONTROL_C, _CONTROL_D = b"\x03", b"\x04"


class Driver:
    """Waits for a line that holds some words, then types an answer."""

    def __init__(
        self, folder: Path, environ: Mapping[str, str], *arguments: str, terminal: bool = False
    ) -> None:
        command = [sys.executable, "-m", "healthtui", "--data-dir", str(folder)]
        command += ["--today", "2026-11-23", *arguments]
        self.heard: list[str] = []
        self._terminal = terminal
        if terminal:
            ours, theirs = pty.openpty()
            self._in = self._out = ours
            self.process = subprocess.Popen(
                command,
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                env=environ,
                start_new_session=True,
                preexec_fn=_take_terminal,  # noqa: PLW1509 - ctrl+c reaches who owns the terminal
            )
            os.close(theirs)
        else:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ
            )
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self._in, self._out = self.process.stdin.fileno(), self.process.stdout.fileno()
        self._rest = b""

    def until(self, words: str) -> str:
        """Read until a line holds some words, and return it."""
        while True:
            line = self._line()
            assert line is not None, "\n".join(["it ended before:", words, *self.heard])
            if words in line.replace("\u00a0", " "):
                return line

    def answer(self, words: str, typed: str) -> None:
        """Wait for words, then type a line."""
        self.until(words)
        os.write(self._in, f"{typed}\n".encode())

    def key(self, key: bytes) -> None:
        """Type a key alone."""
        os.write(self._in, key)

    def interrupt(self) -> None:
        """Ctrl+C."""
        self.key(_CONTROL_C)

    def end(self) -> int:
        """End the input, read the rest, and return the exit code."""
        if self._terminal:
            self.key(_CONTROL_D)
        elif self.process.stdin is not None:
            self.process.stdin.close()
        return self.finish()

    def finish(self) -> int:
        """Read the rest and return the exit code."""
        while self._line() is not None:
            pass
        code = self.process.wait(timeout=60)
        if self._terminal:
            os.close(self._out)
        elif self.process.stdin is not None and self.process.stdout is not None:
            self.process.stdin.close()
            self.process.stdout.close()
        return code

    @property
    def out(self) -> str:
        """Everything that was heard; a terminal's own line ends are taken off."""
        return "\n".join(self.heard)

    def _line(self) -> str | None:
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self._out], [], [], PATIENCE)
            if not ready:
                self.process.kill()
                raise AssertionError("\n".join(["nothing more was said:", *self.heard]))
            try:
                more = os.read(self._out, 65_536)
            except OSError:  # the other side of the terminal is closed
                more = b""
            if not more:
                return None
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        told = line.decode()
        self.heard.append(told.removesuffix("\r") if self._terminal else told)
        return self.heard[-1]


def _take_terminal() -> None:
    import fcntl  # noqa: PLC0415 - only in the child
    import termios  # noqa: PLC0415

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
