"""`healthtui glossary [WORD]`: what the French words mean."""

from argparse import ArgumentParser, Namespace

from healthtui.cli.output import tell, tell_json
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session
from healthtui.cli.words import Commands, Words, json_option
from healthtui.core.rulebook import Term
from healthtui.core.sentence import say
from healthtui.texts.glossary import found, told


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "glossary",
        say("what French words mean, where you meet them, and their step"),
        ("healthtui glossary", "healthtui glossary carte vitale", "healthtui glossary --json"),
        run,
    )
    options(parser, commands.words)


def options(parser: ArgumentParser, words: Words) -> None:
    """Add the word that is looked up, and `--json`."""
    parser.add_argument(
        "word", nargs="*", metavar="WORD", help=words(say("a word, or a part of it"))
    )
    json_option(parser, words)


def run(session: Session, args: Namespace) -> int:
    """Print the words that fit, the best first; all of them where none was asked for."""
    typed = " ".join(args.word)
    rulebook, speaker = session.rulebook, session.speaker
    keys = found(typed, rulebook, speaker)
    if not keys:
        raise Refused(say("No word of the glossary fits “{word}”.", word=typed))
    if args.json:
        terms = [_plain(key, rulebook.glossary[key], session) for key in keys]
        tell_json({"schema": "healthtui/glossary/1", "terms": terms}, pretty=True)
        return CERTAIN
    lines: list[str] = []
    for key in keys:
        term = rulebook.glossary[key]
        sentences = (speaker.text(sentence) for sentence in told(term, rulebook))
        lines += [term.term, *(f"  {sentence}" for sentence in sentences)]
    tell(lines)
    return CERTAIN


def _plain(key: str, term: Term, session: Session) -> dict[str, object]:
    """A word as JSON; texts in the language of the session."""
    word = session.speaker.word
    return {
        "key": key,
        "term": term.term,
        "also": list(term.also),
        "gloss": word(term.gloss),
        "met": word(term.met),
        "step": term.step or None,
    }
