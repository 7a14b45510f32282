"""Which of the saved generations counts: the newest that can be read."""

import hashlib
from typing import Final, Literal

from msgspec import Struct

from healthtui.core.patch import Plain
from healthtui.core.sentence import Sentence, say
from healthtui.files.folder import Folder, name_of
from healthtui.files.generation import Decoded, decode
from healthtui.files.guard import Broken
from healthtui.files.migrations import Schema

_LISTINGS: Final = 5


class Notice(Struct, frozen=True):
    """Something the person should know of a file in the folder."""

    kind: Literal["broken", "edited", "newer"]
    file: str
    sentence: Sentence


class Base(Struct, frozen=True):
    """The generation that counts; `generation` is 0 where none can be read.

    `top` is the highest number that has a file, whatever it holds; `digest` stands for the very
    bytes that were read, so that an edit by hand is seen too. `plain` may be read again from
    memory and is not to be changed.
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


class _Seen(Struct, frozen=True):
    """The bytes of a file, what stands for them, and what they say."""

    data: bytes
    digest: str
    decoded: Decoded


def digest_of(data: bytes) -> str:
    """What stands for the bytes of a file."""
    return hashlib.sha256(data).hexdigest()


class Reader:
    """Finds the generation that counts, and need not parse the bytes that it saw last again."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._seen: _Seen | None = None

    def newest(self, folder: Folder) -> Base:
        """The generation that counts. Raises OSError where the disk, not a file, is in trouble."""
        for _ in range(_LISTINGS):
            try:
                return self._newest(folder, folder.numbers())
            except FileNotFoundError:
                continue  # another session deleted it between the listing and the reading
        return self._newest(folder, folder.numbers())

    def remember(self, data: bytes, digest: str, decoded: Decoded) -> None:
        """Take over what is known of bytes that were just written."""
        self._seen = _Seen(data, digest, decoded)

    def _newest(self, folder: Folder, numbers: list[int]) -> Base:
        top = numbers[0] if numbers else 0
        notices: list[Notice] = []
        for number in numbers:
            try:
                seen = self._decoded(folder.read(number))
            except Broken as broken:
                notices.append(_broken(number, broken))
            else:
                return self._base(number, top, seen.digest, seen.decoded, notices)
        return Base(top=top, notices=tuple(notices))

    def _decoded(self, data: bytes) -> "_Seen":
        if self._seen is None or data != self._seen.data:
            self._seen = _Seen(data, digest_of(data), decode(data))
        return self._seen

    def _base(
        self, number: int, top: int, digest: str, decoded: Decoded, notices: list[Notice]
    ) -> Base:
        newer = decoded.head.schema > self._schema.version
        # A copy under another number is the person putting a backup back.
        if decoded.edited or decoded.head.generation != number:
            notices.append(_edited(number))
        if newer:
            notices.append(_newer(number, decoded))
        return Base(
            generation=number,
            top=top,
            plain=self._schema.migrated(decoded.plain, decoded.head.schema),
            commit=decoded.head.commit,
            digest=digest,
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
