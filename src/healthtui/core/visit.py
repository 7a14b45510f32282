"""A visit as the person tells it: one act of care, on a day, at a price, in some circumstances."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import UNSURE, Answer, Field
from healthtui.core.kinds import ActName, Choice, Day, Factor, Flag, Line, Number, Price, Terms
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
"""Covers that an unsure answer may turn out to be."""
LOCAL_SCHEME: Final = "alsace_moselle"
"""A cover that only somebody with a job there has, and knows it."""

CONTRACT_PARTS: Final = (
    ("percent", Number(0, 1000)),
    ("percent_outside_optam", Number(0, 1000)),
    ("dental_percent", Number(0, 1000)),
    ("dental_eur", Price()),
    ("glasses_percent", Number(0, 1000)),
    ("glasses_eur", Price()),
    ("hospital_percent", Number(0, 1000)),
    ("medicine_30_percent", Number(0, 100)),
    ("medicine_15_percent", Number(0, 100)),
    ("on_top", Flag()),
    ("monthly_eur", Price()),
)
"""The numbers of a mutuelle; percent of the base, CPAM included unless `on_top`."""

YEAR_PARTS: Final = (
    ("flat_contribution_eur", Price()),
    ("franchise_eur", Price()),
    ("flat_contributions_that_day", Number(0, 100)),
    ("franchise_that_day_eur", Price()),
    ("debt_eur", Price()),
    ("sessions_that_year", Number(0, 400)),
)
"""What was before: kept in the calendar year, on the day with this professional, and owing; the
sessions of a care that is paid for a number of sessions only."""

FIELDS: Final = (
    Field("act", ActName()),
    Field("care_date", Day()),
    Field("price_eur", Price()),
    Field("sector", Choice(SECTORS)),
    Field("pathway", Choice(PATHWAYS)),
    Field("patient_age", Number(0, 120)),
    Field("birth_date", Day()),
    Field("situation", Choice((*COVERS, LOCAL_SCHEME))),
    Field("quantity", Number(1, 200)),
    Field("tariff_eur", Price()),
    Field("coefficient", Factor()),
    Field("heavy_act", Flag()),
    Field("linked_to_ald", Flag()),
    Field("third_party", Flag()),
    Field("overseas", Flag()),
    Field("professional", Line()),
    Field("contract", Terms(CONTRACT_PARTS)),
    Field("year_so_far", Terms(YEAR_PARTS)),
)
BY_NAME: Final = {field.name: field for field in FIELDS}
_ANSWERS_OF: Final = attrgetter(*BY_NAME)


def pays_anything(contract: Mapping[str, int]) -> bool:
    """Whether a contract pays anything at all: its price alone does not."""
    return any(number for name, number in contract.items() if name != "monthly_eur")


class Visit(Struct, frozen=True):
    """The answers about one act; amounts in cents, the coefficient in hundredths.

    `tariff_eur` is a base that the person read on a quote; `professional` tells two visits on one
    day apart. `contract` holds a mutuelle's numbers and `year_so_far` what was kept before, both
    by name. None is not asked: each such answer has a stated default.
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
    tariff_eur: Answer[Cents] = None
    coefficient: Answer[int] = None
    heavy_act: Answer[bool] = None
    linked_to_ald: Answer[bool] = None
    third_party: Answer[bool] = None
    overseas: Answer[bool] = None
    professional: Answer[str] = None
    contract: Answer[tuple[tuple[str, int], ...]] = None
    year_so_far: Answer[tuple[tuple[str, int], ...]] = None

    def with_answers(self, answers: Mapping[str, Any]) -> "Visit":
        """The visit with other answers to some fields, by name."""
        return Visit(*map(answers.get, BY_NAME, _ANSWERS_OF(self)))

    def known(self, name: str) -> Any:
        """The value of a field, None where it is unsure or not asked."""
        answer = getattr(self, name)
        return None if answer is UNSURE else answer

    def terms(self, name: str) -> dict[str, int]:
        """The numbers of `contract` or `year_so_far` by name; only those that were given."""
        given: tuple[tuple[str, int], ...] = self.known(name) or ()
        return dict(given)

    def answers(self) -> dict[str, Any]:
        """All fields that were asked, by name."""
        pairs = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: answer for name, answer in pairs if answer is not None}
