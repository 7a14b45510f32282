"""How a language writes numbers, amounts, days and lists.

For the languages that are spoken this is a small table, because the library that knows all
languages takes longer to load than an answer takes. A test holds the table against the library,
which writes every other language.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, Protocol

from msgspec import Struct

SPACE: Final = "\u00a0"
_CENTS: Final = 100


class Format(Protocol):
    """One language's way to write values."""

    def number(self, number: int) -> str:
        """A whole number: `1,234`, `1 234`."""

    def money(self, cents: int) -> str:
        """An amount of euro: `1,234.50 €` in English, `1 234,50 €` in French."""

    def day(self, day: dt.date, *, short: bool) -> str:
        """A day: `7 September 2026`, `7 septembre 2026`; short: `7 Sept 2026`, `7 sept. 2026`."""

    def day_and_month(self, day: dt.date) -> str:
        """A day without its year: `7 Sept`, `7 sept.`."""

    def listing(self, items: Sequence[str]) -> str:
        """Several texts joined: `a, b and c`."""


class Table(Struct, frozen=True):
    """A language as a table; months by their number, `first` is how the first day is written."""

    decimal: str
    group: str
    last: str
    first: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]

    def number(self, number: int) -> str:
        """As `Format` says."""
        sign = "\u2212" if number < 0 else ""
        return sign + f"{abs(number):,}".replace(",", self.group)

    def money(self, cents: int) -> str:
        """As `Format` says."""
        euro, rest = divmod(abs(cents), _CENTS)
        sign = "\u2212" if cents < 0 else ""
        whole = f"{euro:,}".replace(",", self.group)
        return f"{sign}{whole}{self.decimal}{rest:02d}{SPACE}€"

    def day(self, day: dt.date, *, short: bool) -> str:
        """As `Format` says."""
        months = self.short_months if short else self.months
        return f"{self._number_of(day)} {months[day.month - 1]} {day.year}"

    def day_and_month(self, day: dt.date) -> str:
        """As `Format` says."""
        return f"{self._number_of(day)} {self.short_months[day.month - 1]}"

    def _number_of(self, day: dt.date) -> str:
        return self.first if day.day == 1 else str(day.day)

    def listing(self, items: Sequence[str]) -> str:
        """As `Format` says."""
        if len(items) <= 1:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.last} {items[-1]}"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TABLES: Final = {
    "en": Table(
        decimal=".",
        group=",",
        last="and",
        first="1",
        months=_names(
            "January February March April May June July August September October November December"
        ),
        short_months=_names("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"),
    ),
    "fr": Table(
        decimal=",",
        group=SPACE,
        last="et",
        first="1er",
        months=_names(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        short_months=_names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    ),
}


def format_of(language: str) -> Format:
    """The format of a language: its table, or what the library of all languages knows of it."""
    if language in TABLES:
        return TABLES[language]
    from healthtui.texts.locale_formats import LocaleFormat  # noqa: PLC0415

    return LocaleFormat(language)
