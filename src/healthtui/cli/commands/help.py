"""`healthtui help [TOPIC]`: a topic, or how a command is used."""

from argparse import Namespace

from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.nearest import nearest
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "help",
        say("help on a topic, such as accessibility or exit-codes, or on a command"),
        ("healthtui help", "healthtui help accessibility", "healthtui help steps set"),
        run,
    )
    parser.add_argument(
        "topic",
        metavar="TOPIC",
        nargs="*",
        help=commands.words(say("a topic or a command; without one, the topics there are")),
    )


def run(session: Session, args: Namespace) -> int:
    """Print the help; neither the rules nor anything of the person is read."""
    # Not before it is asked for: the parser of every command is taken apart.
    from healthtui.cli.anatomy import command_line  # noqa: PLC0415
    from healthtui.cli.parser import whole_parser  # noqa: PLC0415
    from healthtui.cli.topics import TOPICS, overview, topic  # noqa: PLC0415
    from healthtui.plain.wrapping import wrapped  # noqa: PLC0415

    wanted, speaker = " ".join(args.topic), session.speaker
    commands = {each.name: each.path for each in command_line(speaker).all() if each.path}
    if wanted in commands:
        whole_parser(speaker).below(commands[wanted]).print_help()
        return CERTAIN
    if wanted and wanted not in TOPICS:
        (near,) = nearest(wanted, (*TOPICS, *commands), cutoff=0)
        raise Refused(say("No help on “{word}”; the nearest is {near}.", word=wanted, near=near))
    told = topic(wanted, speaker) if wanted else overview(speaker)
    tell(line for sentence in told for line in wrapped(sentence))
    return CERTAIN
