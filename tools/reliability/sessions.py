"""R6: many processes save into one folder at once; each acknowledged change is there once.

Sessions that write a whole file and rename it, as many programs save, must lose changes in the
same run.
"""

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from healthtui.files.store import Store
from tools.reliability.proof import Proof, scratch

_STUCK: Final = 600.0
_DASHES: Final = 2
_SESSION: Final = """
import fcntl, sys
from pathlib import Path
from healthtui.core.patch import Change, Patch
from healthtui.files.store import Store
if sys.argv[4] == "without locks":
    fcntl.flock = fcntl.lockf = fcntl.fcntl = lambda *arguments: 0
store = Store(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}-{n}"
    saved = store.commit(Patch((Change(("log", name), None, {"n": n}),)))
    print(f"{name}-{saved.generation}", flush=True)
"""


_WEAK: Final = """
import json, os, sys, time
from pathlib import Path
state = Path(sys.argv[1])
print("here", flush=True)
sys.stdin.readline()
for n in range(50):
    entries = json.loads(state.read_text())
    entries[f"{sys.argv[2]}-{n}"] = n
    time.sleep(0.002)
    temp = state.with_name(sys.argv[2])
    temp.write_text(json.dumps(entries))
    os.replace(temp, state)
"""


@dataclass(frozen=True, slots=True)
class _Run:
    sessions: int
    saves: int
    how: str


_SHORT: Final = tuple(_Run(8, 50, how) for how in ("plain", "without locks", "with kills"))
_FULL: Final = (*_SHORT, _Run(2, 500, "plain"), _Run(16, 100, "plain"), _Run(16, 100, "with kills"))


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """Three runs of 8 sessions; in full also few long ones and many."""
    proof = Proof("R6", "sessions at once lose, double and block nothing")
    for run in _SHORT if short else _FULL:
        with scratch(in_memory=False) as place:
            _prove(proof, run, place / "healthtui")
    lost = _lost_by_renaming()
    proof.expect(lost, "sessions that rename lose nothing")
    proof.count("changes that a weak recipe lost", lost)
    return [proof]


def _prove(proof: Proof, run: _Run, folder: Path) -> None:
    processes = [_started(folder, run, n) for n in range(run.sessions)]
    doomed = processes[::3] if run.how == "with kills" else []
    for process in doomed:
        time.sleep(random.uniform(0, 0.2))
        process.kill()
    stuck = 0
    acked: list[str] = []
    for process in processes:
        try:
            acked += process.communicate(timeout=_STUCK)[0].split()
        except subprocess.TimeoutExpired:
            process.kill()
            stuck += 1
    told = f"{run.sessions} x {run.saves} {run.how}"
    _check(proof, folder, acked, len(doomed), told)
    failed = [p for p in processes if p not in doomed and p.returncode]
    proof.expect(not failed, f"{told}: {len(failed)} sessions failed")
    proof.expect(not stuck, f"{told}: {stuck} sessions are stuck")
    proof.count("runs")
    proof.count("sessions", run.sessions)
    proof.count("of them killed", len(doomed))
    proof.count("acknowledged changes", len(acked))


def _lost_by_renaming() -> int:
    """How many of 200 changes four sessions lose that read, write anew and rename."""
    with scratch() as place:
        state = place / "state"
        state.write_text("{}")
        command = [sys.executable, "-c", _WEAK, str(state)]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        processes = [subprocess.Popen([*command, str(n)], **pipes) for n in range(4)]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        for process in processes:
            process.communicate()
        return 200 - len(json.loads(state.read_text()))


def _started(folder: Path, run: _Run, number: int) -> "subprocess.Popen[str]":
    arguments = [str(folder), str(number), str(run.saves), run.how]
    command = [sys.executable, "-c", _SESSION, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _check(proof: Proof, folder: Path, acked: list[str], killed: int, told: str) -> None:
    loaded = Store(folder).load()
    log = loaded.plain.get("log", {})
    words = [word.split("-") for word in acked if word.count("-") == _DASHES]
    lost = [word for word in words if log.get("-".join(word[:2])) != {"n": int(word[1])}]
    proof.expect(not lost, f"{told}: {len(lost)} changes are lost")
    numbers = {word[2] for word in words}
    proof.expect(len(numbers) == len(words), f"{told}: two changes have one generation")
    # A session may be killed between the save and the word for it.
    extra = len(log) - len(words)
    proof.expect(0 <= extra <= killed, f"{told}: {extra} changes that nobody made")
    proof.expect(not loaded.notices, f"{told}: a broken file is left")
