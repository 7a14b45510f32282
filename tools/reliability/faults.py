"""R1 and R8: every call to the disk fails in every way, and nothing is lost or doubled."""

import shutil
from itertools import count
from pathlib import Path

from tools.reliability.faulty import ANYWHERE, WRITING, Faulty, Killed
from tools.reliability.operations import FOLDER, OPERATIONS, ORPHAN, PATCH, Operation
from tools.reliability.proof import Proof, scratch

from healthtui.core.patch import Plain
from healthtui.files.disk import Disk
from healthtui.files.store import NotSaved, Store


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
        template = place / "template"
        template.mkdir()
        old = operation.prepare(template / FOLDER)
        for fault in (*ANYWHERE, *WRITING):
            for at in count(1):
                disk = Faulty(at, fault)
                run = place / "run"
                folder = run / FOLDER
                shutil.copytree(template, run)
                acked = _acknowledged(operation, folder, disk)
                if disk.fired:
                    told = f"{name}, {disk.where}, {fault}"
                    new = operation.after(old)
                    _check_state(proof, operation, folder, [new] if acked else [old, new], told)
                    _check_files(proof, operation, (template / FOLDER, folder), disk, told)
                    _check_retry(retry, operation, folder, (old, acked), told)
                    proof.count("faults")
                else:
                    proof.expect(acked, f"{name} fails without a fault")
                shutil.rmtree(run)
                if not disk.reached:
                    break


def _acknowledged(operation: Operation, folder: Path, disk: Faulty) -> bool:
    try:
        return operation.acknowledged(folder, disk)
    except Killed:
        return False
    finally:
        disk.clean()


def _loaded(operation: Operation, folder: Path) -> Plain:
    return Store(folder, schema=operation.schema).load().plain


def _check_state(
    proof: Proof, operation: Operation, folder: Path, allowed: list[Plain], told: str
) -> None:
    loaded = Store(folder, schema=operation.schema).load()
    proof.expect(loaded.plain in allowed, f"{told}: neither old nor new")
    proof.expect(loaded.notices == (), f"{told}: a broken file is left")


def _check_files(
    proof: Proof, operation: Operation, where: tuple[Path, Path], disk: Faulty, told: str
) -> None:
    template, folder = where
    for path in folder.glob("state-*"):
        before = template / path.name
        same = not before.exists() or before.read_bytes() == path.read_bytes()
        proof.expect(same, f"{told}: {path.name} was changed")
        proof.expect(not path.stat().st_mode & 0o077, f"{told}: others may read {path.name}")
    if not operation.erases:
        newest = max((path.name for path in template.glob("state-*")), default=".")
        proof.expect((folder / newest).exists() or newest == ".", f"{told}: the newest is gone")
    if not disk.dead and disk.where != "unlink" and not operation.erases:
        left = [path for path in folder.glob(".tmp-*") if path.name != ORPHAN]
        proof.expect(not left, f"{told}: an unfinished file is left")


def _check_retry(
    retry: Proof, operation: Operation, folder: Path, before: tuple[Plain, bool], told: str
) -> None:
    """What was told to have failed is done again, and then the store takes the next save."""
    try:
        _retry(retry, operation, folder, before, told)
    except NotSaved as error:
        retry.expect(holds=False, told=f"{told}: {error}")


def _retry(
    retry: Proof, operation: Operation, folder: Path, before: tuple[Plain, bool], told: str
) -> None:
    old, acked = before
    retry.count("retries", not acked)
    retry.count("of them told although done", not acked and _loaded(operation, folder) != old)
    if not acked:
        operation.act(folder, Disk())
        new = operation.after(old)
        retry.expect(_loaded(operation, folder) == new, f"{told}: not once after the retry")
    after = PATCH.apply(_loaded(operation, folder))
    Store(folder, schema=operation.schema).commit(PATCH)
    loaded = Store(folder, schema=operation.schema).load()
    retry.expect(loaded.plain == after, f"{told}: the next save fails")
    retry.expect(loaded.notices == (), f"{told}: the next save leaves a broken file")
