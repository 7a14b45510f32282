"""`healthtui set`: saves answers, as the form does."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Final

from healthtui.cli.changes import Home, changed, split
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, Refused
from healthtui.cli.session import Session
from healthtui.cli.words import Commands
from healthtui.core.case import Case
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.wording import in_words

_NEXT: Final[Mapping[Home, Sentence]] = {
    "situation": say("Next: healthtui check"),
    "visit": say("Next: healthtui quote"),
    "c2s": say("Next: healthtui compare"),
}
"""The command that uses the answers of each home, the first first."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "set",
        say("save answers; an empty value takes an answer back"),
        (
            "healthtui set nationalities=MA,FR insured_in=MA",
            "healthtui set work=unsure birth_date=",
            "healthtui set visit.act=gp_consultation visit.price_eur=30",
            "healthtui set c2s.household=1 c2s.income_eur=9000",
        ),
        run,
    )
    parser.add_argument(
        "changes",
        metavar="FIELD=VALUE",
        nargs="+",
        help=commands.words(say("an answer; “unsure” is one; lists are joined by commas")),
    )


def run(session: Session, args: Namespace) -> int:
    """Save the answers and tell what is now saved."""
    if session.ephemeral:
        raise Refused(say("Nothing can be saved with --ephemeral; to suppose an answer: --set."))
    before = session.case()
    after = changed(before, args.changes, session.rulebook.vocabulary, ("situation",))
    saved = session.save(before, after)
    speaker = session.speaker
    tell([speaker.word("Saved") if saved else speaker.word("Nothing changed")])
    tell(dict.fromkeys(_told(session, after, text) for text in args.changes))
    homes = {split(text, ("situation",))[0] for text in args.changes}
    tell([speaker.text(next(said for home, said in _NEXT.items() if home in homes))])
    return CERTAIN


def _told(session: Session, case: Case, text: str) -> str:
    home, field, _ = split(text, ("situation",))
    rulebook = session.rulebook
    questions, answers = {
        "situation": (rulebook.questions, case.situation),
        "visit": (rulebook.visit_questions, case.visit),
        "c2s": (rulebook.c2s_questions, case.c2s),
    }[home]
    question = questions[field.name]
    answer = getattr(answers, field.name)
    value = in_words(rulebook, session.speaker, field, question, answer)
    return session.speaker.text(say("{label}: {value}", label=word(question.label), value=value))
