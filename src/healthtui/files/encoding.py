"""Writes a case as the bytes of a file, proven to read back as the same case.

A case is written part by part: first what stands outside of any table, then each table, and of a
table of tables each entry. Every part is a TOML text of its own under names that no other part
has, so the texts one after the other say together what each says alone. Therefore each is read
back alone, and only once: a save proves what it changed.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeGuard, cast

import tomli_w
from msgspec import Struct

from healthtui.core.patch import Plain
from healthtui.core.sentence import say
from healthtui.files.generation import HEAD_KEYS, Head, head_table, sealed
from healthtui.files.guard import SIZE_LIMIT, Broken, Weight, tables_in, weighed
from healthtui.files.trouble import NotSaved


class Encoded(Struct, frozen=True):
    """The bytes of a file, what stands for them, and the case that they read back as."""

    data: bytes
    digest: str
    plain: Plain


class _Proven(Struct, frozen=True):
    """A part that was proven: its value as the file gives it back, and what it is written as.

    `value` is the encoder's own and never changes, so that it need not be looked through again.
    `told` is its part in full, which tells apart whatever the file tells apart: 1, 1.0 and True;
    offsets; nan and -0.0.
    """

    value: object
    told: str
    text: str
    weight: Weight


_Parts = dict[str | None, _Proven]
"""The entries of a table of tables by name; any other table, or what is in none, by None."""


class Encoder:
    """Remembers what it proved of the last case, so that the next one costs only what differs."""

    def __init__(self) -> None:
        self._proven: dict[str | None, _Parts] = {}  # by table; None: outside of any

    def encode(self, plain: Mapping[str, Any], head: Head) -> Encoded:
        """The file of a case.

        Entries that are None are left out and tuples become lists. Raises NotSaved (final) for
        what a file cannot hold: an entry named like one of the head, a value that TOML lacks,
        text that is no Unicode, too much of anything.

        What is given out may be given in again, and must not be changed: it is known by itself.
        """
        try:
            return self._encoded(plain, head)
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

    def _encoded(self, plain: Mapping[str, Any], head: Head) -> Encoded:
        given = {key: value for key, value in plain.items() if value is not None}
        if not given.keys().isdisjoint(HEAD_KEYS):
            raise _unwritable()
        alone = {key: value for key, value in given.items() if not isinstance(value, Mapping)}
        outside = cleaned(alone)
        proven: dict[str | None, _Parts] = {
            None: {None: _prove(outside, head_table(head) | outside)}
        }
        result: Plain = dict.fromkeys(given) | outside
        for key, table in given.items():
            if key not in outside:
                parts = proven[key] = self._table(key, table)
                whole = parts.get(None)
                result[key] = whole.value if whole else {n: p.value for n, p in parts.items()}
        every = [one for parts in proven.values() for one in parts.values()]
        _total(every).check()
        data, digest = sealed("\n".join([one.text for one in every]).encode())
        if len(data) > SIZE_LIMIT:
            raise Broken(say("it is too large"))
        self._proven = proven
        return Encoded(data, digest, result)

    def _table(self, key: str, given: Mapping[str, Any]) -> _Parts:
        """The parts of a table, proven; an entry that is the very same is not looked into."""
        known = self._proven.get(key, {})
        parts: dict[Any, _Proven | None] = {
            name: one if (one := known.get(name)) is not None and one.value is entry else None
            for name, entry in given.items()
        }
        other = {name: given[name] for name, one in parts.items() if one is None}
        filled = {name: entry for name, entry in other.items() if entry is not None}
        is_of_tables = len(other) < len(given) or len(filled) > 0
        if not is_of_tables or not all(map(_is_table, filled.values())):
            return {None: _part((key,), given, known.get(None))}
        for name, entry in other.items():
            if entry is None:
                del parts[name]
            else:
                parts[name] = _part((key, name), entry, known.get(name))
        return cast("_Parts", parts)


def _part(place: tuple[str, ...], given: object, known: _Proven | None) -> _Proven:
    """What stands at a place, proven; `known` is what was proven there before."""
    if known is not None and known.value is given:
        return known
    value = part = _cleaned(given)
    for key in reversed(place):
        part = {key: part}
    if known is not None and known.told == repr(part):
        return known
    return _prove(value, part)


def cleaned(plain: Mapping[str, Any]) -> Plain:
    """A copy of a case as TOML can hold it: no None among its entries, lists for tuples."""
    return {
        key: value if type(value) in _WHOLE else _cleaned(value)
        for key, value in plain.items()
        if value is not None
    }


_WHOLE: Final = frozenset((str, int, float, bool, date))
"""Kinds of nearly all values, which hold no others."""


def _is_table(value: object) -> TypeGuard[Mapping[str, Any]]:
    return type(value) is dict or isinstance(value, Mapping)


def _cleaned(value: object) -> object:
    if _is_table(value):
        return cleaned(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _prove(value: object, part: Any) -> _Proven:
    text = tomli_w.dumps(part, multiline_strings=False)
    weight = weighed(text)
    if not _same(tables_in(text), part):
        raise _unwritable()
    return _Proven(value, repr(part), text, weight)


def _total(proven: Collection[_Proven]) -> Weight:
    weights = [one.weight for one in proven]
    return Weight(sum([each.marks for each in weights]), sum([each.delimiters for each in weights]))


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
