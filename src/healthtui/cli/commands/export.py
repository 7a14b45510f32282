"""`healthtui export`: the case file, the calendar, the care log, or all that is saved."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from healthtui.cli.case_input import case_in
from healthtui.cli.changes import changed
from healthtui.cli.inputs import Item, items
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, FAILURE, Refused
from healthtui.cli.session import Session, year_in
from healthtui.cli.words import Commands, setting_option
from healthtui.core.answers import BadAnswerError
from healthtui.core.case import Case
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.pack import Pack
from healthtui.core.sentence import Sentence, say
from healthtui.files.exports import NotWritten, write_new
from healthtui.texts.speaker import Speaker

Format = Literal["md", "html", "ics", "csv", "jsonl", "json"]
FORMATS: Final[dict[Format, Sentence]] = {
    "md": say("your case file on one page, as Markdown"),
    "html": say("the same for the browser, to print and to hear"),
    "ics": say("your dates for a calendar program"),
    "csv": say("your care as a table"),
    "jsonl": say("your care as JSON, an act a line"),
    "json": say("all that is saved"),
}
_NEXT: Final[dict[Format, Sentence]] = {
    "md": say("Next: open it with any editor, or print it."),
    "html": say("Next: open it in your browser, to print it or to hear it."),
    "ics": say("Next: open it with your calendar; a later export replaces these days."),
    "csv": say("Next: open it with a spreadsheet; healthtui year import FILE reads it back."),
    "jsonl": say("Next: healthtui year import FILE reads it back."),
    "json": say("Next: keep it where nobody else reads it: it holds all your answers."),
}
_OF_THE_LOG: Final = ("csv", "jsonl")


class Wanted(Struct, frozen=True):
    """What to make, whether its calendar names the steps, whether it holds what was written.

    Of the care log only that of a `year`, if one is given.
    """

    format: Format
    titles: bool = False
    notes: bool = False
    year: int | None = None


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    words = commands.words
    parser = commands.add(
        "export",
        say("give your case file, your calendar or all your data to take along"),
        (
            "healthtui export html --output case.html",
            "healthtui export ics --output dates.ics",
            "healthtui export csv --year 2026 --output care.csv",
            "healthtui export json > case.json",
        ),
        run,
    )
    told = "; ".join(f"{name}: {words(does)}" for name, does in FORMATS.items())
    parser.add_argument("format", metavar="FORMAT", choices=tuple(FORMATS), help=told)
    parser.add_argument(
        "--input",
        metavar="FILE",
        help=words(say("export one JSON object, as “steps” takes it; - is standard input")),
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        default="-",
        help=words(say("a new file, for your eyes only; - is standard output")),
    )
    parser.add_argument(
        "--titles",
        action="store_true",
        help=words(say("ics: name the steps in titles, which others may see")),
    )
    parser.add_argument(
        "--notes",
        action="store_true",
        help=words(say("md, html: with your notes and what you said of each status")),
    )
    parser.add_argument(
        "--year", metavar="YEAR", help=words(say("csv, jsonl: only the care of that calendar year"))
    )
    setting_option(parser, words)


def run(session: Session, args: Namespace) -> int:
    """Write the export to its file or to standard output."""
    _refuse_misplaced(args)
    case, generation = _asked(session, args)
    year = year_in(args.year, session.today) if args.year else None
    wanted = Wanted(args.format, titles=args.titles, notes=args.notes, year=year)
    found = outlook(session.rulebook, case, session.today)
    data = exported(wanted, found, session.speaker, generation, packs=packs_for(session, wanted))
    if args.output == "-":
        _pour(data)
        _remember(session, args, found)
        return CERTAIN
    try:
        write_new(Path(args.output), data)
    except NotWritten as trouble:
        raise Refused(trouble.sentence, FAILURE) from trouble
    _remember(session, args, found)
    tell(map(session.speaker.text, written(args.format, Path(args.output))))
    return CERTAIN


def written(name: Format, file: Path) -> tuple[Sentence, ...]:
    """What was written where, and what to do with it."""
    return say("Written: {file} (only you can read it)", file=str(file.absolute())), _NEXT[name]


def _remember(session: Session, args: Namespace, found: Outlook) -> None:
    """Save which days a calendar of the saved case holds, so that a later one can take them back.

    The calendar is out by then: where that cannot be saved, it is only told.
    """
    if args.format != "ics" or args.input is not None or args.set:
        return
    from healthtui.exports.agenda import held  # noqa: PLC0415

    days = held(found, session.packs)
    try:
        session.save(found.case, found.case.calendared(days))
    except Refused as trouble:
        session.warn([trouble.sentence])


def packs_for(session: Session, wanted: Wanted) -> tuple[Pack, ...]:
    """What the institution adds; nothing to all that is saved, which is the person's alone."""
    return () if wanted.format == "json" else session.packs


