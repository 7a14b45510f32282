"""R22: a debugger of the same user does not look into the program, and a crash leaves no image."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.reliability.proof import Proof, scratch
from tools.terminal.program import Program
from tools.terminal.trial import TODAY

_NOBODY: Final = 65534
_AS_NOBODY: Final = (f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
_REFUSED: Final = "Operation not permitted"
_CONTROL: Final = "print('ready', flush=True); input()"
_MEMORY: Final = "import os, sys; os.open(f'/proc/{sys.argv[1]}/mem', os.O_RDONLY)"
_PATIENCE: Final = 60.0


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """One look at the app, and one at a program that forbids nothing; nothing is shorter."""
    del short
    proof = Proof("R22", "no debugger of the same user looks in, no crash leaves an image")
    python = next(_interpreters(), None)
    missing = [name for name in ("gdb", "setpriv") if shutil.which(name) is None]
    if missing or python is None:
        proof.left_out = f"it needs {', '.join(missing) or 'a Python that every user may start'}"
    elif not _control(python):
        proof.left_out = "this system refuses every debugger"
    else:
        _looked_into(proof, python)
    return [proof]


def _user() -> tuple[str, ...]:
    """What a command begins with, so that it runs as one user who is not root."""
    setpriv = shutil.which("setpriv")
    return (setpriv, *_AS_NOBODY) if setpriv and os.geteuid() == 0 else ()


def _interpreters() -> Iterator[str]:
    """Those of this version that the user may start; root's own may lie where no other looks."""
    names = (sys.executable, shutil.which("python{}.{}".format(*sys.version_info)))
    for name in filter(None, (*names, "/usr/bin/python{}.{}".format(*sys.version_info))):
        if _run(name, "-c", "import healthtui").returncode == 0:
            yield name


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (*_user(), *command),
        env={**os.environ, **_environment()},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


def _debugged(pid: int) -> str:
    """What a debugger tells of a process."""
    gdb = shutil.which("gdb") or "gdb"
    done = _run(gdb, "-nx", "-batch", "-p", str(pid), "-ex", "info registers")
    return done.stdout + done.stderr


def _control(python: str) -> bool:
    """Whether a debugger looks into a program that does not forbid it."""
    with subprocess.Popen(
        (*_user(), python, "-c", _CONTROL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        told = _debugged(process.pid)
        memory = _run(python, "-c", _MEMORY, str(process.pid))
        process.kill()
    looked = any(register in told for register in ("rip ", "\npc "))
    return looked and memory.returncode == 0


def _looked_into(proof: Proof, python: str) -> None:
    command = (*_user(), python, "-m", "healthtui")
    with scratch(in_memory=False) as place:
        home = place / "home"
        home.mkdir(mode=0o700)
        if os.geteuid() == 0:
            place.chmod(0o755)
            os.chown(home, _NOBODY, _NOBODY)
        environment = {**_environment(), "HOME": str(home)}
        with Program(home / "case", *TODAY, command=command, environment=environment) as program:
            proof.expect(program.ready(), "the app does not start as that user")
            told = _debugged(program.pid)
            proof.expect(_REFUSED in told, f"gdb is not refused: {told[-200:]}")
            memory = _run(python, "-c", _MEMORY, str(program.pid))
            proof.expect(memory.returncode != 0, "the memory of the process can be opened")
            proof.count("looks refused", 2)
            limits = Path(f"/proc/{program.pid}/limits").read_text(encoding="utf-8")
            (core,) = [line for line in limits.splitlines() if "core file" in line]
            proof.expect(core.split()[4:6] == ["0", "0"], core)
            proof.count("limits looked at")
