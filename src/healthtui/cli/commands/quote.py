"""`healthtui quote`: one act of care, who pays what."""

from argparse import ArgumentParser, Namespace

from healthtui.cli.answering import CODES, Answer, Table, answered, known_only
from healthtui.cli.changes import changed
from healthtui.cli.documents import quote as documents
from healthtui.cli.session import Session
from healthtui.cli.spoken import quote as spoken
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.case import read_visit
from healthtui.core.outlook import outlook
from healthtui.core.quote import Quote, quote
from healthtui.core.sentence import say
from healthtui.core.visit import BY_NAME


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "quote",
        say("tell for one act of care who pays what"),
        (
            "healthtui quote --set act=gp_consultation --set price_eur=30",
            "healthtui quote --set sector=unsure --json",
            """echo '{"act": "dentist_consultation"}' | healthtui quote --input -""",
        ),
        run,
    )
    options(parser, commands.words)


def options(parser: ArgumentParser, words: Words) -> None:
    """Add the options, which `explain quote` shares."""
    asking_options(parser, words)


def run(session: Session, args: Namespace) -> int:
    """Print the quote and return its exit code."""
    return answer_quote(session, args, explain=False)


def answer_quote(session: Session, args: Namespace, *, explain: bool) -> int:
    """Print the quote, if asked with every reason, and return its exit code."""
    rulebook, speaker = session.rulebook, session.speaker

    def answer(found: Quote) -> Answer:
        if args.json:
            document = documents.document(rulebook, found, speaker)
            return Answer(document, (), CODES[found.verdict])
        lines = tuple(spoken.lines(rulebook, found, speaker, explain=explain))
        return Answer({"schema": documents.SCHEMA}, lines, CODES[found.verdict])

    def for_table(table: Table) -> Answer:
        visit = read_visit(known_only(table, BY_NAME, args), rulebook.vocabulary)
        return answer(quote(rulebook, visit, session.today))

    def for_saved() -> Answer:
        case = changed(session.case(), args.set, rulebook.vocabulary, ("visit", "situation"))
        return answer(outlook(rulebook, case, session.today).quote)

    return answered(session, args, for_table, for_saved)
