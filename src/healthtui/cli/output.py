"""Where answers go: results to standard output, everything else to standard error."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from healthtui.core.plain_text import plain_text

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
    shape: dict[str, Any] = {"indent": 2} if pretty else {"separators": (",", ":")}
    text = _STEERING.sub(_escaped, json.dumps(document, ensure_ascii=False, **shape))
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = json.dumps(document, ensure_ascii=True, **shape)
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
