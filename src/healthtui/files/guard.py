"""Parses TOML of anyone: what must hold of its text before, and of its values after.

The standard parser answers deep nesting and long dotted keys with a full stack or gigabytes of
memory, so both are counted first, by the same rules for strings and comments as the parser's.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from healthtui.core.sentence import Sentence, say

SIZE_LIMIT: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How deep a file may nest, how much it may hold, and which numbers.

    `signs` are those that part its keys and values.
    """

    depth: int
    signs: int
    smallest: int
    largest: int


CASE: Final = Limits(32, SIZE_LIMIT, -(2**63), 2**63 - 1)
PACK: Final = Limits(4, 30_000, -(10**12), 10**12)

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


def parsed(data: bytes, limits: Limits) -> dict[str, Any]:
    """The tables in the bytes of a file.

    Raises Broken, and MemoryError where the computer, not the file, is to blame.
    """
    try:
        text = data.decode("utf-8-sig")  # Windows editors put a mark in front
        _check_text(text, limits)
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Broken(say("it is not text")) from error
    except tomllib.TOMLDecodeError as error:
        raise Broken(_where(error)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Broken(_NO_TOML) from error
    _check_values(tables, limits)
    return tables


_NO_TOML: Final = say("it is not valid TOML")
_PLACE: Final = re.compile(r"\(at line (\d+), column \d+\)\Z")


def _where(error: tomllib.TOMLDecodeError) -> Sentence:
    """That it is no TOML, and in which line, where the parser says so."""
    line = _PLACE.search(str(error))
    return say("it is not valid TOML (line {n})", n=line[1]) if line else _NO_TOML


def _check_text(text: str, limits: Limits) -> None:
    """Raise Broken where a TOML text nests or dots deeper, or holds more, than it may."""
    nesting = dots = signs = 0
    for token in _TOKEN.finditer(text):
        signs += token.lastgroup is not None
        match token.lastgroup:
            case "unclosed":
                return  # where the parser will stop too; to look on would take for ever
            case "open":
                nesting, dots = nesting + 1, 0
            case "close":
                nesting, dots = nesting - 1, 0
            case "dot":
                dots += 1
            case "delimiter":
                dots = 0
        if nesting > limits.depth or dots >= limits.depth:
            raise Broken(say("it is nested too deeply"))
        if signs > limits.signs:
            raise Broken(say("it holds too many keys and values"))


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
