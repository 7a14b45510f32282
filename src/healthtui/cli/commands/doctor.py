"""`healthtui doctor`: whether saving works and is private, and what to do where not."""

from argparse import Namespace

from healthtui.cli.session import Session
from healthtui.cli.words import Commands, json_option
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "doctor",
        say("tell whether saving works and is private, and what to do if not"),
        ("healthtui doctor", "healthtui doctor --json"),
        run,
    )
    json_option(parser, commands.words)


def run(session: Session, args: Namespace) -> int:
    """Print one line for each check; the code of failure where one found a problem."""
    # Not before it is asked for: help must not load what reads files.
    from healthtui.cli import examination  # noqa: PLC0415

    return examination.run(session, args)
