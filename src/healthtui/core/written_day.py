"""A day as people write it: in figures, or with the name of its month."""

import re
import unicodedata
from datetime import date
from typing import Final

from healthtui.core.answers import BadAnswerError
from healthtui.core.sentence import Sentence, say

_MONTHS: Final = (
    ("jan", "ene"),
    ("feb", "fev"),
    ("mar",),
    ("apr", "avr", "abr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct",),
    ("nov",),
    ("dec", "dic"),
)
"""How the months begin in English, French and Spanish, without accents."""
_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november december "
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
        "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
        "diciembre",
    )
)
"""Their names; what is no beginning of one is no month."""
_BEFORE: Final = frozenset(
    re.findall(
        r"\w+",
        "le the el du on of de del "
        "monday tuesday wednesday thursday friday saturday sunday "
        "lundi mardi mercredi jeudi vendredi samedi dimanche "
        "lunes martes miercoles jueves viernes sabado domingo",
    )
)
"""Words of a date that say nothing new."""

_YEAR_FIRST: Final = re.compile(r"(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2}) ?[./ -] ?(\d{1,2}) ?[./ -] ?(\d{4}|\d{2})")
_CHINESE: Final = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]")
_WORD: Final = re.compile(r"\d+|[a-z]+")
_ORDINAL: Final = frozenset(("er", "st", "nd", "rd", "th", "o"))
_FULL_YEAR: Final = 4
_PIVOT: Final = 50
"""Two figures from here on are a year of the last century: nobody who studies is older."""
_MONTHS_OF_YEAR: Final = 12


class NotWrittenError(ValueError):
    """A text that is written as no day is."""


def written_day(text: str) -> date:
    """The day; NotWrittenError where it is none, BadAnswerError where no calendar has it."""
    # Of numbers in other scripts and of wide ones the plain form counts.
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    found = _YEAR_FIRST.fullmatch(folded)
    if found:
        return _day(text, int(found[1]), int(found[3]), int(found[4]))
    found = _CHINESE.fullmatch(folded)
    if found:
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.fullmatch(folded)
    if found:
        return _day(text, _year(found[3]), int(found[2]), int(found[1]))
    return _with_words(text, folded)


def _with_words(text: str, folded: str) -> date:
    """`1 sept 2026`, `mardi 1er septembre 2026`, `September 1st, 2026`."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each)
    )
    if re.search(r"[^\w\s.,/º°-]", plain):
        raise NotWrittenError(text)
    words = [each for each in _WORD.findall(plain) if each not in _BEFORE | _ORDINAL]
    months = [month for each in words if not each.isdigit() and (month := _month(each))]
    numbers = [each for each in words if each.isdigit()]
    # Day and year: the day is written first, on whichever side of the month it is.
    if len(words) != len(months) + len(numbers) or (len(months), len(numbers)) != (1, 2):
        raise NotWrittenError(text)
    first, last = numbers
    if len(first) > len("31") or len(last) not in (len("26"), _FULL_YEAR):
        raise NotWrittenError(text)
    return _day(text, _year(last), months[0], int(first))


def _month(word: str) -> int | None:
    if not any(name.startswith(word) for name in _NAMES):
        return None
    return next((n for n, begins in enumerate(_MONTHS, 1) if word.startswith(begins)), None)


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) == _FULL_YEAR:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _day(text: str, year: int, month: int, day: int) -> date:
    if not year:
        raise NotWrittenError(text)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadAnswerError(_no_such_day(text[:60], year, month)) from None


def _no_such_day(text: str, year: int, month: int) -> Sentence:
    if not 1 <= month <= _MONTHS_OF_YEAR:
        return say(
            "“{given}” is no day: the day comes first, then the month (1 to 12), as in 1/9/2026.",
            given=text,
        )
    from calendar import monthrange  # noqa: PLC0415 - for who errs: it takes long to load

    days = monthrange(year, month)[1]
    return say(
        "“{given}” is no day: that month has {n} days. A day is written as 2026-09-01 or 1/9/2026.",
        given=text,
        n=str(days),
    )
