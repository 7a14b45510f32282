"""`healthtui schema`: what the JSON documents of the program are made of."""

import json
from argparse import Namespace

from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say
from healthtui.files.schemas import NAMES, schema_text


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "schema",
        say("print the JSON Schema of a document, or the names of all of them"),
        ("healthtui schema", "healthtui schema quote"),
        run,
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        choices=NAMES,
        help=commands.words(say("one of: {names}", names=", ".join(NAMES))),
    )


def run(session: Session, args: Namespace) -> int:
    """Print one schema, or the names; nothing of the person is read."""
    del session
    if args.name is None:
        tell(NAMES)
    else:
        tell_json(json.loads(schema_text(args.name)), pretty=True)
    return CERTAIN
