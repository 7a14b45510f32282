"""Acts of care from JSON, as `year` and `compare` take them."""

from argparse import Namespace
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct

from healthtui.cli.answering import Table, known_only
from healthtui.cli.session import Session
from healthtui.core.answers import BadAnswerError
from healthtui.core.care import BY_NAME, Care
from healthtui.core.case_plain import read_care
from healthtui.core.sentence import Listing, say


class GivenAct(Struct, frozen=True):
    """An act of the input; `passed` holds its `id`, if it has one, which goes into the answer."""

    care: Care
    passed: dict[str, Any]


def table_of(table: Table, names: Collection[str], args: Namespace) -> Table:
    """The table as it is to be read; BadAnswerError for a key that is none of `names`."""
    given = known_only(table, dict.fromkeys(names), args)
    for name in given:
        if name not in names:
            known = Listing(tuple(names))
            raise BadAnswerError(
                say("“{name}” is not a field; the fields are {known}.", name=name, known=known)
            )
    return given


def acts_in(
    session: Session, acts: object, shared: Mapping[str, Any], args: Namespace
) -> tuple[GivenAct, ...]:
    """The acts of a list; what is `shared` counts for each act that does not say it itself."""
    if not isinstance(acts, list):
        raise BadAnswerError(say("acts: give a list of acts, each as for “healthtui quote”."))
    return tuple(_act_in(session, number, shared, act, args) for number, act in enumerate(acts, 1))


def _act_in(
    session: Session, number: int, shared: Mapping[str, Any], act: object, args: Namespace
) -> GivenAct:
    if not isinstance(act, Mapping):
        raise BadAnswerError(say("act {n}: this is not a table.", n=str(number)))
    passed = {"id": act["id"]} if "id" in act else {}
    own = {name: raw for name, raw in act.items() if name != "id"}
    table = known_only({**shared, **own}, BY_NAME, args)
    try:
        return GivenAct(read_care(table, session.rulebook.vocabulary), passed)
    except BadAnswerError as bad:
        raise BadAnswerError(
            say("act {n}: {problem}", n=str(number), problem=bad.sentence)
        ) from None
