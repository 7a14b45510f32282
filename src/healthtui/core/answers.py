"""What an answer may be: a value, `unsure`, or not asked; and how each kind of value is read.

The same readers serve a file, a flag of the command line, JSON and a field on screen, so that
one wrong value gets the same one sentence everywhere.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Protocol, TypeAlias, TypeVar, Union

from msgspec import Struct

from healthtui.core.sentence import Sentence, say


class Unsure(Enum):
    """The stored answer "I don't know", which is not the same as not asked (None)."""

    UNSURE = "unsure"


UNSURE: Final = Unsure.UNSURE
T = TypeVar("T")
Answer: TypeAlias = Union[T, Unsure, None]


class BadAnswerError(ValueError):
    """A value that its field does not take; carries the one sentence to show."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence


class Vocabulary(Struct, frozen=True):
    """The names that answers may use and that neither code nor law invents.

    `countries` and `languages` are ISO codes; `aliases` maps other spellings of a country to one;
    `acts` are the acts the rulebook can price.
    """

    countries: frozenset[str]
    aliases: Mapping[str, str]
    languages: frozenset[str]
    acts: frozenset[str]


class Kind(Protocol):
    """How the values of a field are read and written."""

    def read(self, raw: object, words: Vocabulary) -> Any:
        """The value for `raw` (str, bool, date, list …); BadAnswerError says what is accepted."""

    def plain(self, value: Any) -> Any:
        """The value as files and JSON hold it."""


_UNSURE: Final[str] = UNSURE.value


class Field(Struct, frozen=True, eq=False):
    """One question: its name in files and JSON, and the kind of its values."""

    name: str
    kind: Kind

    def read(self, raw: object, words: Vocabulary) -> Any:
        """The answer for a raw value; `"unsure"` is an answer of every field."""
        if isinstance(raw, str) and raw.strip().casefold() == _UNSURE:
            return UNSURE
        try:
            return self.kind.read(raw, words)
        except BadAnswerError as bad:
            raise BadAnswerError(
                say("{field}: {problem}", field=self.name, problem=bad.sentence)
            ) from None

    def plain(self, answer: Any) -> Any:
        """The answer as files and JSON hold it; None stays None (not asked)."""
        if answer is None or answer is UNSURE:
            return None if answer is None else UNSURE.value
        return self.kind.plain(answer)


def refusal(raw: object, accepted: Sentence) -> BadAnswerError:
    """The error for a value that is not taken: what was given, what is accepted."""
    given = raw if isinstance(raw, str) else _as_json(raw)
    return BadAnswerError(
        say("“{given}” is not accepted; give {accepted}.", given=given[:60], accepted=accepted)
    )


def _as_json(raw: object) -> str:
    match raw:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[raw]
        case str():
            return f'"{raw}"'
        case Mapping():
            pairs = (f"{_as_json(name)}: {_as_json(value)}" for name, value in raw.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(_as_json, raw))}]"
    return str(raw)
