"""`healthtui wipe`: deletes all that was saved."""

from argparse import Namespace

from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "wipe",
        say("delete all your saved answers from this computer, after asking"),
        ("healthtui wipe", "healthtui wipe --yes"),
        run,
    )
    parser.add_argument(
        "--yes", action="store_true", help=commands.words(say("delete without asking"))
    )


def run(session: Session, args: Namespace) -> int:
    """List what there is, ask, and delete it."""
    # Not before it is asked for: help must not load what reads files.
    from healthtui.cli import wiping  # noqa: PLC0415

    return wiping.run(session, args)
