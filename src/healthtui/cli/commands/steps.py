"""`healthtui steps`: the checklist, and `steps set`: how far a step is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator
from datetime import date

from healthtui.cli.answering import Answer, Table, answered, known_only
from healthtui.cli.case_input import case_in, known
from healthtui.cli.changes import changed
from healthtui.cli.documents import steps as documents
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session, day_in
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.answers import BadAnswerError
from healthtui.core.asked import Checked, checked
from healthtui.core.case import Case
from healthtui.core.checklist import Checklist
from healthtui.core.checklist_maker import checklist
from healthtui.core.pack import on_step
from healthtui.core.progress import STATUSES, Progress, Status, read_progress, since_when
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.situation import BY_NAME
from healthtui.core.step_rules import Step
from healthtui.texts.spoken import overlay
from healthtui.texts.spoken import steps as spoken
from healthtui.texts.steps import STATUS_WORDS, standing


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
            "healthtui steps set portal-documents --note 'called on Monday'",
        ),
        set_step,
    )
    _step_option(setting, words)
    setting.add_argument("status", metavar="STATUS", nargs="?", help=", ".join(STATUSES))
    setting.add_argument("--on", metavar="DATE", help=words(say("since when; without it, today")))
    setting.add_argument(
        "--detail",
        metavar="TEXT",
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
            document = documents.document(found, listed, session.speaker, session.packs)
            return Answer(document, (), CERTAIN)
        lines = tuple(spoken.lines(found, listed, session.speaker, session.packs))
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
    task = listed.task(args.step)
    if task is not None:
        tell(spoken.step(task, listed, session.rulebook, session.speaker))
    else:
        step = session.rulebook.steps[args.step]
        tell(map(session.speaker.text, (_not_yours(step), word(step.what))))
    tell(overlay.lines(on_step(session.packs, args.step, session.today), session.speaker))
    return CERTAIN


def _not_yours(step: Step) -> Sentence:
    return say("“{title}” is not one of your steps.", title=word(step.title))


def set_step(session: Session, args: Namespace) -> int:
    """Save how far a step or one of its papers is, and tell it."""
    if session.ephemeral:
        raise Refused(say("Nothing can be saved with --ephemeral."))
    before = session.case()
    try:
        after = _stepped(session, before, args)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None
    session.save(before, after)
    tell(_saved(session, after, args))
    return CERTAIN


def _saved(session: Session, after: Case, args: Namespace) -> Iterator[str]:
    """What holds now, and whether the answers so far ask for that step at all."""
    speaker, step = session.speaker, session.rulebook.steps[args.step]
    progress, title = after.step(args.step), step.title
    if args.paper:
        progress = progress.papers.get(args.paper, Progress())
        title = session.rulebook.papers[args.paper].title
    stands = standing(progress, speaker, session.today)
    stands = stands or speaker.text(STATUS_WORDS[progress.status])
    yield speaker.word("Saved")
    yield speaker.text(say("{title}: {status}", title=word(title), status=stands))
    _, listed = _listed(session, after)
    if all(task.id != args.step for task in listed.tasks):
        yield speaker.text(_not_yours(step))
    yield speaker.text(say("Next: healthtui steps"))


def _stepped(session: Session, before: Case, args: Namespace) -> Case:
    """The case as told; without another status or day, those it has stay."""
    known(args.step, session.rulebook.steps)
    present = before.step(args.step)
    if args.paper is not None:
        known(args.paper, session.rulebook.steps[args.step].papers)
        present = present.papers.get(args.paper, Progress())
    after = before
    if (args.status, args.on, args.detail) != (None, None, None):
        told = _told(session, present, args)
        if args.paper is None:
            after = before.stepped(args.step, *told)
        else:
            after = before.papered(args.step, args.paper, *told)
    elif args.note is None:
        raise BadAnswerError(say("Give a status, or a note with --note."))
    return after if args.note is None else after.noted(args.step, args.note)


def _told(session: Session, present: Progress, args: Namespace) -> tuple[Status, date, str]:
    """Status, day and detail: what is not given stays, if the status does."""
    status = present.status
    if args.status is not None:
        entry = {"status": args.status}
        status = read_progress("STATUS", entry, session.rulebook.vocabulary).status
    kept = present if status == present.status else Progress()
    since = kept.since or session.today
    if args.on:
        since = since_when(day_in("--on", args.on), session.today)
    return status, since, kept.detail if args.detail is None else args.detail


def _refuse_unknown(name: str, steps: Collection[str]) -> None:
    try:
        known(name, steps)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None
