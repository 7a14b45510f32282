"""The page of the manual, made from the parser, as roff."""

import re
from argparse import Action
from collections.abc import Iterable, Iterator
from typing import Final

from healthtui import __version__
from healthtui.cli.anatomy import Command, command_line, metavar
from healthtui.cli.refused import (
    BAD_INPUT,
    CERTAIN,
    CLOSED_PIPE,
    FAILURE,
    INTERRUPTED,
    OPEN,
    RULE_UNKNOWN,
)
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.plain.wrapping import parts
from healthtui.texts.speaker import Speaker
from healthtui.tui.keys import KEYS, SCREEN_WORDS, Key, names_of

NAME: Final = "healthtui"
CODES: Final[dict[int, Sentence]] = {
    CERTAIN: say("The answer is certain, or what was asked for is done."),
    FAILURE: say("Something failed, or “doctor” or “rules check” found a problem."),
    BAD_INPUT: say("The arguments or the input cannot be used."),
    OPEN: say("The answer is open: it depends on what is not known."),
    RULE_UNKNOWN: say("No rule is known for that day."),
    INTERRUPTED: say("Interrupted from the keyboard."),
    CLOSED_PIPE: say("Nobody reads the output any more."),
}
"""Every exit code; of several answers the gravest counts: 2, then 4, then 3."""
_FILES: Final = {
    "~/.local/share/healthtui": say(
        "Your answers, in files that only you can read (in ~/Library/Application Support on macOS)."
    ),
    "/etc/xdg/healthtui/overlay": say("Packs of an institution for everybody on the computer."),
}
ENVIRONMENT: Final = {
    "HEALTHTUI_OVERLAY": say("Where packs of your institution are, without --overlay."),
    "XDG_DATA_HOME": say("The folder in which your answers get their own, without --data-dir."),
    "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": say(
        "The language, without --lang; the app and the dialogue keep to the one chosen there."
    ),
    "ACCESSIBLE, HEALTHTUI_ACCESSIBLE": say(
        "Open the app as a dialogue of lines; empty, 0, false and no mean off."
    ),
    "NO_COLOR": say("No colours on the screens, if it is not empty."),
    "HEALTHTUI_ASCII": say("Letters instead of drawn signs on the screens, if it is not 0."),
    "HEALTHTUI_MOUSE": say("With 0 the mouse stays with the terminal."),
    "HEALTHTUI_CURSOR": say("With 1 the cursor of the terminal stands where the focus is."),
    "TEXTUAL_DISABLE_KITTY_KEY": say(
        "1 asks the terminal for its older keys, if accents, dead keys or a layout fail."
    ),
    "COLORFGBG": say("Whether the ground of the terminal is light, where no theme was chosen."),
    "TERM": say(
        "“dumb”, nothing or an unknown name opens the dialogue; fewer than 8 colours are none."
    ),
    "TEXTUAL_COLOR_SYSTEM, TEXTUAL_DIM_FACTOR": say(
        "Settings of the library that draws the screens; all its others are ignored."
    ),
    "XDG_CONFIG_DIRS": say("Where packs for everybody are looked for, instead of /etc/xdg."),
}
_AS_TYPED: Final = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
)
"""What roff would show by another letter, so that an example could not be copied."""
_REQUEST: Final = re.compile(r"^(?=\.)", re.MULTILINE)
"""Before what would be a request of roff at the beginning of a line."""


def page(speaker: Speaker) -> str:
    """The whole page in the speaker's language."""
    return "\n".join(_lines(command_line(speaker), speaker))


def _lines(program: Command, speaker: Speaker) -> Iterator[str]:
    told = speaker.text
    yield f'.TH {NAME.upper()} 1 "" "{NAME} {__version__}"'
    yield ".ad l"
    yield from _section(told(say("NAME")))
    yield rf"{NAME} \- {_plain(program.does)}"
    yield from _section(told(say("SYNOPSIS")))
    yield rf"\fB{NAME}\fR [{_plain(told(say('options')))}] [\fICOMMAND\fR ...]"
    yield from _section(told(say("DESCRIPTION")))
    yield from _as_typed(program.examples)
    for sentence in program.more:
        yield ".PP"
        yield _plain(sentence)
    yield ".PP"
    yield _plain(told(say("In the app, the key ? shows the keys of the screen.")))
    yield from _section(told(say("OPTIONS")))
    yield from _arguments(program.options)
    yield from _section(told(say("COMMANDS")))
    known = {name for option in program.options for name in option.option_strings}
    for command in program.all():
        if command.path:
            yield from _command(command, known)
    yield from _section(told(say("KEYS OF THE APP")))
    yield from _named((", ".join(names_of(key)), _key(key, speaker)) for key in KEYS)
    yield from _section(told(say("EXIT STATUS")))
    yield from _named({str(code): told(does) for code, does in CODES.items()}.items())
    yield from _section(told(say("FILES")))
    yield from _named((name, told(does)) for name, does in _FILES.items())
    yield from _section(told(say("ENVIRONMENT")))
    yield from _named((name, told(does)) for name, does in ENVIRONMENT.items())


def _key(key: Key, speaker: Speaker) -> str:
    """What a key does, and on which screens alone."""
    does = speaker.text(key.help)
    if not key.screens:
        return does
    where = Listing(tuple(SCREEN_WORDS[name] for name in key.screens))
    return speaker.text(say("{label}: {value}", label=where, value=does))


def _command(command: Command, known: set[str]) -> Iterator[str]:
    """One command without the options that every command takes."""
    own = [each for each in command.options if not known & set(each.option_strings)]
    words = [rf"\fB{_plain(f'{NAME} {command.name}')}\fR", *map(_place, command.places)]
    yield f".SS {' '.join(words)}"
    yield _plain(command.does)
    yield from _arguments((*command.places, *own))
    yield ".PP"
    yield from _as_typed(command.examples)


def _arguments(actions: Iterable[Action]) -> Iterator[str]:
    for action in actions:
        yield ".TP"
        yield _spelled(action)
        yield _plain((action.help or "").replace("%%", "%"))


def _spelled(action: Action) -> str:
    if not action.option_strings:
        return rf"\fI{_plain(metavar(action))}\fR"
    value = "" if action.nargs == 0 else rf" \fI{_plain(_value(action))}\fR"
    return ", ".join(rf"\fB{_plain(name)}\fR" for name in action.option_strings) + value


def _value(action: Action) -> str:
    return metavar(action) or "|".join(map(str, action.choices or ()))


def _place(action: Action) -> str:
    """An argument as a synopsis shows it."""
    shown = rf"\fI{_plain(metavar(action))}\fR"
    if action.nargs in ("*", "+"):
        shown += " ..."
    return f"[{shown}]" if action.nargs in ("?", "*") else shown


def _named(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, does in rows:
        yield ".TP"
        yield rf"\fB{_plain(name)}\fR"
        yield _plain(does)


def _section(title: str) -> Iterator[str]:
    yield f".SH {_plain(title)}"


def _as_typed(text: str) -> Iterator[str]:
    """Text whose lines stay as they are."""
    yield from (".nf", _plain(text), ".fi")


def _plain(text: str) -> str:
    """Text that means nothing to roff, with places in Chinese where a line may end."""
    words = (r"\:".join(parts(word)) for word in text.translate(_AS_TYPED).split(" "))
    return _REQUEST.sub(r"\\&", " ".join(words))
