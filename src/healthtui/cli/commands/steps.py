"""`healthtui steps`: the checklist, and `steps set`: how far a step is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection
from datetime import date

from healthtui.cli.answering import Answer, Table, answered, known_only
from healthtui.cli.asked import Checked, checked
from healthtui.cli.case_input import case_in, known
from healthtui.cli.changes import changed
from healthtui.cli.documents import steps as documents
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session, day_in
from healthtui.cli.spoken import steps as spoken
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.answers import BadAnswerError
from healthtui.core.case import Case
from healthtui.core.checklist import Checklist, checklist
from healthtui.core.progress import STATUSES, read_progress
from healthtui.core.sentence import say, word
from healthtui.core.situation import BY_NAME
from healthtui.texts.steps import standing


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    words = commands.words
    parser = commands.add(
        "steps",
        say("show your checklist, or save how far a step is"),
        (
            "healthtui steps",
            "healthtui steps --json",
            "healthtui steps show portal-documents",
            "healthtui steps set portal-documents sent --on 2026-10-02",
        ),
        run,
    )
    asking_options(parser, words)
    below = commands.below(parser, "COMMAND", required=False)
    _add_show(below)
    _add_set(below)


def _add_show(below: Commands) -> None:
    showing = below.add(
        "show",
        say("tell everything about one step"),
        ("healthtui steps show portal-documents",),
        show_step,
    )
    _step_option(showing, below.words)


def _add_set(below: Commands) -> None:
    words = below.words
    setting = below.add(
        "set",
        say("save how far a step is, or one of its papers"),
        (
            "healthtui steps set portal-documents sent --detail portal",
            "healthtui steps set portal-documents refused --paper iban --detail blurred",
        ),
        set_step,
    )
    _step_option(setting, words)
    setting.add_argument("status", metavar="STATUS", help=", ".join(STATUSES))
    setting.add_argument("--on", metavar="DATE", help=words(say("since when; without it, today")))
    setting.add_argument(
        "--detail",
        metavar="TEXT",
        default="",
        help=words(say("how it was sent, on whom you wait, or why it was refused")),
    )
    setting.add_argument(
        "--paper", metavar="PAPER", help=words(say("a paper of the step, instead of the step"))
    )
    setting.add_argument("--note", metavar="TEXT", help=words(say("your own note on the step")))


def _step_option(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("step", metavar="STEP", help=words(say("as “healthtui steps” names it")))


def run(session: Session, args: Namespace) -> int:
    """Print the checklist."""

    def answer(case: Case) -> Answer:
        found, listed = _listed(session, case)
        if args.json:
            return Answer(documents.document(found, listed, session.speaker), (), CERTAIN)
        lines = tuple(spoken.lines(found, listed, session.speaker))
        return Answer({"schema": documents.SCHEMA}, lines, CERTAIN)

    def for_table(table: Table) -> Answer:
        kept = known_only(table, {**BY_NAME, "steps": None}, args)
        return answer(case_in(session.rulebook, kept))

    def for_saved() -> Answer:
        words = session.rulebook.vocabulary
        return answer(changed(session.case(), args.set, words, ("situation",)))

    return answered(session, args, for_table, for_saved)


def _listed(session: Session, case: Case) -> tuple[Checked, Checklist]:
    found = checked(session.rulebook, case.situation, session.today)
    given = found.given
    routes = (given.route,) if given.route else given.routes
    return found, checklist(session.rulebook, case, given.on, routes, session.today)


def show_step(session: Session, args: Namespace) -> int:
    """Print everything about one step, whether it applies or not."""
    _refuse_unknown(args.step, session.rulebook.steps)
    _, listed = _listed(session, session.case())
    for task in (*listed.tasks, *listed.not_needed):
        if task.id == args.step:
            tell(spoken.step(task, listed, session.rulebook, session.speaker))
            return CERTAIN
    step = session.rulebook.steps[args.step]
    tell(
        session.speaker.text(sentence)
        for sentence in (
            say("“{title}” is not one of your steps.", title=word(step.title)),
            word(step.what),
        )
    )
    return CERTAIN


def set_step(session: Session, args: Namespace) -> int:
    """Save how far a step or one of its papers is, and tell it."""
    if session.ephemeral:
        raise Refused(say("Nothing can be saved with --ephemeral."))
    since = day_in("--on", args.on) if args.on else session.today
    before = session.case()
    try:
        after = _stepped(session, before, args, since)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None
    session.save(before, after)
    progress, title = after.step(args.step), session.rulebook.steps[args.step].title
    if args.paper:
        progress, title = progress.papers[args.paper], session.rulebook.papers[args.paper].title
    speaker = session.speaker
    stands = standing(progress, speaker, session.today)
    tell(
        [
            speaker.word("Saved"),
            speaker.text(say("{title}: {status}", title=word(title), status=stands)),
            speaker.text(say("Next: healthtui steps")),
        ]
    )
    return CERTAIN


def _stepped(session: Session, before: Case, args: Namespace, since: date) -> Case:
    known(args.step, session.rulebook.steps)
    wanted = read_progress("STATUS", {"status": args.status}, session.rulebook.vocabulary)
    if args.paper is None:
        after = before.stepped(args.step, wanted.status, since, args.detail)
    else:
        known(args.paper, session.rulebook.steps[args.step].papers)
        after = before.papered(args.step, args.paper, wanted.status, since, args.detail)
    return after if args.note is None else after.noted(args.step, args.note)


def _refuse_unknown(name: str, steps: Collection[str]) -> None:
    try:
        known(name, steps)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None
