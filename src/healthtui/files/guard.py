"""What must hold of a TOML text before it is parsed, and of the values after it was.

The standard parser answers deep nesting and long dotted keys with a full stack or gigabytes of
memory, so both are counted first, by the same rules for strings and comments as the parser's.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from healthtui.core.sentence import Sentence, say

SIZE_LIMIT: Final = 8_000_000


class Limits(Struct, frozen=True):
    """How deep a file may nest, how much it may hold, and which numbers.

    `marks` are brackets and dots, each of which may be a table; `delimiters` part keys and values.
    """

    depth: int
    marks: int
    delimiters: int
    smallest: int
    largest: int


# Each limit of a case leaves a care log of 10,000 acts (2 MB, 20,000 marks, 180,000 delimiters)
# four times to grow; what they let pass, the parser reads in seconds and in less than 200 MB.
CASE: Final = Limits(32, 100_000, 1_000_000, -(2**63), 2**63 - 1)
PACK: Final = Limits(4, 10_000, 20_000, -(10**12), 10**12)

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
    """A file that this program cannot read; `reason` completes "it cannot be used:"."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason: Final = reason


class Weight(Struct, frozen=True):
    """What a text costs the parser."""

    marks: int
    delimiters: int

    def check(self, limits: Limits = CASE) -> None:
        """Raise Broken where it is more than such a file may weigh."""
        if self.marks > limits.marks or self.delimiters > limits.delimiters:
            raise Broken(say("it is too large"))


def parsed(data: bytes, limits: Limits) -> dict[str, Any]:
    """The tables in the bytes of a file.

    Raises Broken, and MemoryError where the computer, not the file, is to blame.
    """
    try:
        text = data.decode("utf-8-sig")  # Windows editors put a mark in front
    except UnicodeDecodeError as error:
        raise Broken(say("it is not text")) from error
    weighed(text, limits).check(limits)
    return tables_in(text, limits)


def tables_in(text: str, limits: Limits = CASE) -> dict[str, Any]:
    """The tables in a TOML text that was weighed; Broken where there are none."""
    import tomllib  # noqa: PLC0415 - most answers read no file of this kind

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Broken(_where(error)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Broken(_NO_TOML) from error
    _check_values(tables, limits)
    return tables


_NO_TOML: Final = say("it is not valid TOML")
_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)\Z")


def _where(error: ValueError) -> Sentence:
    """That it is no TOML, and in which line, where the parser says so."""
    line = _PLACE.search(str(error))
    return say("it is not valid TOML (line {n})", n=line[1]) if line else _NO_TOML


def weighed(text: str, limits: Limits = CASE) -> Weight:
    """The weight of a TOML text; Broken where it nests or dots deeper than such a file may."""
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
        if nesting > limits.depth or dots >= limits.depth:
            raise Broken(say("it is nested too deeply"))
    return Weight(marks, delimiters)


def _check_values(plain: Mapping[str, Any], limits: Limits) -> None:
    """Raise Broken where a parsed text is too deep as a whole, or holds too large a number."""
    level: list[object] = [plain]
    for _ in range(limits.depth + 1):
        level = [inner for value in level for inner in _inner(value)]
        numbers = (value for value in level if isinstance(value, int))
        if not all(limits.smallest <= number <= limits.largest for number in numbers):
            raise Broken(say("it holds a number that is too large"))
        if not level:
            return
    raise Broken(say("it is nested too deeply"))


def _inner(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
