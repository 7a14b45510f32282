"""R7: up to three sessions act in any order, and one may be killed within any save.

The model is what was acknowledged: each field has the value of its last acknowledged change, or
of one that failed or was killed since, for nobody was told whether that got through.
"""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from healthtui.core.patch import Change, Patch
from healthtui.files.store import NotSaved, Store
from tools.reliability.faulty import ANYWHERE, Fault, Faulty, Killed
from tools.reliability.proof import Proof

_SHORT: Final = 50
_FULL: Final = 500
_SESSIONS: Final = st.integers(0, 2)
_FIELDS: Final = st.sampled_from(("note", "price", "tick"))
_VALUES: Final = st.integers(0, 99)


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """So many random runs."""
    proof = Proof("R7", "interleaved sessions hold exactly the acknowledged changes")

    class Counted(Sessions):
        told = proof

    examples = _SHORT if short else _FULL
    try:
        run_state_machine_as_test(
            Counted,
            settings=settings(
                max_examples=examples,
                stateful_step_count=20,
                deadline=None,
                database=None,
                derandomize=short,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except AssertionError as error:
        proof.expect(holds=False, told=str(error))
    return [proof]


class Sessions(RuleBasedStateMachine):
    """Three stores on one folder."""

    told: Proof

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp(prefix="healthtui-", dir=_memory()))
        self.folder = self.root / "healthtui"
        self.clock = 1e9
        self.sessions = [self._store() for _ in range(3)]
        self.possible: dict[str, set[Any]] = {}
        self.told.count("runs")

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @rule(session=_SESSIONS, field=_FIELDS, value=_VALUES)
    def save(self, session: int, field: str, value: int) -> None:
        """A change is saved."""
        saved = self.sessions[session].commit(_change(field, value))
        self.possible[field] = {value}
        self._check(saved.plain)
        self.told.count("acknowledged changes")

    @rule(session=_SESSIONS, field=_FIELDS)
    def take_back(self, session: int, field: str) -> None:
        """A change takes an answer away."""
        self.sessions[session].commit(_change(field, None))
        self.possible[field] = {None}
        self.told.count("acknowledged changes")

    @rule(
        session=_SESSIONS,
        field=_FIELDS,
        value=_VALUES,
        at=st.integers(1, 40),
        fault=st.sampled_from(ANYWHERE),
    )
    def fail(self, session: int, field: str, value: int, at: int, fault: Fault) -> None:
        """One call fails, or the session is killed there and another takes its place."""
        disk = Faulty(at, fault)
        store = self._store(disk)
        try:
            store.commit(_change(field, value))
        except (NotSaved, Killed):
            self.possible.setdefault(field, {None}).add(value)
        else:
            self.possible[field] = {value}
        finally:
            disk.clean()
        self.sessions[session] = self._store()
        self.told.count("faults", disk.fired)

    @rule(session=_SESSIONS)
    def look(self, session: int) -> None:
        """A session reads what is there."""
        self._check(self.sessions[session].load().plain)

    @rule(hours=st.integers(1, 72))
    def wait(self, hours: int) -> None:
        """Time goes by, so that old generations may be pruned."""
        self.clock += hours * 3600

    @invariant()
    def what_is_there_was_acknowledged(self) -> None:
        """A new session reads what the model allows, and nothing broken."""
        loaded = Store(self.folder).load()
        assert loaded.notices == (), "a broken file is left"
        self._check(loaded.plain)

    def _check(self, plain: dict[str, Any]) -> None:
        log = plain.get("log", {})
        for field, possible in self.possible.items():
            assert log.get(field) in possible, f"{field} is none of what was saved"
            self.possible[field] = {log.get(field)}
        assert set(log) <= set(self.possible), "something that nobody saved"

    def _store(self, disk: Faulty | None = None) -> Store:
        return Store(self.folder, disk, now=lambda: self.clock)


def _change(field: str, value: int | None) -> Patch:
    return Patch((Change(("log", field), None, value),))


def _memory() -> Path | None:
    place = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return place if place.is_dir() else None
