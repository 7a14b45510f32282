"""Sentences for people, before they are put into a language.

The core never formats: it names an English sentence and the values in it. `texts` finds the
translation and writes each value as the reader's language does.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, Union

from msgspec import Struct

from healthtui.core.money import Money, Percent


class Country(Struct, frozen=True):
    """A country, territory or scheme inside a sentence, by its code (`MA`, `CA-QC`)."""

    code: str


class Listing(Struct, frozen=True):
    """Several values in one place of a sentence, joined as the language joins a list."""

    items: tuple["Value", ...]


class Sentence(Struct, frozen=True, cache_hash=True):
    """An English sentence with `{named}` places, which is also its key in the catalogues."""

    id: str
    values: tuple[tuple[str, "Value"], ...] = ()


Value: TypeAlias = Union[str, int, date, Money, Percent, Country, Listing, Sentence]


def say(sentence: str, **values: Value) -> Sentence:
    """A sentence with its values; the literal is collected into the catalogues."""
    return Sentence(sentence, tuple(values.items()))


def word(text: str) -> Sentence:
    """A sentence whose English was read from the rulebook or a table, not written at the call."""
    return Sentence(text)


def verbatim(text: str) -> Sentence:
    """A sentence that is a text as it stands: no key of the catalogues, nothing filled in."""
    return Sentence("{text}", (("text", text),))


PlainValue: TypeAlias = Union[str, int, bool, date, list[str], Mapping[str, "PlainValue"]]
"""What a file, a flag or JSON can hold for one answer."""
