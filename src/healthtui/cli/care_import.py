"""Puts rows of care into a log: what is new, what is there already, and what cannot be taken."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct, field

from healthtui.cli.inputs import Item
from healthtui.core.answers import BadAnswerError, Vocabulary, refusal
from healthtui.core.care import Care
from healthtui.core.case_plain import plain_care, read_care
from healthtui.core.sentence import Sentence, say

_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}")
_DIGITS: Final = 11


class Imported(Struct):
    """The new acts by id, how many were there already, and the problem of each line that is left.

    Nothing of the log is changed: a row whose id has other answers there is a problem.
    """

    new: dict[str, Care] = field(default_factory=dict)
    known: int = 0
    problems: list[tuple[int, Sentence]] = field(default_factory=list)


def imported(rows: Iterable[Item], log: Mapping[str, Care], words: Vocabulary) -> Imported:
    """What rows bring to a log.

    A row without an id gets one from what is in it and from its place among equal rows: the same
    file again brings nothing.
    """
    found = Imported()
    equal: Counter[str] = Counter()
    for row in rows:
        problem = row.problem
        if problem is None:
            try:
                name, care = _read(dict(row.table or {}), equal, words)
            except BadAnswerError as bad:
                problem = bad.sentence
            else:
                problem = _taken(found, log, name, care)
        if problem is not None:
            found.problems.append((row.line, problem))
    return found


def _taken(found: Imported, log: Mapping[str, Care], name: str, care: Care) -> Sentence | None:
    present = log.get(name) or found.new.get(name)
    if present is None:
        found.new[name] = care
    elif present == care:
        found.known += 1
    else:
        return say("“{id}” is there already with other answers; those stay.", id=name)
    return None


def _read(table: dict[str, object], equal: Counter[str], words: Vocabulary) -> tuple[str, Care]:
    given = table.pop("id", None)
    care = read_care(table, words)
    if care.known("act") is None:
        raise BadAnswerError(say("act: give the care, as “healthtui rules list acts” names it."))
    if care.known("care_date") is None:
        raise BadAnswerError(say("care_date: give the day of care, such as 2026-11-24."))
    if given is not None:
        return _id_in(given), care
    content = json.dumps(plain_care(care), sort_keys=True, default=date.isoformat)
    equal[content] += 1
    return _derived(f"{content} {equal[content]}"), care


def _id_in(raw: object) -> str:
    text = str(raw) if isinstance(raw, str | int) else ""
    if not _ID.fullmatch(text):
        problem = refusal(raw, say("at most 40 letters and digits"))
        raise BadAnswerError(say("{field}: {problem}", field="id", problem=problem.sentence))
    return text


def _derived(content: str) -> str:
    """An id that follows from a text; no spreadsheet takes it for a number."""
    return f"a{hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]}"
