"""The rulebook compiled: one JSON file made from the checked TOML, quick to read.

Its first line holds the print of the TOML it was made from and the print of its own second line.
A file that is missing, damaged, or not made from the TOML that is there is never used.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import msgspec

from healthtui import __version__
from healthtui.core.diagram_written import Written
from healthtui.core.rulebook import Rulebook

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE: Final = "rulebook.json"

TOML_FILES: Final = (
    "sources",
    "countries",
    "facts",
    "routes",
    "questions",
    "visit",
    "deadlines",
    "waits",
    "contacts",
    "letters",
    "papers",
    "steps",
    "kinds",
    "acts",
    "covers",
    "proposals",
    "contract_examples",
    "rulebook",
    "tariffs",
    "rates",
    "contributions",
    "contracts",
    "c2s",
    "claims",
    "c2s_questions",
    "typical_years",
    "glossary",
)
"""What the TOML files of a rulebook are called, in the order in which they are printed."""


def print_of(texts: Iterable[bytes]) -> str:
    """The print of the TOML files, which tells two rulebooks apart."""
    return blake2b(b"".join(texts), digest_size=32).hexdigest()


def version_of(toml_print: str) -> str:
    """What a rulebook is called: the program's version and the beginning of the print."""
    return f"{__version__}+{toml_print[:8]}"


class _Compiled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The second line: the rules, and what takes long to make of them."""

    rulebook: Rulebook
    tables: dict[date, Written]


def compiled(rulebook: Rulebook, tables: dict[date, Written], toml_print: str) -> bytes:
    """The rules and the diagrams of their decision table, by era, as the file that `read` takes."""
    parts = msgspec.to_builtins(_Compiled(rulebook, tables))
    for words in parts["rulebook"]["vocabulary"].values():
        if not isinstance(words, dict):
            words.sort()  # it was a set, which has an order of its own in each process
    second = msgspec.json.encode(parts)
    return f"{toml_print} {print_of([second])}\n".encode() + second + b"\n"


def read(folder: "Traversable") -> Rulebook | None:
    """The compiled rulebook of a folder, None where it must be read from the TOML."""
    try:
        toml_print = print_of((folder / f"{name}.toml").read_bytes() for name in TOML_FILES)
        first, _, second = (folder / FILE).read_bytes().partition(b"\n")
        if first.decode() != f"{toml_print} {print_of([second.rstrip()])}":
            return None
        found = msgspec.json.decode(second, type=_Compiled)
    except (OSError, ValueError):
        # Made by another version of the program, whose records had other fields, or damaged.
        return None
    rulebook = found.rulebook
    # Only with these very rules: of changed ones a new rulebook is made, which has none.
    rulebook.made_of_all[Written] = found.tables
    return rulebook if rulebook.version == version_of(toml_print) else None
