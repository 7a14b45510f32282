"""R4: the kernel itself refuses, lies or kills at every system call of a save; needs strace."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from typing import Final

from healthtui.files.disk import Disk
from healthtui.files.store import Store
from tools.reliability.operations import FOLDER, OPERATIONS, PATCH, Operation
from tools.reliability.proof import Proof, scratch

_CALLS: Final = (
    ("mkdir", "mkdirat"),
    ("chmod", "fchmodat"),
    ("openat",),
    ("getdents64",),
    ("read",),
    ("fchmod",),
    ("write",),
    ("fsync",),
    ("close",),
    ("linkat",),
    ("unlinkat",),
    ("newfstatat",),
    ("fstat",),
)
_FAULTS: Final = (
    "error=EIO",
    "error=ENOSPC",
    "error=EDQUOT",
    "error=ESTALE",
    "signal=KILL",
    "retval=0",
)
# Success of these is something that cannot be made up: a descriptor, a filled-in record.
_NOT_NOTHING: Final = frozenset({"openat", "newfstatat", "fstat"})
_ACKED, _TOLD, _CRASHED = 0, 3, 4


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """Every call of a save, in full of the first run and of erasing too."""
    proof = Proof("R4", "old or new after every failing system call")
    proof.left_out = _missing()
    if not proof.left_out:
        for name in ("save",) if short else ("save", "first run", "erase"):
            for calls, fault in product(_CALLS, _FAULTS):
                if fault != "retval=0" or calls[0] not in _NOT_NOTHING:
                    _prove(proof, name, ",".join(calls), fault)
    return [proof]


def _missing() -> str:
    if sys.platform != "linux" or not shutil.which("strace"):
        return "needs strace"
    with scratch() as place:
        run = _Traced(place, OPERATIONS["save"], "fsync", "error=EIO:when=1")
        return "" if run.injected else "strace may not follow a process here"


def _prove(proof: Proof, name: str, calls: str, fault: str) -> None:
    operation = OPERATIONS[name]
    for when in count(1):
        with scratch() as place:
            run = _Traced(place, operation, calls, f"{fault}:when={when}")
            if not run.injected:
                return
            proof.count("injections")
            told = f"{name}: {calls} {fault}, time {when}"
            for violation in run.violations():
                proof.expect(holds=False, told=f"{told}: {violation}")


class _Traced:
    """One run of an operation in a child that strace follows; `injected` if anything was."""

    def __init__(self, place: Path, operation: Operation, calls: str, injection: str) -> None:
        self._operation = operation
        self._folder = place / FOLDER
        self._old = operation.prepare(self._folder)
        child = _stopped(operation, self._folder)
        with tempfile.NamedTemporaryFile(mode="r") as log:
            tracer = _tracer(child, calls, injection, log.name)
            os.kill(child, signal.SIGCONT)
            _, status = os.waitpid(child, 0)
            tracer.wait()
            self.injected = "INJECTED" in log.read() or os.WIFSIGNALED(status)
        self._code = os.waitstatus_to_exitcode(status)

    def violations(self) -> Iterator[str]:
        """What is not as it must be afterwards."""
        new = self._operation.after(self._old)
        loaded = Store(self._folder).load()
        allowed = [new] if self._code == _ACKED else [self._old, new]
        if self._code not in (_ACKED, _TOLD, -signal.SIGKILL):
            yield f"it ended with {self._code}"
        if loaded.plain not in allowed:
            yield "neither old nor new"
        if loaded.notices:
            yield "a broken file is left"
        Store(self._folder).commit(PATCH)
        if Store(self._folder).load().plain != PATCH.apply(loaded.plain):
            yield "the next save fails"


def _stopped(operation: Operation, folder: Path) -> int:
    """A child that does the operation once it is woken, without starting Python anew."""
    child = os.fork()
    if child:
        os.waitpid(child, os.WUNTRACED)
        return child
    code = _CRASHED
    try:
        os.kill(os.getpid(), signal.SIGSTOP)
        code = _ACKED if operation.acknowledged(folder, Disk()) else _TOLD
    finally:
        os._exit(code)


def _tracer(child: int, calls: str, injection: str, log: str) -> "subprocess.Popen[str]":
    """Strace, which has told that it follows the child."""
    known = ",".join(f"?{call}" for call in calls.split(","))
    command = ["strace", "-p", str(child), "-o", log, "-e", f"trace={known}"]
    command += ["-e", f"inject={known}:{injection}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    tracer.stderr.readline()
    return tracer
