"""`healthtui steps`: the checklist, and `steps set`: how far a step is."""

import difflib
from argparse import Namespace
from collections.abc import Collection, Mapping
from datetime import date

from healthtui.cli.answering import Answer, Table, answered, known_only
from healthtui.cli.asked import checked
from healthtui.cli.changes import changed
from healthtui.cli.documents import steps as documents
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session, day_in
from healthtui.cli.spoken import steps as spoken
from healthtui.cli.words import Commands, asking_options
from healthtui.core.answers import BadAnswerError
from healthtui.core.case import STATUSES, Case, Progress, read_progress, read_situation
from healthtui.core.checklist import checklist
from healthtui.core.sentence import Listing, say, word
from healthtui.core.situation import BY_NAME
from healthtui.texts.wording import STATUS_WORDS


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    words = commands.words
    parser = commands.add(
        "steps",
        say("show your checklist, or save how far a step is"),
        (
            "healthtui steps",
            "healthtui steps --json",
            "healthtui steps set upload-papers sent --on 2026-10-02",
        ),
        run,
    )
    asking_options(parser, words)
    below = commands.below(parser, "COMMAND", required=False)
    setting = below.add(
        "set",
        say("save how far a step is"),
        (
            "healthtui steps set upload-papers sent",
            'healthtui steps set upload-papers refused --note "blurred"',
        ),
        set_step,
    )
    setting.add_argument("step", metavar="STEP", help=words(say("as “healthtui steps” names it")))
    setting.add_argument("status", metavar="STATUS", help=", ".join(STATUSES))
    setting.add_argument("--on", metavar="DATE", help=words(say("since when; without it, today")))
    setting.add_argument("--note", metavar="TEXT", help=words(say("your own note on the step")))


def run(session: Session, args: Namespace) -> int:
    """Print the checklist."""

    def answer(case: Case) -> Answer:
        found = checked(session.rulebook, case.situation, session.today)
        given = found.given
        routes = (given.route,) if given.route else given.routes
        listed = checklist(session.rulebook, case, given.on, routes)
        if args.json:
            return Answer(documents.document(found, listed, session.speaker), (), CERTAIN)
        lines = tuple(spoken.lines(found, listed, session.speaker))
        return Answer({"schema": documents.SCHEMA}, lines, CERTAIN)

    def for_table(table: Table) -> Answer:
        return answer(_case_in(session, known_only(table, {**BY_NAME, "steps": None}, args)))

    def for_saved() -> Answer:
        words = session.rulebook.vocabulary
        return answer(changed(session.case(), args.set, words, ("situation",)))

    return answered(session, args, for_table, for_saved)


def _case_in(session: Session, table: Table) -> Case:
    """The case in JSON: fields of the situation, and `steps` with the progress by step."""
    words = session.rulebook.vocabulary
    plain = {name: raw for name, raw in table.items() if name != "steps"}
    return Case(read_situation(plain, words), _progress_in(session, table.get("steps") or {}))


def _progress_in(session: Session, steps: object) -> dict[str, Progress]:
    if not isinstance(steps, Mapping):
        raise BadAnswerError(say("steps: give a table of steps, each with its status."))
    words = session.rulebook.vocabulary
    for name in steps:
        _known(str(name), session.rulebook.steps)
    return {name: read_progress(name, entry, words) for name, entry in steps.items()}


def set_step(session: Session, args: Namespace) -> int:
    """Save how far a step is, and tell it."""
    if session.ephemeral:
        raise Refused(say("Nothing can be saved with --ephemeral."))
    since = day_in("--on", args.on) if args.on else session.today
    before = session.case()
    try:
        after = _stepped(session, before, args, since)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None
    session.save(before, after)
    progress = after.progress[args.step]
    speaker = session.speaker
    tell(
        [
            speaker.word("Saved"),
            speaker.text(
                say(
                    "{title}: {status} since {day}",
                    title=word(session.rulebook.steps[args.step].title),
                    status=STATUS_WORDS[progress.status],
                    day=progress.since or since,
                )
            ),
            speaker.text(say("Next: healthtui steps")),
        ]
    )
    return CERTAIN


def _stepped(session: Session, before: Case, args: Namespace, since: date) -> Case:
    _known(args.step, session.rulebook.steps)
    wanted = read_progress(args.step, {"status": args.status}, session.rulebook.vocabulary)
    after = before.stepped(args.step, wanted.status, since)
    return after if args.note is None else after.noted(args.step, args.note)


def _known(name: str, steps: Collection[str]) -> None:
    """Raise BadAnswerError for a step that the checklist does not have."""
    if name in steps:
        return
    near = difflib.get_close_matches(name, steps, n=3)
    if near:
        raise BadAnswerError(
            say(
                "“{name}” is not a step; near to it: {near}.",
                name=name[:60],
                near=Listing(tuple(near)),
            )
        )
    raise BadAnswerError(
        say("“{name}” is not a step; see: healthtui rules list steps", name=name[:60])
    )
