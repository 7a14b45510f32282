"""Where answers go: results to standard output, everything else to standard error."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final

from healthtui.core.plain_text import plain_text

_PRETTY: Final = (
    json.JSONEncoder(ensure_ascii=False, indent=2),
    json.JSONEncoder(ensure_ascii=True, indent=2),
)
_ON_ONE_LINE: Final = (
    json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")),
    json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":")),
)
"""Writers of documents, made once; the second of each for outputs that do not know all letters."""
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What JSON leaves as it is, and a terminal does not."""


def tell(lines: Iterable[str]) -> None:
    """Print lines of an answer; what could steer a terminal is made visible."""
    for line in lines:
        print(plain_text(line))


def complain(line: str) -> None:
    """Print one line to standard error."""
    print(" ".join(plain_text(line).split("\n")), file=sys.stderr)


def tell_json(document: Mapping[str, Any], *, pretty: bool) -> None:
    """Print one JSON document: on one line, or indented; escaped where the output needs it."""
    usual, escaped = _PRETTY if pretty else _ON_ONE_LINE
    text = _STEERING.sub(_escaped, usual.encode(document))
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = escaped.encode(document)
    # One answer per line must be there when it is printed: a program may be waiting for it.
    print(text, flush=not pretty)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def tolerant() -> None:
    """Let a narrow encoding or a lone surrogate cost a question mark, not the answer."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
