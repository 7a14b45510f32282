"""R2: every state in which a power cut could leave the disk, after every step of each operation.

The disk of this model promises as little as POSIX does: a name, a folder and the bytes of a file
survive if they were synced, and without that in any combination. Three recipes that many programs
save with run through the same model and must lose data in it, or the model proves nothing.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, TypeAlias

from healthtui.core.patch import Plain
from healthtui.files.store import Store
from tools.reliability.operations import FOLDER, OPERATIONS, Operation
from tools.reliability.proof import Proof, scratch
from tools.reliability.trace import (
    MakeFolder,
    Name,
    Recorder,
    Step,
    SyncFile,
    SyncFolder,
    Write,
)

Files: TypeAlias = frozenset[tuple[Path, bytes | None]]
"""All that is on the disk: each path with its bytes, None for a folder."""


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All states of all operations; there is no shorter form."""
    del short
    proof = Proof("R2", "old or new after a power cut at any step")
    for name, operation in OPERATIONS.items():
        _prove_operation(proof, name, operation)
    for recipe, steps in WEAK.items():
        bad = _bad_states(steps)
        proof.count("states in which a weak recipe loses data", bad)
        proof.expect(bad, f"the model finds nothing wrong with: {recipe}")
    return [proof]


def _prove_operation(proof: Proof, name: str, operation: Operation) -> None:
    with scratch() as place:
        root = place / "template"
        root.mkdir()
        folder = root / FOLDER
        old = operation.prepare(folder)
        before = _on_disk(root)
        disk = Recorder()
        proof.expect(operation.acknowledged(folder, disk), f"{name} fails by itself")
        new = operation.after(old)
        seen: set[tuple[bool, Files]] = set()
        for done in range(len(disk.steps) + 1):
            acked = done == len(disk.steps)
            for files in states(disk.steps[:done], before):
                if (acked, files) not in seen:
                    seen.add((acked, files))
                    found = _loaded(operation, place / "state", files)
                    told = f"{name}, power cut after step {done} of {len(disk.steps)}"
                    proof.expect(found in ([new] if acked else [old, new]), told)
        proof.count("states", len(seen))


def _loaded(operation: Operation, place: Path, files: Files) -> Plain | None:
    """The case in a state of the disk; None where something in it is broken."""
    place.mkdir()
    for path, data in sorted(files, key=lambda pair: pair[0]):
        target = place / path
        if data is None:
            target.mkdir(mode=0o700)
        else:
            target.write_bytes(data)
            target.chmod(0o600)
    loaded = Store(place / FOLDER, schema=operation.schema).load()
    shutil.rmtree(place)
    return None if loaded.notices else loaded.plain


def _on_disk(root: Path) -> dict[Path, bytes | None]:
    return {path: None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


@dataclass(frozen=True, slots=True)
class _Pending:
    """What is not certain: steps on names, and for each file how much of it may be there."""

    names: list[tuple[Step, bool]]
    contents: dict[int, list[bytes]]


def states(steps: Sequence[Step], before: dict[Path, bytes | None]) -> Iterator[Files]:
    """Every state that a power cut after these steps may leave."""
    root = _root(before, steps)
    pending = _pending(steps)
    chosen = [(True,) if certain else (True, False) for _, certain in pending.names]
    numbers = list(pending.contents)
    for survived in product(*chosen):
        for contents in product(*pending.contents.values()):
            bytes_of = dict(zip(numbers, contents, strict=True))
            kept = [s for (s, _), k in zip(pending.names, survived, strict=True) if k]
            yield _state(kept, bytes_of, before, root)


def _root(before: dict[Path, bytes | None], steps: Sequence[Step]) -> Path:
    paths = [*before, *(step.path for step in steps if isinstance(step, MakeFolder))]
    paths += [step.folder / step.name for step in steps if isinstance(step, Name)]
    return min(paths, key=lambda path: len(path.parts)).parent if paths else Path("/")


def _pending(steps: Sequence[Step]) -> _Pending:
    names: list[tuple[Step, bool]] = []
    whole: dict[int, bytes] = {}
    synced: dict[int, bytes] = {}
    for step in steps:
        match step:
            case MakeFolder():
                names.append((step, False))
            case Name():
                names.append((step, False))
                if step.file is not None:
                    whole.setdefault(step.file, b"")
            case Write():
                whole[step.file] = (b"" if step.anew else whole.get(step.file, b"")) + step.data
            case SyncFile():
                synced[step.file] = whole[step.file]
            case SyncFolder():
                names = [(s, certain or _parent(s) == step.path) for s, certain in names]
    contents = {
        number: [data]
        if number in synced and synced[number] == data
        else [synced.get(number, b""), *_partly(data)]
        for number, data in whole.items()
    }
    return _Pending(names, contents)


def _parent(step: Step) -> Path | None:
    if isinstance(step, MakeFolder):
        return step.path.parent
    return step.folder if isinstance(step, Name) else None


def _partly(data: bytes) -> list[bytes]:
    """What may be there of bytes that were not synced: nothing, half, a hole, all."""
    return list(dict.fromkeys((b"", data[: len(data) // 2], bytes(len(data)), data)))


def _state(
    steps: Sequence[Step], contents: dict[int, bytes], before: dict[Path, bytes | None], root: Path
) -> Files:
    files = dict(before)
    for step in steps:
        if isinstance(step, MakeFolder):
            files[step.path] = None
        elif isinstance(step, Name) and step.file is None:
            files.pop(step.folder / step.name, None)
        elif isinstance(step, Name) and step.file is not None:
            files[step.folder / step.name] = contents[step.file]
    return frozenset(
        (path.relative_to(root), data)
        for path, data in files.items()
        if all(root / parent in files for parent in path.relative_to(root).parents[:-1])
    )


_HERE: Final = Path("/case")
WEAK: Final[dict[str, list[Step]]] = {
    "write over the file": [Write(0, b"new", anew=True), SyncFile(0)],
    "rename without syncing": [
        Name(_HERE, "temp", 1),
        Write(1, b"new"),
        Name(_HERE, "state", 1),
        Name(_HERE, "temp", None),
    ],
    "rename without syncing the folder": [
        Name(_HERE, "temp", 1),
        Write(1, b"new"),
        SyncFile(1),
        Name(_HERE, "state", 1),
        Name(_HERE, "temp", None),
    ],
}


def _bad_states(steps: list[Step]) -> int:
    """In how many states a recipe has neither `old` nor `new`, or lost what it acknowledged."""
    first: list[Step] = [Name(_HERE, "state", 0), Write(0, b"old"), SyncFile(0), SyncFolder(_HERE)]
    bad: set[tuple[bool, Files]] = set()
    for done in range(len(steps) + 1):
        acked = done == len(steps)
        for files in states([*first, *steps[:done]], {_HERE: None}):
            allowed = (b"new",) if acked else (b"old", b"new")
            if dict(files).get(Path("case/state")) not in allowed:
                bad.add((acked, files))
    return len(bad)
