"""The JSON Schemas that the program ships: what the documents it prints are made of."""

from typing import Final

from healthtui.files.places import files

NAMES: Final = (
    "check",
    "steps",
    "quote",
    "year",
    "compare",
    "rules-check",
    "rules-list",
    "rules-show",
    "rules-diff",
    "glossary",
    "number",
    "paths",
    "doctor",
    "error",
    "case",
)
"""One for each kind of document, `check` for `healthtui/check/1`."""


def schema_text(name: str) -> str:
    """The schema of one of NAMES, as JSON."""
    return (files("healthtui") / "schemas" / f"{name}.json").read_text("utf-8")
