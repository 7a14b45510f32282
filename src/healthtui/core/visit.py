"""A visit as the person tells it: one act of care, on a day, at a price, in some circumstances."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from healthtui.core.answers import UNSURE, Answer, Field
from healthtui.core.kinds import ActName, Choice, Day, Number, Price, Terms
from healthtui.core.money import Cents

SECTORS: Final = ("1", "2_optam", "2", "3", "conventionne", "any")
PATHWAYS: Final = (
    "in",
    "out",
    "direct_access",
    "prescribed",
    "not_applicable",
    "not_declared",
    "any",
)
COVERS: Final = ("standard", "ALD", "C2S", "maternity", "AME", "ehic", "not_registered")

FIELDS: Final = (
    Field("act", ActName()),
    Field("care_date", Day()),
    Field("price_eur", Price()),
    Field("sector", Choice(SECTORS)),
    Field("pathway", Choice(PATHWAYS)),
    Field("patient_age", Number(0, 120)),
    Field("birth_date", Day()),
    Field("situation", Choice(COVERS)),
    Field("quantity", Number(1, 200)),
    Field("contract", Terms((("percent", Number(0, 1000)),))),
    Field("year_so_far", Terms((("flat_contribution_eur", Price()), ("franchise_eur", Price())))),
)
BY_NAME: Final = {field.name: field for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Visit:
    """The answers about one act; amounts in cents.

    `contract` holds a mutuelle's numbers and `year_so_far` what the calendar year has already
    taken, both by name. None is not asked: each such answer has a stated default.
    """

    act: Answer[str] = None
    care_date: Answer[date] = None
    price_eur: Answer[Cents] = None
    sector: Answer[str] = None
    pathway: Answer[str] = None
    patient_age: Answer[int] = None
    birth_date: Answer[date] = None
    situation: Answer[str] = None
    quantity: Answer[int] = None
    contract: Answer[tuple[tuple[str, int], ...]] = None
    year_so_far: Answer[tuple[tuple[str, int], ...]] = None

    def known(self, name: str) -> Any:
        """The value of a field, None where it is unsure or not asked."""
        answer = getattr(self, name)
        return None if answer is UNSURE else answer

    def part(self, name: str, part: str) -> int:
        """One number of `contract` or `year_so_far`; 0 where it was not given."""
        terms: tuple[tuple[str, int], ...] = self.known(name) or ()
        return dict(terms).get(part, 0)

    def answers(self) -> dict[str, Any]:
        """All fields that were asked, by name."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: answer for name, answer in pairs if answer is not None}
