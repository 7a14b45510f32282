"""A language in which every translated letter is another one: what is left of ours was forgotten.

Its letters are Cyrillic and as wide as ours, so that everything is laid out as in English.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from healthtui.core.sentence import Country, Listing, Value
from healthtui.texts.catalogue import FOLDER
from healthtui.texts.speaker import Speaker

_ASCII = {chr(ord("a") + n): chr(0x430 + n) for n in range(26)}
_ASCII |= {letter.upper(): other.upper() for letter, other in _ASCII.items()}
_OTHERS = {chr(n): unicodedata.normalize("NFD", chr(n))[0] for n in range(0xC0, 0x180)}
_LETTERS = str.maketrans(
    _ASCII | {letter: _ASCII.get(base, "ж") for letter, base in _OTHERS.items() if letter.isalpha()}
)
_PLACE = re.compile(r"(\{\w+\})")
_RUN = re.compile(r"[^\W\d_]*[A-Za-zÀ-ÿ][^\W\d_]+|[A-Za-zÀ-ÿ]{2,}")


def mark(text: str) -> str:
    """The text in the letters of this language, places left alone."""
    parts = _PLACE.split(text)
    return "".join(part if _PLACE.fullmatch(part) else part.translate(_LETTERS) for part in parts)


class _Catalogue:
    """Translates everything."""

    def gettext(self, message: str) -> str:
        return mark(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return mark(singular if n == 1 else plural)


class Marking(Speaker):
    """Says everything in marked letters; what is a value of a sentence stays as it is given."""

    __slots__ = ()

    def __init__(self, language: str = "en", folder: Path = FOLDER) -> None:
        del language
        super().__init__("en", folder)
        catalogue: Any = _Catalogue()
        self._catalogue = catalogue

    def value(self, value: Value) -> str:
        if isinstance(value, Country):
            return mark(super().value(value))
        if isinstance(value, Listing):
            return ", ".join(map(self.value, value.items))
        return super().value(value)

    def date(self, day: dt.date) -> str:
        return mark(super().date(day))

    def short_date(self, day: dt.date) -> str:
        return mark(super().short_date(day))

    def day_and_month(self, day: dt.date) -> str:
        return mark(super().day_and_month(day))


def unmarked(lines: Iterable[str], allowed: Iterable[str]) -> set[str]:
    """The runs of letters that were not said in this language, but for what is `allowed`.

    Addresses are left out: they are the same in every language.
    """
    known = re.compile(
        "|".join(sorted(map(re.escape, filter(None, allowed)), key=len, reverse=True)) or "(?!)"
    )
    found = set()
    for line in lines:
        rest = re.sub(r"https?://\S+", " ", line)
        found |= {run for run in _RUN.findall(known.sub(" ", rest)) if not _is_marked(run)}
    return found


def _is_marked(run: str) -> bool:
    return all(0x410 <= ord(letter) <= 0x44F for letter in run)
