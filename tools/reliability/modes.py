"""R20: whatever the umask, only the owner may look, at no moment anyone else; or it is refused."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from healthtui.files.disk import Disk
from healthtui.files.store import NotSaved, Store
from tools.reliability.faulty import CALLS
from tools.reliability.operations import FOLDER, OPERATIONS, PATCH, entries
from tools.reliability.proof import Proof, in_child, scratch

_UMASKS: Final = (0o000, 0o022, 0o777)
_WIDE: Final = (0o755, 0o750, 0o711, 0o705, 0o770, 0o777)
_NOBODY: Final = 65534


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All masks, modes and kinds of folder; there is no shorter form."""
    del short
    proof = Proof("R20", "only the owner may look, at every moment")
    for mask in _UMASKS:
        for name in OPERATIONS:
            with scratch() as place:
                proof.violations += in_child(lambda: _watched(place, mask, name))  # noqa: B023
            proof.count("operations under an umask")
    for mode in _WIDE:
        with scratch() as place:
            _refused(proof, place, f"chmod 700 {place / 'healthtui'}", _opened_to_others(mode))
    with scratch() as place:
        _refused(proof, place, "link", _linked)
    if os.geteuid() == 0:
        with scratch() as place:
            _refused(proof, place, "another user", _foreign)
    else:
        proof.left_out = "a folder of another user needs root"
    return [proof]


def _watched(place: Path, mask: int, name: str) -> Iterator[str]:
    """The moments of an operation at which others could look."""
    os.umask(mask)
    operation = OPERATIONS[name]
    disk = _Watching(place)
    operation.prepare(place / FOLDER)
    operation.act(place / FOLDER, disk)
    for told in sorted(disk.wide):
        yield f"{name} under umask {mask:03o}: {told}"
    for path in (place / "share").rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        if path.name != ".tmp-orphan" and stat.S_IMODE(path.stat().st_mode) != wanted:
            yield f"{name} under umask {mask:03o}: {path.name} has not {wanted:o}"


class _Watching(Disk):
    """Looks after every call at the modes of all there is."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.wide: set[str] = set()

    def __getattribute__(self, name: str) -> object:
        found: object = super().__getattribute__(name)
        if name not in CALLS or not callable(found):
            return found

        def call(*args: object) -> object:
            result = found(*args)
            self.wide |= {
                f"after {name} others may look into {path.name}"
                for path in self._place.rglob("*")
                if path.lstat().st_mode & 0o077 and path.name not in _MADE_BY_HAND
            }
            return result

        return call


_MADE_BY_HAND: Final = frozenset({".tmp-orphan", "session-0123456789ab"})


def _refused(proof: Proof, place: Path, words: str, make: Callable[[Path], None]) -> None:
    folder = place / "healthtui"
    make(folder)
    before = sorted(path.name for path in place.rglob("*"))
    for act in (Store(folder).load, lambda: Store(folder).commit(PATCH)):
        try:
            act()
        except NotSaved as error:
            proof.expect(words in str(error), f"{make.__name__}: told {error}")
        else:
            proof.expect(holds=False, told=f"{make.__name__}: it was used")
    after = sorted(path.name for path in place.rglob("*"))
    proof.expect(before == after, f"{make.__name__}: something was made in it")
    proof.count("folders that are refused")


def _opened_to_others(mode: int) -> Callable[[Path], None]:
    def opened_to_others(folder: Path) -> None:
        entries(folder, 1)
        folder.chmod(mode)

    return opened_to_others


def _linked(folder: Path) -> None:
    entries(folder.with_name("elsewhere"), 1)
    folder.symlink_to("elsewhere")


def _foreign(folder: Path) -> None:
    entries(folder, 1)
    os.chown(folder, _NOBODY, _NOBODY)
