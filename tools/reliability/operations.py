"""The five things that change what is on disk, each with the state before and after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from healthtui.core.patch import Change, Patch, Plain
from healthtui.files.disk import Disk
from healthtui.files.erase import NotErased, erase
from healthtui.files.migrations import CURRENT, Schema
from healthtui.files.store import NotSaved, Store

FOLDER: Final = Path("share/healthtui")
ORPHAN: Final = ".tmp-orphan"
LATER: Final = 2_500_000_000.0
PATCH: Final = Patch((Change(("log", "new"), None, {"n": 1}),))
SECOND: Final = Schema(2, {1: lambda plain: {**plain, "migrated": True}})


@dataclass(frozen=True, slots=True)
class Operation:
    """`prepare` makes what is there before; `act` returns once the change was acknowledged."""

    prepare: Callable[[Path], Plain]
    act: Callable[[Path, Disk], object]
    after: Callable[[Plain], Plain]
    schema: Schema = CURRENT
    erases: bool = False

    def acknowledged(self, folder: Path, disk: Disk) -> bool:
        """Do it; whether it was acknowledged. What kills the process comes out of here."""
        try:
            self.act(folder, disk)
        except (NotSaved, NotErased):
            return False
        return True


def save(folder: Path, disk: Disk, schema: Schema = CURRENT) -> None:
    """Save one more entry, long after what is there."""
    Store(folder, disk, now=lambda: LATER, schema=schema).commit(PATCH)


def entries(folder: Path, count: int) -> Plain:
    """Save so many entries; the state they make."""
    plain: Plain = {}
    for n in range(count):
        plain = Store(folder).commit(Patch((Change(("log", f"e{n % 3}"), None, {"n": n}),))).plain
    return plain


def _nothing(_: Path) -> Plain:
    return {}


def _old_schema(folder: Path) -> Plain:
    entries(folder, 2)
    return Store(folder, schema=SECOND).load().plain


def _many(folder: Path) -> Plain:
    plain = entries(folder, 12)
    (folder / ORPHAN).touch()
    return plain


def _few(folder: Path) -> Plain:
    plain = entries(folder, 3)
    (folder / ORPHAN).touch()
    (folder / "session-0123456789ab").touch()
    return plain


OPERATIONS: Final[Mapping[str, Operation]] = {
    "first run": Operation(_nothing, save, PATCH.apply),
    "save": Operation(lambda folder: entries(folder, 2), save, PATCH.apply),
    "migration": Operation(
        _old_schema, lambda folder, disk: save(folder, disk, SECOND), PATCH.apply, SECOND
    ),
    "prune": Operation(_many, save, PATCH.apply),
    "erase": Operation(_few, erase, lambda _: {}, erases=True),
}
