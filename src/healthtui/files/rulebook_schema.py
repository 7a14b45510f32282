"""What each file of `config/` must look like: strict, frozen models that refuse unknown keys.

The records inside are the core's own; pydantic checks them through these models and adds nothing
to them, so that the core and the program's start know no validation library.
"""

from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from healthtui.core.rulebook import (
    ActRule,
    CareKind,
    Contact,
    ContractExample,
    CoverRule,
    DeadlineRule,
    Fact,
    Group,
    Letter,
    Paper,
    Parameter,
    Proposal,
    Question,
    Route,
    Row,
    Source,
    Step,
    Term,
    TypicalYear,
    Wait,
)

T = TypeVar("T")


class Strict(BaseModel):
    """No unknown key, no converted type, no change after reading."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Records(Strict, Generic[T]):
    """A file whose top-level keys name records of one kind."""

    records: dict[str, T]


class Countries(Strict):
    """Other spellings of countries, and groups whose membership is dated."""

    aliases: dict[str, str]
    groups: dict[str, tuple[Group, ...]]


class Routes(Strict):
    """The decision table in order, and what each route means."""

    rows: tuple[Row, ...] = Field(min_length=1)
    routes: dict[str, Route]


PARAMETER_FILES: Final = (
    "rulebook",
    "tariffs",
    "rates",
    "contributions",
    "contracts",
    "c2s",
    "claims",
)
"""Files of numbers through time; a number's key is `<file>.<name>`."""

SCHEMAS: Final[dict[str, type[Strict]]] = {
    "sources": Records[Source],
    "countries": Countries,
    "facts": Records[Fact],
    "routes": Routes,
    "questions": Records[Question],
    "visit": Records[Question],
    "c2s_questions": Records[Question],
    "deadlines": Records[DeadlineRule],
    "waits": Records[Wait],
    "contacts": Records[Contact],
    "letters": Records[Letter],
    "papers": Records[Paper],
    "steps": Records[Step],
    "kinds": Records[CareKind],
    "acts": Records[ActRule],
    "covers": Records[CoverRule],
    "proposals": Records[Proposal],
    "contract_examples": Records[ContractExample],
    "typical_years": Records[TypicalYear],
    "glossary": Records[Term],
    **dict.fromkeys(PARAMETER_FILES, Records[Parameter]),
}
"""The model of each file of `config/`, by the file's name without ending."""


def wrapped(name: str, tables: dict[str, Any]) -> dict[str, Any]:
    """A file's tables as its model takes them."""
    return {"records": tables} if issubclass(SCHEMAS[name], Records) else tables
