"""What every statement of the law has: its dates, its source, how sure it is."""

from datetime import date
from typing import Literal

from msgspec import Struct

Confidence = Literal["high", "medium", "low"]


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who says it, where, and the date the page itself bears (may be partial or empty)."""

    publisher: str
    url: str
    page_date: str = ""


class Dated(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A statement of law with its dates (both inclusive; no end means none is known)."""

    valid_from: date
    valid_to: date | None
    source: str
    checked_on: date
    confidence: Confidence
    needs_check: bool = False
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the statement is in force on a day, as far as its dates say."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def uncertain(self) -> bool:
        """Whether the person must be told that this is not established."""
        return self.needs_check or self.confidence == "low"


Unit = Literal["eur", "percent", "count", "months", "days"]


class DatedValue(Dated, frozen=True, kw_only=True):
    """A number in force between two dates, in its parameter's unit (euro are cents)."""

    value: int


class Parameter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number of the law through time, oldest value first."""

    title: str
    unit: Unit
    values: tuple[DatedValue, ...]


class Group(Dated, frozen=True, kw_only=True):
    """Countries that the law treats alike, with the dates of that membership."""

    title: str
    members: tuple[str, ...]
