"""A year of acts as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.cli.documents.quote import KEYS, amounts, bounds_of, used
from healthtui.core.care import CLAIM_FIELDS
from healthtui.core.dated import DatedValue
from healthtui.core.ledger import NOTHING, TOTALS, Entry, added
from healthtui.core.meters import Meter, meters
from healthtui.core.money import plain
from healthtui.core.outlook import Outlook
from healthtui.core.quote import Bounds, deciding, reasons
from healthtui.core.reasons import provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.year import Year
from healthtui.texts.care import ACCOUNT_WORDS, CLAIM_WORDS
from healthtui.texts.speaker import Speaker

SCHEMA: Final = "healthtui/year/1"


def document(
    rulebook: Rulebook, found: Year, passed: Sequence[Mapping[str, Any]], speaker: Speaker
) -> Document:
    """The acts in the order of entry, and the totals of those whose rule is known.

    `passed` is what goes into the answer of each act beside what was found.
    """
    return {
        "schema": SCHEMA,
        "verdict": found.verdict.value,
        "acts": [
            {**more, **_act(rulebook, entry, speaker)}
            for more, entry in zip(passed, found.entries, strict=True)
        ],
        "totals": _totals(found.totals),
        "rulebook": rulebook.version,
    }


def document_of_log(now: Outlook, year: int, speaker: Speaker) -> Document:
    """A calendar year of the log in date order, its accounts, and what is still owed."""
    book = now.ledger
    owed, owed_by_mutuelle = book.owed(year)
    return {
        "schema": SCHEMA,
        "year": year,
        "years": list(book.years),
        "verdict": book.verdict(year).value,
        "acts": list(_logged(now.rulebook, book.entries(year), speaker)),
        "totals": _totals(book.totals(year)),
        "meters": [_meter(now.rulebook, each, speaker) for each in meters(book, year, now.today)],
        "owed_eur": plain(owed),
        "owed_by_mutuelle_eur": plain(owed_by_mutuelle),
        "rulebook": now.rulebook.version,
    }


def _logged(rulebook: Rulebook, entries: Sequence[Entry], speaker: Speaker) -> Iterator[Document]:
    running = NOTHING
    for entry in entries:
        running = added((running, entry.quote.amounts.get("remainder", NOTHING)))
        yield {
            "id": entry.id,
            **_act(rulebook, entry, speaker),
            "running_remainder_eur": bounds_of(running),
        }


def _act(rulebook: Rulebook, entry: Entry, speaker: Speaker) -> Document:
    found = entry.quote
    return {
        "verdict": found.verdict.value,
        "label": speaker.word(rulebook.acts[found.visit.known("act")].label),
        **used(found),
        **amounts(found),
        "claim": _claim(rulebook, entry, speaker),
        "reasons": [parts.reason(speaker, one) for one in reasons(found)],
        "assumed": parts.texts(speaker, found.assumed),
        "unsure": parts.unsure(speaker, rulebook.visit_questions, deciding(found)),
    }


def _claim(rulebook: Rulebook, entry: Entry, speaker: Speaker) -> Document:
    claim = entry.claim
    said = {field.name: field.plain(getattr(entry.care, field.name)) for field in CLAIM_FIELDS}
    claimed = said["claimed_on"]
    return {
        "status": claim.status,
        "label": speaker.text(CLAIM_WORDS[claim.status]),
        "owed_eur": plain(claim.owed),
        "owed_by_mutuelle_eur": plain(claim.owed_by_mutuelle),
        "last_day": parts.day(claim.last_day),
        "short_eur": plain(claim.short),
        **said,
        "claimed_on": claimed if isinstance(claimed, str) else parts.day(claimed),
        **_origin(rulebook, claim.rule),
    }


def _meter(rulebook: Rulebook, found: Meter, speaker: Speaker) -> Document:
    return {
        "account": found.account,
        "label": speaker.text(ACCOUNT_WORDS[found.account]),
        "kept_eur": plain(found.kept),
        "limit_eur": plain(found.limit.value) if found.limit else None,
        "stops_with": _reference(rulebook, found.stops_with, speaker),
        "more": found.more,
        **_origin(rulebook, found.limit),
    }


def _reference(rulebook: Rulebook, entry: Entry | None, speaker: Speaker) -> Document | None:
    if entry is None:
        return None
    act = entry.care.known("act")
    label = speaker.word(rulebook.acts[act].label)
    return {"id": entry.id, "act": act, "label": label, "care_date": parts.day(entry.day)}


def _origin(rulebook: Rulebook, rule: DatedValue | None) -> Mapping[str, Any]:
    return parts.origin(None if rule is None else provenance(rulebook, rule))


def _totals(found: Mapping[str, Bounds]) -> Document:
    return {KEYS[name]: bounds_of(found[name]) for name in TOTALS}
