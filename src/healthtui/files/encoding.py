"""Writes a case as the bytes of a file, proven to read back as the same case.

A case is written part by part: first what stands outside of any table, then each table, and of a
table of tables each entry. Every part is a TOML text of its own under names that no other part
has, so the texts one after the other say together what each says alone. Therefore each is read
back alone, and only once: a save proves what it changed.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import tomli_w
from msgspec import Struct

from healthtui.core.patch import Plain
from healthtui.core.sentence import say
from healthtui.files.generation import HEAD_KEYS, Head, head_table, sealed
from healthtui.files.guard import SIZE_LIMIT, Broken, Weight, tables_in, weighed
from healthtui.files.trouble import NotSaved


class Encoded(Struct, frozen=True):
    """The bytes of a file, and the case that they read back as."""

    data: bytes
    plain: Plain


class _Proven(Struct, frozen=True):
    text: str
    weight: Weight


class Encoder:
    """Remembers what it proved of the last case, so that the next one costs only what differs."""

    def __init__(self) -> None:
        self._proven: dict[str, _Proven] = {}

    def encode(self, plain: Mapping[str, Any], head: Head) -> Encoded:
        """The file of a case.

        Entries that are None are left out and tuples become lists. Raises NotSaved (final) for
        what a file cannot hold: an entry named like one of the head, a value that TOML lacks,
        text that is no Unicode, too much of anything.
        """
        try:
            return self._encoded(cleaned(plain), head)
        except (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
            raise _unwritable() from error
        except Broken as error:
            raise NotSaved(
                say(
                    "Not saved: what was entered does not fit a file: {reason}.",
                    reason=error.reason,
                ),
                final=True,
            ) from error

    def _encoded(self, plain: Plain, head: Head) -> Encoded:
        if not plain.keys().isdisjoint(HEAD_KEYS):
            raise _unwritable()
        # repr tells apart whatever the file tells apart: 1, 1.0 and True; offsets; nan and -0.0.
        parts = {repr(part): part for part in _parts(plain, head)}
        proven = {key: self._proven.get(key) or _prove(part) for key, part in parts.items()}
        _total(proven.values()).check()
        data = sealed("\n".join(one.text for one in proven.values()).encode())
        if len(data) > SIZE_LIMIT:
            raise Broken(say("it is too large"))
        self._proven = proven
        return Encoded(data, plain)


def cleaned(plain: Mapping[str, Any]) -> Plain:
    """A copy of a case as TOML can hold it: no None among its entries, lists for tuples."""
    return {key: _cleaned(value) for key, value in plain.items() if value is not None}


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return cleaned(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _parts(plain: Plain, head: Head) -> Iterator[Plain]:
    tables = {key: value for key, value in plain.items() if isinstance(value, dict)}
    yield head_table(head) | {key: plain[key] for key in plain if key not in tables}
    for key, table in tables.items():
        if table and all(isinstance(entry, dict) for entry in table.values()):
            yield from ({key: {name: entry}} for name, entry in table.items())
        else:
            yield {key: table}


def _prove(part: Plain) -> _Proven:
    text = tomli_w.dumps(part, multiline_strings=False)
    weight = weighed(text)
    if not _same(tables_in(text), part):
        raise _unwritable()
    return _Proven(text, weight)


def _total(proven: Collection[_Proven]) -> Weight:
    return Weight(
        sum(one.weight.marks for one in proven), sum(one.weight.delimiters for one in proven)
    )


def _same(left: object, right: object) -> bool:
    # Stricter than ==, which takes 1, 1.0 and True for the same, and looser for nan.
    if type(left) is not type(right):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right and left.utcoffset() == right.utcoffset()
    return bool(left == right or (left != left and right != right))  # noqa: PLR0124 - nan


def _unwritable() -> NotSaved:
    return NotSaved(
        say("Not saved: something that was entered cannot be written to a file."), final=True
    )
