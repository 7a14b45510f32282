"""`healthtui number`: what can be known of a social security number, which is kept nowhere."""

import sys
from argparse import Namespace

from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import BAD_INPUT, CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands, json_option
from healthtui.core.number import read_number
from healthtui.core.sentence import say

_LONGEST = 200


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "number",
        say("check a social security number from standard input; it is kept nowhere"),
        ("healthtui number", "healthtui number --json < file"),
        run,
    )
    json_option(parser, commands.words)


def run(session: Session, args: Namespace) -> int:
    """Print what the number says of itself, never the number."""
    reading = read_number(sys.stdin.readline(_LONGEST).strip())
    told = [session.speaker.text(sentence) for sentence in reading.told]
    if args.json:
        document = {
            "schema": "healthtui/number/1",
            "well_formed": reading.well_formed,
            "family": reading.family,
            "key": reading.key,
            "told": told,
        }
        tell_json(document, pretty=True)
    else:
        tell(told)
    return CERTAIN if reading.well_formed else BAD_INPUT
