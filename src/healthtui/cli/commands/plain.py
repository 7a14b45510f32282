"""`healthtui plain`: the whole app as a dialogue of lines, for screen readers and old terminals."""

from argparse import Namespace

from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    commands.add(
        "plain",
        say("the whole app as a dialogue, for screen readers, Braille and simple terminals"),
        ("healthtui plain", "healthtui --accessible", "ACCESSIBLE=1 healthtui"),
        run,
    )


def run(session: Session, args: Namespace) -> int:
    """Talk until the person leaves and return the exit code."""
    from healthtui.cli.dialogue import open_dialogue  # noqa: PLC0415 - `--help` needs no dialogue

    del args
    return open_dialogue(session, session.opened())
