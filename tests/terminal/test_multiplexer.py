"""Inside tmux: detached, attached, and resized as fast as a window is dragged."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from tools.terminal.program import PROGRAM, Program
from tools.terminal.trial import TODAY, case

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is asked for")
PATIENCE = 30.0
_NUMBERS = count()
SIZES = ((80, 24), (45, 12), (120, 40), (40, 10), (30, 8), (61, 21), (80, 24), (40, 30))


class Server:
    """A tmux of its own that runs the program."""

    def __init__(self, folder: Path, size: tuple[int, int], place: Path) -> None:
        self._socket = str(place / f"tmux-{next(_NUMBERS)}")
        command = [PROGRAM, "--data-dir", str(folder), *TODAY]
        width, height = map(str, size)
        self.ask("new-session", "-d", "-x", width, "-y", height, *command)
        self.ask("set", "-g", "window-size", "manual")

    def ask(self, *words: str) -> str:
        """Ask the server for something; what it answers."""
        environ = {
            name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}
        }
        return subprocess.run(
            [str(TMUX), "-S", self._socket, "-f", "/dev/null", *words],
            env=environ | {"LANG": "C.UTF-8", "TERM": "xterm-256color"},
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    @property
    def client(self) -> list[str]:
        """The command that attaches a terminal, whatever words follow it."""
        attach = f"exec {TMUX} -S {self._socket} attach"
        return ["/bin/sh", "-c", attach, "sh"]

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        self.ask("resize-window", "-x", str(size[0]), "-y", str(size[1]))

    @property
    def shown(self) -> str:
        """What the terminal shows."""
        return self.ask("capture-pane", "-p")

    def settled(self) -> str:
        """What is shown once it stays the same for a while."""
        seen = ""
        while (now := self.shown) != seen:
            seen = now
            time.sleep(0.5)
        return now


def contains(raw: bytearray, words: bytes) -> bool:
    """Whether words are among bytes."""
    return words in raw


@contextmanager
def serving(folder: Path, size: tuple[int, int], place: Path) -> Iterator[Server]:
    server = Server(folder, size, place)
    try:
        assert until(lambda: "Help" in server.shown or "Window" in server.shown), server.shown
        yield server
    finally:
        server.ask("kill-server")


def until(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true before patience is over."""
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    return condition()


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_after_many_sizes_the_screen_is_that_of_a_fresh_start(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with case() as folder:
        with serving(folder, size, tmp_path) as fresh:
            wanted = fresh.settled()
        with serving(folder, (80, 24), tmp_path) as server:
            for turn in range(20):
                server.resize(SIZES[turn % len(SIZES)])
            server.resize(size)
            assert until(lambda: server.shown == wanted), wanted + server.shown


def test_cells_that_a_smaller_window_lost_are_drawn_again(tmp_path: Path) -> None:
    with case() as folder, serving(folder, (80, 24), tmp_path) as server:
        wanted = server.settled()
        server.resize((45, 12))
        assert until(lambda: "Help" in server.shown and server.shown != wanted)
        server.resize((80, 24))
        assert until(lambda: server.shown == wanted), server.shown


def test_a_session_that_was_detached_goes_on_where_it_was(tmp_path: Path) -> None:
    with case() as folder, serving(folder, (80, 24), tmp_path) as server:
        server.ask("send-keys", "F3")
        assert until(lambda: "[2 Steps" in server.shown)
        wanted = server.settled()
        for _ in range(2):
            with Program(folder, command=server.client) as client:
                assert client.until(partial(contains, client.raw, b"[2 Steps"))
                server.ask("detach-client")
                assert client.ends(PATIENCE)
            assert until(lambda: server.shown == wanted), server.shown
