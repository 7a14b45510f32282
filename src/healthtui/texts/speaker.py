"""Puts sentences, amounts and dates into the reader's language."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import assert_never

from healthtui.core.money import Cents, Money, Percent
from healthtui.core.sentence import Country, Listing, Sentence, Value
from healthtui.texts.catalogue import ENGLISH, FOLDER, catalogue, fill, languages, places

_SPACE = "\u00a0"
_UNWANTED = str.maketrans(
    {"\u202f": _SPACE, "\u200e": None, "\u200f": None, "\u061c": None, "-": "\u2212"},
)
"""Narrow spaces and marks of direction that terminals draw badly; hyphens used as minus signs."""


class Speaker:
    """One language: its translations, read from `folder`, and its way to write values.

    A language without a catalogue is English.
    """

    __slots__ = ("_catalogue", "_locale", "language")

    def __init__(self, language: str, folder: Path = FOLDER) -> None:
        self.language = language if language in languages(folder) else ENGLISH
        self._catalogue = catalogue(self.language, folder)
        self._locale = "en_GB" if self.language == ENGLISH else self.language

    def text(self, sentence: Sentence) -> str:
        """Return the sentence in this language, its values written as this language does.

        Where there is no translation, or one whose places are not those of the English, the
        sentence is in English.
        """
        english = sentence.id
        translated = self.word(english)
        pattern = translated if places(translated) == places(english) else english
        return fill(pattern, {name: self.value(value) for name, value in sentence.values})

    def word(self, text: str) -> str:
        """Return the translation of a text without places, or the text itself."""
        return self._catalogue.gettext(text) if text else ""

    def plural(self, singular: str, plural: str, n: int, **values: Value) -> str:
        """Return the form of a sentence that fits `n`, which stands in it as `{n}`."""
        english = singular if n == 1 else plural
        translated = self._catalogue.ngettext(singular, plural, n)
        known = places(singular) | places(plural)
        written = {name: self.value(value) for name, value in {"n": n, **values}.items()}
        return fill(translated if places(translated) <= known else english, written)

    def value(self, value: Value) -> str:
        """Write one value as it stands in a sentence; a truth value has no words of its own."""
        match value:
            case bool():
                raise TypeError("a truth value cannot stand in a sentence")
            case str():
                written = value
            case int():
                written = self._number(value)
            case dt.date():
                written = self.date(value)
            case Money():
                written = self.money(value.cents)
            case Percent():
                written = f"{self._number(value.value)}{_SPACE}%"
            case Country():
                written = self._country(value)
            case Listing():
                written = self._listing(value)
            case Sentence():
                written = self.text(value)
            case _:
                assert_never(value)
        return written

    def money(self, cents: Cents) -> str:
        """Return an amount of euro: `1,234.50 €` in English, `1 234,50 €` in French."""
        from babel.numbers import format_currency  # noqa: PLC0415

        pattern = f"#,##0.00{_SPACE}¤" if self.language == ENGLISH else None
        amount = Decimal(cents).scaleb(-2)
        written = format_currency(amount, "EUR", format=pattern, locale=self._locale)
        return written.translate(_UNWANTED)

    def date(self, day: dt.date) -> str:
        """Return a day in full: `7 September 2026`, `7 septembre 2026`."""
        return self._day(day, "long")

    def short_date(self, day: dt.date) -> str:
        """Return a day with a short month: `7 Sept 2026`, `7 sept. 2026`."""
        return self._day(day, "medium")

    def day_and_month(self, day: dt.date) -> str:
        """Return a day without its year, as short as can be: `7 Sept`, `7 sept.`."""
        from babel.dates import format_skeleton  # noqa: PLC0415

        return str(format_skeleton("MMMd", day, locale=self._locale))

    def month(self, day: dt.date) -> str:
        """Return the month of a day in full: `September`, `septembre`."""
        from babel.dates import format_skeleton  # noqa: PLC0415

        return str(format_skeleton("LLLL", day, locale=self._locale))

    def _day(self, day: dt.date, length: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        written = format_date(day, length, self._locale)
        if self.language == "fr" and written.startswith("1 "):
            return written.replace("1 ", "1er ", 1)
        return written

    def _number(self, number: int) -> str:
        from babel.numbers import format_decimal  # noqa: PLC0415

        written: str = format_decimal(number, locale=self._locale)
        return written.translate(_UNWANTED)

    def _country(self, country: Country) -> str:
        from healthtui.texts.countries import name  # noqa: PLC0415

        return name(country.code, self.language)

    def _listing(self, listing: Listing) -> str:
        from babel.lists import format_list  # noqa: PLC0415

        items = [self.value(item) for item in listing.items]
        joined: str = format_list(items, locale=self._locale)
        return joined
