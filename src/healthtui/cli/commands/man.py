"""`healthtui man`: the page of the manual."""

from argparse import Namespace

from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    commands.add(
        "man",
        say("print the page of the manual"),
        ("healthtui man | man -l -", "healthtui man > ~/.local/share/man/man1/healthtui.1"),
        run,
    )


def run(session: Session, args: Namespace) -> int:
    """Print the page; neither the rules nor anything of the person is read."""
    # Not before it is asked for: the parser of every command is taken apart.
    from healthtui.cli.manual import page  # noqa: PLC0415

    del args
    tell([page(session.speaker)])
    return CERTAIN
