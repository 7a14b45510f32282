"""The rulebook compiled: one JSON file made from the checked TOML, quick to read.

Its first line holds the print of the TOML it was made from and the print of its own second line.
A file that is missing, damaged, or not made from the TOML that is there is never used.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from healthtui import __version__
from healthtui.core import rulebook as law
from healthtui.core.answers import Vocabulary
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

_BY_KEY: Final[Mapping[str, type]] = {
    "sources": law.Source,
    "parameters": law.Parameter,
    "facts": law.Fact,
    "routes": law.Route,
    "questions": law.Question,
    "visit_questions": law.Question,
    "c2s_questions": law.Question,
    "steps": law.Step,
    "papers": law.Paper,
    "deadlines": law.DeadlineRule,
    "waits": law.Wait,
    "contacts": law.Contact,
    "letters": law.Letter,
    "kinds": law.CareKind,
    "acts": law.ActRule,
    "covers": law.CoverRule,
    "proposals": law.Proposal,
    "contract_examples": law.ContractExample,
    "typical_years": law.TypicalYear,
    "glossary": law.Term,
}
"""The parts of a rulebook that are records of one kind by key."""

_INSIDE: Final[Mapping[str, type]] = {
    "values": law.DatedValue,
    "readings": law.Reading,
    "care": law.TypicalCare,
}
"""Fields that hold records of their own."""

_DAYS: Final = ("valid_from", "valid_to", "checked_on")


def print_of(texts: Iterable[bytes]) -> str:
    """The print of the TOML files, which tells two rulebooks apart."""
    return sha256(b"".join(texts)).hexdigest()


def version_of(toml_print: str) -> str:
    """What a rulebook is called: the program's version and the beginning of the print."""
    return f"{__version__}+{toml_print[:8]}"


def compiled(rulebook: Rulebook, toml_print: str) -> bytes:
    """The rulebook as the file that `read` takes."""
    words = rulebook.vocabulary
    parts: dict[str, Any] = {
        name: {key: _plain(record) for key, record in getattr(rulebook, name).items()}
        for name in _BY_KEY
    }
    parts["rows"] = [_plain(row) for row in rulebook.rows]
    parts["groups"] = {key: [_plain(one) for one in each] for key, each in rulebook.groups.items()}
    parts["countries"] = sorted(words.countries)
    parts["aliases"] = words.aliases
    parts["languages"] = sorted(words.languages)
    second = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{toml_print} {print_of([second])}\n".encode() + second + b"\n"


def read(folder: "Traversable") -> Rulebook | None:
    """The compiled rulebook of a folder, None where it must be read from the TOML."""
    try:
        toml_print = print_of((folder / f"{name}.toml").read_bytes() for name in TOML_FILES)
        first, _, second = (folder / FILE).read_bytes().partition(b"\n")
        if first.decode() != f"{toml_print} {print_of([second.rstrip()])}":
            return None
        return _rulebook(json.loads(second), version_of(toml_print))
    except (OSError, ValueError, KeyError, TypeError):
        # Made by another version of the program, whose records had other fields.
        return None


def _plain(record: Any) -> dict[str, Any]:
    """A record as JSON holds it; what has its default is left out."""
    pairs = ((field, getattr(record, field.name)) for field in fields(record))
    return {
        field.name: _plain_value(field.name, value)
        for field, value in pairs
        if value != (field.default if field.default_factory is MISSING else field.default_factory())
    }


def _plain_value(name: str, value: Any) -> Any:
    if name in _INSIDE:
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _rulebook(parts: dict[str, Any], version: str) -> Rulebook:
    records: dict[str, Any] = {
        name: {key: _record(kind, plain) for key, plain in parts[name].items()}
        for name, kind in _BY_KEY.items()
    }
    return Rulebook(
        version=version,
        rows=tuple(_record(law.Row, plain) for plain in parts["rows"]),
        groups={
            key: tuple(_record(law.Group, plain) for plain in each)
            for key, each in parts["groups"].items()
        },
        vocabulary=Vocabulary(
            countries=frozenset(parts["countries"]),
            aliases=parts["aliases"],
            languages=frozenset(parts["languages"]),
            acts=frozenset(records["acts"]),
        ),
        **records,
    )


def _record(kind: type, plain: dict[str, Any]) -> Any:
    """One record; what JSON has no form for is made of the plain table, which is used up."""
    for name, value in plain.items():
        if name in _DAYS:
            plain[name] = date.fromisoformat(value) if value else None
        elif type(value) is list:
            inside = _INSIDE.get(name)
            plain[name] = tuple(_record(inside, one) for one in value) if inside else tuple(value)
    return kind(**plain)
