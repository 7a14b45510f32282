"""One question of any kind: its help, where the answer stands, what holds, and the answer."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import UNSURE, BadAnswerError, Field, Kind
from healthtui.core.kinds import (
    ActName,
    Choice,
    CountryCode,
    CountryCodes,
    Day,
    Factor,
    Flag,
    Language,
    Number,
    Price,
    Terms,
)
from healthtui.core.route_rules import Question
from healthtui.core.sentence import Sentence, say, word
from healthtui.plain.choose import Menu, choose
from healthtui.plain.dialogue import ANSWERING, KEPT, TEN, BackError, Dialogue, Told
from healthtui.plain.finding import finder
from healthtui.plain.terms import ask_terms, terms_words

_LISTED: Final = (Choice, Flag, CountryCode, CountryCodes, ActName, Language)

_HELP: Final = {
    "nationalities": say("It decides which papers you need and which rules apply."),
    "act": say("What you go for."),
}
"""Help without the keys of the screen."""

_PROMPTS: Final[dict[type, Sentence]] = {
    Day: say("A day, such as 1/9/2026:"),
    Price: say("An amount in euro, such as 26,50:"),
    Factor: say("A number, such as 1,5:"),
}
_TEXT: Final = say("A short text:")
UNSURE_TOO: Final = say("d: I don't know.")


class Asked(Struct, frozen=True):
    """A question as it is put.

    `heading` names it, `present` is the answer that holds and `supposed` what is used without
    one. A `needed` answer can be neither unsure nor taken back.
    """

    field: Field
    question: Question
    heading: Callable[[], Told]
    present: Callable[[], Any]
    supposed: Callable[[], Any] = lambda: None
    needed: bool = False


def asked_of(
    field: Field,
    question: Question,
    present: Callable[[], Any],
    supposed: Callable[[], Any] = lambda: None,
    *,
    needed: bool = False,
) -> Asked:
    """A question under its own name."""
    return Asked(field, question, lambda: word(question.label), present, supposed, needed)


def ask(dialogue: Dialogue, asked: Asked) -> Any:
    """The answer, or KEPT; None takes the answer back."""
    kind = asked.field.kind
    if isinstance(kind, CountryCodes):
        return _countries(dialogue, asked)
    if isinstance(kind, _LISTED):
        return choose(dialogue, lambda: _menu(dialogue, asked))
    if isinstance(kind, Terms):
        dialogue.tell(*_heading(dialogue, asked))
        return ask_terms(dialogue, asked.field.name, asked.present())
    return _typed(dialogue, asked)


def words_of(dialogue: Dialogue, asked: Asked, answer: Any) -> str:
    """An answer in words; empty where there is none."""
    if isinstance(asked.field.kind, Terms) and isinstance(answer, tuple):
        return dialogue.speaker.value(terms_words(dialogue, asked.field.name, answer))
    return dialogue.choices.words(asked.field, asked.question, answer)


def _heading(dialogue: Dialogue, asked: Asked) -> tuple[Told, ...]:
    """What is asked, what it is for, where to find it, and what Enter alone keeps."""
    question = asked.question
    told: list[Told] = [asked.heading(), _HELP.get(asked.field.name, word(question.help))]
    if question.where_to_find:
        told.append(say("Where to find it: {place}", place=word(question.where_to_find)))
    return (*told, _so_far(dialogue, asked))


def _so_far(dialogue: Dialogue, asked: Asked) -> Sentence:
    if asked.present() is not None:
        words = words_of(dialogue, asked, asked.present())
        return say("Answered so far: {answer}. Enter keeps it.", answer=words)
    if asked.supposed() is not None:
        words = words_of(dialogue, asked, asked.supposed())
        return say("Supposed so far: {answer}. Enter leaves it so.", answer=words)
    return say("Not answered yet. Enter leaves it so.")


def _keeps(dialogue: Dialogue, asked: Asked) -> Sentence:
    label = word(asked.question.label)
    if asked.present() is not None:
        words = words_of(dialogue, asked, asked.present())
        return say("Unchanged: {question}: {answer}", question=label, answer=words)
    if asked.supposed() is not None:
        words = words_of(dialogue, asked, asked.supposed())
        return say("Left as supposed: {question}: {answer}", question=label, answer=words)
    return say("Left without an answer: {question}", question=label)


def _menu(dialogue: Dialogue, asked: Asked) -> Menu:
    every = dialogue.choices.finder(asked.field, asked.question, clearable=False)("")
    options = tuple(pair for pair in every if pair[0] is not UNSURE)
    unsure = (UNSURE_TOO,) if len(options) > TEN and not asked.needed else ()
    return Menu(
        (*_heading(dialogue, asked), *unsure),
        options,
        find=finder(dialogue, asked.field, asked.question),
        keeps=_keeps(dialogue, asked),
        open_too=not asked.needed,
    )


def _countries(dialogue: Dialogue, asked: Asked) -> Any:
    """One country, and then others as long as the person names some."""
    while True:
        answer = choose(dialogue, lambda: _menu(dialogue, asked))
        if not isinstance(answer, tuple):
            return answer
        try:
            return _with_others(dialogue, asked, answer)
        except BackError:
            continue


def _with_others(dialogue: Dialogue, asked: Asked, found: tuple[str, ...]) -> tuple[str, ...]:
    more = choose(dialogue, lambda: _another(dialogue, asked, found))
    if more is KEPT:
        return found
    return _with_others(dialogue, asked, tuple(dict.fromkeys((*found, *more))))


def _another(dialogue: Dialogue, asked: Asked, answer: tuple[str, ...]) -> Menu:
    usual = _menu(dialogue, asked)
    so_far = words_of(dialogue, asked, answer)
    heading = say("So far: {countries}. Another one? Enter: no.", countries=so_far)
    return Menu((heading,), usual.options, find=usual.find, keeps=say("No other one."), quiet=True)


def _typed(dialogue: Dialogue, asked: Asked) -> Any:
    unsure = () if asked.needed else (UNSURE_TOO,)
    dialogue.tell(*_heading(dialogue, asked), *unsure)
    kind, words = asked.field.kind, dialogue.desk.rulebook.vocabulary
    about = () if asked.needed else (ANSWERING,)
    while True:
        typed = dialogue.hear(prompt(kind), about)
        if typed is None:
            dialogue.tell(*_heading(dialogue, asked), *unsure)
        elif not typed:
            dialogue.tell(_keeps(dialogue, asked))
            return KEPT
        elif not asked.needed and typed.casefold() in ("d", "-"):
            return UNSURE if typed.casefold() == "d" else None
        else:
            try:
                return kind.read(typed, words)
            except BadAnswerError as bad:
                dialogue.tell(bad.sentence)


def prompt(kind: Kind) -> Sentence:
    """What a typed answer looks like."""
    if isinstance(kind, Number):
        return say(
            "A whole number from {least} to {most}:", least=str(kind.least), most=str(kind.most)
        )
    return _PROMPTS.get(type(kind), _TEXT)
