from datetime import date

import pytest

from healthtui.core.answers import BadAnswerError, Vocabulary
from healthtui.core.kinds import Day, Price

WORDS = Vocabulary(frozenset(), {}, frozenset(), frozenset())


@pytest.mark.parametrize(
    "text",
    ["2026-09-01", " 2026-09-01 ", "1/9/2026", "01/09/2026", "1-9-2026", "01.09.2026", "1 9 2026"],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert Day().read(text, WORDS) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-31",
        "31/02/2026",
        "2026-9",
        "20260901",
        "1/9/26",
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
