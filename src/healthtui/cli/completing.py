"""What a shell may complete at each place of the command line, as tables and as its script."""

import shlex
from argparse import Action
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from healthtui.cli.anatomy import Command, metavar
from healthtui.cli.parser import COMMANDS
from healthtui.cli.topics import TOPICS
from healthtui.core import c2s, care, situation, visit
from healthtui.core.answers import UNSURE, Field
from healthtui.core.kinds import ActName, Choice, CountryCode, CountryCodes, Flag, Language
from healthtui.core.offer import TERMS
from healthtui.core.progress import STATUSES
from healthtui.core.rulebook import Rulebook
from healthtui.files.places import files
from healthtui.texts.language import available

Shell = Literal["bash", "zsh", "fish"]
SCRIPTS: Final[dict[Shell, str]] = {"bash": "bash.sh", "zsh": "zsh.sh", "fish": "fish.fish"}

_SITUATION: Final = tuple(situation.BY_NAME)
_OF_C2S: Final = tuple(f"c2s.{name}" for name in c2s.BY_NAME)
_ANY: Final = tuple(dict.fromkeys((*visit.BY_NAME, *situation.BY_NAME, *_OF_C2S)))
_ALL: Final = (*_SITUATION, *(f"visit.{name}" for name in visit.BY_NAME), *_OF_C2S)
_TERMS: Final = tuple(name for name, _ in TERMS.parts)
_FIELDS_AT: Final[dict[str, tuple[str, ...]]] = {
    "check": _SITUATION,
    "set": _ALL,
    "steps": _SITUATION,
    "quote": _ANY,
    "year": _ANY,
    "year add": tuple(care.BY_NAME),
    "year set": tuple(care.BY_NAME),
    "compare": _ANY,
    "compare add": _TERMS,
    "compare set": _TERMS,
    "export": _ANY,
    "explain check": _SITUATION,
    "explain quote": _ANY,
}
"""The fields that FIELD=VALUE takes after each command."""

_PLACES: Final = {"FILE": ("<file>",), "DIR": ("<dir>",)}
"""What stands for names of files and of folders, which the shell completes itself."""


class Table(Struct, frozen=True):
    """The words at each place, the words that are commands there, and the options with a value.

    A place is `COMMANDS|SLOT`; the slot is an option whose value is asked for, `-` for options,
    a number for the word of that number (`*` for all that follow), or `=FIELD` for the values of
    a field.
    """

    words: Mapping[str, tuple[str, ...]]
    commands: tuple[str, ...]
    valued: tuple[str, ...]


def table(program: Command, rulebook: Rulebook) -> Table:
    """All that can be completed after the name of the program."""
    words = {"|": ()} | dict(_fields(rulebook))
    commands: list[str] = []
    valued: list[str] = []
    for command in program.all():
        words |= dict(_at(command, rulebook))
        commands.extend(f"{command.name}|{each.path[-1]}" for each in command.below)
        valued.extend(
            f"{command.name}|{name}"
            for option in command.options
            if option.nargs != 0
            for name in option.option_strings
        )
    return Table({place: each for place, each in words.items() if each}, (*commands,), (*valued,))


def script(shell: Shell, found: Table) -> str:
    """The script that a shell reads."""
    template = _template(SCRIPTS[shell])
    if shell == "fish":
        lines = (
            f"        case {shlex.quote(place)}\n            {_printed(words)}"
            for place, words in found.words.items()
        )
        patterns = {"commands": _quoted(found.commands), "valued": _quoted(found.valued)}
    else:
        template = template.replace("@common@", _template("common.sh"))
        lines = (
            f"    {_pattern(place)}) {_printed(words)} ;;" for place, words in found.words.items()
        )
        patterns = {
            "commands": "    " + _quoted(found.commands, " | "),
            "valued": "    " + _quoted(found.valued, " | "),
        }
    for name, text in {"words": "\n".join(lines), **patterns}.items():
        template = template.replace(f"@{name}@", text)
    return template


def _at(command: Command, rulebook: Rulebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The places of one command; the more exact come first."""
    name = command.name
    for option in command.options:
        for spelled in option.option_strings:
            yield f"{name}|{spelled}", _values(option, command, rulebook)
    yield f"{name}|-", tuple(each for one in command.options for each in one.option_strings)
    if command.below:
        yield f"{name}|0", tuple(each.path[-1] for each in command.below)
    for number, place in enumerate(command.places):
        slot = "*" if place.nargs in ("*", "+") else str(number)
        yield f"{name}|{slot}", _values(place, command, rulebook)


def _values(action: Action, command: Command, rulebook: Rulebook) -> tuple[str, ...]:
    if action.nargs == 0:
        return ()
    if action.choices:
        return tuple(map(str, action.choices))
    if metavar(action) == "FIELD=VALUE":
        return tuple(f"{name}=" for name in _FIELDS_AT[command.name])
    return _named(rulebook).get(metavar(action), ())


def _named(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """The words for each name that a value has in help."""
    return {
        "STEP": tuple(rulebook.steps),
        "STATUS": STATUSES,
        "PAPER": tuple(rulebook.papers),
        "LANG": available(),
        "TOPIC": (*TOPICS, *COMMANDS),
        **_PLACES,
    }


def _fields(rulebook: Rulebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    named = (situation.BY_NAME, care.BY_NAME, c2s.BY_NAME)
    every = [*(field for fields in named for field in fields.values())]
    every.extend(Field(name, kind) for name, kind in TERMS.parts)
    for field in every:
        known = _of_kind(field, rulebook)
        if known:
            yield f"|={field.name}", (*known, UNSURE.value)


def _of_kind(field: Field, rulebook: Rulebook) -> tuple[str, ...]:
    words, known = rulebook.vocabulary, tuple[str, ...]()
    match field.kind:
        case Choice(values):
            known = values
        case Flag():
            known = ("yes", "no")
        case ActName():
            known = tuple(rulebook.acts)
        case CountryCode(schemes):
            known = (*sorted(words.countries), *schemes)
        case CountryCodes():
            known = tuple(sorted(words.countries))
        case Language():
            known = tuple(sorted(words.languages))
    return known


def _template(name: str) -> str:
    return (files("healthtui") / "shells" / name).read_text("utf-8")


def _printed(words: Iterable[str]) -> str:
    return f"printf '%s\\n' {_quoted(words)}"


def _quoted(words: Iterable[str], joint: str = " ") -> str:
    return joint.join(map(shlex.quote, words))


def _pattern(place: str) -> str:
    return f"{shlex.quote(place[:-1])}*" if place.endswith("*") else shlex.quote(place)
