"""Reads `config/` into the rulebook, or says everything that is wrong with it.

In the files, dates are `from` and `to` (`"open"` where no end is known), and a value names its
unit: `eur = "26.50"`, `percent = 70`, `count = 4`, `months = 3`, `days = 1`.
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from pydantic import ValidationError

from healthtui.core.answers import Vocabulary
from healthtui.core.decision_table import tables_ahead
from healthtui.core.money import cents
from healthtui.core.rulebook import Rulebook
from healthtui.files.rulebook_checks import problems_of
from healthtui.files.rulebook_json import FILE, TOML_FILES, compiled, print_of, version_of
from healthtui.files.rulebook_schema import PARAMETER_FILES, checked
from healthtui.files.rulebook_trouble import Problem, RulebookError
from healthtui.texts.codes import country_codes, language_codes

_UNITS: Final = ("eur", "percent", "count", "months", "days")
_NAMES_IN_FILES: Final = {"valid_from": "from", "valid_to": "to", "value": "eur/percent/count/…"}


class _Text(Struct, frozen=True):
    """One file as read."""

    name: str
    text: str


def load(folder: Traversable) -> Rulebook:
    """The rulebook in a folder; RulebookError names file, key and reason of each problem."""
    texts = _texts(folder)
    problems: list[Problem] = []
    files: dict[str, Any] = {}
    for text in texts:
        try:
            files[text.name] = _checked(text.name, _parsed(text))
        except RulebookError as error:
            problems.extend(error.problems)
    if problems:
        raise RulebookError(tuple(problems))
    rulebook = _assembled(files, version=version_of(_print(texts)))
    found = problems_of(rulebook)
    if found:
        raise RulebookError(found)
    return rulebook


def compile_in(folder: Path) -> Path:
    """Write the compiled rules beside the TOML of a folder and return the file."""
    target = folder / FILE
    rulebook = load(folder)
    target.write_bytes(compiled(rulebook, tables_ahead(rulebook), _print(_texts(folder))))
    return target


def _texts(folder: Traversable) -> tuple[_Text, ...]:
    return tuple(_Text(name, _read(folder, name)) for name in TOML_FILES)


def _read(folder: Traversable, name: str) -> str:
    path = folder / f"{name}.toml"
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError((Problem(f"{name}.toml", "", f"cannot be read: {error}"),)) from None


def _parsed(text: _Text) -> dict[str, Any]:
    try:
        return tomllib.loads(text.text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise RulebookError((Problem(f"{text.name}.toml", "", f"is not TOML: {error}"),)) from None


def _checked(name: str, tables: dict[str, Any]) -> Any:
    if name in PARAMETER_FILES:
        _check_units(name, tables)
    try:
        plain = _as_the_core_names_it(tables)
        return checked(name, json.dumps(plain, default=_iso))
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise RulebookError(
            tuple(Problem(f"{name}.toml", _key(line["loc"]), line["msg"]) for line in found)
        ) from None
    except ValueError as error:
        raise RulebookError((Problem(f"{name}.toml", "", str(error)),)) from None


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"{value!r} cannot stand in a rulebook")


def _as_the_core_names_it(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_the_core_names_it(item) for item in value]
    if not isinstance(value, dict):
        return value
    counted = "reason" in value
    return dict(_entry(key, item, counted=counted) for key, item in value.items())


def _entry(key: str, value: Any, *, counted: bool) -> tuple[str, Any]:
    """One key and value; in a deadline or a wait (`counted`) months and days are lengths."""
    plain = not isinstance(value, dict)
    match key:
        case "from" if plain:
            return "valid_from", value
        case "to" if plain:
            return "valid_to", None if value == "open" else value
        case "eur":
            return "value", cents(value)
        case "changes":
            return key, {name: cents(amount) for name, amount in value.items()}
        case "terms":  # of a contract, by the names that a person's own contract has
            return key, value
    if key in _UNITS and isinstance(value, int) and not counted:
        key = "value"
    return key, _as_the_core_names_it(value)


def _check_units(name: str, tables: Mapping[str, Any]) -> None:
    """Refuse a value that does not stand in exactly the unit of its parameter."""
    wrong = tuple(
        Problem(f"{name}.toml", f"{key}.values.{place}", reason)
        for key, table in tables.items()
        if isinstance(table, dict) and isinstance(table.get("values"), list)
        for place, value in enumerate(table["values"])
        if (reason := _unit_problem(table.get("unit"), value))
    )
    if wrong:
        raise RulebookError(wrong)


def _unit_problem(unit: object, value: object) -> str:
    if unit not in _UNITS or not isinstance(value, dict):
        return ""
    if [each for each in _UNITS if each in value] != [unit]:
        return f"needs exactly one unit: {unit}"
    if unit == "eur":
        try:
            cents(value["eur"])
        except (ValueError, TypeError):
            return f'eur is {value["eur"]!r}; an amount stands in quotes, such as "26.50"'
    return ""


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(_NAMES_IN_FILES.get(str(part), str(part)) for part in location)


def _assembled(files: Mapping[str, Any], version: str) -> Rulebook:
    countries = files["countries"]
    return Rulebook(
        version=version,
        sources=files["sources"],
        parameters={
            f"{name}.{key}": parameter
            for name in PARAMETER_FILES
            for key, parameter in files[name].items()
        },
        groups=countries.groups,
        facts=files["facts"],
        rows=files["routes"].rows,
        routes=files["routes"].routes,
        questions=files["questions"],
        visit_questions=files["visit"],
        c2s_questions=files["c2s_questions"],
        steps=files["steps"],
        papers=files["papers"],
        deadlines=files["deadlines"],
        waits=files["waits"],
        contacts=files["contacts"],
        letters=files["letters"],
        kinds=files["kinds"],
        acts=files["acts"],
        covers=files["covers"],
        proposals=files["proposals"],
        contract_examples=files["contract_examples"],
        typical_years=files["typical_years"],
        glossary=files["glossary"],
        vocabulary=Vocabulary(
            countries=country_codes(),
            aliases=countries.aliases,
            languages=language_codes(),
            acts=frozenset(files["acts"]),
        ),
    )


def _print(texts: tuple[_Text, ...]) -> str:
    return print_of(text.text.encode() for text in texts)
