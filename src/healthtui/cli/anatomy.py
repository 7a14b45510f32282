"""What the command line is made of, read off its parser: for the manual and for completions."""

from argparse import SUPPRESS, Action
from collections.abc import Iterator, Mapping

from msgspec import Struct

from healthtui.cli.parser import Parser, whole_parser
from healthtui.texts.speaker import Speaker


class Command(Struct, frozen=True):
    """A command: its words after the name of the program, its arguments, the commands below it.

    `does`, `examples` and the sentences of `more` are the texts of its help.
    """

    path: tuple[str, ...]
    does: str
    examples: str
    more: tuple[str, ...]
    runs: bool
    options: tuple[Action, ...]
    places: tuple[Action, ...]
    below: tuple["Command", ...]

    @property
    def name(self) -> str:
        """Its words as one, empty for the program itself."""
        return " ".join(self.path)

    def all(self) -> Iterator["Command"]:
        """The command, and after it all that are below it."""
        yield self
        for each in self.below:
            yield from each.all()


def command_line(speaker: Speaker) -> Command:
    """The program with all its commands, its texts in the speaker's language."""
    return _command(whole_parser(speaker), ())


def metavar(action: Action) -> str:
    """What an argument is called in help, empty where it takes no value."""
    return str(action.metavar or "") if action.nargs != 0 else ""


def _command(parser: Parser, path: tuple[str, ...]) -> Command:
    options, places, below = [], [], []
    for action in parser.actions:
        if isinstance(action.choices, Mapping):
            parsers = action.choices.items()
            below = [_command(each, (*path, name)) for name, each in parsers]
        elif action.option_strings and action.help != SUPPRESS:
            options.append(action)
        else:
            places.append(action)
    does, _, examples = _told(parser.description).partition("\n\n")
    return Command(
        path,
        does,
        examples,
        tuple(_told(parser.epilog).splitlines()),
        parser.get_default("run") is not None,
        tuple(options),
        tuple(places),
        tuple(below),
    )


def _told(text: str | None) -> str:
    return (text or "").replace("%%", "%")
