"""The kinds of values that fields take, and how each is read and written.

One reader serves a file, a flag of the command line, JSON and a field on screen.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import BadAnswerError, Kind, Vocabulary, refusal
from healthtui.core.money import WHOLE, Cents, plain
from healthtui.core.plain_text import one_line
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.core.written_day import NotWrittenError, written_day

MAX_PRICE: Final[Cents] = 100_000_00
"""The highest price taken, in cents: more is a slip of the finger, not a visit."""

MAX_FACTOR: Final = 1000_00
"""The highest coefficient taken, in hundredths."""

MAX_LINE: Final = 60
"""The longest text on one line, in characters."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""The years in which a date can matter to a student."""


class Choice(Struct, frozen=True):
    """One of a few words of the contract."""

    values: tuple[str, ...]

    def read(self, raw: object, words: Vocabulary) -> str:
        """The word itself; case and surrounding spaces do not matter."""
        if isinstance(raw, str) and raw in self.values:
            return raw
        for value in self.values:
            if isinstance(raw, str) and raw.strip().casefold() == value.casefold():
                return value
        raise refusal(raw, say("one of {values}", values=Listing(self.values)))

    def plain(self, value: str) -> str:
        """The word."""
        return value


class Day:
    """A calendar date between 1900 and 2200."""

    def read(self, raw: object, words: Vocabulary) -> date:
        """A date from TOML, ISO text, or day, month and year as people write them."""
        try:
            day = raw if type(raw) is date else written_day(raw if isinstance(raw, str) else "")
        except NotWrittenError:
            raise refusal(raw, _DATE_FORM) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise refusal(raw, say("a date between 1900 and 2200"))
        return day

    def plain(self, value: date) -> date:
        """The date: TOML and JSON writers know how."""
        return value


_DATE_FORM = say("a date such as 2026-09-01 (year-month-day) or 1/9/2026 (day/month/year)")


class Flag:
    """Yes or no."""

    def read(self, raw: object, words: Vocabulary) -> bool:
        """True or false, also written yes/no, or 1/0 as a contract once held it."""
        if isinstance(raw, int) and raw in (0, 1):
            return bool(raw)
        word = raw.strip().casefold() if isinstance(raw, str) else ""
        if word in ("true", "yes", "oui", "1"):
            return True
        if word in ("false", "no", "non", "0"):
            return False
        raise refusal(raw, say("true or false"))

    def plain(self, value: bool) -> bool:  # noqa: FBT001 - the value is what is written
        """The flag; among the numbers of a contract it is one."""
        return bool(value)


class CountryCode(Struct, frozen=True):
    """A country by ISO 3166-1 alpha-2 code, or one of a few schemes that are no country."""

    schemes: tuple[str, ...] = ()

    def read(self, raw: object, words: Vocabulary) -> str:
        """The code in capitals; `EL` and `UK` are taken as `GR` and `GB`."""
        text = raw.strip() if isinstance(raw, str) else ""
        for scheme in self.schemes:
            if text.casefold() == scheme.casefold():
                return scheme
        code = words.aliases.get(text.upper(), text.upper())
        if code in words.countries:
            return code
        raise refusal(raw, self._accepted())

    def plain(self, value: str) -> str:
        """The code."""
        return value

    def _accepted(self) -> Sentence:
        if not self.schemes:
            return say("a country code of two letters, such as MA or ES")
        return say(
            "a country code of two letters, such as MA or ES, or {schemes}",
            schemes=Listing(self.schemes),
        )


class CountryCodes(Struct, frozen=True):
    """One or several countries; text separates them by commas."""

    def read(self, raw: object, words: Vocabulary) -> tuple[str, ...]:
        """The codes without repetition, in the order given; at least one."""
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list | tuple) or not parts:
            raise refusal(raw, say("one or more country codes of two letters, such as MA or ES"))
        return tuple(dict.fromkeys(CountryCode().read(part, words) for part in parts))

    def plain(self, value: tuple[str, ...]) -> list[str]:
        """The codes as a list."""
        return list(value)


class Language:
    """A language by ISO 639-1 code."""

    def read(self, raw: object, words: Vocabulary) -> str:
        """The code in small letters."""
        code = raw.strip().lower() if isinstance(raw, str) else ""
        if code not in words.languages:
            raise refusal(raw, say("a language code of two letters, such as fr or ar"))
        return code

    def plain(self, value: str) -> str:
        """The code."""
        return value


