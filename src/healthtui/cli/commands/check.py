"""`healthtui check`: must I register, from when am I covered, and why."""

from argparse import ArgumentParser, Namespace

from healthtui.cli.answering import CODES, Answer, Table, answered, known_only
from healthtui.cli.changes import changed
from healthtui.cli.documents import check as documents
from healthtui.cli.session import Session, day_in
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.asked import checked
from healthtui.core.case_plain import read_situation
from healthtui.core.sentence import say
from healthtui.core.situation import BY_NAME, Situation
from healthtui.texts.spoken import check as spoken


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "check",
        say("tell whether you must register, from when you are covered, and why"),
        (
            "healthtui check",
            "healthtui check --set work=job --on 2027-01-15",
            "healthtui check --input situations.jsonl --json",
        ),
        run,
    )
    options(parser, commands.words)


def options(parser: ArgumentParser, words: Words) -> None:
    """Add the options, which `explain check` shares."""
    asking_options(parser, words)
    parser.add_argument("--on", metavar="DATE", help=words(say("the day the answer is about")))


def run(session: Session, args: Namespace) -> int:
    """Print the verdict and return its exit code."""
    return answer_check(session, args, explain=False)


def answer_check(session: Session, args: Namespace, *, explain: bool) -> int:
    """Print the verdict, if asked with the rows that lost, and return its exit code."""
    on = day_in("--on", args.on) if args.on else None

    def answer(situation: Situation) -> Answer:
        found = checked(session.rulebook, situation, session.today, on, explain=explain)
        code = CODES[found.given.verdict]
        if args.json:
            return Answer(documents.document(found, session.speaker), (), code)
        lines = tuple(spoken.lines(found, session.speaker, explain=explain))
        return Answer({"schema": documents.SCHEMA}, lines, code)

    def for_table(table: Table) -> Answer:
        known = known_only(table, BY_NAME, args)
        return answer(read_situation(known, session.rulebook.vocabulary))

    def for_saved() -> Answer:
        words = session.rulebook.vocabulary
        return answer(changed(session.case(), args.set, words, ("situation",)).situation)

    return answered(session, args, for_table, for_saved)
