"""`healthtui rules`: the law that the answers rest on, and how fresh it is."""

from argparse import Namespace

from healthtui.cli import rules_index
from healthtui.cli.documents import rules as documents
from healthtui.cli.health import Health, health
from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import CERTAIN, FAILURE, Refused
from healthtui.cli.session import Session, day_in
from healthtui.cli.spoken import rules as spoken
from healthtui.cli.words import Commands, json_option
from healthtui.core.nearest import nearest
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.files.rulebook_trouble import RulebookError


def add(commands: Commands) -> None:
    """Add the command and its commands to the parser."""
    words = commands.words
    parser = commands.add(
        "rules",
        say("show the rules, their sources and their health"),
        (
            "healthtui rules check",
            "healthtui rules list acts",
            "healthtui rules show tariffs.gp_s1",
        ),
        None,
    )
    below = commands.below(parser, "COMMAND", required=True)
    checking = below.add(
        "check",
        say("tell whether the rules may be used, and what is stale or uncertain in them"),
        ("healthtui rules check", "healthtui rules check --today 2027-06-01"),
        check,
    )
    json_option(checking, words)
    listing = below.add(
        "list",
        say("list the keys of the rules with their titles"),
        ("healthtui rules list", "healthtui rules list acts"),
        list_keys,
    )
    listing.add_argument(
        "prefix", metavar="PREFIX", nargs="?", default="", help=words(say("how keys begin"))
    )
    json_option(listing, words)
    _add_show_and_diff(below)


def _add_show_and_diff(below: Commands) -> None:
    words = below.words
    showing = below.add(
        "show",
        say("show one rule through time, with its sources"),
        ("healthtui rules show contributions.flat_contribution",),
        show,
    )
    showing.add_argument("key", metavar="KEY", help=words(say("a key of “healthtui rules list”")))
    json_option(showing, words)
    comparing = below.add(
        "diff",
        say("show what differs between the rules of two days"),
        ("healthtui rules diff 2024-12-21 2024-12-22",),
        diff,
    )
    for name in ("first", "second"):
        comparing.add_argument(name, metavar="DATE", help=words(say("a day")))
    json_option(comparing, words)


def check(session: Session, args: Namespace) -> int:
    """Print the problems of the rules, or their health."""
    # Nothing else in the program reads the files themselves, which takes a library to check them.
    from healthtui.files.rulebook_toml import load  # noqa: PLC0415

    try:
        rulebook = load(session.rules_folder)
    except RulebookError as error:
        if args.json:
            tell_json(documents.broken(error.problems), pretty=True)
        else:
            tell(str(problem) for problem in error.problems)
        return FAILURE
    found: Health = health(rulebook, session.today)
    overlay = session.overlay
    if args.json:
        healthy = documents.healthy(rulebook, found, session.speaker)
        told = documents.overlay(overlay, session.speaker)
        tell_json({**healthy, "overlay": told}, pretty=True)
    else:
        tell(spoken.healthy(rulebook, found, session.speaker))
        tell(spoken.overlay(overlay, session.speaker))
    return FAILURE if overlay.problems else CERTAIN


def list_keys(session: Session, args: Namespace) -> int:
    """Print keys and titles."""
    found = _entries(session, args.prefix)
    if not found:
        raise Refused(_no_such_key(session, args.prefix))
    if args.json:
        tell_json(documents.listed(session.rulebook, found, session.speaker), pretty=True)
    else:
        tell(f"{entry.key}: {session.speaker.text(entry.title)}" for entry in found)
    return CERTAIN


def show(session: Session, args: Namespace) -> int:
    """Print one rule through time."""
    found = [entry for entry in _entries(session, args.key) if entry.key == args.key]
    if not found:
        raise Refused(_no_such_key(session, args.key))
    if args.json:
        tell_json(documents.shown(session.rulebook, found[0], session.speaker), pretty=True)
    else:
        tell(spoken.shown(session.rulebook, found[0], session.speaker))
    return CERTAIN


def diff(session: Session, args: Namespace) -> int:
    """Print what differs between two days."""
    first, second = day_in("DATE", args.first), day_in("DATE", args.second)
    changes = rules_index.changes(session.rulebook, first, second)
    if args.json:
        document = documents.changed(session.rulebook, first, second, changes, session.speaker)
        tell_json(document, pretty=True)
    else:
        tell(spoken.changed(session.rulebook, first, second, changes, session.speaker))
    return CERTAIN


def _entries(session: Session, prefix: str) -> tuple[rules_index.Entry, ...]:
    """The shipped rules whose key begins with a prefix, and after them the packs."""
    packs = rules_index.pack_entries(session.packs, session.speaker)
    added = (entry for entry in packs if entry.key.startswith(prefix))
    return (*rules_index.entries(session.rulebook, prefix), *added)


def _no_such_key(session: Session, key: str) -> Sentence:
    keys = [entry.key for entry in _entries(session, "")]
    near = nearest(key, keys, 3, cutoff=0.5)
    if near:
        return say("“{key}” is not a rule; near to it: {near}.", key=key, near=Listing(tuple(near)))
    return say("“{key}” is not a rule; see: healthtui rules list", key=key)
