"""The situation: its questions one by one, the verdict, its reasons, and single corrections."""

from typing import Any

from healthtui.core.answers import Field
from healthtui.core.asked import Checked, checked
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.situation import BY_NAME, FIELDS
from healthtui.plain.choose import Menu, choose, menu_loop
from healthtui.plain.dialogue import KEPT, Dialogue, answer_words, read_out
from healthtui.plain.in_turn import in_turn
from healthtui.plain.questions import Asked, ask, words_of
from healthtui.texts.spoken import check as spoken
from healthtui.texts.wording import title


def situation(dialogue: Dialogue) -> None:
    """The room, until the person goes back."""
    rooms = {
        "ask": _interview,
        "hear": _verdict,
        "why": _every_reason,
        "change": _correct,
    }
    menu_loop(dialogue, lambda: _menu(dialogue), lambda chosen: rooms[chosen](dialogue))


def _menu(dialogue: Dialogue) -> Menu:
    asked, given = _matter(dialogue), dialogue.now.case.situation
    done = sum(getattr(given, field.name) is not None for field in asked)
    return Menu(
        (
            word("Your situation: must you register, and from when are you covered?"),
            say("Questions that matter: {all}; answered: {done}.", all=len(asked), done=done),
            say(
                "The answer now: {title}",
                title=title(dialogue.desk.rulebook, dialogue.now.eligibility),
            ),
        ),
        (
            ("ask", say("Answer the open questions, one by one")),
            ("hear", say("Hear the answer, with reasons and days of cover")),
            ("why", say("Hear every rule that was tried")),
            ("change", say("Change one answer")),
        ),
    )


def _matter(dialogue: Dialogue) -> list[Field]:
    """The questions whose answer can still change something, in the order of asking."""
    return [field for field in FIELDS if field.name in dialogue.now.matters]


def _open(dialogue: Dialogue, passed: list[str]) -> list[str]:
    """What matters, is not answered, and was not put yet."""
    given = dialogue.now.case.situation
    matter = (field.name for field in _matter(dialogue))
    return [name for name in matter if getattr(given, name) is None and name not in passed]


def _interview(dialogue: Dialogue) -> None:
    """Each open question once, then the verdict; which ones, each answer may change."""
    if not _open(dialogue, []):
        dialogue.tell(word("Every question that matters is answered. Change one with 4."))
    put_before: list[str] = []

    def following(passed: list[str]) -> str | None:
        put_before[:] = passed
        return next(iter(_open(dialogue, passed)), None)

    def put(name: str) -> None:
        label = word(dialogue.desk.rulebook.questions[name].label)
        n = len(put_before) + 1
        left = len(_open(dialogue, [*put_before, name]))
        heading = say("Question {n} of {all}: {question}", n=n, all=n + left, question=label)
        _question(dialogue, name, heading)

    in_turn(following, put)
    _verdict(dialogue)


def _question(dialogue: Dialogue, name: str, heading: Sentence) -> None:
    asked = _asked(dialogue, name, heading)
    before = title(dialogue.desk.rulebook, dialogue.now.eligibility)
    answer = ask(dialogue, asked)
    if answer is KEPT:
        return
    told = answer_words(
        dialogue, word(asked.question.label), answer, words_of(dialogue, asked, answer)
    )
    dialogue.edit(lambda case: case.answered(name, answer), told)
    if name in dialogue.now.problems:
        dialogue.tell(say("Please check: {text}", text=dialogue.now.problems[name]))
    after = title(dialogue.desk.rulebook, dialogue.now.eligibility)
    if after != before:
        dialogue.tell(say("The answer now: {title}", title=after))


def _asked(dialogue: Dialogue, name: str, heading: Sentence) -> Asked:
    question = dialogue.desk.rulebook.questions[name]
    return Asked(
        BY_NAME[name],
        question,
        lambda: heading,
        lambda: getattr(dialogue.now.case.situation, name),
    )


def _correct(dialogue: Dialogue) -> None:
    """Choose a question from all that matter or were answered, and answer it anew."""
    name = choose(dialogue, lambda: _every_question(dialogue))
    _question(dialogue, name, word(dialogue.desk.rulebook.questions[name].label))


def _every_question(dialogue: Dialogue) -> Menu:
    given = dialogue.now.case.situation
    names = [
        field.name
        for field in FIELDS
        if field.name in dialogue.now.matters or getattr(given, field.name) is not None
    ]
    options = tuple((name, _line(dialogue, name)) for name in names)
    return Menu((word("Which answer?"),), options)


def _line(dialogue: Dialogue, name: str) -> str:
    question = dialogue.desk.rulebook.questions[name]
    answer: Any = getattr(dialogue.now.case.situation, name)
    words = dialogue.choices.words(BY_NAME[name], question, answer)
    label = word(question.label)
    if not words:
        return dialogue.speaker.text(say("{question}: not answered", question=label))
    return dialogue.speaker.text(say("{question}: {answer}", question=label, answer=words))


def _checked(dialogue: Dialogue, *, explain: bool) -> Checked:
    desk = dialogue.desk
    return checked(desk.rulebook, dialogue.now.case.situation, desk.today, explain=explain)


def _verdict(dialogue: Dialogue) -> None:
    found = _checked(dialogue, explain=False)
    read_out(dialogue, spoken.lines(found, dialogue.speaker, explain=False, named=False))


def _every_reason(dialogue: Dialogue) -> None:
    found = _checked(dialogue, explain=True)
    read_out(dialogue, spoken.lines(found, dialogue.speaker, explain=True, named=False))
