"""The front door: how the dialogue begins, its main menu, and how it ends."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from healthtui.core.sentence import Sentence, say, word
from healthtui.plain.choose import Menu, choose, yes
from healthtui.plain.compare import CompareRoom
from healthtui.plain.dialogue import BackError, Dialogue, LeaveError, MainError
from healthtui.plain.exports import Export, ExportRoom, Formats
from healthtui.plain.glossary import glossary
from healthtui.plain.language import choose_language
from healthtui.plain.number import number
from healthtui.plain.situation import situation
from healthtui.plain.steps import steps
from healthtui.plain.visit import VisitRoom
from healthtui.plain.year import YearRoom
from healthtui.texts.language import OWN_NAMES
from healthtui.texts.steps import how_far
from healthtui.texts.wording import title


class Doors(Struct, frozen=True):
    """What comes in from outside: ids at random, the formats of exports and how one is written.

    `notices` are told at the start. `begin_anew` is given where saved files exist and none can be
    read: it lets the dialogue begin beside them. `kept_nowhere` is why nothing will be saved.
    """

    draw: Callable[[], str]
    formats: Formats
    export: Export
    notices: tuple[Sentence, ...] = ()
    begin_anew: Callable[[], None] | None = None
    kept_nowhere: Sentence | None = None


_KEPT: Final = say(
    "Your answers are kept on this computer alone; the command “healthtui wipe” deletes them."
)


def converse(dialogue: Dialogue, doors: Doors) -> tuple[bool, bool]:
    """Talk until the person leaves; whether all is saved, and whether it was interrupted."""
    interrupted = False
    try:
        if _begins(dialogue, doors):
            _main(dialogue, doors)
    except LeaveError:
        pass
    except KeyboardInterrupt:
        interrupted = True
        dialogue.tell("")  # off the line on which the terminal shows ^C
    return _end(dialogue), interrupted


def _begins(dialogue: Dialogue, doors: Doors) -> bool:
    """Greet; whether the person wants to go on where saved files cannot be read."""
    dialogue.tell(word("healthtui: French health insurance for students, as a dialogue."))
    dialogue.tell(word("Nothing leaves this computer."))
    dialogue.tell(word("At every prompt: ? help, b back, m main menu, u undo, q quit."))
    dialogue.tell(*doors.notices)
    if doors.kept_nowhere is not None:
        dialogue.tell(say("Nothing will be saved: {why}", why=doors.kept_nowhere))
    if doors.begin_anew is None:
        return True
    dialogue.tell(word("There are saved answers, but none of the files can be read."))
    try:
        wanted = yes(dialogue, word("Begin anew? The files stay beside it."))
    except (BackError, MainError):
        return False
    if wanted:
        doors.begin_anew()
    return wanted


def _main(dialogue: Dialogue, doors: Doors) -> None:
    compare = CompareRoom(dialogue, doors.draw)
    rooms: dict[str, Callable[[], None]] = {
        "situation": lambda: situation(dialogue),
        "steps": lambda: steps(dialogue),
        "visit": VisitRoom(dialogue, doors.draw).run,
        "year": YearRoom(dialogue, doors.draw, compare.run).run,
        "compare": lambda: compare.run(dialogue.desk.today.year),
        "exports": ExportRoom(dialogue, doors.formats, doors.export).run,
        "words": lambda: glossary(dialogue),
        "number": lambda: number(dialogue),
        "language": lambda: choose_language(dialogue),
    }
    while True:
        try:
            rooms[choose(dialogue, lambda: _menu(dialogue))]()
        except MainError:
            continue
        except BackError:
            dialogue.tell(say("This is the main menu. q quits."))


def _menu(dialogue: Dialogue) -> Menu:
    now = dialogue.now
    told = [say("Main menu. The answer now: {title}", title=title(now.rulebook, now.eligibility))]
    late = now.checklist.next_deadline()
    if late is not None and late.deadline is not None:
        step = word(late.step.title)
        told.append(say("Next last day: {title}, {day}", title=step, day=late.deadline.day))
    steps_words = say("Your steps: {how_far}", how_far=how_far(now.checklist))
    options = (
        ("situation", say("Your situation: must you register?")),
        ("steps", dialogue.speaker.text(steps_words)),
        ("visit", say("What a visit costs, and who pays what")),
        ("year", say("Your care of a year, and what is owed to you")),
        ("compare", say("Is a mutuelle worth it? Compare")),
        ("exports", say("Take along: write a file")),
        ("words", say("French words, and what they mean")),
        ("number", say("Check a social security number")),
        ("language", say("Language: {name}", name=OWN_NAMES[dialogue.speaker.language])),
    )
    return Menu(tuple(told), options, about=(_KEPT,) if dialogue.desk.keeps else ())


def _end(dialogue: Dialogue) -> bool:
    """Try once more what is not saved, and say how it stands; whether all is saved."""
    dialogue.desk.retry()
    if not dialogue.desk.all_saved:
        dialogue.tell_news()
        dialogue.tell(say("Goodbye. Not everything could be saved."))
        return False
    if dialogue.desk.keeps:
        dialogue.tell(say("Goodbye. Everything is saved."))
    else:
        dialogue.tell(say("Goodbye. Nothing was saved."))
    return True
