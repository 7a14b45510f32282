"""The one table of keys: bindings, footer, help and palette are made from it.

Keys work on AZERTY without AltGr (its digit row types & é " '), none is only a function key, and
single letters act outside text fields.
"""

from typing import Final

from msgspec import Struct

from healthtui.core.sentence import Sentence, say
from healthtui.tui.glyphs import DOT


class Key(Struct, frozen=True):
    """An action, the keys that start it, how the footer shows them and calls it, and its help."""

    action: str
    keys: str
    shown: str
    label: Sentence
    help: Sentence
    screens: tuple[str, ...] = ()
    in_footer: bool = True


SIGNS: Final = {
    "ampersand": "&",
    "apostrophe": "'",
    "colon": ":",
    "escape": "esc",
    "exclamation_mark": "!",
    "full_stop": ".",
    "greater_than_sign": ">",
    "minus": "-",
    "plus": "+",
    "question_mark": "?",
    "quotation_mark": '"',
    "slash": "/",
}
"""What is printed on the keys that Textual calls by a name."""


def names_of(key: Key) -> tuple[str, ...]:
    """Every way to a key, as it is printed on a keyboard."""
    return tuple(SIGNS.get(each, each) for each in key.keys.split(","))


SPACE: Final = say("Space").id
"""The one key that the footer shows by a word, which is translated."""


def _on(  # noqa: PLR0913, PLR0917 - a row of the table
    screen: str,
    action: str,
    keys: str,
    shown: str,
    label: Sentence,
    help_text: Sentence,
    *,
    quiet: bool = False,
) -> Key:
    """A key of one screen; a quiet one is told in the help and the palette only."""
    return Key(f"screen.{action}", keys, shown, label, help_text, (screen,), not quiet)


def _step(  # noqa: PLR0913 - a row of the table
    action: str, keys: str, shown: str, label: Sentence, help_text: Sentence, *, quiet: bool = False
) -> Key:
    return _on("steps", action, keys, shown, label, help_text, quiet=quiet)


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
    Key(
        "go('year')",
        "f5,4,apostrophe",
        "4",
        say("My year"),
        say("My year: the care you had, what it cost, what is owed"),
        in_footer=False,
    ),
    Key("why", "w", "w", say("Why"), say("Every reason of the answer on this screen")),
    _step("status", "s", "s", say("Status"), say("Set how far this step or paper is")),
    _step(
        "put('accepted')",
        "space",
        SPACE,
        say("Tick"),
        say("Accepted, or not any more"),
    ),
    _step("put('sent')", "greater_than_sign", ">", say("Sent"), say("Sent today"), quiet=True),
    _step(
        "put('waiting')",
        "full_stop",
        ".",
        say("Waiting"),
        say("Waiting for an answer since today"),
        quiet=True,
    ),
    _step(
        "put('refused')",
        "exclamation_mark",
        "!",
        say("Refused"),
        say("Refused today; asks for the reason"),
        quiet=True,
    ),
    _step("put('not-needed')", "minus", "-", say("Not needed"), say("Not needed"), quiet=True),
    _step(
        "standing",
        "e",
        "e",
        say("Day and detail"),
        say("Correct since when, how sent, on whom you wait or why refused"),
        quiet=True,
    ),
    _step(
        "mark",
        "m",
        "m",
        say("Mark"),
        say("Mark steps; the next status is for all marked ones"),
        quiet=True,
    ),
    _step("note", "n", "n", say("Note"), say("Write your note on this step")),
    _step("link", "l", "l", say("Link"), say("The official page, also as a code for your phone")),
    _step(
        "message",
        "c",
        "c",
        say("Message"),
        say("A message in French to an office, ready to copy"),
        quiet=True,
    ),
    _step("find", "slash", "/", say("Find"), say("Find a step by any word in it")),
    _on("costs", "contract", "k", "k", say("Mutuelle"), say("The numbers of your mutuelle")),
    _on(
        "costs",
        "received",
        "v",
        "v",
        say("Received"),
        say("What explains the amount that you received"),
    ),
    _on(
        "costs",
        "other_day",
        "o",
        "o",
        say("Other day"),
        say("The same visit under another day's law; what is not in force"),
    ),
    _on("costs", "log", "a", "a", say("To my year"), say("Add this visit to your care log")),
    _on("year", "add", "a", "a", say("Add"), say("Add an act of care to your log")),
    _on("year", "edit", "e", "e", say("Edit"), say("Change the act, also with Enter")),
    _on("year", "claimed", "s", "s", say("Claimed"), say("Claimed today, or not any more")),
    _on(
        "year",
        "settled",
        "v",
        "v",
        say("Received"),
        say("Received as computed, or not any more; another amount: edit it"),
    ),
    _on("year", "delete", "d,delete", "d", say("Delete"), say("Delete the act from your log")),
    _on(
        "year",
        "compare",
        "c",
        "c",
        say("Compare"),
        say("Is a mutuelle worth it? Nothing, C2S and contracts compared"),
    ),
    _on("year", "years", "y", "y", say("Year"), say("Choose the year"), quiet=True),
    _on("compare", "add", "a", "a", say("Add"), say("Add a contract by its numbers")),
    _on("compare", "edit", "e", "e", say("Edit"), say("Change the contract, also with Enter")),
    _on("compare", "delete", "d,delete", "d", say("Delete"), say("Delete the contract")),
    _on("compare", "care", "y", "y", say("Care"), say("Choose the care to compare for")),
    _on("compare", "aid", "s", "s", say("C2S"), say("Answer the conditions of the C2S")),
    _on(
        "compare",
        "more(1)",
        "plus,right",
        "+",
        say("More"),
        say("One visit more, for the year of visits like the one on screen 3"),
    ),
    _on("compare", "more(-1)", "minus,left", "-", say("Fewer"), say("One visit fewer")),
    *(
        _on(
            page,
            "back",
            "escape",
            "Esc",
            say("Back"),
            say("Back; what you changed is kept"),
        )
        for page in ("care", "compare", "aid")
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
    Key(
        "glossary",
        "g",
        "g",
        say("Glossary"),
        say("What French words mean, and where you meet them"),
        in_footer=False,
    ),
    Key("undo", "u", "u", say("Undo"), say("Take back the last change")),
    Key("redo", "r", "r", say("Redo"), say("Do again what you took back"), in_footer=False),
    Key(
        "undo_several",
        "U",
        "U",
        say("Undo several"),
        say("Choose how far to go back; everything since is taken back"),
        in_footer=False,
    ),
    Key(
        "pause",
        "ctrl+z",
        "^z",
        say("Pause"),
        say("Save, and back to the shell; fg brings the app back"),
        in_footer=False,
    ),
    Key(
        "draw_anew",
        "ctrl+l",
        "^l",
        say("Draw anew"),
        say("Draw the screen anew, should anything be wrong with it"),
        in_footer=False,
    ),
    Key("keys", "question_mark,f1", "?", say("Help"), say("The keys that work on this screen")),
    Key("leave", "q,ctrl+q", "q", say("Quit"), say("Quit; everything is saved already")),
    Key(
        "command_palette",
        "ctrl+p,colon",
        "^p",
        say("Palette"),
        say("Find any action by its name"),
    ),
)


