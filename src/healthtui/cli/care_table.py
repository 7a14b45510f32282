"""Reads a table of care (CSV) as this program or a spreadsheet writes it.

Separator and encoding are found out; each row is read by itself, so that a broken one costs no
other.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Final

from healthtui.cli.changes import raw_value
from healthtui.cli.inputs import MOST_BYTES, Item, Line
from healthtui.cli.refused import Refused
from healthtui.core.care import BY_NAME
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.exports.care_rows import HEADER, unshielded

_SEPARATORS: Final = ",;\t"
_MOST_LINES: Final = 20
"""The most lines over which one row is looked for."""
_NO_ROW: Final = say("it is no row of a table; look at its quotation marks.")


def rows(lines: Sequence[Line]) -> Iterator[Item]:
    """The acts of a table, each as a table of raw values, or why it cannot be read.

    Refused where the first line does not name the columns.
    """
    if not lines:
        raise Refused(say("The input holds no table."))
    head = _decoded(lines[0][1])
    separator = max(_SEPARATORS, key=head.count)
    columns = _columns(head, separator)
    place = 1
    while place < len(lines):
        count, found = _row(lines[place : place + _MOST_LINES], separator, columns)
        number = lines[place][0]
        if isinstance(found, Sentence):
            yield Item(number, problem=found)
        elif any(found):
            yield _item(number, found, columns)
        place += count


def _columns(head: str, separator: str) -> list[str]:
    try:
        columns = [cell.casefold() for cell in _cells(head, separator)]
    except csv.Error:
        raise Refused(say("line {n}: {problem}", n="1", problem=_NO_ROW)) from None
    while columns and not columns[-1]:
        columns.pop()
    for name in columns:
        if name not in HEADER:
            raise Refused(
                say(
                    "The first line names no column “{name}”; the columns are {known}.",
                    name=name[:60],
                    known=Listing(HEADER),
                )
            )
        if columns.count(name) > 1:
            raise Refused(say("“{name}” is given twice.", name=name))
    return columns


def _row(
    lines: Sequence[Line], separator: str, columns: Sequence[str]
) -> tuple[int, Sequence[str] | Sentence]:
    """How many lines the first row takes, and its cells.

    A quoted cell may go over several lines, if the row then has its cells: else the quote is a
    slip, and the next line is a row of its own.
    """
    if len(lines[0][1]) > MOST_BYTES:
        return 1, say("it is longer than one megabyte.")
    text = ""
    for count, (_, line) in enumerate(lines, 1):
        text += _decoded(line)
        if text.count('"') % 2:
            continue
        try:
            cells = _cells(text, separator)
        except csv.Error:
            break
        if count == 1 or len(cells) == len(columns):
            return count, cells
        break
    return 1, _NO_ROW


def _cells(text: str, separator: str) -> list[str]:
    reader = csv.reader([text], delimiter=separator, strict=True, skipinitialspace=True)
    return [cell.strip() for cell in next(reader, [])]


def _decoded(line: bytes) -> str:
    """Text in UTF-8, or else as spreadsheets in France write it."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _item(number: int, cells: Sequence[str], columns: Sequence[str]) -> Item:
    if any(cells[len(columns) :]):
        problem = say(
            "it has {n} cells, the first line {most}.", n=str(len(cells)), most=str(len(columns))
        )
        return Item(number, problem=problem)
    pairs = ((name, unshielded(cell)) for name, cell in zip(columns, cells, strict=False) if cell)
    return Item(
        number,
        {name: raw_value(BY_NAME[name], text) if name in BY_NAME else text for name, text in pairs},
    )
