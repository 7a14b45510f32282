from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from healthtui.core.case import Case
from healthtui.core.case_plain import read_situation
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load

TODAY = date(2026, 11, 23)

STUDENT = {
    "card": "none",
    "birth_date": "2004-03-12",
    "stay_from": "2026-09-01",
    "stay_until": "2027-07-31",
    "academic_year_end": "2027-06-30",
    "programme": "degree",
    "enrolled_in_france": True,
    "enrolled_on": "2026-09-07",
    "work": "none",
    "french_number": "none",
    "international_organisation": False,
    "parent_insured_in_france": False,
}
PEOPLE: dict[str, dict[str, Any]] = {
    "Moroccan": STUDENT
    | {
        "nationalities": ["MA"],
        "insured_in": "MA",
        "residence_document": "vls-ts",
        "entered_france_on": "2026-09-01",
        "residence_document_until": "2027-08-31",
        "birth_certificate_language": "ar",
    },
    "Spanish": STUDENT
    | {
        "nationalities": ["ES"],
        "insured_in": "ES",
        "programme": "exchange",
        "card": "ehic",
        "card_valid_until": "2027-01-15",
        "card_renewable": True,
    },
    "Algerian": STUDENT
    | {
        "nationalities": ["DZ"],
        "insured_in": "DZ",
        "residence_document": "unsure",
        "entered_france_on": "2026-09-01",
        "birth_certificate_language": "ar",
    },
}


@dataclass(frozen=True)
class People:
    """The three students of the issue, and what follows for each on a day."""

    rulebook: Rulebook

    def case(self, name: str, **answers: Any) -> Case:
        return Case(read_situation(PEOPLE[name] | answers, self.rulebook.vocabulary))

    def outlook(self, case: Case, today: date = TODAY) -> Outlook:
        return outlook(self.rulebook, case, today)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())


@pytest.fixture(scope="session")
def people(rulebook: Rulebook) -> People:
    return People(rulebook)


@pytest.fixture(scope="session")
def found(people: People) -> Callable[..., Outlook]:
    """The outlook of one of the three by name; other answers come on top."""

    def found(name: str, today: date = TODAY, **answers: Any) -> Outlook:
        return people.outlook(people.case(name, **answers), today)

    return found
