"""The file of one generation: a head, the case's tables, and an end line that vouches for both.

A truncated TOML file is often still valid TOML, only smaller. The end line carries a hash of all
that stands before it: a file without one was cut off, one with another hash was edited by hand.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import tomli_w

from healthtui.core.patch import Plain
from healthtui.core.sentence import say
from healthtui.files.guard import CASE, SIZE_LIMIT, Broken, parsed
from healthtui.files.trouble import NotSaved

FORMAT: Final = "healthtui-case"
HEAD_KEYS: Final = ("format", "schema", "generation", "commit", "parent", "app_version")
_END: Final = b"# end sha256="
_END_LINE: Final = re.compile(rb"# end sha256=([0-9a-f]{64})[ \t\r\n]*\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself; `commit` is its own id, `parent` that of the one it changes."""

    schema: int
    generation: int
    commit: str
    parent: str
    app_version: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file that could be read: `edited` where its end line vouches for other bytes."""

    head: Head
    plain: Plain
    edited: bool


def encode(plain: Mapping[str, Any], head: Head) -> bytes:
    """The bytes of a file, proven to read back as the same case.

    Entries that are None are left out and tuples become lists. Raises NotSaved (final) for what
    a file cannot hold: an entry named like one of the head, a value that TOML lacks, text that is
    no Unicode, too much of anything.
    """
    try:
        tables = cleaned(plain)
        text = tomli_w.dumps({**_head_table(head), **tables}, multiline_strings=False)
        body = text.encode()
        data = body + _END + hashlib.sha256(body).hexdigest().encode() + b"\n"
        decoded = decode(data)
    except (TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        raise _unwritable() from error
    except Broken as error:
        raise NotSaved(
            say("Not saved: what was entered does not fit a file: {reason}.", reason=error.reason),
            final=True,
        ) from error
    if decoded.edited or decoded.head != head or not _same(decoded.plain, tables):
        raise _unwritable()
    return data


def decode(data: bytes) -> Decoded:
    """The head and the case in the bytes of a file, of whatever schema.

    Raises Broken, and MemoryError where the computer, not the file, is to blame.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Broken(say("it is empty"))
    if len(data) > SIZE_LIMIT:
        raise Broken(say("it is too large"))
    body, hash_ = _end_line(data)
    tables = parsed(data, CASE)
    head = _head(tables)
    plain = {key: value for key, value in tables.items() if key not in HEAD_KEYS}
    return Decoded(head, plain, edited=hashlib.sha256(body).hexdigest().encode() != hash_)


def is_intact(data: bytes) -> bool:
    """Whether these bytes are just as a save wrote them."""
    try:
        body, hash_ = _end_line(data)
    except Broken:
        return False
    return hashlib.sha256(body).hexdigest().encode() == hash_


def cleaned(plain: Mapping[str, Any]) -> Plain:
    """The case as TOML can hold it: no None among its entries, lists for tuples."""
    return {key: _cleaned(value) for key, value in plain.items() if value is not None}


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return cleaned(value)
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value


def _end_line(data: bytes) -> tuple[bytes, bytes]:
    start = data.rfind(b"\n" + _END) + 1
    end = _END_LINE.match(data, start)
    if not start or end is None:
        raise Broken(say("its end is missing"))
    return data[:start], end[1]


def _head(tables: Plain) -> Head:
    schema = tables.get("schema")
    if tables.get("format") != FORMAT or type(schema) is not int or schema < 1:
        raise Broken(say("it is not a case of this program"))
    generation = tables.get("generation")
    return Head(
        schema=schema,
        generation=generation if type(generation) is int else 0,
        commit=_text(tables, "commit"),
        parent=_text(tables, "parent"),
        app_version=_text(tables, "app_version"),
    )


def _text(tables: Plain, key: str) -> str:
    value = tables.get(key)
    return value if isinstance(value, str) else ""


def _head_table(head: Head) -> Plain:
    return {
        "format": FORMAT,
        "schema": head.schema,
        "generation": head.generation,
        "commit": head.commit,
        "parent": head.parent,
        "app_version": head.app_version,
    }


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
