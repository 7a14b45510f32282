"""Saved cases to measure with: a student, and one with years of care in the log."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tools.screenshots import STUDENT, TODAY

from healthtui.core.patch import difference
from healthtui.files.store import Store

__all__ = ["TODAY", "many_acts", "student"]

MANY: Final = 10_000
_ACTS: Final = (
    "gp_consultation",
    "medicine_box_65",
    "dentist_consultation",
    "specialist_coordinated_consultation",
)


def student(folder: Path) -> Path:
    """The folder with the case of a student."""
    Store(folder).commit(difference({}, STUDENT))
    return folder


def many_acts(folder: Path, count: int = MANY) -> Path:
    """The folder with the same student, who saw doctors all the time for two years."""
    plain = {**STUDENT, "log": {**STUDENT["log"], **dict(_acts(count - len(STUDENT["log"])))}}
    Store(folder).commit(difference({}, plain))
    return folder


def _acts(count: int) -> Any:
    chance = random.Random(3)  # noqa: S311 - the same acts in every run
    for number in range(count):
        day = TODAY - timedelta(days=chance.randrange(1, 700))
        yield f"a{number:05x}", {"act": chance.choice(_ACTS), "care_date": day, **_price(chance)}


def _price(chance: random.Random) -> dict[str, str | date]:
    return {"price_eur": f"{chance.randrange(10, 90)}.00"} if chance.random() < 0.5 else {}
