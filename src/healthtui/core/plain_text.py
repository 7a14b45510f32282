"""Text that people type: kept as they wrote it, without what could steer a terminal.

Tab and line break stay. Other control characters, marks that turn the direction of writing and
lone surrogates become U+FFFD, so that it can be seen that something stood there.
"""

import re
from typing import Final

_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff]"
)


def plain_text(text: str) -> str:
    """The text with one kind of line break and nothing that steers."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("\N{REPLACEMENT CHARACTER}", unified)


def one_line(text: str) -> str:
    """The same on one line, for what stands in a table or a field."""
    return " ".join(plain_text(text).split())
