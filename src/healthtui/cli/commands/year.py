"""`healthtui year`: several acts in date order, with the limits of a day and of a year."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from healthtui.cli.answering import CODES, Answer, Table, answered, known_only
from healthtui.cli.documents import year as documents
from healthtui.cli.refused import Refused
from healthtui.cli.session import Session
from healthtui.cli.spoken import year as spoken
from healthtui.cli.words import Commands, asking_options
from healthtui.core.answers import BadAnswerError
from healthtui.core.case_plain import read_visit
from healthtui.core.quote import quote
from healthtui.core.sentence import say
from healthtui.core.visit import BY_NAME, Visit
from healthtui.core.year import year


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "year",
        say("tell for several acts who pays what, with the limits of a day and of a year"),
        (
            """echo '{"acts": [{"act": "gp_consultation"}]}' | healthtui year --input -""",
            "healthtui year --input acts.json --json",
        ),
        run,
    )
    asking_options(parser, commands.words)


def run(session: Session, args: Namespace) -> int:
    """Print the year and return its exit code."""

    def for_table(table: Table) -> Answer:
        visits = _visits_in(session, table, args)
        found = year(
            session.rulebook,
            visits,
            session.today,
            lambda visit: quote(session.rulebook, visit, session.today),
        )
        if args.json:
            document = documents.document(session.rulebook, found, session.speaker)
            return Answer(document, (), CODES[found.verdict])
        lines = tuple(spoken.lines(session.rulebook, found, session.speaker))
        return Answer({"schema": documents.SCHEMA}, lines, CODES[found.verdict])

    def for_saved() -> Answer:
        raise Refused(say("Give the acts with --input: a file, or - for standard input."))

    return answered(session, args, for_table, for_saved)


def _visits_in(session: Session, table: Table, args: Namespace) -> tuple[Visit, ...]:
    """The acts of a table; the contract beside them counts for each that has none of its own."""
    given = known_only(table, {"acts": None, "contract": None}, args)
    for name in given:
        if name not in ("acts", "contract"):
            raise BadAnswerError(
                say("“{name}” is not a field; the fields are acts and contract.", name=name)
            )
    acts = given.get("acts")
    if not isinstance(acts, list):
        raise BadAnswerError(say("acts: give a list of acts, each as for “healthtui quote”."))
    contract = given.get("contract")
    shared = {} if contract is None else {"contract": contract}
    return tuple(
        _visit_in(session, number, shared, act, args) for number, act in enumerate(acts, 1)
    )


def _visit_in(
    session: Session, number: int, shared: Mapping[str, Any], act: object, args: Namespace
) -> Visit:
    if not isinstance(act, Mapping):
        raise BadAnswerError(say("act {n}: this is not a table.", n=str(number)))
    table = known_only({**shared, **act}, BY_NAME, args)
    try:
        return read_visit(table, session.rulebook.vocabulary)
    except BadAnswerError as bad:
        raise BadAnswerError(
            say("act {n}: {problem}", n=str(number), problem=bad.sentence)
        ) from None
