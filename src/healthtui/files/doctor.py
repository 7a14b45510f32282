"""Looks whether saving works and is private, and says of each thing that is wrong what to do."""

import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from healthtui.core.sentence import Sentence, say
from healthtui.files import folder as folders
from healthtui.files.disk import Disk
from healthtui.files.folder import TEMP, Folder, name_of
from healthtui.files.generation import decode, is_intact
from healthtui.files.guard import Broken
from healthtui.files.migrations import CURRENT
from healthtui.files.mounts import MOUNTINFO, mount_of
from healthtui.files.prune import ORPHAN
from healthtui.files.trouble import NotSaved, link_refused, trouble

_LOCKS: Final = ("nolock", "local_lock=all", "local_lock=flock", "local_lock=posix")


class Finding(Struct, frozen=True):
    """What one check found; where it is a problem, the sentence says what to do."""

    check: str
    status: Literal["ok", "note", "problem"]
    told: Sentence


def examined(path: Path, disk: Disk | None = None, mountinfo: Path = MOUNTINFO) -> list[Finding]:
    """Everything about the folder of the saved case; nothing is left behind in it."""
    disk = disk or Disk()
    return [*_folder(disk, path), _mount(path, mountinfo)]


def _folder(disk: Disk, path: Path) -> Iterator[Finding]:
    try:
        with folders.opened(disk, path) as folder:
            yield Finding("folder", "ok", say("{folder} is yours alone.", folder=str(path)))
            yield from _generations(folder)
            yield from _modes(folder)
            yield from _leftovers(folder)
            yield _links(folder, path)
    except FileNotFoundError:
        yield Finding("folder", "ok", say("Nothing is saved in {folder}.", folder=str(path)))
    except NotSaved as error:
        yield Finding("folder", "problem", error.sentence)
    except OSError as error:
        yield Finding("folder", "problem", trouble(error, path).sentence)


def _generations(folder: Folder) -> Iterator[Finding]:
    numbers = folder.numbers()
    if numbers:
        yield Finding(
            "generations",
            "ok",
            say(
                "Saved states: {n}; the newest is {file}.", n=len(numbers), file=name_of(numbers[0])
            ),
        )
    for number in numbers:
        with suppress(FileNotFoundError):  # another session tidied up
            yield from _generation(folder, number, newest=number == numbers[0])


def _generation(folder: Folder, number: int, *, newest: bool) -> Iterator[Finding]:
    name = name_of(number)
    try:
        data = folder.read(number)
        if is_intact(data) and not newest:
            return  # just as a save wrote it, which had read it back
        decoded = decode(data)
    except Broken as broken:
        yield Finding(
            "readable",
            "problem",
            say(
                "The saved file {file} cannot be used: {reason}. It was left as it is; move it to "
                "another folder once you need nothing from it.",
                file=name,
                reason=broken.reason,
            ),
        )
        return
    if decoded.head.schema > CURRENT.version:
        yield Finding(
            "readable",
            "problem",
            say(
                "The saved file {file} was written by a newer version ({version}) of this program. "
                "Update this program.",
                file=name,
                version=decoded.head.app_version or "?",
            ),
        )
    elif decoded.edited:
        yield Finding(
            "readable",
            "note",
            say("The saved file {file} was changed outside of this program.", file=name),
        )


def _modes(folder: Folder) -> Iterator[Finding]:
    names = folder.ours()
    exposed: list[str] = []
    for name in names:
        with suppress(FileNotFoundError):
            if not folder.is_private(name):
                exposed.append(name)
    for name in exposed:
        yield Finding(
            "modes",
            "problem",
            say(
                "{file} is not a file that only you can read. If it is yours: chmod 600 {file}",
                file=f"{folder.path}/{name}",
            ),
        )
    if names and not exposed:
        yield Finding("modes", "ok", say("Files that only you can read: {n}.", n=len(names)))


def _leftovers(folder: Folder) -> Iterator[Finding]:
    now = time.time()
    old = 0
    for name in folder.temps():
        with suppress(FileNotFoundError):
            old += now - folder.time_of(name) > ORPHAN
    if old:
        yield Finding(
            "leftovers",
            "note",
            say("Unfinished files of a crash: {n}. The next save removes them.", n=old),
        )


def _links(folder: Folder, path: Path) -> Finding:
    first, second = (f"{TEMP}{uuid.uuid4().hex}" for _ in range(2))
    try:
        folder.write(first, b"")
        try:
            folder.link(first, second)
            folder.remove(second)
        except OSError:
            return Finding("links", "problem", link_refused(str(path)))
        finally:
            folder.remove(first)
    except OSError as error:
        return Finding("links", "problem", trouble(error, path).sentence)
    return Finding("links", "ok", say("This disk can give a file two names: saving is safe."))


def _mount(path: Path, mountinfo: Path) -> Finding:
    mount = mount_of(path.resolve(), mountinfo)
    if mount is None:
        return Finding("disk", "note", say("This system does not say what disk the folder is on."))
    point = str(mount.point)
    if "ro" in mount.options:
        return Finding(
            "disk",
            "problem",
            say(
                "The disk at {folder} can only be read. Choose a folder on another one with "
                "--data-dir.",
                folder=point,
            ),
        )
    locks = [option for option in mount.options if option in _LOCKS]
    if locks:
        return Finding(
            "disk",
            "ok",
            say(
                "The disk at {folder} ({kind}) has no locks ({options}); saving needs none.",
                folder=point,
                kind=mount.kind,
                options=", ".join(locks),
            ),
        )
    return Finding(
        "disk", "ok", say("The disk at {folder} is {kind}.", folder=point, kind=mount.kind)
    )
