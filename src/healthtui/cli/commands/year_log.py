"""`healthtui year add`, `set` and `delete`: the acts of the care log."""

from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import uuid4

from healthtui.cli.changes import answers_in
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.answers import UNSURE
from healthtui.core.care import BY_NAME, Care, contradictions, logged, new_id
from healthtui.core.case import Case
from healthtui.core.nearest import nearest
from healthtui.core.outlook import outlook
from healthtui.core.sentence import Sentence, say
from healthtui.texts.spoken import year as spoken

_ID_LENGTH: Final = 6
_ALWAYS_KNOWN: Final = ("act", "care_date")


def add(commands: Commands) -> None:
    """Add the commands below `year`."""
    words = commands.words
    adding = commands.add(
        "add",
        say("log care that took place; the default is the GP today"),
        (
            "healthtui year add",
            "healthtui year add act=dentist_consultation care_date=24/11/2026 price_eur=23",
            "healthtui year add price_eur=30 contract=percent=100,dental_eur=200",
        ),
        add_act,
    )
    adding.add_argument(
        "changes",
        metavar="FIELD=VALUE",
        nargs="*",
        help=words(
            say("a field of a visit, claimed_on, received_eur, mutuelle_received_eur, note")
        ),
    )
    setting = commands.add(
        "set",
        say("correct logged care, or save what became of the claim"),
        ("healthtui year set 3fa2c1 claimed_on=2026-11-24 received_eur=19",),
        set_act,
    )
    setting.add_argument("id", metavar="ID", help=words(say("as “healthtui year” names it")))
    setting.add_argument(
        "changes", metavar="FIELD=VALUE", nargs="+", help=words(say("as for “healthtui year add”"))
    )
    deleting = commands.add(
        "delete",
        say("take care out of the log"),
        ("healthtui year delete 3fa2c1",),
        delete_acts,
    )
    deleting.add_argument(
        "ids", metavar="ID", nargs="+", help=words(say("as “healthtui year” names it"))
    )


def drawn_id() -> str:
    """A short id at random, which no spreadsheet takes for a number."""
    while (drawn := uuid4().hex[:_ID_LENGTH])[0].isdecimal():
        pass
    return drawn


def add_act(session: Session, args: Namespace) -> int:
    """Log an act and tell its id and what it costs."""
    refuse_ephemeral(session)
    before = session.case()
    answers = _answers(session, args)
    given = {name: answer for name, answer in answers.items() if answer is not None}
    if "contract" not in answers and before.visit.known("contract"):
        given["contract"] = before.visit.contract
    name = new_id(before.log, drawn_id)
    after = before.logged(name, logged(Care(**given), session.today))
    session.save(before, after)
    tell(_saved(session, after, name, changed=True))
    return CERTAIN


def set_act(session: Session, args: Namespace) -> int:
    """Save answers about a logged act and tell what holds now."""
    refuse_ephemeral(session)
    before = session.case()
    name = _named(args.id, before.log)
    after = before
    for field, answer in _answers(session, args).items():
        after = after.cared(name, field, answer)
    saved = session.save(before, after)
    tell(_saved(session, after, name, changed=saved is not None))
    return CERTAIN


def delete_acts(session: Session, args: Namespace) -> int:
    """Take acts out of the log and name them."""
    refuse_ephemeral(session)
    before = session.case()
    names = tuple(dict.fromkeys(_named(each, before.log) for each in args.ids))
    session.save(before, before.unlogged(names))
    tell(_deleted(session, before, names))
    return CERTAIN


def refuse_ephemeral(session: Session) -> None:
    """Say no where nothing may be saved."""
    if session.ephemeral:
        raise Refused(say("Nothing can be saved with --ephemeral."))


def _answers(session: Session, args: Namespace) -> Mapping[str, Any]:
    found = answers_in(args.changes, BY_NAME, session.rulebook.vocabulary)
    for name in _ALWAYS_KNOWN:
        if name in found and found[name] in (None, UNSURE):
            raise Refused(
                say("{field}: logged care always has one; give another value.", field=name)
            )
    return found


def _saved(session: Session, after: Case, name: str, *, changed: bool) -> Iterator[str]:
    speaker, rulebook = session.speaker, session.rulebook
    entry = outlook(rulebook, after, session.today).ledger.entry(name)
    yield speaker.word("Saved") if changed else speaker.word("Nothing changed")
    session.warn(tuple(contradictions(after.log[name], session.today).values()))
    if entry is not None:
        yield from spoken.act_lines(entry, rulebook, speaker)
        yield speaker.text(say("Next: healthtui year {year}", year=str(entry.day.year)))


def _deleted(session: Session, before: Case, names: tuple[str, ...]) -> Iterator[str]:
    book = outlook(session.rulebook, before, session.today).ledger
    for name in names:
        entry = book.entry(name)
        if entry is not None:
            told = spoken.title(entry, session.rulebook, session.speaker)
            yield session.speaker.text(say("Deleted: {act}", act=told))


def _named(text: str, log: Collection[str]) -> str:
    """The id that was meant: itself, or the only one that begins like it."""
    if text in log:
        return text
    beginning = [name for name in log if text and name.startswith(text)]
    if len(beginning) != 1:
        raise Refused(_unknown(text, log))
    return beginning[0]


def _unknown(name: str, log: Collection[str]) -> Sentence:
    near = nearest(name, log, cutoff=0)
    if not near:
        return say("No care is in your log: there is no “{id}”.", id=name[:60])
    return say("“{id}” is not in your log; the nearest is {near}.", id=name[:60], near=near[0])