class ActName:
    """An act of care that the rulebook knows."""

    def read(self, raw: object, words: Vocabulary) -> str:
        """The act's id."""
        if not isinstance(raw, str) or raw not in words.acts:
            raise refusal(raw, say("an act listed by “healthtui rules list acts”"))
        return raw

    def plain(self, value: str) -> str:
        """The id."""
        return value


class Price:
    """An amount of euro, written by people in several ways."""

    def read(self, raw: object, words: Vocabulary) -> Cents:
        """Cents for `25`, `25,00`, `25.00 €`, `1 250,50`; never from a binary fraction."""
        amount = _hundredths(raw)
        if amount is None:
            raise refusal(raw, say("an amount of euro such as 30 or 26,50"))
        if amount > MAX_PRICE:
            raise refusal(raw, say("an amount of at most 100 000 euro"))
        return amount

    def plain(self, value: Cents) -> str:
        """The amount as text with two decimals."""
        return plain(value)


class Factor:
    """A coefficient with at most two decimals, such as AMI 1.5."""

    def read(self, raw: object, words: Vocabulary) -> int:
        """Hundredths for `1.5`, `8,07`; above 0."""
        amount = _hundredths(raw)
        if not amount or amount > MAX_FACTOR:
            raise refusal(raw, say("a number such as 1.5 or 8,07"))
        return amount

    def plain(self, value: int) -> str:
        """The number as text with two decimals."""
        return plain(value)


def _hundredths(raw: object) -> int | None:
    text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    match = _AMOUNT.fullmatch(_BETWEEN_DIGITS.sub("", text))
    if match is None:
        return None
    return int(match[1]) * WHOLE + int((match[2] or "").ljust(2, "0"))


_BETWEEN_DIGITS = re.compile(r"[\s\u00a0\u202f€]")
_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")


class Line:
    """A short text on one line."""

    def read(self, raw: object, words: Vocabulary) -> str:
        """The text without what could steer a terminal."""
        text = one_line(raw) if isinstance(raw, str) else ""
        if not text or len(text) > MAX_LINE:
            raise refusal(raw, say("a text of at most 60 characters"))
        return text

    def plain(self, value: str) -> str:
        """The text."""
        return value


_DIGITS = re.compile("[0-9]{1,9}")


class Number(Struct, frozen=True):
    """A whole number within bounds."""

    least: int
    most: int

    def read(self, raw: object, words: Vocabulary) -> int:
        """The number, also from digits."""
        digits = raw.strip() if isinstance(raw, str) else ""
        value = int(digits) if _DIGITS.fullmatch(digits) else raw
        if isinstance(value, bool) or not isinstance(value, int):
            raise refusal(raw, self._accepted())
        if not self.least <= value <= self.most:
            raise refusal(raw, self._accepted())
        return value

    def plain(self, value: int) -> int:
        """The number."""
        return value

    def _accepted(self) -> Sentence:
        return say(
            "a whole number from {least} to {most}", least=str(self.least), most=str(self.most)
        )


class Terms(Struct, frozen=True):
    """A few named numbers in one answer, such as a contract; absent ones are 0."""

    parts: tuple[tuple[str, Kind], ...]

    def read(self, raw: object, words: Vocabulary) -> tuple[tuple[str, int], ...]:
        """The numbers by name, from a table; a bare value is the first of them."""
        names = dict(self.parts)
        table = raw if isinstance(raw, Mapping) else {self.parts[0][0]: raw}
        for name in table:
            if name not in names:
                raise refusal(str(name), say("a table of {names}", names=Listing(tuple(names))))
        return tuple(
            (name, _number(name, kind, table[name], words))
            for name, kind in self.parts
            if name in table
        )

    def plain(self, value: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        """The numbers as a table."""
        names = dict(self.parts)
        return {name: names[name].plain(number) for name, number in value}


def _number(name: str, kind: Kind, raw: object, words: Vocabulary) -> Any:
    try:
        return kind.read(raw, words)
    except BadAnswerError as bad:
        raise BadAnswerError(say("{field}: {problem}", field=name, problem=bad.sentence)) from None
