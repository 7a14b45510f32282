"""`healthtui completions`: the script with which a shell completes the commands."""

from argparse import Namespace
from typing import Final

from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say

_SHELLS: Final = ("bash", "zsh", "fish")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "completions",
        say("print the script with which your shell completes commands, fields and acts"),
        (
            "source <(healthtui completions bash)",
            "healthtui completions zsh > ~/.zfunc/_healthtui",
            "healthtui completions fish > ~/.config/fish/completions/healthtui.fish",
        ),
        run,
    )
    parser.add_argument(
        "shell",
        metavar="SHELL",
        choices=_SHELLS,
        help=commands.words(say("one of: {names}", names=", ".join(_SHELLS))),
    )


def run(session: Session, args: Namespace) -> int:
    """Print the script; the rules are read, nothing of the person is."""
    # Not before it is asked for: the parser of every command is taken apart.
    from healthtui.cli.anatomy import command_line  # noqa: PLC0415
    from healthtui.cli.completing import script, table  # noqa: PLC0415

    found = table(command_line(session.speaker), session.rulebook)
    tell([script(args.shell, found).rstrip("\n")])
    return CERTAIN
