"""What the program leaves on a shared computer: nothing of what was entered, after any crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.terminal.program import PROGRAM, Program
from tools.terminal.trial import TODAY, case, notes

from healthtui.core.patch import Change

MARKER = "marker-7f3a"
CODE = 1
CRASHES = {
    "in a handler": "HealthApp.action_why = fail",
    "in a thread": "HealthApp.action_why = lambda app: threading.Thread(target=fail).start()",
    "in a task": "HealthApp.action_why = lambda app: keep(asyncio.ensure_future(failing()))",
    "in the thread that reads keys": "Keyboard.feed = fail",
    "while it is drawn": "Told._repaint = fail",
    "in what is collected": "HealthApp.action_why = lambda app: Grave() and fail()",
}
BROKEN = """
import asyncio, sys, threading
from healthtui.cli import main
from healthtui.tui.app import HealthApp
from healthtui.tui.terminal.keyboard import Keyboard
from healthtui.tui.widgets.told import Told

def fail(*_):
    local = {marker!r}
    raise ValueError(local)

async def failing():
    fail()

def keep(task):
    task.add_done_callback(lambda done: None)

class Grave:
    __del__ = fail

{crash}
sys.exit(main(sys.argv[1:]))
"""


def marked() -> tuple[Change, ...]:
    """Every field of text that a person has, marked."""
    step = {"status": "waiting", "detail": MARKER, "note": f"{MARKER} [/] \x1b]52;c;x\x07"}
    return (Change(("steps",), None, {"birth-certificate": step}),)


@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_tells_one_line_and_nothing_of_the_person(crash: str, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN.format(marker=MARKER, crash=CRASHES[crash]), encoding="utf-8")
    errors = tmp_path / "errors"
    home = tmp_path / "home"
    home.mkdir()
    with (
        case(*marked()) as folder,
        errors.open("wb") as stderr,
        Program(
            folder,
            *TODAY,
            command=(sys.executable, str(script)),
            environment={"HOME": str(home), "TMPDIR": str(home)},
            stderr=stderr,
        ) as program,
    ):
        program.ready()
        program.type("\x1b\x1b[Z")
        program.press("\x1b", 0.4)
        program.type("w")
        assert program.ends(60)
        assert program.code == CODE
        assert program.restored
        assert MARKER in notes(folder)
    told = errors.read_text(encoding="utf-8")
    assert MARKER not in told
    assert "Traceback" not in told
    assert len(told.split(". ")) <= 2
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_errors_sent_elsewhere_hold_nothing_of_the_screen(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with (
        case(*marked()) as folder,
        errors.open("wb") as stderr,
        Program(folder, *TODAY, stderr=stderr) as program,
    ):
        program.ready()
        program.open_note()
        program.type(MARKER)
        assert program.until(lambda: MARKER in program.screen)
        program.type("\x11")
        assert program.ends(60)
        assert program.screen.unknown == []
    assert errors.read_bytes() == b""


def test_settings_of_the_screens_library_load_and_write_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log"
    odd = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_LOG": str(log),
        "TEXTUAL_DRIVER": "os:system",
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
    }
    with case() as folder, Program(folder, *TODAY, environment=odd) as program:
        assert program.ready()
        program.read(1.5)
        assert program.code is None
        program.type("\x11")
        assert program.ends(60)
        assert program.code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux alone is asked")
def test_no_image_of_the_memory_is_left() -> None:
    probe = (
        "import ctypes, resource\n"
        "from healthtui.cli.privacy import leave_no_trace\n"
        "leave_no_trace()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "0 (0, 0)"


def test_a_run_may_leave_no_core() -> None:
    with case() as folder, Program(folder, *TODAY) as program:
        program.ready()
        limits = Path(f"/proc/{program.pid}/limits").read_text(encoding="utf-8")
        (core,) = (line for line in limits.splitlines() if line.startswith("Max core"))
        assert core.split()[4:6] == ["0", "0"]
        program.type("\x11")
        assert program.ends(60)


@pytest.mark.parametrize(
    "command", [(PROGRAM,), (sys.executable, "-I", "-m", "healthtui"), (sys.executable, PROGRAM)]
)
def test_no_module_of_the_working_folder_is_imported(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    place = tmp_path / "cwd"
    place.mkdir()
    for module in ("tomli_w", "textual", "platformdirs", "tomllib", "babel"):
        planted = place / f"{module}.py"
        planted.write_text("print('planted')\nraise SystemExit(99)\n", encoding="utf-8")
    done = subprocess.run(
        [*command, "--data-dir", str(tmp_path / "case"), "set", "nationalities=MA"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": f".:{place}"} if "-I" not in command else None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "planted" not in done.stdout


@pytest.mark.parametrize("arguments", [("steps", "--all"), ("steps", "--json"), ("export", "data")])
def test_what_is_printed_steers_no_terminal(arguments: tuple[str, ...]) -> None:
    with case(*marked()) as folder:
        done = subprocess.run(
            [PROGRAM, "--data-dir", str(folder), *TODAY, *arguments],
            capture_output=True,
            check=False,
        )
    printed = (done.stdout + done.stderr).decode()
    assert {each for each in printed if ord(each) < 32 or 0x7F <= ord(each) < 0xA0} <= {"\n", "\t"}
