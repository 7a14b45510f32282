"""The key that pauses: saved and stopped where a shell can bring it back, refused elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.terminal.keys import sent
from tools.terminal.program import PROGRAM, Program
from tools.terminal.trial import QUIT, TODAY, case, notes

SHELL = Path("/bin/bash")
PAUSED = "Paused and saved. Type fg and press Enter to come back."
_ALTERNATE = 1049


def shell(*after: str) -> Sequence[str]:
    """A shell that runs the program as a job and then does more."""
    script = "; ".join(('"$@"', *after))
    return (str(SHELL), "--norc", "-c", f"set -m; {script}", "shell", PROGRAM)


@pytest.mark.skipif(not SHELL.exists(), reason="a shell with jobs is asked for")
def test_a_pause_saves_and_tells_how_to_come_back_and_fg_shows_the_whole_screen() -> None:
    command = shell("echo stopped; read _; fg >/dev/null; echo over; exit 7")
    with case() as folder, Program(folder, *TODAY, command=command) as program:
        assert program.ready()
        program.open_note()
        program.type("a note")
        assert program.until(lambda: "a note" in program.screen)
        program.press(sent("escape"), 0.3)
        before = program.screen.lines
        program.type("\x1a")
        assert program.until(lambda: b"stopped" in program.raw)
        told = program.raw.decode()
        assert told.count(PAUSED) == 1
        assert program.restored
        assert notes(folder) == "a note"
        assert told.index("\x1b[?1049l") < told.index(PAUSED) < told.index("stopped")
        program.type("\n")
        assert program.until(lambda: _ALTERNATE in program.screen.on)
        assert program.until(lambda: program.screen.lines == before), program.screen.lines
        program.type(QUIT)
        assert program.ends(60)
        assert program.code == 7
        assert b"over" in program.raw
        assert program.restored


def test_where_nothing_would_bring_it_back_the_key_says_so_and_the_app_goes_on() -> None:
    with case() as folder, Program(folder, *TODAY) as program:
        assert program.ready()
        program.quiet()
        program.type("\x1a")
        assert program.until(lambda: "q quits." in program.screen)
        assert PAUSED.encode() not in program.raw
        program.press(sent("f3"))
        assert program.until(lambda: "[2 Steps" in program.screen)
        program.type(QUIT)
        assert program.ends(60)
        assert program.code == 0
