"""The topics of `healthtui help`, in lines that read well aloud."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from healthtui.cli.manual import CODES, ENVIRONMENT
from healthtui.core.sentence import Sentence, say
from healthtui.texts.speaker import Speaker

Topic = Callable[[], Iterator[Sentence]]

_WAYS: Final = {
    "healthtui plain": say(
        "The whole app as a dialogue: lines are only added, one question at a time, answers by "
        "number or by name. For screen readers, Braille displays and simple terminals."
    ),
    "healthtui --accessible": say(
        "The same. So do ACCESSIBLE=1 and HEALTHTUI_ACCESSIBLE=1 in the environment (empty, 0, "
        "false and no mean off), and a terminal that cannot draw: TERM=dumb, not set, or unknown."
    ),
    "healthtui check, steps, quote, year, compare": say(
        "The answers alone as lines of text, without a question."
    ),
}
_SWITCHES: Final = {
    "healthtui --theme high-contrast-dark": say(
        "Text with a contrast of 7 to 1 or more; high-contrast-light on a light ground."
    ),
    "healthtui --no-color": say(
        "No colours: each state is a word or a sign as well. So does NO_COLOR=1."
    ),
    "healthtui --ascii": say(
        "Letters instead of lines and drawn signs. So does HEALTHTUI_ASCII=1."
    ),
    "healthtui --cursor": say(
        "The cursor of the terminal stands where the focus is, for magnifiers and Braille "
        "displays. So does HEALTHTUI_CURSOR=1."
    ),
    "healthtui --no-mouse": say(
        "The mouse stays with the terminal, to select text. So does HEALTHTUI_MOUSE=0."
    ),
}
_SCREENS: Final = (
    say("On the screens everything works with the keyboard alone; the key ? tells the keys."),
    say("Nothing blinks or moves there, and no answer has to be given within a time."),
    say("In a kiosk a notice says a minute before that it ends; any key keeps it open."),
)
_LIMITS: Final = (
    say("Nobody has used it with a screen reader or a Braille display in a test yet."),
    say("The screens are not made for a screen reader: take the dialogue."),
    say("A kiosk has the screens alone: ask whoever runs it for the dialogue."),
    say("No language that is written from right to left is spoken yet."),
    say("Some questions have short names, as the screens need them; ? says more."),
    say("What an overlay of your institution says is as clear as who wrote it."),
)
_COMPLAIN: Final = (
    say("If you cannot hear, read or reach something, that is a defect: please tell us."),
    say("Open an issue where you got the program, and paste the lines: they hold all there is."),
    say("healthtui --version and the name of your terminal and screen reader help us."),
)


def _accessibility() -> Iterator[Sentence]:
    yield from _under(say("Ways to use it"), _WAYS)
    yield from _under(say("Switches of the screens"), _SWITCHES)
    yield from _SCREENS
    yield say("Known limits:")
    yield from _LIMITS
    yield say("To complain:")
    yield from _COMPLAIN


def _exit_codes() -> Iterator[Sentence]:
    yield from _under(say("Exit codes"), {str(code): does for code, does in CODES.items()})
    yield say("Of several answers the gravest counts: 2, then 4, then 3.")


def _environment() -> Iterator[Sentence]:
    yield from _under(say("Variables of the environment"), ENVIRONMENT)


TOPICS: Final[dict[str, tuple[Sentence, Topic]]] = {
    "accessibility": (
        say("with a screen reader, a Braille display, without colours; limits; how to complain"),
        _accessibility,
    ),
    "exit-codes": (say("what the number means with which a command ends"), _exit_codes),
    "environment": (say("the variables that the program reads"), _environment),
}
"""The topics, each with what it is about and its sentences."""


def topic(name: str, speaker: Speaker) -> Iterator[str]:
    """The lines of one topic; sentences may be longer than a line."""
    yield from map(speaker.text, TOPICS[name][1]())


def overview(speaker: Speaker) -> Iterator[str]:
    """What there is help on."""
    yield speaker.text(say("Topics of help:"))
    for name, (about, _) in TOPICS.items():
        yield speaker.text(say("{label}: {value}", label=f"healthtui help {name}", value=about))
    yield speaker.text(say("healthtui help COMMAND: how a command is used"))
    yield speaker.text(say("healthtui --help: all commands; healthtui man: all of it on one page"))


def _under(heading: Sentence, rows: Mapping[str, Sentence]) -> Iterator[Sentence]:
    yield say("{heading}:", heading=heading)
    for name, does in rows.items():
        yield say("{label}: {value}", label=name, value=does)
