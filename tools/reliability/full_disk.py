"""R11: no room, no right or no quota: it is told, the old state stays, and the retry succeeds."""

import errno
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from healthtui.core.patch import Change, Patch
from healthtui.files.disk import Disk
from healthtui.files.store import NotSaved, Store
from tools.reliability.operations import entries
from tools.reliability.proof import Proof, in_child, scratch

_ROOM: Final = "64k"
_SAVES: Final = 200
_NOBODY: Final = 65534
_NEXT: Final = Patch((Change(("log", "next"), None, {"n": 1}),))
_LARGE: Final = Patch((Change(("log", "large"), None, {"note": "x" * 20_000}),))


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All kinds of trouble; there is no shorter form."""
    del short
    proof = Proof("R11", "a disk without room is told, and the retry succeeds")
    with scratch() as place:
        _quota_at_close(proof, place / "quota")
        _file_limit(proof, place / "limit")
        if os.geteuid() == 0:
            _small_disk(proof, place / "small")
            _read_only_disk(proof, place / "read-only")
            _read_only_folder(proof, place / "closed")
        else:
            proof.left_out = "a small disk, a read-only one and another user need root"
    return [proof]


def _refused(store: Store, patch: Patch) -> str:
    """What is told when a change cannot be saved; empty if it could."""
    try:
        store.commit(patch)
    except NotSaved as error:
        return str(error)
    return ""


def _quota_at_close(proof: Proof, folder: Path) -> None:
    class Quota(Disk):
        used_up = True
        written = -1

        def create(self, folder: int, name: str) -> int:
            self.written = super().create(folder, name)
            return self.written

        def close(self, file: int) -> None:
            super().close(file)
            if file == self.written and self.used_up:
                self.written = -1
                raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    old, disk = entries(folder, 2), Quota()
    store = Store(folder, disk)
    _check_refusal(proof, store, _NEXT, "quota at close", "share of the disk")
    proof.expect(Store(folder).load().plain == old, "quota at close: the old state is gone")
    disk.used_up = False
    _check_retry(proof, store, "quota at close")


def _file_limit(proof: Proof, folder: Path) -> None:
    old = entries(folder, 2)

    def limited() -> Iterator[str]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        store = Store(folder)
        if "size" not in _refused(store, _LARGE):
            yield "the limit of a file's size is not told"
        if store.load().plain != old:
            yield "the old state is gone"
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        if store.commit(_LARGE).plain != _LARGE.apply(old):
            yield "the retry fails"

    proof.violations += [f"RLIMIT_FSIZE: {line}" for line in in_child(limited)]
    proof.count("kinds")


def _small_disk(proof: Proof, point: Path) -> None:
    with _mounted(point, f"size={_ROOM},mode=700"):
        store = Store(point / "healthtui")
        saved = 0
        told = ""
        while not told and saved < _SAVES:
            patch = Patch((Change(("log", f"e{saved}"), None, {"note": "x" * 100}),))
            told = _refused(store, patch)
            saved += not told
        proof.expect("disk is full" in told, f"full disk: told {told!r}")
        loaded = store.load()
        proof.expect(len(loaded.plain["log"]) == saved, "full disk: a saved entry is gone")
        left = list(store.folder.glob(".tmp-*"))
        proof.expect(not left, "full disk: an unfinished file is left")
        subprocess.run(["mount", "-o", "remount,size=1m", str(point)], check=True)
        _check_retry(proof, store, "full disk")
    proof.count("saves before the disk was full", saved)


def _read_only_disk(proof: Proof, point: Path) -> None:
    with _mounted(point, "size=1m,mode=700"):
        store = Store(point / "healthtui")
        old = entries(store.folder, 2)
        subprocess.run(["mount", "-o", "remount,ro", str(point)], check=True)
        _check_refusal(proof, store, _NEXT, "read-only disk", "only be read")
        proof.expect(store.load().plain == old, "read-only disk: the old state is gone")
        subprocess.run(["mount", "-o", "remount,rw", str(point)], check=True)
        _check_retry(proof, store, "read-only disk")


def _read_only_folder(proof: Proof, folder: Path) -> None:
    old = entries(folder, 2)
    for path in (folder, *folder.iterdir()):
        os.chown(path, _NOBODY, _NOBODY)
    folder.parent.chmod(0o755)

    def as_nobody() -> Iterator[str]:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
        folder.chmod(0o500)
        store = Store(folder)
        if "chmod 700" not in _refused(store, _NEXT):
            yield "what to do is not told"
        if store.load().plain != old:
            yield "the old state is gone"
        folder.chmod(0o700)
        if store.commit(_NEXT).plain != _NEXT.apply(old):
            yield "the retry fails"

    proof.violations += [f"read-only folder: {line}" for line in in_child(as_nobody)]
    proof.count("kinds")
    shutil.rmtree(folder)


def _check_refusal(proof: Proof, store: Store, patch: Patch, kind: str, words: str) -> None:
    told = _refused(store, patch)
    proof.expect(words in told, f"{kind}: told {told!r}")


def _check_retry(proof: Proof, store: Store, kind: str) -> None:
    before = store.load().plain
    saved = store.commit(_NEXT)
    proof.expect(saved.plain == _NEXT.apply(before), f"{kind}: the retry fails")
    proof.expect(Store(store.folder).load().plain == saved.plain, f"{kind}: the retry is lost")
    proof.count("kinds")


@contextmanager
def _mounted(point: Path, options: str) -> Iterator[None]:
    point.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(point)], check=True)
