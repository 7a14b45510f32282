"""R10: a broken newest file stays as it is, the one before is used, the next save keeps both."""

import os
import socket
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from healthtui.core.patch import Change, Patch
from healthtui.files.encoding import Encoder
from healthtui.files.folder import name_of
from healthtui.files.generation import Head
from healthtui.files.migrations import CURRENT
from healthtui.files.store import NotSaved, Store
from tools.reliability.operations import entries
from tools.reliability.proof import Proof, scratch

_NEXT: Final = Patch((Change(("log", "next"), None, {"n": 1}),))
_STRANGER: Final = 65534


def file_of(schema: int = CURRENT.version) -> bytes:
    """The third generation as a save would write it."""
    return Encoder().encode({"log": {"a": "x"}}, Head(schema, 3, "c" * 32, "", "9.9")).data


def _socket(path: Path) -> None:
    # The path of a socket is short: it is bound from within its folder.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def _foreign(path: Path) -> None:
    path.write_bytes(file_of())
    os.chown(path, _STRANGER, _STRANGER)


BROKEN: Final[Mapping[str, Callable[[Path], object]]] = {
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(300)),
    "half": lambda path: path.write_bytes(file_of()[:120]),
    "no TOML": lambda path: path.write_bytes(file_of().replace(b"schema = 1", b"schema = =")),
    "wrong format": lambda path: path.write_bytes(file_of().replace(b"healthtui-case", b"other")),
    "schema 0": lambda path: path.write_bytes(file_of().replace(b"schema = 1", b"schema = 0")),
    "not UTF-8": lambda path: path.write_bytes(file_of().replace(b'"x"', b'"\xff"')),
    "5 MB": lambda path: path.write_bytes(b"#" * 5_000_000),
    "9 MB": lambda path: path.write_bytes(b"#" * 9_000_000),
    "folder": lambda path: path.mkdir(),
    "FIFO": os.mkfifo,
    "socket": _socket,
    "link": lambda path: path.symlink_to(path.with_name(name_of(2))),
    "dangling link": lambda path: path.symlink_to("nowhere"),
} | ({"foreign owner": _foreign} if os.geteuid() == 0 else {})


def looks(path: Path) -> tuple[object, ...]:
    """All that can be seen of a name without following it."""
    status = path.lstat()
    data = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
    return status.st_mode, status.st_uid, status.st_ino, status.st_mtime_ns, data


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """All kinds; there is no shorter form."""
    del short
    proof = Proof("R10", "a broken newest file is kept and told, and hides nothing")
    for kind, make in BROKEN.items():
        with scratch() as place:
            _newest_broken(proof, kind, make, place / "one")
            if kind != "link":  # which needs a file that is whole
                _all_broken(proof, kind, make, place / "all")
        proof.count("kinds")
    with scratch() as place:
        _newer_schema(proof, place / "newer")
    proof.count("kinds")
    if os.geteuid() != 0:
        proof.left_out = "a file of another user needs root"
    return [proof]


def _newest_broken(proof: Proof, kind: str, make: Callable[[Path], object], folder: Path) -> None:
    old = entries(folder, 2)
    broken = folder / name_of(3)
    make(broken)
    before = looks(broken)
    store = Store(folder)
    loaded = store.load()
    proof.expect(loaded.plain == old, f"{kind}: the one before is not used")
    proof.expect([n.file for n in loaded.notices] == [broken.name], f"{kind}: it is not told")
    proof.expect(store.commit(_NEXT).generation == 4, f"{kind}: the next number is not free")  # noqa: PLR2004
    proof.expect(Store(folder).load().plain == _NEXT.apply(old), f"{kind}: the next save is lost")
    proof.expect(looks(broken) == before, f"{kind}: it was touched")
    proof.count("states")


def _all_broken(proof: Proof, kind: str, make: Callable[[Path], object], folder: Path) -> None:
    entries(folder, 2)
    for number in (1, 2):
        (folder / name_of(number)).unlink()
        make(folder / name_of(number))
    before = {path.name: looks(path) for path in folder.iterdir()}
    store = Store(folder)
    loaded = store.load()
    proof.expect(loaded.all_broken and loaded.plain == {}, f"{kind}: all broken is not told")
    try:
        store.commit(_NEXT)
    except NotSaved:
        pass
    else:
        proof.expect(holds=False, told=f"{kind}: something was saved over all that is broken")
    after = {path.name: looks(path) for path in folder.iterdir()}
    proof.expect(after == before, f"{kind}: something was created")
    store.start_beside_broken()
    proof.expect(store.commit(_NEXT).generation == 3, f"{kind}: no start beside it")  # noqa: PLR2004
    kept = {name: looks(folder / name) for name in before}
    proof.expect(kept == before, f"{kind}: it was touched by the start beside it")
    proof.count("states")


def _newer_schema(proof: Proof, folder: Path) -> None:
    entries(folder, 2)
    newer = folder / name_of(3)
    newer.write_bytes(file_of(CURRENT.version + 1))
    before = looks(newer)
    store = Store(folder)
    proof.expect(store.load().read_only, "newer schema: not read-only")
    try:
        store.commit(_NEXT)
    except NotSaved:
        pass
    else:
        proof.expect(holds=False, told="newer schema: it was saved over")
    proof.expect(looks(newer) == before, "newer schema: it was touched")
    proof.expect(len(list(folder.iterdir())) == 3, "newer schema: something was created")  # noqa: PLR2004
    proof.count("states")