def exported(
    wanted: Wanted,
    found: Outlook,
    speaker: Speaker,
    generation: int,
    *,
    packs: tuple[Pack, ...] = (),
) -> bytes:
    """The bytes of an export of what is shown; `generation` is how often the case was saved.

    Refused where a calendar would be empty, which no program takes.
    """
    # Each format loads what only it needs: the other commands start without them.
    match wanted.format:
        case "json":
            from healthtui.exports.data import data  # noqa: PLC0415

            return data(found.case)
        case "ics":
            return _calendar(wanted, found, speaker, generation, packs)
        case "csv" | "jsonl":
            return _care(wanted, found)
        case "md" | "html":
            return _paper(wanted, found, speaker, packs)


def _calendar(
    wanted: Wanted, found: Outlook, speaker: Speaker, generation: int, packs: tuple[Pack, ...]
) -> bytes:
    from healthtui.exports.agenda import agenda  # noqa: PLC0415
    from healthtui.exports.calendar import calendar  # noqa: PLC0415

    entries = agenda(found, packs)
    if not entries:
        raise Refused(
            say("No step has a date yet: there is nothing to put into a calendar."), FAILURE
        )
    return calendar(entries, speaker, found.today, generation, titles=wanted.titles)


def _care(wanted: Wanted, found: Outlook) -> bytes:
    from healthtui.exports.care_rows import as_csv, as_json_lines  # noqa: PLC0415

    log = {
        name: care for name, care in found.case.log.items() if wanted.year in (None, care.day.year)
    }
    return as_csv(log) if wanted.format == "csv" else as_json_lines(log)


def _paper(wanted: Wanted, found: Outlook, speaker: Speaker, packs: tuple[Pack, ...]) -> bytes:
    from healthtui.exports.casefile import casefile  # noqa: PLC0415
    from healthtui.exports.html import html  # noqa: PLC0415
    from healthtui.exports.markdown import markdown  # noqa: PLC0415
    from healthtui.exports.voices import voices  # noqa: PLC0415

    tongues = voices(speaker)
    blocks = casefile(found, tongues, notes=wanted.notes, packs=packs)
    return markdown(blocks) if wanted.format == "md" else html(blocks, tongues.language)


def _refuse_misplaced(args: Namespace) -> None:
    if args.titles and args.format != "ics":
        raise Refused(say("--titles goes with ics."))
    if args.notes and args.format not in ("md", "html"):
        raise Refused(say("--notes goes with md and html."))
    if args.year and args.format not in _OF_THE_LOG:
        raise Refused(say("--year goes with csv and jsonl."))
    if args.format in _OF_THE_LOG and (args.set or args.input is not None):
        raise Refused(say("The care log is exported as it is saved: without --input and --set."))
    if args.set and args.input is not None:
        raise Refused(
            say("--set supposes answers on top of the saved ones: it cannot go with --input.")
        )


def _asked(session: Session, args: Namespace) -> tuple[Case, int]:
    """The case that is asked for, and how often it was saved: never, where it is an input."""
    if args.input is not None:
        return _case_of(session, _only(args.input)), 0
    if session.loaded().all_broken:
        raise Refused(say("What you saved cannot be read, so there is nothing to export."), FAILURE)
    case = changed(session.case(), args.set, session.rulebook.vocabulary, ("situation", "visit"))
    # What an export itself saved is no change of the case: the same case gives the same bytes.
    return case, max(0, session.generation() - case.calendars)


def _only(name: str) -> Item:
    """The one object of an input."""
    found = items(name)
    first = next(found)
    if next(found, None) is not None:
        raise Refused(say("An export takes one JSON object; the input holds more."))
    return first


def _case_of(session: Session, item: Item) -> Case:
    problem = item.problem
    if problem is None:
        table = {name: raw for name, raw in (item.table or {}).items() if name != "id"}
        try:
            return case_in(session.rulebook, table)
        except BadAnswerError as bad:
            problem = bad.sentence
    raise Refused(say("line {n}: {problem}", n=str(item.line), problem=problem))


def _pour(data: bytes) -> None:
    """Print the bytes as they are: the line ends of a calendar are part of its format."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise Refused(say("There is no standard output to write to."), FAILURE)
    sys.stdout.flush()
    stream.write(data)
    stream.flush()
