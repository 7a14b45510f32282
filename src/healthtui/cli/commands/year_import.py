"""`healthtui year import`: care from a table or from JSON Lines into the log."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from healthtui.cli.care_import import Imported, imported
from healthtui.cli.commands.year_log import refuse_ephemeral
from healthtui.cli.inputs import Item, Line, items_of, lines_in
from healthtui.cli.output import complain, tell
from healthtui.cli.refused import BAD_INPUT, CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say

_MOST_BYTES: Final = 32 << 20
_BY_ENDING: Final = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}


def add(commands: Commands) -> None:
    """Add the command below `year`."""
    words = commands.words
    parser = commands.add(
        "import",
        say("log the care of a table (CSV) or of JSON Lines"),
        (
            "healthtui year import care.csv --dry-run",
            "healthtui year import - --format jsonl < care.jsonl",
        ),
        run,
    )
    parser.add_argument("file", metavar="FILE", help=words(say("- is standard input")))
    parser.add_argument(
        "--format",
        choices=("csv", "jsonl"),
        help=words(say("without it, as the name or the content tells")),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=words(say("tell what would be imported; save nothing")),
    )


def run(session: Session, args: Namespace) -> int:
    """Import the rows that can be read in one save, tell those that cannot."""
    if not args.dry_run:
        refuse_ephemeral(session)
    lines = lines_in(args.file, _MOST_BYTES)
    before = session.case()
    found = imported(_rows(lines, args), before.log, session.rulebook.vocabulary)
    for number, problem in found.problems:
        told = session.speaker.text(problem)
        complain(session.speaker.text(say("line {n}: {problem}", n=str(number), problem=told)))
    if not args.dry_run:
        session.save(before, replace(before, log={**before.log, **found.new}))
    tell(_told(session, found, dry=args.dry_run))
    return BAD_INPUT if found.problems else CERTAIN


def _rows(lines: Sequence[Line], args: Namespace) -> Iterator[Item]:
    kind = args.format or _BY_ENDING.get(Path(args.file).suffix.lower())
    if kind is None:
        kind = "jsonl" if lines and lines[0][1].lstrip().startswith(b"{") else "csv"
    if kind == "jsonl":
        return items_of(iter(lines))
    # Here and nowhere else: every other command starts without it.
    from healthtui.cli.care_table import rows  # noqa: PLC0415

    return rows(lines)


def _told(session: Session, found: Imported, *, dry: bool) -> Iterator[str]:
    pattern = say("To be imported: {n}", n=str(len(found.new)))
    if not dry:
        pattern = say("Imported: {n}", n=str(len(found.new)))
    yield session.speaker.text(pattern)
    if found.known:
        yield session.speaker.text(say("Already there: {n}", n=str(found.known)))
    if found.problems:
        yield session.speaker.text(say("Not imported: {n}", n=str(len(found.problems))))
    if dry:
        yield session.speaker.text(say("Nothing was saved."))
    yield session.speaker.text(say("Next: healthtui year"))
