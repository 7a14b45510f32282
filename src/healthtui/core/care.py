"""An act of the care log: a visit that took place, and what became of its refund."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from healthtui.core import visit as visits
from healthtui.core.answers import UNSURE, Answer, Field
from healthtui.core.kinds import Day, Line, Price
from healthtui.core.money import Cents
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import DEFAULT_ACT

CLAIM_FIELDS: Final = (
    Field("claimed_on", Day()),
    Field("received_eur", Price()),
    Field("mutuelle_received_eur", Price()),
    Field("note", Line()),
)
FIELDS: Final = (*visits.FIELDS, *CLAIM_FIELDS)
BY_NAME: Final = {field.name: field for field in FIELDS}


class Care(Visit, frozen=True):
    """One logged act. Its `act` and `care_date` are always known.

    `claimed_on` is the day on which the form was sent or the Carte Vitale read; `received_eur` and
    `mutuelle_received_eur` are what the CPAM and the mutuelle paid, in cents, None while nothing
    came.
    """

    claimed_on: Answer[date] = None
    received_eur: Answer[Cents] = None
    mutuelle_received_eur: Answer[Cents] = None
    note: Answer[str] = None

    @property
    def day(self) -> date:
        """The day of care."""
        day: date = self.known("care_date")
        return day


def new_id(taken: Collection[str], draw: Callable[[], str]) -> str:
    """An id that the log has not yet; `draw` makes candidates."""
    while (name := draw()) in taken:
        pass
    return name


def logged(visit: Visit, today: date) -> Care:
    """A visit as it goes into the log: with its act and its day, where they were not given."""
    given: dict[str, Any] = visit.answers()
    given["act"] = visit.known("act") or DEFAULT_ACT
    given["care_date"] = visit.known("care_date") or today
    return Care(**given)


def contradictions(care: Care, today: date) -> dict[str, Sentence]:
    """A sentence for each day of an act that cannot be right, by field."""
    claimed = care.known("claimed_on")
    if claimed is None:
        return {}
    if claimed > today:
        return {"claimed_on": say("This day is still to come: check the date.")}
    if claimed < care.day:
        return {"claimed_on": say("This is before the care: check both dates.")}
    return {}


def answered(care: Care, name: str, answer: Any) -> Care:
    """The act with another answer; act and day of care stay if they would be taken back."""
    needed = name in ("act", "care_date")
    if needed and (answer is None or answer is UNSURE):
        return care
    return replace(care, **{name: answer})
