"""`healthtui year`: the care log of a calendar year, or several acts of an input."""

from argparse import ArgumentParser, Namespace

from healthtui.cli.act_input import acts_in, table_of
from healthtui.cli.answering import CODES, Answer, Table, answered
from healthtui.cli.changes import changed
from healthtui.cli.commands import year_import, year_log
from healthtui.cli.documents import year as documents
from healthtui.cli.session import Session, year_in
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.outlook import outlook
from healthtui.core.quoting import quote
from healthtui.core.sentence import say
from healthtui.core.year import year
from healthtui.texts.spoken import year as spoken


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "year",
        say("tell for the care of a year who pays what, up to its limits"),
        (
            "healthtui year",
            "healthtui year 2025 --json",
            "healthtui year add price_eur=30 care_date=24/11/2026",
            "healthtui year import care.csv --dry-run",
            """echo '{"acts": [{"act": "gp_consultation"}]}' | healthtui year --input -""",
            "healthtui year --input acts.json --json",
        ),
        run,
    )
    asking_options(parser, commands.words)
    year_option(parser, commands.words)
    parser.set_defaults(bare_number="--year")
    below = commands.below(parser, "COMMAND", required=False)
    year_log.add(below)
    year_import.add(below)


def year_option(parser: ArgumentParser, words: Words) -> None:
    """Add `--year`."""
    parser.add_argument(
        "--year", metavar="YEAR", help=words(say("the calendar year; without it, this one"))
    )


def run(session: Session, args: Namespace) -> int:
    """Print the year and return its exit code."""
    rulebook, speaker = session.rulebook, session.speaker

    def for_table(table: Table) -> Answer:
        given = table_of(table, ("acts", "contract"), args)
        contract = given.get("contract")
        shared = {} if contract is None else {"contract": contract}
        acts = acts_in(session, given.get("acts"), shared, args)
        found = year(
            rulebook,
            [each.care for each in acts],
            session.today,
            lambda visit: quote(rulebook, visit, session.today),
        )
        if args.json:
            passed = [each.passed for each in acts]
            document = documents.document(rulebook, found, passed, speaker)
            return Answer(document, (), CODES[found.verdict])
        lines = tuple(spoken.lines(rulebook, found, speaker))
        return Answer({"schema": documents.SCHEMA}, lines, CODES[found.verdict])

    def for_saved() -> Answer:
        case = changed(session.case(), args.set, rulebook.vocabulary, ("situation", "visit"))
        now = outlook(rulebook, case, session.today)
        wanted = year_in(args.year, session.today)
        code = CODES[now.ledger.verdict(wanted)]
        if args.json:
            return Answer(documents.document_of_log(now, wanted, speaker), (), code)
        lines = tuple(spoken.lines_of_log(now, wanted, speaker))
        return Answer({"schema": documents.SCHEMA}, lines, code)

    return answered(session, args, for_table, for_saved)
