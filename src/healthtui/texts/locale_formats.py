"""How any language writes numbers, amounts, days and lists, as the Unicode locale data say."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

_UNWANTED: Final = str.maketrans(
    {"\u202f": "\u00a0", "\u200e": None, "\u200f": None, "\u061c": None, "-": "\u2212"},
)
"""Narrow spaces and marks of direction that terminals draw badly; hyphens used as minus signs."""


class LocaleFormat:
    """A language of the locale data; `amount` is its pattern of amounts where not the usual."""

    def __init__(self, locale: str, amount: str | None = None) -> None:
        self._locale = locale
        self._amount = amount

    def number(self, number: int) -> str:
        """A whole number."""
        written: str = format_decimal(number, locale=self._locale)
        return written.translate(_UNWANTED)

    def money(self, cents: int) -> str:
        """An amount of euro."""
        amount = Decimal(cents).scaleb(-2)
        written = format_currency(amount, "EUR", format=self._amount, locale=self._locale)
        return written.translate(_UNWANTED)

    def day(self, day: dt.date, *, short: bool) -> str:
        """A day, with a short month where it is to be short."""
        return format_date(day, "medium" if short else "long", self._locale)

    def day_and_month(self, day: dt.date) -> str:
        """A day without its year."""
        return str(format_skeleton("MMMd", day, locale=self._locale))

    def listing(self, items: Sequence[str]) -> str:
        """Several texts joined as the language joins a list."""
        joined: str = format_list(items, locale=self._locale)
        return joined
