"""The words of the command line; each command adds its own in its own file."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any, Final, NoReturn

from healthtui import __version__
from healthtui.cli import app
from healthtui.cli.output import complain
from healthtui.cli.refused import BAD_INPUT
from healthtui.cli.usage import HelpFormat, complaint
from healthtui.cli.words import Commands, Words
from healthtui.core.case import THEMES
from healthtui.core.sentence import say
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker

COMMANDS: Final = {
    "check": "check",
    "set": "set_answers",
    "steps": "steps",
    "quote": "quote",
    "year": "year",
    "compare": "compare",
    "explain": "explain",
    "glossary": "glossary",
    "export": "export",
    "rules": "rules",
    "number": "number",
    "paths": "paths",
    "doctor": "doctor",
    "wipe": "wipe",
    "schema": "schema",
    "completions": "completions",
    "man": "man",
    "plain": "plain",
    "help": "help",
}
"""The commands in the order of the help, each with the file that holds it."""
_MORE: Final = (
    say("Without a command the app opens. Nothing is ever sent anywhere."),
    say("Exit codes: 0 certain, 1 failure, 2 bad input, 3 open, 4 rule unknown."),
    say("More: healthtui help, healthtui man, the README, and in the app the key ?."),
    say("With a screen reader: healthtui plain, healthtui help accessibility."),
)
"""What stands below the first help."""
_WITH_VALUE: Final = ("--lang", "--today", "--data-dir", "--overlay", "--theme", "--idle")
"""Options before a command that are followed by a value."""
_ALONE: Final = ("--kiosk", "--accessible", "--ephemeral")
"""Options before a command that open the app, if nothing follows."""


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviation and complains in one line, in the speaker's language."""

    def __init__(self, speaker: Speaker, **settings: Any) -> None:
        house: dict[str, Any] = {
            "allow_abbrev": False,
            "formatter_class": partial(HelpFormat, speaker),
            "add_help": False,
        }
        super().__init__(**house | settings)
        self._speaker = speaker
        self._given: Sequence[str] = ()

    def add_subparsers(self, **settings: Any) -> Any:
        """The place for commands, which speak the same language."""
        settings["parser_class"] = partial(Parser, self._speaker)
        return super().add_subparsers(**settings)

    @property
    def actions(self) -> tuple[argparse.Action, ...]:
        """The options and places of the command, in the order of its help."""
        return tuple(self._actions)

    def below(self, path: Sequence[str]) -> "Parser":
        """The parser of a command by its words, which it must have."""
        found = self
        for word in path:
            (commands,) = (each.choices for each in found.actions if isinstance(each.choices, dict))
            found = commands[word]
        return found

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments read; where a command takes a bare number, it is that of an option."""
        option = self.get_default("bare_number")
        spelled = self._spelled_out(args, option) if args and option else args
        self._given = spelled or ()
        return super().parse_known_args(spelled, namespace)

    def _spelled_out(self, args: Sequence[str], option: str) -> list[str]:
        """The arguments with the option before their first word, if that is a number.

        A place for that number itself would take the name of a command below for it.
        """
        valued = {name for each in self._actions if each.nargs != 0 for name in each.option_strings}
        for place, word in enumerate(args):
            is_value = place > 0 and args[place - 1] in valued
            if not is_value and not word.startswith("-"):
                return [*args[:place], *([option] if word.isdecimal() else []), *args[place:]]
        return list(args)

    def error(self, message: str) -> NoReturn:
        """End with the code of bad usage: what is wrong, what may be meant, where help is."""
        options = [name for action in self._actions for name in action.option_strings]
        sentence = complaint(message, self._given, options)
        told = self._speaker.text(sentence) if sentence else f"{message}."
        see = self._speaker.text(say("See: {command}", command=f"{self.prog} --help"))
        complain(f"{self.prog}: {told} {see}")
        sys.exit(BAD_INPUT)


def parsed(arguments: Sequence[str], speaker: Speaker) -> argparse.Namespace:
    """The arguments read; `run` in them is the command to call with a session and them."""
    args: argparse.Namespace
    args, unknown = _parser(speaker, _named(arguments)).parse_known_args(arguments)
    if unknown:
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return args


def whole_parser(speaker: Speaker) -> Parser:
    """The parser with every command in it."""
    return _parser(speaker, tuple(COMMANDS))


def _named(arguments: Sequence[str]) -> Sequence[str]:
    """The commands that the parser must know: the one that is called, none where the app opens.

    To know a command is to load it, and all together take longer than most answers. For help,
    and to say what may be meant by a word that is none, they are all known.
    """
    rest = iter(arguments)
    for argument in rest:
        if argument == "--version":
            return ()
        if argument.partition("=")[0] in _WITH_VALUE:
            if "=" not in argument:
                next(rest, None)
        elif argument in COMMANDS:
            return (argument,)
        elif argument not in _ALONE:
            return tuple(COMMANDS)
    return ()


def _parser(speaker: Speaker, names: Sequence[str]) -> Parser:
    words = Words(speaker)
    top = Parser(
        speaker,
        prog="healthtui",
        description=words.described(
            say("French health insurance for international students; offline and private."),
            "healthtui",
            "healthtui set nationalities=MA insured_in=MA programme=degree",
            "healthtui check",
            "healthtui quote --set act=gp_consultation --set price_eur=30",
        ),
        epilog="\n".join(map(words, _MORE)),
    )
    _everywhere(top, words, top=True)
    top.add_argument(
        "--version",
        action="version",
        version=f"healthtui {__version__}",
        help=words(say("show the version and end")),
    )
    top.add_argument(
        "--kiosk",
        action="store_true",
        help=words(say("for a shared screen: the app and no more; keeps nothing, ends when idle")),
    )
    top.add_argument(
        "--idle",
        metavar="MINUTES",
        help=words(say("end the app after so long without a key; 15 with --kiosk")),
    )
    top.add_argument(
        "--accessible",
        action="store_true",
        help=words(say("open the app as a dialogue of lines, as “healthtui plain”")),
    )
    top.add_argument(
        "--theme",
        choices=THEMES,
        metavar="NAME",
        help=words(say("colours of the app: {names}", names=", ".join(THEMES))),
    )
    _drawing(top, words)
    top.set_defaults(run=app.run, parser=top)
    adder = top.add_subparsers(metavar="COMMAND", title=words(say("commands")))
    commands = Commands(adder, words, _everywhere)
    for name in names:
        import_module(f"healthtui.cli.commands.{COMMANDS[name]}").add(commands)
    return top


def _drawing(top: argparse.ArgumentParser, words: Words) -> None:
    """Add what a terminal may need to be told of; each has a variable of the environment too."""
    for name, told in (
        ("--ascii", say("draw lines and signs by ASCII (HEALTHTUI_ASCII=1)")),
        ("--no-color", say("draw by bold and reverse alone (NO_COLOR=1)")),
        ("--no-mouse", say("leave the mouse to the terminal (HEALTHTUI_MOUSE=0)")),
        ("--cursor", say("show the cursor where the focus is (HEALTHTUI_CURSOR=1)")),
    ):
        top.add_argument(name, action="store_true", help=words(told))


def _everywhere(parser: argparse.ArgumentParser, words: Words, *, top: bool = False) -> None:
    """Add the options that every command takes.

    Below the top they have no default, so that the value given before the command stays.
    """
    group = parser.add_argument_group(words(say("options of every command")))
    group.add_argument("-h", "--help", action="help", help=words(say("show this help and end")))

    def option(name: str, help_text: str, **settings: Any) -> None:
        default = settings.pop("default", None)
        settings["default"] = default if top else argparse.SUPPRESS
        group.add_argument(name, help=help_text, **settings)

    option("--lang", words(say("language: {codes}", codes=", ".join(available()))), metavar="LANG")
    option("--today", words(say("answer as if today were this day")), metavar="DATE")
    option("--data-dir", words(say("where your answers are kept")), metavar="DIR")
    option("--overlay", words(say("where packs of your institution are")), metavar="DIR")
    option(
        "--ephemeral",
        words(say("neither read nor keep any answers")),
        action="store_true",
        default=False,
    )
