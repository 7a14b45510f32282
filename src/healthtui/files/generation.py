"""The file of one generation: a head, the case's tables, and an end line that vouches for both.

A truncated TOML file is often still valid TOML, only smaller. The end line carries a hash of all
that stands before it: a file without one was cut off, one with another hash was edited by hand.
"""

import hashlib
import re
from typing import Final

from msgspec import Struct

from healthtui.core.patch import Plain
from healthtui.core.sentence import say
from healthtui.files.guard import CASE, SIZE_LIMIT, Broken, parsed

FORMAT: Final = "healthtui-case"
HEAD_KEYS: Final = ("format", "schema", "generation", "commit", "parent", "app_version")
_END: Final = b"# end sha256="
_END_LINE: Final = re.compile(rb"# end sha256=([0-9a-f]{64})[ \t\r\n]*\Z")


class Head(Struct, frozen=True):
    """What a file says of itself; `commit` is its own id, `parent` that of the one it changes."""

    schema: int
    generation: int
    commit: str
    parent: str
    app_version: str


class Decoded(Struct, frozen=True):
    """A file that could be read: `edited` where its end line vouches for other bytes."""

    head: Head
    plain: Plain
    edited: bool


def sealed(body: bytes) -> tuple[bytes, str]:
    """The bytes of a file, its body and the line that vouches for it; and what stands for them."""
    hashed = hashlib.sha256(body)
    end = _END + hashed.hexdigest().encode() + b"\n"
    hashed.update(end)
    return body + end, hashed.hexdigest()


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


def head_table(head: Head) -> Plain:
    """The head as it stands in a file."""
    return {
        "format": FORMAT,
        "schema": head.schema,
        "generation": head.generation,
        "commit": head.commit,
        "parent": head.parent,
        "app_version": head.app_version,
    }


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
