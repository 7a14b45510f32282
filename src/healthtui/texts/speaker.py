"""Puts sentences, amounts and dates into the reader's language."""

import datetime as dt
from pathlib import Path
from typing import Final, assert_never

from healthtui.core.money import Cents, Money, Percent
from healthtui.core.sentence import Country, Listing, Sentence, Value
from healthtui.texts.catalogue import ENGLISH, FOLDER, catalogue, fill, languages, places
from healthtui.texts.formats import SPACE, format_of

_MOST_PATTERNS: Final = 4096
"""So many sentences are kept translated: more than there are."""


class Speaker:
    """One language: its translations, read from `folder`, and its way to write values.

    A language without a catalogue is English.
    """

    __slots__ = ("_catalogue", "_format", "_patterns", "language")

    def __init__(self, language: str, folder: Path = FOLDER) -> None:
        self.language = language if language in languages(folder) else ENGLISH
        self._catalogue = catalogue(self.language, folder)
        self._patterns: dict[str, str] = {}
        self._format = format_of(self.language)

    def text(self, sentence: Sentence) -> str:
        """Return the sentence in this language, its values written as this language does.

        Where there is no translation, or one whose places are not those of the English, the
        sentence is in English.
        """
        pattern = self._pattern(sentence.id)
        if not sentence.values:
            return pattern
        return fill(pattern, {name: self.value(value) for name, value in sentence.values})

    def _pattern(self, english: str) -> str:
        pattern = self._patterns.get(english)
        if pattern is None:
            translated = self.word(english)
            pattern = translated if places(translated) == places(english) else english
            if len(self._patterns) < _MOST_PATTERNS:
                self._patterns[english] = pattern
        return pattern

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
                written = self._format.number(value)
            case dt.date():
                written = self.date(value)
            case Money():
                written = self.money(value.cents)
            case Percent():
                written = f"{self._format.number(value.value)}{SPACE}%"
            case Country():
                written = self._country(value)
            case Listing():
                written = self._format.listing([self.value(item) for item in value.items])
            case Sentence():
                written = self.text(value)
            case _:
                assert_never(value)
        return written

    def money(self, cents: Cents) -> str:
        """Return an amount of euro: `1,234.50 €` in English, `1 234,50 €` in French."""
        return self._format.money(cents)

    def date(self, day: dt.date) -> str:
        """Return a day in full: `7 September 2026`, `7 septembre 2026`."""
        return self._format.day(day, short=False)

    def short_date(self, day: dt.date) -> str:
        """Return a day with a short month: `7 Sept 2026`, `7 sept. 2026`."""
        return self._format.day(day, short=True)

    def day_and_month(self, day: dt.date) -> str:
        """Return a day without its year, as short as can be: `7 Sept`, `7 sept.`."""
        return self._format.day_and_month(day)

    def _country(self, country: Country) -> str:
        from healthtui.texts.countries import name  # noqa: PLC0415

        return name(country.code, self.language)
