"""`healthtui paths`: what is stored where."""

from argparse import Namespace

from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import CERTAIN
from healthtui.cli.session import Session
from healthtui.cli.words import Commands, json_option
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "paths",
        say("tell where your answers and the rules are"),
        ("healthtui paths", "healthtui paths --json"),
        run,
    )
    json_option(parser, commands.words)


def run(session: Session, args: Namespace) -> int:
    """Print the places."""
    folder = None if session.ephemeral else str(session.folder)
    generation = session.generation()
    rules = str(session.rules_folder)
    overlay = None if session.overlay_folder is None else str(session.overlay_folder)
    if args.json:
        document = {
            "schema": "healthtui/paths/1",
            "data_dir": folder,
            "generation": generation,
            "rules_dir": rules,
            "overlay_dir": overlay,
        }
        tell_json(document, pretty=True)
        return CERTAIN
    told = session.speaker.text
    kept = say("Your answers: {folder}", folder=folder or told(say("not kept")))
    lines = [told(kept), told(say("The rules: {folder}", folder=rules))]
    if folder and not generation:
        lines.insert(1, told(say("Nothing is saved there yet.")))
    if overlay:
        lines.append(told(say("Packs of your institution: {folder}", folder=overlay)))
    tell(lines)
    return CERTAIN
