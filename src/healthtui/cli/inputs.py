"""Reads JSON of other programs: one object, or JSON Lines, in constant memory."""

import contextlib
import io
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

from msgspec import Struct

from healthtui.cli.refused import Refused
from healthtui.core.sentence import Sentence, say

MOST_BYTES: Final = 1 << 20
"""The longest line, and the longest object over several lines, that is read."""
DEEPEST: Final = 50
"""The levels of tables and lists within each other that are read; no document needs ten."""
_BOM: Final = b"\xef\xbb\xbf"


class Item(Struct, frozen=True):
    """One object of the input and the line it begins on, or why it cannot be used.

    `lines` tells whether it is one of JSON Lines; else it is the whole input.
    """

    line: int
    table: dict[str, Any] | None = None
    problem: Sentence | None = None
    lines: bool = True


class _BadJsonError(Exception):
    """Not one object of JSON; `cut` where more lines could still complete it."""

    def __init__(self, sentence: Sentence, *, cut: bool = False) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence
        self.cut = cut


Line = tuple[int, bytes]


def items(name: str) -> Iterator[Item]:
    """The objects in a file (`-` for standard input), in order, read as they are asked for."""
    with contextlib.ExitStack() as stack:
        yield from items_of(_numbered(_stream(name, stack)))


def comes_slowly(name: str) -> bool:
    """Whether the objects come from another program, which may wait for each answer."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode if name == "-" else Path(name).stat().st_mode
    except (OSError, ValueError, AttributeError):
        return True
    return not stat.S_ISREG(mode)


def lines_in(name: str, most: int) -> list[Line]:
    """The lines of a file that are not blank, with their numbers; Refused if it is too long."""
    with contextlib.ExitStack() as stack:
        data = _stream(name, stack).read(most + 1)
    if len(data) > most:
        raise Refused(say("{file} is longer than {n} megabytes.", file=name, n=str(most >> 20)))
    return list(_numbered(io.BytesIO(data)))


def _stream(name: str, stack: contextlib.ExitStack) -> BinaryIO:
    if name != "-":
        return stack.enter_context(_opened(name))
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise Refused(say("There is no standard input to read."))
    return stream


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Refused(say("{file} cannot be read: {reason}.", file=name, reason=reason)) from error


def _numbered(stream: BinaryIO) -> Iterator[Line]:
    """The lines that are not blank, with their numbers; too long ones are cut."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > MOST_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MOST_BYTES + 1)
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield number, line


def items_of(lines: Iterator[Line]) -> Iterator[Item]:
    """The objects in lines: each is one, or all together are one."""
    first = next(lines, None)
    if first is None:
        raise Refused(say("The input holds no JSON object."))
    buffered = [first]
    try:
        _object(first[1])
    except _BadJsonError as bad:
        if bad.cut:
            whole = _over_lines(buffered, lines)
            if whole is not None:
                yield Item(first[0], whole, lines=False)
                return
    yield from (_item(line) for line in chain(buffered, lines))


def _over_lines(buffered: list[Line], lines: Iterator[Line]) -> dict[str, Any] | None:
    """The one object that the whole input is; None if it is none.

    What it reads is added to `buffered`.
    Tried again each time the text has doubled, so that a broken first line of JSON Lines is
    noticed early and a long object is not parsed over and over.
    """
    size, tried = len(buffered[0][1]), len(buffered[0][1])
    for line in lines:
        buffered.append(line)
        size += len(line[1])
        if size > MOST_BYTES:
            return None
        if size >= 2 * tried:
            tried = size
            try:
                _object(b"".join(text for _, text in buffered))
            except _BadJsonError as bad:
                if not bad.cut:
                    return None
    try:
        return _object(b"".join(text for _, text in buffered))
    except _BadJsonError:
        return None


def _item(line: Line) -> Item:
    number, text = line
    try:
        return Item(number, _object(text))
    except _BadJsonError as bad:
        return Item(number, problem=bad.sentence)


def _object(data: bytes) -> dict[str, Any]:
    """The object in a text; numbers with a point stay text, so that no money is ever binary.

    So does NaN: the field that it stands in refuses it, and says what it takes.
    """
    if len(data) > MOST_BYTES:
        raise _BadJsonError(say("it is longer than one megabyte."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _BadJsonError(say("it is not UTF-8 text.")) from None
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip())
        problem = say("it is not JSON (at character {place}).", place=error.pos + 1)
        raise _BadJsonError(problem, cut=cut) from None
    except (ValueError, RecursionError):
        raise _BadJsonError(say("it is not JSON that can be read.")) from None
    if _deeper_than(DEEPEST, value):
        raise _BadJsonError(say("it is nested more than {n} levels deep.", n=DEEPEST))
    if isinstance(value, list):
        raise _BadJsonError(
            say("a JSON array is not accepted; give one JSON object, or one per line.")
        )
    if not isinstance(value, dict):
        raise _BadJsonError(say("it is JSON, but not an object such as {example}.", example="{…}"))
    return value


def _deeper_than(levels: int, value: Any) -> bool:
    """Whether it holds more levels, without a call for each: what is read can then be written."""
    level = [value]
    for _ in range(levels + 1):
        level = [inner for each in level for inner in _within(each)]
        if not level:
            return False
    return True


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _BadJsonError(say("“{name}” is given twice.", name=twice))
    return table


_DECODER: Final = json.JSONDecoder(parse_float=str, parse_constant=str, object_pairs_hook=_once)
