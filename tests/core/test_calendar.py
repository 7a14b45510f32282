"""Months as the law counts them, held against a library that counts them too."""

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from healthtui.core.calendar import months_later


@given(st.dates(), st.integers(-15000, 15000))
def test_months_are_counted_as_the_library_counts_them(day: date, months: int) -> None:
    try:
        expected = day + relativedelta(months=months)
    except (ValueError, OverflowError):
        expected = date.max if months > 0 else date.min
    assert months_later(day, months) == expected


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_later(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
