"""Names of countries and of languages: a table for the languages that are spoken, else babel."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from healthtui.texts.catalogue import ENGLISH

FOLDER: Final = Path(__file__).with_name("names")
"""One file for each language, made by `python -m tools.names`; babel takes long to load."""

Names = dict[str, str]


def territories(language: str) -> Names:
    """The name of each code of a country or region."""
    return _named(language)[0]


def languages(language: str) -> Names:
    """The name of each code of a language."""
    return _named(language)[1]


@lru_cache(maxsize=16)
def _named(language: str) -> tuple[Names, Names]:
    try:
        first, second = json.loads((FOLDER / f"{language}.json").read_bytes())
    except OSError:
        return in_babel(language)
    return first, second


def in_babel(language: str) -> tuple[Names, Names]:
    """Countries and languages as babel names them; in English where it does not know how."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - it takes long to load

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(ENGLISH)
    return dict(locale.territories), dict(locale.languages)
