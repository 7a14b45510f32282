"""The words of help texts, and how a command adds itself to the parser."""

import argparse
from collections.abc import Callable
from typing import Any, Protocol

from healthtui.cli.session import Session
from healthtui.core.sentence import Sentence, say
from healthtui.texts.speaker import Speaker

Run = Callable[[Session, argparse.Namespace], int]


class Words:
    """Texts of help in the reader's language."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def __call__(self, sentence: Sentence) -> str:
        """The sentence, with percent signs as argparse wants them."""
        return self.speaker.text(sentence).replace("%", "%%")

    def described(self, does: Sentence, *examples: str) -> str:
        """What a command does and then examples: what most people look for, before all options."""
        lines = (self(say("examples:")), *(f"  {line}" for line in examples))
        return "\n".join((self(does), "", *lines))


class Everywhere(Protocol):
    """Adds the options that every command takes."""

    def __call__(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Add them to one parser."""


class Commands:
    """A place in the parser to which commands are added."""

    def __init__(self, adder: Any, words: Words, everywhere: Everywhere) -> None:
        self._adder = adder
        self.words = words
        self._everywhere = everywhere

    def add(
        self, name: str, does: Sentence, examples: tuple[str, ...], run: Run | None
    ) -> argparse.ArgumentParser:
        """Add one command: what it does, examples, and what runs it."""
        told = self.words(does)
        parser: argparse.ArgumentParser = self._adder.add_parser(
            name,
            help=told,
            description=self.words.described(does, *examples),
        )
        self._everywhere(parser, self.words)
        if run is not None:
            parser.set_defaults(run=run, parser=parser)
        return parser

    def below(self, parser: argparse.ArgumentParser, metavar: str, *, required: bool) -> "Commands":
        """The place for commands of a command."""
        adder = parser.add_subparsers(
            metavar=metavar, title=self.words(say("commands")), required=required
        )
        return Commands(adder, self.words, self._everywhere)


def asking_options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add the options of every command that answers about a case."""
    parser.add_argument(
        "--input",
        metavar="FILE",
        help=words(say("answer for JSON: one object, or one per line; - is standard input")),
    )
    parser.add_argument(
        "--lenient", action="store_true", help=words(say("ignore keys of JSON that are not fields"))
    )
    setting_option(parser, words)
    json_option(parser, words)


def setting_option(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add `--set`."""
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help=words(say("suppose another answer; saves nothing; may be repeated")),
    )


def json_option(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help=words(say("answer as JSON")))
