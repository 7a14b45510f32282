"""What must hold of a TOML text before it is parsed, and of the values after it was.

The standard parser answers deep nesting and long dotted keys with a full stack or gigabytes of
memory, so both are counted first, by the same rules for strings and comments as the parser's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from healthtui.core.sentence import Sentence, say

# Each limit leaves a care log of 10,000 acts (2 MB, 20,000 marks, 180,000 delimiters) four times
# to grow; what they let pass, the parser reads in seconds and in less than 200 MB.
SIZE_LIMIT: Final = 8_000_000
MARK_LIMIT: Final = 100_000
DELIMITER_LIMIT: Final = 1_000_000
DEPTH_LIMIT: Final = 32
_INTEGER_LIMIT: Final = 2**63

# Possessive repeats keep no way back, so a long string costs no memory. A multi-line string may
# end in up to five quotes: the last three close it.
_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}+'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}+"
    r'|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"'
    r"|'(?!'')[^'\n]*+'"
    r"|(?P<unclosed>[\"'])"
    r"|\#[^\n]*+"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<delimiter>[,=\n]++)",
    re.DOTALL,
)


class Broken(Exception):  # noqa: N818 - the file is, not the program
    """A file that holds no case this program can read; `reason` completes "it cannot be used:"."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason: Final = reason


@dataclass(frozen=True, slots=True)
class Weight:
    """What a text costs the parser: `marks` are brackets and dots, each of which may be a table."""

    marks: int
    delimiters: int

    def check(self) -> None:
        """Raise Broken where it is more than any case weighs."""
        if self.marks > MARK_LIMIT or self.delimiters > DELIMITER_LIMIT:
            raise Broken(say("it is too large"))


def weighed(text: str) -> Weight:
    """The weight of a TOML text; Broken where it nests or dots deeper than any case does."""
    nesting = dots = marks = delimiters = 0
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "unclosed":
                break  # where the parser will stop too; to look on would take for ever
            case "open":
                nesting, dots, marks = nesting + 1, 0, marks + 1
            case "close":
                nesting, dots = nesting - 1, 0
            case "dot":
                dots, marks = dots + 1, marks + 1
            case "delimiter":
                dots, delimiters = 0, delimiters + 1
        if nesting > DEPTH_LIMIT or dots >= DEPTH_LIMIT:
            raise Broken(say("it is nested too deeply"))
    return Weight(marks, delimiters)


def check_values(plain: Mapping[str, Any]) -> None:
    """Raise Broken where a parsed text is too deep as a whole, or holds a number beyond 64 bits."""
    level: list[object] = [plain]
    for _ in range(DEPTH_LIMIT + 1):
        level = [inner for value in level for inner in _inner(value)]
        if any(isinstance(v, int) and not -_INTEGER_LIMIT <= v < _INTEGER_LIMIT for v in level):
            raise Broken(say("it holds a number that is too large"))
        if not level:
            return
    raise Broken(say("it is nested too deeply"))


def _inner(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
