"""The rules of a situation: facts, rows of the decision table, routes, and how fields are asked."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from healthtui.core.dated import Dated


class Fact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A yes-or-no that follows from answers, told by exactly one of its forms.

    `field` with `one_of`, `in_group` or `is_true`; `day` `is_after` another day (field names,
    or `on` for the day asked about), each moved by a parameter of months; or `all_of`,
    `any_of`, `none_of` other facts. `absent` is the value where the field was not asked and
    need not be.
    """

    when_true: str
    when_false: str
    field: str = ""
    one_of: tuple[str, ...] = ()
    in_group: str = ""
    is_true: bool = False
    day: str = ""
    day_plus: str = ""
    is_after: str = ""
    is_after_plus: str = ""
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    absent: bool | None = None


class Row(Dated, frozen=True, kw_only=True):
    """One row of the decision table; the first row whose facts all hold gives the route."""

    id: str
    route: str
    when: tuple[str, ...]
    reason: str
    must_know: tuple[str, ...] = ()
    other_source: str = ""


class Reading(Dated, frozen=True, kw_only=True):
    """One of two defensible answers to a disputed case, for those for whom its facts hold."""

    route: str
    text: str
    when: tuple[str, ...] = ()


class Route(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person has to do, and from which answer the cover starts."""

    title: str
    summary: str
    cover_from: Literal["enrolled_on", "stay_from", "work_from", "none"]
    pays: Literal["cpam", "home", "private", "scheme"]
    readings: tuple[Reading, ...] = ()
    question: str = ""


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a field is asked: its label, why it matters, where to find the answer.

    `ask` is the question to put to a desk, in French whatever the language of the person.
    """

    label: str
    help: str
    where_to_find: str
    usual: str | bool | None = None
    choices: Mapping[str, str]
    meanwhile: str = ""
    ask: str = ""
