"""Exact money: integer cents, and the few operations that the rules need."""

import re
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

Cents: TypeAlias = int
"""An amount of euro in whole cents."""

WHOLE: Final = 100
"""All of an amount, in percent; one, in hundredths."""

_PLAIN = re.compile(r"(\d{1,7})\.(\d{2})")


class Money(Struct, frozen=True):
    """An amount inside a sentence, so that it is written in the reader's language."""

    cents: Cents


class Percent(Struct, frozen=True):
    """A rate inside a sentence, in whole percent."""

    value: int


def cents(plain: str) -> Cents:
    """The cents of an amount as files and JSON write it (`"26.50"`); ValueError for other forms."""
    match = _PLAIN.fullmatch(plain)
    if match is None:
        raise ValueError(f"{plain!r} is not an amount such as 26.50")
    return int(match[1]) * 100 + int(match[2])


@lru_cache(maxsize=4096)
def plain(amount: Cents) -> str:
    """An amount as files and JSON write it: two decimals, a dot, no sign for zero."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def share(amount: Cents, percent: int) -> Cents:
    """`percent` of an amount not below 0, to the nearest cent, halves up (algorithm, step 3)."""
    return (amount * percent + 50) // 100
