"""The care log as a table (CSV, RFC 4180) and as JSON Lines.

A program that calculates takes a cell such as `=1+1` for a formula. Such a cell gets an apostrophe
in front, and so does one that has some already, so that reading can take exactly one off again.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from healthtui.core.care import FIELDS, Care
from healthtui.core.case_plain import plain_care

HEADER: Final = ("id", *(field.name for field in FIELDS))

_FORMULA: Final = re.compile(
    "'*[=+\\-@\t\r\n\0\N{FULLWIDTH EQUALS SIGN}"
    "\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    "\N{FULLWIDTH COMMERCIAL AT}]"
)


def shielded(cell: str) -> str:
    """The text of a cell as no program takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unshielded(cell: str) -> str:
    """The text that was shielded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def as_csv(log: Mapping[str, Care]) -> bytes:
    """A header and one row for each act in order of time; what was not asked is empty."""
    rows: list[str] = []
    writer = csv.writer(_Rows(rows))
    writer.writerow(HEADER)
    for name, care in in_order(log):
        plain = {"id": name, **plain_care(care)}
        writer.writerow([shielded(_cell(plain.get(column))) for column in HEADER])
    return "".join(rows).encode()


def as_json_lines(log: Mapping[str, Care]) -> bytes:
    """One object for each act in order of time."""
    objects = ({"id": name, **plain_care(care)} for name, care in in_order(log))
    lines = (json.dumps(each, ensure_ascii=False, default=date.isoformat) for each in objects)
    return "".join(f"{line}\n" for line in lines).encode()


def in_order(log: Mapping[str, Care]) -> Iterable[tuple[str, Care]]:
    """The acts by day, and on one day by id."""
    return sorted(log.items(), key=lambda pair: (pair[1].day, pair[0]))


class _Rows:
    """Where the writer puts its rows."""

    def __init__(self, rows: list[str]) -> None:
        self._rows = rows

    def write(self, row: str) -> None:
        self._rows.append(row)


def _cell(plain: Any) -> str:
    """A value as `--set` takes it; a spreadsheet leaves yes and no as they are."""
    match plain:
        case None:
            return ""
        case bool():
            return "yes" if plain else "no"
        case date():
            return plain.isoformat()
        case Mapping():
            pairs = (f"{name}={_cell(number)}" for name, number in plain.items())
            return ",".join(pairs) or "{}"
        case _:
            return str(plain)
