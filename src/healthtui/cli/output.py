"""Where answers go: results to standard output, everything else to standard error."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from healthtui.core.plain_text import plain_text

Document = Mapping[str, Any]

_PRETTY: Final = json.JSONEncoder(ensure_ascii=False, indent=2)
_ESCAPED: Final = json.JSONEncoder(ensure_ascii=True, indent=2)
_USUAL_ON_ONE_LINE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ESCAPED_ON_ONE_LINE: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
"""For outputs that do not know all letters."""
_ON_ONE_LINE: Final = msgspec.json.Encoder()
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What JSON leaves as it is, and a terminal does not."""
_STEERING_UTF8: Final = tuple(
    map(
        re.compile,
        (
            b"\x7f",
            b"\xc2[\x80-\x9f]",
            b"\xd8\x9c",
            b"\xe2(?:\x80[\x8e\x8f\xa8-\xae]|\x81[\xa6-\xa9])",
            b"\xef\xbb\xbf",
        ),
    )
)
"""The same in UTF-8, by its first byte: each is found quicker than all together."""


def tell(lines: Iterable[str]) -> None:
    """Print lines of an answer; what could steer a terminal is made visible."""
    for line in lines:
        print(plain_text(line))


def complain(line: str) -> None:
    """Print one line to standard error."""
    print(" ".join(plain_text(line).split("\n")), file=sys.stderr)


def tell_json(document: Document, *, pretty: bool, at_once: bool = True) -> None:
    """Print one JSON document: on one line, or indented; escaped where the output needs it.

    `at_once` where a program may be waiting for it.
    """
    if pretty:
        print(_fitting(_PRETTY, _ESCAPED, document), flush=True)
        return
    try:
        line = _ON_ONE_LINE.encode(document)
    except UnicodeEncodeError:  # a lone surrogate
        line = _ESCAPED_ON_ONE_LINE.encode(document).encode()
    if _encoding() != "utf-8" or any(each.search(line) for each in _STEERING_UTF8):
        line = _fitting(_USUAL_ON_ONE_LINE, _ESCAPED_ON_ONE_LINE, document).encode(_encoding())
    sys.stdout.buffer.write(line + b"\n")
    if at_once:
        sys.stdout.buffer.flush()


def _fitting(usual: json.JSONEncoder, escaped: json.JSONEncoder, document: Document) -> str:
    """The document without what steers a terminal, escaped where the output lacks a letter."""
    text = _STEERING.sub(_escaped, usual.encode(document))
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return escaped.encode(document)
    return text


def _encoding() -> str:
    return (sys.stdout.encoding or "utf-8").lower()


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def tolerant() -> None:
    """Let a narrow encoding or a lone surrogate cost a question mark, not the answer."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
