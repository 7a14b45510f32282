"""R21: another user of the computer reads nothing of a person, and nothing is written elsewhere."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from healthtui.core.patch import Change, Patch
from healthtui.files.store import Store
from tools.reliability.proof import Proof, in_child, scratch
from tools.terminal.program import PROGRAM, Program
from tools.terminal.trial import QUIT, STEPS, TODAY

_NOBODY: Final = 65534
_SHARED: Final = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - they are only looked into
_OF_PROCESS: Final = ("cmdline", "comm", "environ", "io", "maps", "stat", "status", "wchan")
_MOST: Final = 1 << 20
_TOUR: Final = (
    *("\x1bOQ", "\x1bOR", "n", "\x1b", "w", "\x1b", "\x1bOS", "?", "\x1b", "\x1b[15~", "c"),
    *("\x1b", "g", "\x1b", "\x10", "\x1b"),
)
"""All screens, a note, reasons, keys, the comparison, the French words, the palette."""
_WRITING: Final = re.compile(r'"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)')
_MAKING: Final = re.compile(r'\b(?:mkdir|mkdirat|mknod|symlink|creat)\([^"]*"([^"]+)"')
_TERMINALS: Final = ("/dev/tty", "/dev/pts/", "/dev/null", "/dev/ptmx")


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """One look as nobody while the app shows what is secret, and one tour; nothing is shorter."""
    del short
    proof = Proof("R21", "another user reads nothing, and nothing is written elsewhere")
    if os.geteuid() != 0:
        proof.left_out = "to be another user needs root"
    else:
        _looked_at(proof)
    if shutil.which("strace") is None:
        proof.left_out = "; ".join(filter(None, (proof.left_out, "the tour needs strace")))
    else:
        _toured(proof)
    return [proof]


def _looked_at(proof: Proof) -> None:
    secret = secrets.token_hex(8)
    with scratch(in_memory=False) as place, _shown(place, secret) as program:
        proof.expect(secret in program.screen, "the app does not show what is to be secret")
        places = list(_places(program.pid, place))
        proof.count("places looked into as another user", len(places))
        proof.violations += in_child(lambda: _read_by_nobody(places, secret))
        found = [path for path in places if _holds(path, secret)]
        proof.count("of them hold what is secret", len(found))
        proof.expect(found, "the owner does not find it either: the look proves nothing")
        title = re.search(rb"\x1b\][^\x07\x1b]*" + secret.encode(), bytes(program.raw))
        proof.expect(title is None, "the title of the terminal tells it")


def _shown(place: Path, secret: str) -> Program:
    """The app on a step whose note is secret; others may go as far as its folder."""
    place.chmod(0o755)
    folder = place / "case"
    Store(folder).commit(
        Patch(
            (
                Change(("situation",), None, {"nationalities": ["MA"], "insured_in": "MA"}),
                Change(("steps", "birth-certificate"), None, {"status": "to-do", "note": secret}),
            )
        )
    )
    program = Program(folder, *TODAY)
    program.ready()
    program.type(STEPS)
    program.until(lambda: "[2 Steps" in program.screen)
    for _ in range(60):
        if program.until(lambda: secret in program.screen, 0.3):
            break
        program.type("\x1b[B")
    return program


def _places(pid: int, place: Path) -> Iterator[Path]:
    """Where something of a person could lie: the folder, the process, what all users share."""
    yield from (path for path in place.rglob("*") if path.is_file())
    process = Path("/proc", str(pid))
    yield from (process / name for name in _OF_PROCESS)
    yield from (process / "fd").iterdir()
    yield from (process / "task").glob("*/comm")
    yield Path("/proc/net/unix")
    for shared in map(Path, _SHARED):
        for pattern in ("*", "*/*"):
            with suppress(OSError):
                yield from (path for path in shared.glob(pattern) if _is_file(path))


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file() and not path.is_symlink()
    return False


def _read_by_nobody(places: list[Path], secret: str) -> Iterator[str]:
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
    for path in places:
        if _holds(path, secret):
            yield f"{path} tells it to everybody"


def _holds(path: Path, secret: str) -> bool:
    with suppress(OSError):
        # A terminal or a pipe would be waited for.
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            return secret.encode() in os.read(file, _MOST)
        finally:
            os.close(file)
    return False


def _toured(proof: Proof) -> None:
    with scratch(in_memory=False) as place:
        folder, log = place / "case", place / "log"
        command = ("strace", "-f", "-y", "-e", "trace=%file", "-o", str(log), PROGRAM)
        with Program(folder, *TODAY, command=command) as program:
            program.ready()
            for key in _TOUR:
                program.press(key)
            program.type("\x1b")
            program.read(0.3)
            program.type(QUIT)
            proof.expect(program.ends(60), "the tour does not end")
        text = log.read_text(encoding="utf-8", errors="replace")
        written = {path for line in text.splitlines() for path in _written(line)}
        proof.count("calls on files in a tour", text.count("\n"))
        inside = {path for path in written if path.startswith(str(folder))}
        proof.expect(inside, "the tour saves nothing: it proves nothing")
        for path in written - inside:
            if path.startswith("/") and not path.startswith(_TERMINALS) and not _is_code(path):
                proof.violations.append(f"{path} is opened for writing")


def _is_code(path: str) -> bool:
    """Whether Python keeps a compiled module there, which holds nothing of a person."""
    return "/__pycache__/" in path and ".pyc" in path


def _written(line: str) -> Iterator[str]:
    """The paths that a call opens for writing or makes, where it succeeds."""
    if " = -1 " not in line:
        yield from _WRITING.findall(line)
        yield from _MAKING.findall(line)
