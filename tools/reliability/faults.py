"""R1 and R8: every call to the disk fails in every way, and nothing is lost or doubled."""

import contextlib
import os
import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from healthtui.core.patch import Plain
from healthtui.files.disk import Disk
from healthtui.files.store import Loaded, NotSaved, Store
from tools.reliability.faulty import ANYWHERE, WRITING, Faulty, Killed
from tools.reliability.operations import FOLDER, OPERATIONS, ORPHAN, PATCH, Operation
from tools.reliability.proof import Proof, scratch


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All faults at all calls; there is no shorter form."""
    del short
    proof = Proof("R1", "old or new after every failing call")
    retry = Proof("R8", "a retry after the error gives each entry exactly once")
    for name, operation in OPERATIONS.items():
        prove_operation(proof, retry, name, operation)
        proof.count("operations")
    return [proof, retry]


def prove_operation(proof: Proof, retry: Proof, name: str, operation: Operation) -> None:
    """Every fault at every call of one operation."""
    with scratch() as place:
        (place / "template").mkdir()
        old = operation.prepare(place / "template" / FOLDER)
        files = {p.name: p.read_bytes() for p in (place / "template" / FOLDER).glob("state-*")}
        for fault in (*ANYWHERE, *WRITING):
            for at in count(1):
                disk = Faulty(at, fault)
                # The store never writes into a file that has its name, so one copy is enough.
                shutil.copytree(place / "template", place / "run", copy_function=os.link)
                trial = _Trial(name, operation, place / "run" / FOLDER, old, disk)
                trial.run()
                if disk.fired:
                    trial.check_state(proof)
                    trial.check_files(proof, files)
                    trial.check_retry(retry)
                    proof.count("faults")
                else:
                    proof.expect(trial.acked, f"{name} fails without a fault")
                shutil.rmtree(place / "run")
                if not disk.reached:
                    break


class _Trial:
    """One operation on a disk with one fault, and what is there afterwards."""

    def __init__(
        self, name: str, operation: Operation, folder: Path, old: Plain, disk: Faulty
    ) -> None:
        self._name = name
        self._operation = operation
        self._folder = folder
        self._old = old
        self._new = operation.after(old)
        self._disk = disk
        self._found: Plain = {}
        self.acked = False

    def run(self) -> None:
        """Do it, up to the end or to the kill."""
        with contextlib.suppress(Killed):
            self.acked = self._operation.acknowledged(self._folder, self._disk)
        self._disk.clean()

    def check_state(self, proof: Proof) -> None:
        """What loads is the new state, or the old one if nothing else was promised."""
        loaded = self._load()
        self._found = loaded.plain
        allowed = [self._new] if self.acked else [self._old, self._new]
        self._expect(proof, loaded.plain in allowed, "neither old nor new")
        self._expect(proof, loaded.notices == (), "a broken file is left")

    def check_files(self, proof: Proof, before: Mapping[str, bytes]) -> None:
        """What was there is there and the same, and nothing unfinished is left."""
        for path in self._folder.glob("state-*"):
            same = before.get(path.name) in (None, path.read_bytes())
            self._expect(proof, same, f"{path.name} was changed")
            private = not path.stat().st_mode & 0o077
            self._expect(proof, private, f"others may read {path.name}")
        if self._operation.erases:
            return
        newest = max(before, default="")
        self._expect(proof, (self._folder / newest).exists() or not newest, "the newest is gone")
        if not self._disk.dead and self._disk.where != "unlink":
            left = [path for path in self._folder.glob(".tmp-*") if path.name != ORPHAN]
            self._expect(proof, not left, "an unfinished file is left")

    def check_retry(self, proof: Proof) -> None:
        """What was told to have failed is done again, and then the store takes the next save."""
        try:
            if not self.acked:
                proof.count("retries")
                proof.count("of them told although done", self._found != self._old)
                self._operation.act(self._folder, Disk())
                self._found = self._load().plain
                self._expect(proof, self._found == self._new, "not once after the retry")
            self._store().commit(PATCH)
        except NotSaved as error:
            self._expect(proof, holds=False, told=str(error))
        loaded = self._load()
        self._expect(proof, loaded.plain == PATCH.apply(self._found), "the next save fails")
        self._expect(proof, loaded.notices == (), "the next save leaves a broken file")

    def _store(self) -> Store:
        return Store(self._folder, schema=self._operation.schema)

    def _load(self) -> Loaded:
        return self._store().load()

    def _expect(self, proof: Proof, holds: object, told: str) -> None:
        proof.expect(holds, f"{self._name}, {self._disk.where}, {self._disk.fault}: {told}")
