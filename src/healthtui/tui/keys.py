"""The one table of keys: bindings, footer, help and palette are made from it.

Keys work on AZERTY without AltGr (its digit row types & é " '), none is only a function key, and
single letters act outside text fields.
"""

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding

from healthtui.core.sentence import Sentence, say


@dataclass(frozen=True, slots=True)
class Key:
    """An action, the keys that start it, how the footer shows them and calls it, and its help."""

    action: str
    keys: str
    shown: str
    label: Sentence
    help: Sentence
    screens: tuple[str, ...] = ()
    in_footer: bool = True


KEYS: Final = (
    Key(
        "go('situation')",
        "f2,1,ampersand",
        "1",
        say("Situation"),
        say("Your situation: must you register?"),
        in_footer=False,
    ),
    Key(
        "go('steps')",
        "f3,2,é",
        "2",
        say("Steps"),
        say("Your steps: what to do, with which papers, by when"),
        in_footer=False,
    ),
    Key(
        "go('costs')",
        "f4,3,quotation_mark",
        "3",
        say("Costs"),
        say("Costs: who pays what for a visit"),
        in_footer=False,
    ),
    Key("why", "w", "w", say("Why"), say("Every reason of the answer on this screen")),
    Key(
        "screen.status",
        "s",
        "s",
        say("Status"),
        say("Set how far this step is"),
        screens=("steps",),
    ),
    Key(
        "screen.note",
        "n",
        "n",
        say("Note"),
        say("Write your note on this step"),
        screens=("steps",),
    ),
    Key(
        "number",
        "x",
        "x",
        say("Number"),
        say("Check a social security number; it is kept nowhere"),
        screens=("situation", "steps"),
        in_footer=False,
    ),
    Key("undo", "u", "u", say("Undo"), say("Take back the last change")),
    Key("redo", "r", "r", say("Redo"), say("Do again what you took back"), in_footer=False),
    Key("keys", "question_mark,f1", "?", say("Help"), say("The keys that work on this screen")),
    Key(
        "command_palette",
        "ctrl+p,colon",
        "^p",
        say("Palette"),
        say("Find any action by its name"),
    ),
    Key("leave", "q,ctrl+q", "q", say("Quit"), say("Quit; everything is saved already")),
)


MOVES: Final[dict[str, tuple[tuple[str, Sentence], ...]]] = {
    "form": (
        ("Enter", say("open the list of a question; type to find, Enter takes it, Esc leaves")),
        ("+", say("add a second nationality")),
        ("Del", say("take an answer back")),
        ("?", say("in a date or an amount: I don't know")),
        ("Tab", say("the next question, also with the arrows")),
        ("PgDn", say("and PgUp: show more of the right side")),
        ("Esc", say("out of a field; then letters and digits are keys again")),
    ),
    "list": (
        ("Enter", say("set how far the step is")),
        ("Up", say("and down: move in the list")),
        ("Right", say("and left: show more of the right side")),
    ),
}
"""Keys of the fields and lists themselves, for the help page."""


ALWAYS: Final = ("ctrl+q",)
"""Keys that work over an open list or page, and in a field, too."""


def bindings() -> list[Binding]:
    """The bindings of the app."""
    return [_binding(key, each) for key in KEYS for each in key.keys.split(",")]


def _binding(key: Key, each: str) -> Binding:
    return Binding(
        each,
        key.action,
        key.label.id,
        id=f"{key.action} {each}",
        show=False,
        priority=each in ALWAYS,
        tooltip=key.help.id,
    )


def keys_on(screen: str) -> tuple[Key, ...]:
    """The keys that work on a screen, in the order of the table."""
    return tuple(key for key in KEYS if not key.screens or screen in key.screens)
