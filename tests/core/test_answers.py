from datetime import date

import pytest

from healthtui.core.answers import BadAnswerError, Vocabulary
from healthtui.core.kinds import Day, Price

WORDS = Vocabulary(frozenset(), {}, frozenset(), frozenset())


FIRST_OF_SEPTEMBER = (
    *("2026-09-01", " 2026-09-01 ", "2026-9-1", "2026/09/01", "2026.09.01", "2026 - 09 - 01"),
    *("1/9/2026", "01/09/2026", "1-9-2026", "01-09-2026", "01.09.2026", "1.9.2026", "1 9 2026"),
    *("1/9/26", "01/09/26", "1.9.26", "1-9-26", "1 9 26", "1 / 9 / 2026", "01. 09. 2026"),
    *("1 sept 2026", "1 sept. 2026", "1 Sept 2026", "1 SEPT 2026", "01 sept 26", "1-sept-2026"),
    *("1 septembre 2026", "1er septembre 2026", "le 1er septembre 2026", "1 september 2026"),
    *("1st September 2026", "the 1st of September 2026", "September 1, 2026", "Sept 1st, 2026"),
    *("Sep 1 2026", "1 sep 2026", "1 septiembre 2026", "1 de septiembre de 2026", "1 setiembre 26"),
    *("mardi 1er septembre 2026", "Tuesday, 1 September 2026", "martes, 1 de septiembre de 2026"),
    *(
        "2026年9月1日",
        "2026年09月01日",
        "2026 年 9 月 1 日",
        "\uff11/\uff19/2026",
        "1º de septiembre de 2026",
    ),
)
OTHER_DAYS = (
    *(("12/3/68", "1968-03-12"), ("12/3/50", "1950-03-12"), ("12/3/49", "2049-03-12")),
    *(
        ("29/2/2024", "2024-02-29"),
        ("29 fév 2024", "2024-02-29"),
        ("29 février 2024", "2024-02-29"),
    ),
    *(("15 août 2026", "2026-08-15"), ("15 aout 26", "2026-08-15"), ("1 mai 2026", "2026-05-01")),
    *(("3 juin 2026", "2026-06-03"), ("3 juil 2026", "2026-07-03"), ("3 july 2026", "2026-07-03")),
    *(("1 ene 2027", "2027-01-01"), ("24 déc. 2026", "2026-12-24"), ("24 dic 2026", "2026-12-24")),
    *(("6 avr 2026", "2026-04-06"), ("6 April 2026", "2026-04-06"), ("6 abril 2026", "2026-04-06")),
    *(
        ("lundi 2 mars 2026", "2026-03-02"),
        ("31/12/2200", "2200-12-31"),
        ("1/1/1900", "1900-01-01"),
    ),
)


@pytest.mark.parametrize("text", FIRST_OF_SEPTEMBER)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert Day().read(text, WORDS) == date(2026, 9, 1)


@pytest.mark.parametrize(("text", "day"), OTHER_DAYS)
def test_every_month_and_short_year_is_read(text: str, day: str) -> None:
    assert Day().read(text, WORDS) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2026", "that month has {n} days"),
        ("2026-02-31", "that month has {n} days"),
        ("31 avril 2026", "that month has {n} days"),
        ("29/2/2026", "that month has {n} days"),
        ("0/9/2026", "that month has {n} days"),
        ("9/13/2026", "then the month (1 to 12)"),
        ("2026-13-01", "then the month (1 to 12)"),
    ],
)
def test_a_day_that_no_calendar_has_is_explained(text: str, why: str) -> None:
    with pytest.raises(BadAnswerError) as refused:
        Day().read(text, WORDS)
    assert why in refused.value.sentence.id
    assert dict(refused.value.sentence.values)["given"] == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-31",
        "31/02/2026",
        "2026-9",
        "20260901",
        "1/9/6",
        "1/9/026",
        "1/9",
        "1 9",
        "9 2026",
        "1/9/2026 2",
        "2026/09-01",
        "0000-01-01",
        "1 x 2026",
        "1 ma 2026",
        "1 septembrrre 2026",
        "1 sept oct 2026",
        "sept 2026",
        "1 + 9 + 2026",
        "1 septembre 2026 ?",
        "1899-01-01",
        "hello",
        True,
        3,
    ],
)
def test_what_is_no_day_gets_a_sentence(text: object) -> None:
    with pytest.raises(BadAnswerError) as refused:
        Day().read(text, WORDS)
    assert refused.value.sentence.id


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("25", 2500),
        ("25,00", 2500),
        ("25.00 €", 2500),
        ("1 250,50", 125050),
        ("1\u202f250,50\u00a0€", 125050),
        ("0", 0),
        ("26.5", 2650),
        (30, 3000),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: object, cents: int) -> None:
    assert Price().read(text, WORDS) == cents


@pytest.mark.parametrize("text", ["-1", "NaN", "1e9", "1.234", "", "200000", "12,3,4", None, True])
def test_what_is_no_amount_gets_a_sentence(text: object) -> None:
    with pytest.raises(BadAnswerError):
        Price().read(text, WORDS)
