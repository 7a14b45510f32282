"""`healthtui compare add`, `set` and `remove`: the contracts to compare."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any, Final

from healthtui.cli.changes import pairs
from healthtui.cli.commands.year_log import drawn_id, refuse_ephemeral
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session
from healthtui.cli.words import Commands, Words
from healthtui.core.answers import BadAnswerError
from healthtui.core.care import new_id
from healthtui.core.case import Case
from healthtui.core.nearest import nearest
from healthtui.core.offer import FIELDS, TERMS, Offer, plain_offer, read_offer
from healthtui.core.sentence import Listing, Sentence, say

_NUMBERS: Final = {name: field for name, field in FIELDS.items() if name != "name"}


def add(commands: Commands) -> None:
    """Add the commands below `compare`."""
    words = commands.words
    adding = commands.add(
        "add",
        say("save a contract to compare, by its numbers"),
        ("healthtui compare add Campus monthly_eur=9,90 percent=100 dental_eur=200",),
        add_offer,
    )
    adding.add_argument("name", metavar="NAME", help=words(say("what you call it")))
    _changes(adding, words, "*")
    setting = commands.add(
        "set",
        say("correct a contract; an empty value takes a number back"),
        ("healthtui compare set Campus monthly_eur=12",),
        set_offer,
    )
    _which(setting, words)
    _changes(setting, words, "+")
    removing = commands.add(
        "remove",
        say("no longer compare a contract"),
        ("healthtui compare remove Campus",),
        remove_offer,
    )
    _which(removing, words)


def _changes(parser: ArgumentParser, words: Words, count: str) -> None:
    told = say("one of {names}", names=Listing(tuple(_NUMBERS)))
    parser.add_argument("changes", metavar="FIELD=VALUE", nargs=count, help=words(told))


def _which(parser: ArgumentParser, words: Words) -> None:
    parser.add_argument("name", metavar="NAME", help=words(say("its name or its id")))


def add_offer(session: Session, args: Namespace) -> int:
    """Save another contract and tell it."""
    refuse_ephemeral(session)
    before = session.case()
    if any(offer.name.casefold() == args.name.casefold() for offer in before.offers.values()):
        told = say(
            "“{name}” is there already; see: healthtui compare set --help", name=args.name[:60]
        )
        raise Refused(told)
    offer = _changed(session, {"name": args.name}, args)
    return _save(session, before, new_id(before.offers, drawn_id), offer)


def set_offer(session: Session, args: Namespace) -> int:
    """Save other numbers of a contract and tell it."""
    refuse_ephemeral(session)
    before = session.case()
    key = _found(args.name, before.offers)
    return _save(session, before, key, _changed(session, plain_offer(before.offers[key]), args))


def remove_offer(session: Session, args: Namespace) -> int:
    """Forget a contract and tell which."""
    refuse_ephemeral(session)
    before = session.case()
    key = _found(args.name, before.offers)
    session.save(before, before.not_offered(key))
    told = say("Removed: {name} ({id})", name=before.offers[key].name, id=key)
    tell([session.speaker.text(told)])
    return CERTAIN


def _save(session: Session, before: Case, key: str, offer: Offer) -> int:
    saved = session.save(before, before.offered(key, offer))
    speaker = session.speaker
    tell([speaker.word("Saved") if saved else speaker.word("Nothing changed")])
    tell(map(speaker.text, (_told(key, offer), say("Next: healthtui compare"))))
    return CERTAIN


def _told(key: str, offer: Offer) -> Sentence:
    numbers = tuple(f"{name} {number}" for name, number in TERMS.plain(offer.terms).items())
    if not numbers:
        return say("{name} ({id}): no number yet", name=offer.name, id=key)
    return say("{name} ({id}): {numbers}", name=offer.name, id=key, numbers=Listing(numbers))


def _changed(session: Session, plain: Mapping[str, Any], args: Namespace) -> Offer:
    """The contract with each FIELD=VALUE in it; its name cannot be taken back."""
    table = dict(plain)
    for name, value in pairs(args.changes, FIELDS):
        if value or name == "name":
            table[name] = value
        else:
            table.pop(name, None)
    try:
        return read_offer(args.name[:60], table, session.rulebook.vocabulary)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None


def _found(name: str, offers: Mapping[str, Offer]) -> str:
    """The id of a contract that is named by it or by its name."""
    if name in offers:
        return name
    ids = {offer.name.casefold(): key for key, offer in offers.items()}
    if name.casefold() in ids:
        return ids[name.casefold()]
    near = nearest(name.casefold(), ids, cutoff=0)
    if not near:
        raise Refused(say("There is no contract to compare yet: no “{name}”.", name=name[:60]))
    close = offers[ids[near[0]]].name
    raise Refused(
        say("No contract is called “{name}”; the nearest is {near}.", name=name[:60], near=close)
    )
