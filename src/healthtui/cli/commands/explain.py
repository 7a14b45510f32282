"""`healthtui explain check|quote`: the same answers with every reason."""

from argparse import Namespace

from healthtui.cli.commands import check, glossary, quote
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.sentence import say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "explain",
        say("answer with every reason and its source, also the rules that did not apply"),
        ("healthtui explain check", "healthtui explain quote --set price_eur=30"),
        None,
    )
    below = commands.below(parser, "QUESTION", required=True)
    about_check = below.add(
        "check",
        say("every rule that was tried for your situation"),
        ("healthtui explain check", "healthtui explain check --set card=none"),
        _check,
    )
    check.options(about_check, commands.words)
    about_quote = below.add(
        "quote",
        say("every step of the computation of one act"),
        ("healthtui explain quote", "healthtui explain quote --set pathway=out"),
        _quote,
    )
    quote.options(about_quote, commands.words)
    about_term = below.add(
        "term",
        say("a French word: what it means, where you meet it, its step"),
        ("healthtui explain term carte vitale", "healthtui explain term optam --json"),
        glossary.run,
    )
    glossary.options(about_term, commands.words)


def _check(session: Session, args: Namespace) -> int:
    return check.answer_check(session, args, explain=True)


def _quote(session: Session, args: Namespace) -> int:
    return quote.answer_quote(session, args, explain=True)
