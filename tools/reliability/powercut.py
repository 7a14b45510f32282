"""R3: the power is cut after every call, on a real ext4 in a file.

What the kernel has not been told to write is not in the file yet, so a copy of the file, taken
between two calls, is the disk after a power cut. Needs root and loop devices.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from healthtui.core.patch import Plain
from healthtui.files.disk import Disk
from healthtui.files.store import Store
from tools.reliability.faulty import CALLS
from tools.reliability.operations import FOLDER, OPERATIONS, Operation
from tools.reliability.proof import Proof, scratch

_SIZE: Final = 8 << 20
_HARSH: Final = "data=writeback,noauto_da_alloc"
_OPTIONS: Final = ("defaults", _HARSH)
_READING: Final = frozenset({"euid", "fstat", "stat", "read", "listdir", "open_file"})


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All operations, with the usual and the harshest options; there is no shorter form."""
    del short
    proof = Proof("R3", "old or new after a power cut on ext4")
    with scratch(in_memory=False) as place:
        proof.left_out = _missing(place)
        if not proof.left_out:
            for options in _OPTIONS:
                for name in OPERATIONS:
                    _prove(proof, place, options, name)
            proof.expect(_weak_recipe_loses(place), "a rename without sync loses nothing")
            proof.count("weak recipes that lose data")
    return [proof]


def _missing(place: Path) -> str:
    """Why this computer cannot run it; empty where it can."""
    if os.geteuid() != 0:
        return "needs root"
    if not (shutil.which("mkfs.ext4") and shutil.which("losetup")):
        return "needs mkfs.ext4 and losetup"
    image = _made(place / "trial")
    try:
        with _mounted(image, place / "mounted", "defaults"):
            return ""
    except subprocess.CalledProcessError:
        return "loop devices cannot be mounted"


class _Cutting(Disk):
    """Calls `cut` after every call that may change the disk."""

    def __init__(self, cut: Callable[[], None]) -> None:
        self._cut = cut

    def __getattribute__(self, name: str) -> object:
        found: object = super().__getattribute__(name)
        if name not in CALLS or name in _READING or not callable(found):
            return found

        def call(*args: object) -> object:
            result = found(*args)
            self._cut()
            return result

        return call


@dataclass(frozen=True, slots=True)
class _Images:
    """The disk in its file, and copies of it as the power cuts left it."""

    place: Path
    image: Path
    copies: list[Path]

    def cut(self) -> None:
        copy = self.place / f"cut-{len(self.copies)}"
        _run("cp", "--sparse=always", str(self.image), str(copy))
        self.copies.append(copy)


def _prove(proof: Proof, place: Path, options: str, name: str) -> None:
    operation, point = OPERATIONS[name], place / "mounted"
    images = _Images(place, _made(place / "image"), [])
    with _mounted(images.image, point, options):
        old = operation.prepare(point / FOLDER)
        os.sync()
        told = f"{name}, {options}"
        proof.expect(
            operation.acknowledged(point / FOLDER, _Cutting(images.cut)), f"{told}: it fails"
        )
        images.cut()
    new = operation.after(old)
    for number, copy in enumerate(images.copies, 1):
        acked = number == len(images.copies)
        found = _after_the_cut(operation, copy, point, options)
        allowed = [new] if acked else [old, new]
        proof.expect(found in allowed, f"{told}: cut {number} of {len(images.copies)}")
        proof.count("cuts")
        copy.unlink()


def _after_the_cut(operation: Operation, copy: Path, point: Path, options: str) -> Plain | None:
    with _mounted(copy, point, options):
        loaded = Store(point / FOLDER, schema=operation.schema).load()
        return None if loaded.notices else loaded.plain


def _weak_recipe_loses(place: Path) -> bool:
    """Whether temp and rename without any sync loses what it acknowledged, as it must here."""
    point, file = place / "mounted", "state"
    images = _Images(place, _made(place / "image"), [])
    with _mounted(images.image, point, _HARSH):
        (point / file).write_text("old")
        os.sync()
        (point / "temp").write_text("new")
        (point / "temp").rename(point / file)
        images.cut()
    with _mounted(images.copies[0], point, _HARSH):
        return (point / file).read_text() != "new"


def _made(image: Path) -> Path:
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(_SIZE)
    _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image))

    return image


@contextmanager
def _mounted(image: Path, point: Path, options: str) -> Iterator[None]:
    point.mkdir(exist_ok=True)
    _run("mount", "-o", f"loop,{options}", str(image), str(point))
    try:
        yield
    finally:
        _run("umount", str(point))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
