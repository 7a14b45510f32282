"""Which of the saved generations counts: the newest that can be read."""

import hashlib
from dataclasses import dataclass
from typing import Final, Literal

from healthtui.core.patch import Plain
from healthtui.core.sentence import Sentence, say
from healthtui.files.folder import Folder, name_of
from healthtui.files.generation import Decoded, decode
from healthtui.files.guard import Broken
from healthtui.files.migrations import SCHEMA, migrated

_LISTINGS: Final = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know of a file in the folder."""

    kind: Literal["broken", "edited", "newer"]
    file: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Base:
    """The generation that counts; `generation` is 0 where none can be read.

    `top` is the highest number that has a file, whatever it holds; `digest` stands for the very
    bytes that were read, so that an edit by hand is seen too.
    """

    generation: int = 0
    top: int = 0
    plain: Plain | None = None
    commit: str = ""
    digest: str = ""
    notices: tuple[Notice, ...] = ()
    read_only: bool = False

    @property
    def all_broken(self) -> bool:
        """Whether there are files, and none can be read."""
        return self.top > 0 and self.generation == 0


def digest_of(data: bytes) -> str:
    """What stands for the bytes of a file."""
    return hashlib.sha256(data).hexdigest()


def newest(folder: Folder) -> Base:
    """The generation that counts. Raises OSError where the disk, not a file, is in trouble."""
    for _ in range(_LISTINGS):
        try:
            return _newest(folder, folder.numbers())
        except FileNotFoundError:
            continue  # another session deleted it between the listing and the reading
    return _newest(folder, folder.numbers())


def _newest(folder: Folder, numbers: list[int]) -> Base:
    top = numbers[0] if numbers else 0
    notices: list[Notice] = []
    for number in numbers:
        try:
            data = folder.read(number)
            decoded = decode(data)
        except Broken as broken:
            notices.append(_broken(number, broken))
        else:
            return _base(number, top, data, decoded, notices)
    return Base(top=top, notices=tuple(notices))


def _base(number: int, top: int, data: bytes, decoded: Decoded, notices: list[Notice]) -> Base:
    newer = decoded.head.schema > SCHEMA
    # A copy under another number is the person putting a backup back.
    if decoded.edited or decoded.head.generation != number:
        notices.append(_edited(number))
    if newer:
        notices.append(_newer(number, decoded))
    return Base(
        generation=number,
        top=top,
        plain=migrated(decoded.plain, decoded.head.schema),
        commit=decoded.head.commit,
        digest=digest_of(data),
        notices=tuple(notices),
        read_only=newer,
    )


def _broken(number: int, broken: Broken) -> Notice:
    name = name_of(number)
    return Notice(
        "broken",
        name,
        say(
            "The saved file {file} cannot be used: {reason}. It was left as it is.",
            file=name,
            reason=broken.reason,
        ),
    )


def _edited(number: int) -> Notice:
    name = name_of(number)
    return Notice(
        "edited",
        name,
        say("The saved file {file} was changed outside of this program. It is used.", file=name),
    )


def _newer(number: int, decoded: Decoded) -> Notice:
    name = name_of(number)
    return Notice(
        "newer",
        name,
        say(
            "The saved file {file} was written by a newer version ({version}) of this program. "
            "It is shown, and nothing is saved: update this program to go on.",
            file=name,
            version=decoded.head.app_version or "?",
        ),
    )
