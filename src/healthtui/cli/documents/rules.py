"""The rulebook and its health as JSON."""

from collections.abc import Iterable
from datetime import date

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.cli.health import Health
from healthtui.cli.rules_index import Difference, Entry
from healthtui.core.dated import Dated, DatedValue, Group, Unit
from healthtui.core.money import plain
from healthtui.core.reasons import provenance
from healthtui.core.route_rules import Reading
from healthtui.core.rulebook import Rulebook
from healthtui.files.packs import Overlay
from healthtui.files.rulebook_trouble import Problem
from healthtui.texts.speaker import Speaker


def broken(problems: Iterable[Problem]) -> Document:
    """A rulebook that may not be used."""
    return {
        "schema": "healthtui/rules-check/1",
        "usable": False,
        "problems": [
            {"file": found.file, "key": found.key, "reason": found.reason} for found in problems
        ],
    }


def healthy(rulebook: Rulebook, found: Health, speaker: Speaker) -> Document:
    """A rulebook that may be used, and how fresh it is."""
    return {
        "schema": "healthtui/rules-check/1",
        "usable": True,
        "problems": [],
        "rulebook": rulebook.version,
        "statements": found.statements,
        "sources": len(rulebook.sources),
        "oldest_checked_on": parts.day(found.oldest),
        "newest_checked_on": parts.day(found.newest),
        "stale_months": found.stale_months,
        "stale": [{"key": key, "checked_on": parts.day(s.checked_on)} for key, s in found.stale],
        "uncertain": [
            {
                "key": key,
                "valid_from": parts.day(statement.valid_from),
                "confidence": statement.confidence,
                "needs_check": statement.needs_check,
                "note": speaker.word(statement.note),
            }
            for key, statement in found.uncertain
        ],
    }


def overlay(found: Overlay, speaker: Speaker) -> Document | None:
    """The packs of an institution and all that is wrong with them; None where there are none."""
    if found.folder is None:
        return None
    return {
        "folder": str(found.folder),
        "packs": [
            {
                "name": pack.name,
                "publisher": pack.publisher,
                "checked_on": parts.day(pack.checked_on),
                "additions": len(pack.additions),
            }
            for pack in found.packs
        ],
        "problems": [
            {"file": each.file, "key": each.key, "reason": speaker.text(each.reason)}
            for each in found.problems
        ],
    }


def listed(rulebook: Rulebook, found: Iterable[Entry], speaker: Speaker) -> Document:
    """Keys and titles."""
    return {
        "schema": "healthtui/rules-list/1",
        "rulebook": rulebook.version,
        "rules": [{"key": one.key, "title": speaker.text(one.title)} for one in found],
    }


def shown(rulebook: Rulebook, entry: Entry, speaker: Speaker) -> Document:
    """One rule through time."""
    return {
        "schema": "healthtui/rules-show/1",
        "rulebook": rulebook.version,
        "key": entry.key,
        "title": speaker.text(entry.title),
        "unit": entry.unit,
        "parts": [{"name": name, "value": value} for name, value in entry.parts],
        "values": [_statement(rulebook, one, entry.unit, speaker) for one in entry.statements],
    }


def changed(
    rulebook: Rulebook,
    first: date,
    second: date,
    changes: Iterable[Difference],
    speaker: Speaker,
) -> Document:
    """What differs between the rules of two days."""

    def side(change: Difference, statement: Dated | None) -> Document | None:
        if statement is None:
            return None
        return _statement(rulebook, statement, change.entry.unit, speaker)

    return {
        "schema": "healthtui/rules-diff/1",
        "rulebook": rulebook.version,
        "first": parts.day(first),
        "second": parts.day(second),
        "changes": [
            {
                "key": change.entry.key,
                "title": speaker.text(change.entry.title),
                "unit": change.entry.unit,
                "before": side(change, change.before),
                "after": side(change, change.after),
            }
            for change in changes
        ],
    }


def _statement(
    rulebook: Rulebook, statement: Dated, unit: Unit | None, speaker: Speaker
) -> Document:
    note = speaker.word(statement.note)
    origin = parts.origin(provenance(rulebook, statement))
    if isinstance(statement, DatedValue):
        value = plain(statement.value) if unit == "eur" else statement.value
        return {"value": value, **origin, "note": note}
    if isinstance(statement, Group):
        return {"value": list(statement.members), **origin, "note": note}
    if isinstance(statement, Reading):
        text = speaker.word(statement.text)
        return {"value": statement.route, "text": text, **origin, "note": note}
    return {"value": None, **origin, "note": note}
