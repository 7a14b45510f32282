"""The tables of the spoken languages, held against the library that knows all languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthtui.texts.formats import TABLES, format_of
from healthtui.texts.locale_formats import LocaleFormat

# The euro stands behind the amount, in English too.
LIBRARY = {"en": LocaleFormat("en_GB", "#,##0.00\u00a0¤"), "fr": LocaleFormat("fr")}
SPOKEN = pytest.mark.parametrize("language", sorted(TABLES))


@SPOKEN
@given(number=st.integers(-(10**9), 10**9))
def test_numbers_and_amounts_are_written_as_the_library_writes_them(
    language: str, number: int
) -> None:
    assert format_of(language).number(number) == LIBRARY[language].number(number)
    assert format_of(language).money(number) == LIBRARY[language].money(number)


@SPOKEN
@pytest.mark.parametrize("short", [False, True])
def test_every_day_of_a_year_is_written_as_the_library_writes_it(
    language: str, *, short: bool
) -> None:
    for number in range(366):
        day = dt.date(2028, 1, 1) + dt.timedelta(days=number)
        expected = LIBRARY[language].day(day, short=short)
        if language == "fr" and day.day == 1:
            expected = expected.replace("1 ", "1er ", 1)  # which the library leaves to its user
        assert format_of(language).day(day, short=short) == expected


@SPOKEN
@pytest.mark.parametrize("count", range(6))
def test_lists_are_joined_as_the_library_joins_them(language: str, count: int) -> None:
    items = ["one", "two", "three, four", "five", "six"][:count]
    assert format_of(language).listing(items) == LIBRARY[language].listing(items)


def test_a_language_without_a_table_is_written_by_the_library() -> None:
    german = format_of("de")
    assert german.money(123456) == "1.234,56\u00a0€"
    assert german.day(dt.date(2026, 3, 7), short=False) == "7. März 2026"
    assert german.listing(["a", "b", "c"]) == "a, b und c"


@pytest.mark.parametrize("language", ["fr", "ar", "fa", "he", "ur", "de_CH", "sv"])
@pytest.mark.parametrize("cents", [-123456789, -5, 0, 123456789])
def test_no_amount_holds_a_narrow_space_or_a_mark_of_direction(language: str, cents: int) -> None:
    written = format_of(language).money(cents) + LocaleFormat(language).money(cents)
    assert not {*written} & {*"\u202f\u200e\u200f\u061c\u2066\u2067\u2068\u2069"}
    assert "€" in written or "EUR" in written