MOVES: Final[dict[str, tuple[tuple[str, Sentence], ...]]] = {
    "form": (
        (
            say("Enter").id,
            say("open the list of a question; type to find, Enter takes it, Esc leaves"),
        ),
        ("+", say("add a second nationality")),
        (say("Del").id, say("take an answer back")),
        ("?", say("in a date or an amount: I don't know")),
        (say("Tab").id, say("the next question, also with the arrows")),
        (say("PgDn").id, say("and PgUp: show more of the right side")),
        (say("Esc").id, say("out of a field; then letters and digits are keys again")),
    ),
    "list": (
        (say("Enter").id, say("set how far the step or paper is")),
        (say("Up").id, say("and down: move in the list")),
        (say("Tab").id, say("to the papers and to the note; there, Esc leads back to the list")),
        (say("Right").id, say("and left: show more of the right side")),
    ),
    "rows": (
        (say("Up").id, say("and down, page up and down, home and end: move in the list")),
        (say("Enter").id, say("change what is highlighted")),
        (say("Right").id, say("and left: show more of the right side")),
    ),
    "options": (
        (say("Up").id, say("and down: move in the list")),
        (say("Enter").id, say("change what is highlighted")),
        (say("PgDn").id, say("and PgUp: show more of the lower side")),
    ),
}
"""Keys of the fields and lists themselves, for the help page."""


_MOUSE: Final = (
    say("Mouse").id,
    say("never needed; Shift and drag selects text, or --no-mouse leaves it to the terminal"),
)

_EVERYWHERE: Final = (
    ("^g", say("the same as Esc, where a program in between keeps Esc for itself")),
    _MOUSE,
)

_QUIET: Final = (
    DOT,
    say("before a question: whatever you answer changes nothing for you; Tab passes it by"),
)

_MOVES_ON: Final = {"steps": "list", "year": "rows", "compare": "options"}
"""Screens that are lists; the others are forms."""


def moves_on(screen: str) -> tuple[tuple[str, Sentence], ...]:
    """The keys of the fields or the list of a screen."""
    quiet = (_QUIET,) if screen == "situation" else ()
    return (*MOVES[_MOVES_ON.get(screen, "form")], *quiet, *_EVERYWHERE)


_KEPT_NOWHERE: Final = {
    "leave": say("Quit; nothing is kept, your answers are gone then"),
    "pause": say("Back to the shell for a while; fg brings the app back"),
}
"""What a key does where nothing is kept, if that is something else."""


SCREEN_WORDS: Final = {
    **{key.action.split("'")[1]: key.label for key in KEYS if key.action.startswith("go(")},
    "care": say("Care"),
    "compare": say("Compare"),
    "aid": say("C2S"),
}
"""The screens and pages that have keys of their own, by name."""


def keys_on(screen: str) -> tuple[Key, ...]:
    """The keys that work on a screen, in the order of the table."""
    return tuple(key for key in KEYS if not key.screens or screen in key.screens)


def help_of(key: Key, *, kept: bool) -> Sentence:
    """What a key does; some do something else where nothing is `kept`."""
    return key.help if kept else _KEPT_NOWHERE.get(key.action, key.help)
