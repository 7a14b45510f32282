"""Counting in calendar months, as the law does."""

from datetime import date, timedelta
from typing import Final

_YEAR: Final = 12
"""Months."""

_IN_EVERY_MONTH: Final = 28
"""The last day that every month has."""


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), or the month's last day.

    Stops at the ends of the calendar instead of failing there.
    """
    years, month = divmod(day.month - 1 + months, _YEAR)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    if month == _YEAR:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def days_later(day: date, days: int) -> date:
    """The day `days` later (or earlier); stops at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def next_day(day: date, month_and_day: str) -> date:
    """The first day on or after `day` that is this one of its year (`"05-31"`)."""
    this_year = date.fromisoformat(f"{day.year:04}-{month_and_day}")
    return this_year if this_year >= day else months_later(this_year, 12)
