"""The codes that answers may use for countries and languages, from the Unicode locale data."""

from functools import cache

from healthtui.texts import names
from healthtui.texts.catalogue import ENGLISH
from healthtui.texts.countries import CODES

_LETTERS = 2


def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes, and XK."""
    return CODES


@cache
def language_codes() -> frozenset[str]:
    """ISO 639 codes of two letters."""
    return frozenset(code for code in names.languages(ENGLISH) if len(code) == _LETTERS)


def language_name(code: str, language: str) -> str:
    """A language's name in another language; the code itself where it has none."""
    return names.languages(language).get(code, code)
