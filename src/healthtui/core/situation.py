"""The person's situation: the answers from which the route, the steps and the cover follow."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import UNSURE, Answer, Field
from healthtui.core.kinds import Choice, CountryCode, CountryCodes, Day, Flag, Language

FIELDS: Final = (
    Field("nationalities", CountryCodes()),
    Field(
        "french_origin",
        Choice(("mainland", "abroad", "WF", "NC", "PF", "PM", "overseas-department")),
    ),
    Field("insured_in", CountryCode(schemes=("CA-QC", "none"))),
    Field(
        "card",
        Choice(
            (
                "ehic",
                "prc",
                "s1",
                "ghic",
                "uk-ehic-wa",
                "se-401-q-102",
                "se-401-q-104",
                "se-401-q-106",
                "andorra-form",
                "none",
            )
        ),
    ),
    Field("card_valid_until", Day()),
    Field("card_renewable", Flag()),
    Field("birth_date", Day()),
    Field("stay_from", Day()),
    Field("stay_until", Day()),
    Field("academic_year_end", Day()),
    Field(
        "programme",
        Choice(
            (
                "degree",
                "exchange",
                "other-higher-education",
                "phd",
                "language-school",
                "internship",
                "research-stay",
                "au-pair",
                "none",
            )
        ),
    ),
    Field("enrolled_in_france", Flag()),
    Field("enrolled_on", Day()),
    Field(
        "work",
        Choice(
            ("none", "job", "apprenticeship", "phd-contract", "research-contract", "self-employed")
        ),
    ),
    Field("work_from", Day()),
    Field(
        "residence_document",
        Choice(
            (
                "not-needed",
                "vls-ts",
                "vls-t",
                "permit",
                "receipt",
                "mobility-notification",
                "short-stay-visa",
                "none",
            )
        ),
    ),
    Field("residence_document_until", Day()),
    Field("entered_france_on", Day()),
    Field("french_number", Choice(("none", "rights-open", "rights-closed"))),
    Field("international_organisation", Flag()),
    Field("parent_insured_in_france", Flag()),
    Field("birth_certificate_language", Language()),
)
BY_NAME: Final = {field.name: field for field in FIELDS}


class Situation(Struct, frozen=True):
    """The answers; each is a value, `UNSURE`, or None where it was not asked yet."""

    nationalities: Answer[tuple[str, ...]] = None
    french_origin: Answer[str] = None
    insured_in: Answer[str] = None
    card: Answer[str] = None
    card_valid_until: Answer[date] = None
    card_renewable: Answer[bool] = None
    birth_date: Answer[date] = None
    stay_from: Answer[date] = None
    stay_until: Answer[date] = None
    academic_year_end: Answer[date] = None
    programme: Answer[str] = None
    enrolled_in_france: Answer[bool] = None
    enrolled_on: Answer[date] = None
    work: Answer[str] = None
    work_from: Answer[date] = None
    residence_document: Answer[str] = None
    residence_document_until: Answer[date] = None
    entered_france_on: Answer[date] = None
    french_number: Answer[str] = None
    international_organisation: Answer[bool] = None
    parent_insured_in_france: Answer[bool] = None
    birth_certificate_language: Answer[str] = None

    def known(self, name: str) -> Any:
        """The value of a field, None where it is unsure or not asked."""
        answer = getattr(self, name)
        return None if answer is UNSURE else answer

    def day(self, name: str) -> date | None:
        """The date in a field, None where it is unsure or not asked."""
        answer = getattr(self, name)
        return answer if isinstance(answer, date) else None

    def answers(self) -> dict[str, Any]:
        """All fields that were asked, by name."""
        pairs = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: answer for name, answer in pairs if answer is not None}
