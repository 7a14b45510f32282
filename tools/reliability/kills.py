"""R5: the real app on a terminal, killed at a random moment while a script types into it.

A generation that has its name was acknowledged. Each key changes one answer, so what the newest
generation holds tells how many keys were saved: at the end it must be no older than any that was
seen before the kill, and hold all that was typed two seconds before.
"""

import contextlib
import os
import pty
import random
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from healthtui.core.patch import Change, Patch
from healthtui.files.store import NotSaved, Store
from tools.reliability.proof import Proof, scratch

_SHORT: Final = 20
_FULL: Final = 1000
_AT_ONCE: Final = 3
_READY: Final = 60.0
_LONGEST: Final = 3.5
_KEPT: Final = 2.0
_TO_PRICE: Final = (b"3", b"\t", b"\t")  # the screen of costs, then two fields down
_DIGITS: Final = 5
_BACKSPACE: Final = b"\x7f"
_ENVIRONMENT: Final = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LINES": "24", "COLUMNS": "80"}


@dataclass
class _Typed:
    """The answers that the keys made one after the other, and when each was typed."""

    answers: list[str | None] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    seen: int = 1

    def keys_in(self, answer: str | None) -> int:
        """After how many keys the answer was this, at the latest; -1 where it never was."""
        found = [n for n, one in enumerate((None, *self.answers)) if one == answer]
        return max(found, default=-1)


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """So many kills, a few at a time."""
    proof = Proof("R5", "what was saved, or typed 2 s ago, survives kill -9 of the app")
    with scratch(in_memory=False) as place, ThreadPoolExecutor(_AT_ONCE) as pool:
        folders = [place / str(n) for n in range(_SHORT if short else _FULL)]
        for told in pool.map(_killed, folders):
            proof.count("kills")
            proof.count("generations", told.generations)
            proof.violations += told.violations
    return [proof]


@dataclass(frozen=True, slots=True)
class _Told:
    generations: int
    violations: list[str]


def _killed(folder: Path) -> _Told:
    typed = _Typed()
    app, terminal = _opened(folder)
    try:
        if not _drawn(terminal) or not _at_the_price(terminal, folder):
            return _Told(0, ["the app did not open"])
        # The moment is drawn beforehand, so that it falls anywhere in what the app does.
        killer = threading.Timer(random.uniform(0, _LONGEST), app.kill)
        killer.start()
        _type(app, terminal, folder, typed)
        killer.join()
    finally:
        app.kill()
        app.wait()
        os.close(terminal)
    return _Told(_newest(folder), list(_violations(folder, typed, time.monotonic())))


def _opened(folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    """The app with a terminal of its own, and the other end of that."""
    terminal, end = pty.openpty()
    program = str(Path(sys.executable).with_name("healthtui"))
    command = [program, "--lang", "en", "--data-dir", str(folder)]
    environment = {**os.environ, **_ENVIRONMENT}
    app = subprocess.Popen(
        command, stdin=end, stdout=end, stderr=end, env=environment, start_new_session=True
    )
    os.close(end)
    return app, terminal


def _drawn(terminal: int) -> bool:
    deadline = time.monotonic() + _READY
    drawn = b""
    while time.monotonic() < deadline:
        drawn += _output(terminal, 0.1)
        if b"Situation" in drawn and not _output(terminal, 0.1):
            return True
    return False


def _at_the_price(terminal: int, folder: Path) -> bool:
    for key in _TO_PRICE:
        os.write(terminal, key)
        deadline = time.monotonic() + _READY
        while _output(terminal, 0.2) or not _newest(folder):
            if time.monotonic() > deadline:
                return False
    return True


def _output(terminal: int, seconds: float) -> bytes:
    ready, _, _ = select.select([terminal], [], [], seconds)
    with contextlib.suppress(OSError):
        return os.read(terminal, 1 << 16) if ready else b""
    return b""


def _type(app: "subprocess.Popen[bytes]", terminal: int, folder: Path, typed: _Typed) -> None:
    """Change the price with each key until the app is dead, and look what is saved meanwhile."""
    for key, answer in _keys():
        typed.answers.append(answer)
        typed.times.append(time.monotonic())
        with contextlib.suppress(OSError):  # killed meanwhile
            os.write(terminal, key)
        while _newest(folder) == typed.seen:
            _output(terminal, 0.01)
            if app.poll() is not None:
                return
        typed.seen = _newest(folder)


def _keys() -> Iterator[tuple[bytes, str | None]]:
    """Keys that write a number and take it away again, with the answer after each."""
    while True:
        digits = str(random.randrange(10 ** (_DIGITS - 1), 10**_DIGITS))
        for length in range(1, _DIGITS + 1):
            yield digits[length - 1].encode(), f"{digits[:length]}.00"
        for length in reversed(range(_DIGITS)):
            yield _BACKSPACE, f"{digits[:length]}.00" if length else None


def _newest(folder: Path) -> int:
    return Store(folder).newest_generation()


def _violations(folder: Path, typed: _Typed, killed: float) -> Iterator[str]:
    store = Store(folder)
    try:
        loaded = store.load()
    except NotSaved as error:
        yield f"nothing can be loaded: {error}"
        return
    saved = typed.keys_in(loaded.plain.get("visit", {}).get("price_eur"))
    long_ago = sum(at < killed - _KEPT for at in typed.times)
    if loaded.notices:
        yield f"broken: {loaded.notices[0].file}"
    if loaded.generation < typed.seen:
        yield f"generation {typed.seen} was there, {loaded.generation} is left"
    if saved < long_ago:
        yield f"{long_ago} keys were typed more than 2 s ago, {saved} are saved"
    after = store.commit(Patch((Change(("log", "after"), None, {"n": 1}),)))
    if after.generation <= loaded.generation:
        yield "the next save does not come after the last"
