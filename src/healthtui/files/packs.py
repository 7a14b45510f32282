"""Opens the packs of an institution: small regular files that nobody else could have written.

Nothing is followed and nothing is executed: a pack that breaks a rule is not read at all, is
named in one sentence, and everything else goes on.
"""

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from healthtui.core.pack import Pack
from healthtui.core.pack_reader import NAME, Known, PackError, PackProblem, read_pack
from healthtui.core.plain_text import one_line
from healthtui.core.sentence import Sentence, say
from healthtui.files.disk import Disk
from healthtui.files.guard import PACK, Broken, parsed

SIZE_LIMIT: Final = 1_000_000
PACKS_LIMIT: Final = 64
_SUFFIX: Final = ".toml"
_CHUNK: Final = 1 << 20
_NOT_A_FILE: Final = (errno.ELOOP, errno.ENXIO)  # a link; a socket or a device
_NOT_A_FOLDER: Final = (errno.ENOTDIR, errno.ELOOP)
_SHOWN: Final = 200


class Overlay(Struct, frozen=True):
    """What an overlay folder gives: the packs that may be used, and all that is wrong with others.

    `folder` is None where there is none.
    """

    folder: Path | None = None
    packs: tuple[Pack, ...] = ()
    problems: tuple[PackProblem, ...] = ()

    @property
    def notices(self) -> tuple[Sentence, ...]:
        """One sentence for each file that is not used."""
        counts = Counter(problem.file for problem in self.problems)
        first = {problem.file: problem for problem in reversed(self.problems)}
        return tuple(_notice(first[file], count) for file, count in counts.items())


def load_packs(folder: Path | None, known: Known, disk: Disk | None = None) -> Overlay:
    """The packs in a folder, in the order of their names; never raises for what is in there."""
    if folder is None:
        return Overlay()
    disk = disk or Disk()
    try:
        return _Folder(folder, known, disk).overlay()
    except Broken as broken:
        return Overlay(folder, problems=(_problem(str(folder), broken.reason),))


class _Folder:
    """One reading of a folder."""

    def __init__(self, path: Path, known: Known, disk: Disk) -> None:
        self._path = path
        self._known = known
        self._disk = disk

    def overlay(self) -> Overlay:
        """All packs and problems; Broken where the folder itself is refused."""
        descriptor = self._open()
        try:
            self._refuse_strangers(self._disk.fstat(descriptor), str(self._path))
            names = sorted(n for n in self._disk.listdir(descriptor) if _is_meant(n))
            return self._read_all(descriptor, names)
        except OSError as error:
            raise Broken(_refused(error)) from error
        finally:
            with suppress(OSError):
                self._disk.close(descriptor)

    def _open(self) -> int:
        try:
            return self._disk.open_folder(self._path)
        except FileNotFoundError as error:
            raise Broken(say("there is no such folder")) from error
        except OSError as error:
            if error.errno in _NOT_A_FOLDER:
                raise Broken(say("it is a link or a file, not a folder")) from error
            raise Broken(_refused(error)) from error
        except ValueError as error:  # a NUL in the path
            raise Broken(say("there is no such folder")) from error

    def _read_all(self, descriptor: int, names: list[str]) -> Overlay:
        packs: list[Pack] = []
        problems: list[PackProblem] = []
        twins = Counter(map(str.casefold, names))
        for name in names[:PACKS_LIMIT]:
            try:
                _check_name(name, alone=twins[name.casefold()] == 1)
                tables = parsed(self._read(descriptor, name), PACK)
                packs.append(read_pack(name.removesuffix(_SUFFIX), tables, self._known))
            except Broken as broken:
                problems.append(_problem(name, broken.reason))
            except PackError as error:
                problems.extend(error.problems)
        if len(names) > PACKS_LIMIT:
            told = say(
                "more than {n} packs; this one and those after it are not read", n=PACKS_LIMIT
            )
            problems.append(_problem(names[PACKS_LIMIT], told))
        return Overlay(self._path, tuple(packs), tuple(problems))

    def _read(self, folder: int, name: str) -> bytes:
        try:
            file = self._disk.open_file(folder, name)
        except OSError as error:
            not_a_file = say("it is not a regular file")
            told = not_a_file if error.errno in _NOT_A_FILE else _refused(error)
            raise Broken(told) from error
        try:
            self._check(self._disk.fstat(file), name)
            return b"".join(self._chunks(file))
        except OSError as error:
            raise Broken(_refused(error)) from error
        finally:
            with suppress(OSError):
                self._disk.close(file)

    def _check(self, status: os.stat_result, name: str) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise Broken(say("it is not a regular file"))
        self._refuse_strangers(status, str(self._path / name))
        if status.st_size > SIZE_LIMIT:
            raise Broken(_TOO_LARGE)

    def _refuse_strangers(self, status: os.stat_result, path: str) -> None:
        if status.st_uid not in (0, self._disk.euid()):
            raise Broken(
                say(
                    "it belongs to another user; it must be yours or the administrator's: "
                    "chown root {path}",
                    path=path,
                )
            )
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise Broken(
                say("others may change it; forbid that with: chmod go-w {path}", path=path)
            )

    def _chunks(self, file: int) -> Iterator[bytes]:
        """The bytes of a file, which may have grown since its size was asked."""
        size = 0
        while part := self._disk.read(file, _CHUNK):
            size += len(part)
            if size > SIZE_LIMIT:
                raise Broken(_TOO_LARGE)
            yield part


_TOO_LARGE: Final = say("it is too large")


def _is_meant(name: str) -> bool:
    """Whether a file is meant as a pack; others, such as a read-me, are none of our business."""
    return name.casefold().endswith(_SUFFIX)


def _check_name(name: str, *, alone: bool) -> None:
    if not alone:
        raise Broken(say("another file has the same name but for capital letters"))
    if not name.endswith(_SUFFIX) or not NAME.fullmatch(name.removesuffix(_SUFFIX)):
        raise Broken(say("its name must be made of a-z, 0-9 and -, at most 64, before “.toml”"))


def _refused(error: OSError) -> Sentence:
    return say("it cannot be read ({reason})", reason=error.strerror or type(error).__name__)


def _problem(file: str, reason: Sentence) -> PackProblem:
    return PackProblem(one_line(file)[:_SHOWN], "", reason)


def in_words(problem: PackProblem) -> Sentence:
    """What is wrong, with the key at which it is."""
    if not problem.key:
        return problem.reason
    return say("{field}: {problem}", field=problem.key, problem=problem.reason)


def _notice(problem: PackProblem, count: int) -> Sentence:
    sentence = say(
        "The overlay {file} is not used: {problem}.", file=problem.file, problem=in_words(problem)
    )
    if count == 1:
        return sentence
    return say("{notice} There is more; see: healthtui rules check", notice=sentence)
