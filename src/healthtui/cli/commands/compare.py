"""`healthtui compare`: buying nothing, the C2S and contracts over a year of care."""

from argparse import Namespace
from typing import Final

from healthtui.cli.answering import CODES, Answer, Table, answered
from healthtui.cli.changes import changed
from healthtui.cli.commands import compare_offers
from healthtui.cli.commands.year import year_option
from healthtui.cli.comparing import compared, verdict_of
from healthtui.cli.documents import compare as documents
from healthtui.cli.session import Session, number_in, year_in
from healthtui.cli.words import Commands, asking_options
from healthtui.core.compare import MOST_VISITS
from healthtui.core.comparison import Comparison, comparison
from healthtui.core.outlook import outlook
from healthtui.core.sentence import Sentence, say
from healthtui.texts.spoken import compare as spoken

_VISITS: Final = "30"


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    words = commands.words
    parser = commands.add(
        "compare",
        say("compare buying nothing, the C2S and contracts over a year"),
        (
            "healthtui compare",
            "healthtui compare add Campus monthly_eur=9,90 percent=100",
            "healthtui compare --set c2s.household=1 --set c2s.income_eur=9000",
            "healthtui compare --input options.json --json",
        ),
        run,
    )
    asking_options(parser, words)
    year_option(parser, words)
    parser.add_argument(
        "--visits",
        metavar="N",
        default=_VISITS,
        help=words(say("with --json: the cost with 0 to N visits; without it, 30")),
    )
    compare_offers.add(commands.below(parser, "COMMAND", required=False))


def run(session: Session, args: Namespace) -> int:
    """Print the comparison and return its exit code."""
    rulebook = session.rulebook
    visits = number_in("--visits", args.visits, 0, MOST_VISITS)

    def answer(found: Comparison, care: Sentence) -> Answer:
        code = CODES[verdict_of(found)]
        if args.json:
            return Answer(documents.document(found, visits, session.speaker), (), code)
        lines = tuple(spoken.lines(found, care, session.speaker))
        return Answer({"schema": documents.SCHEMA}, lines, code)

    def for_table(table: Table) -> Answer:
        found = compared(session, table, args)
        count = str(len(found.question.care))
        return answer(found, say("For the care of the input, acts: {n}", n=count))

    def for_saved() -> Answer:
        case = changed(session.case(), args.set, rulebook.vocabulary, ("visit", "situation"))
        year = year_in(args.year, session.today)
        found = comparison(outlook(rulebook, case, session.today), year)
        count = str(len(found.question.care))
        return answer(found, say("For your care of {year}, acts: {n}", year=str(year), n=count))

    return answered(session, args, for_table, for_saved)
