"""What each file of `config/` must look like: the core's own records, checked by pydantic.

The models are made of the records: strict, and without unknown keys. So the core and the program's
start know no validation library, and no field is written down twice.
"""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo, fields
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model

from healthtui.core.care_rules import (
    ActRule,
    CareKind,
    ContractExample,
    CoverRule,
    Proposal,
    TypicalYear,
)
from healthtui.core.dated import Group, Parameter, Source
from healthtui.core.route_rules import Fact, Question, Route, Row
from healthtui.core.rulebook import Term
from healthtui.core.step_rules import Contact, DeadlineRule, Letter, Paper, Step, Wait


class Countries(Struct, frozen=True):
    """Other spellings of countries, and groups whose membership is dated."""

    aliases: dict[str, str]
    groups: dict[str, tuple[Group, ...]]


class Routes(Struct, frozen=True):
    """The decision table in order, and what each route means."""

    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
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

SCHEMAS: Final[dict[str, Any]] = {
    "sources": dict[str, Source],
    "countries": Countries,
    "facts": dict[str, Fact],
    "routes": Routes,
    "questions": dict[str, Question],
    "visit": dict[str, Question],
    "c2s_questions": dict[str, Question],
    "deadlines": dict[str, DeadlineRule],
    "waits": dict[str, Wait],
    "contacts": dict[str, Contact],
    "letters": dict[str, Letter],
    "papers": dict[str, Paper],
    "steps": dict[str, Step],
    "kinds": dict[str, CareKind],
    "acts": dict[str, ActRule],
    "covers": dict[str, CoverRule],
    "proposals": dict[str, Proposal],
    "contract_examples": dict[str, ContractExample],
    "typical_years": dict[str, TypicalYear],
    "glossary": dict[str, Term],
    **dict.fromkeys(PARAMETER_FILES, dict[str, Parameter]),
}
"""What each file of `config/` holds, by the file's name without ending."""


class _Strict(BaseModel):
    """No unknown key, no converted type."""

    model_config = ConfigDict(strict=True, extra="forbid")


def checked(name: str, text: str) -> Any:
    """What a file holds, from its tables as JSON; pydantic's ValidationError tells what is wrong.

    As JSON, strict reading still takes dates and arrays.
    """
    kind = SCHEMAS[name]
    return msgspec.convert(_adapter(name).validate_json(text), kind, from_attributes=True)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_of_models(SCHEMAS[name]))


def _of_models(kind: Any) -> Any:
    """A type with a model in place of each record in it."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _model(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[_of_models(inside[0]), *inside[1:]]
    parts = tuple(map(_of_models, inside))
    if parts == inside:
        return kind
    return Union[parts] if origin in {Union, UnionType} else origin[parts]


@cache
def _model(kind: type[Struct]) -> type[_Strict]:
    given: dict[str, Any] = {
        field.name: (_of_models(field.type), _default(field)) for field in fields(kind)
    }
    return create_model(kind.__name__, __base__=_Strict, **given)


def _default(field: FieldInfo) -> Any:
    if field.required:
        return ...
    if field.default_factory is not msgspec.NODEFAULT:
        return Field(default_factory=field.default_factory)
    return field.default
