"""The country that somebody means by what they typed."""

from functools import lru_cache

from healthtui.texts.countries import QUEBEC, canonical, name, names_in
from healthtui.texts.country_aliases import aliases
from healthtui.texts.country_search import Entry, entries, fold, ranked

_OTHERS = ("es", "de", "it", "pt", "ar", "zh", "zh_Hant")
"""Languages that many students speak, beside their own, English and French."""


@lru_cache(maxsize=8)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of the 250 countries, in the alphabetical order of their names."""
    named = names_in(language)
    return tuple(sorted(named.items(), key=lambda item: fold(item[1])))


def find(query: str, language: str) -> tuple[str, ...]:
    """Return the codes that `query` may mean, the likeliest first; none for an empty query.

    The query is a code, or the beginning or a part of a name in the reader's language or in one
    of the languages that many students speak, with or without its accents. `CA-QC` is among the
    answers. Only where nothing holds the query are near spellings tried.
    """
    typed = canonical(query)
    held = ranked(query, _index(language), _order(language))
    return held if typed is None else (typed, *(code for code in held if code != typed))


@lru_cache(maxsize=8)
def _index(language: str) -> tuple[Entry, ...]:
    """Return every name that can be typed: the reader's first, then the others' by tier."""
    found = list(entries(0, [*names_in(language).items(), (QUEBEC, name(QUEBEC, language))]))
    found += entries(1, [pair for other in ("en", "fr") for pair in names_in(other).items()])
    found += entries(1, aliases())
    found += entries(2, [pair for other in _OTHERS for pair in names_in(other).items()])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def _order(language: str) -> dict[str, int]:
    return {code: place for place, (code, _) in enumerate(countries(language))}
