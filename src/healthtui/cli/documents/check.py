"""The verdict on a situation as JSON."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.core.asked import Checked
from healthtui.core.reasons import provenance
from healthtui.core.route_rules import Reading
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME
from healthtui.core.timeline import Segment
from healthtui.core.what_if import Turn
from healthtui.texts import wording
from healthtui.texts.speaker import Speaker
from healthtui.texts.spoken import check as spoken
from healthtui.texts.wording import gap, title

SCHEMA = "healthtui/check/1"


def document(found: Checked, speaker: Speaker) -> Document:
    """The whole answer of `check`; with the rows that lost if they were asked for."""
    given = found.given
    return {
        "schema": SCHEMA,
        **verdict(found, speaker),
        "title": speaker.text(title(found.rulebook, given)),
        "summary": spoken.summary(found, speaker),
        "alternatives": [_alternative(found, reading, speaker) for reading in given.readings],
        # The question is for a desk in France: it is French in every language.
        "question": given.question or None,
        "covered_from": parts.day(given.covered_from),
        "covered_until": parts.day(given.covered_until),
        "segments": [_segment(segment) for segment in given.segments],
        "gaps": [
            {**_segment(segment), "text": speaker.text(gap(segment))}
            for segment in given.segments
            if segment.cover == "gap"
        ],
        "would_change": [_turn(found.rulebook, speaker, turn) for turn in found.turns],
        "meanwhile": parts.texts(speaker, given.meanwhile),
        "must_know": parts.texts(speaker, given.must_know),
        "problems": [
            {"field": field, "text": speaker.text(text)} for field, text in found.problems.items()
        ],
        "rulebook": found.rulebook.version,
    }


def verdict(found: Checked, speaker: Speaker) -> Document:
    """The part that every answer about a situation has."""
    given = found.given
    return {
        "verdict": given.verdict.value,
        "on": parts.day(given.on),
        "route": given.route,
        "routes": list(given.routes),
        "reasons": [parts.reason(speaker, one) for one in (*found.lost, *given.reasons)],
        "assumed": parts.texts(speaker, spoken.assumed(found, speaker)),
        "unsure": parts.unsure(speaker, found.rulebook.questions, given.unsure),
    }


def _alternative(found: Checked, reading: Reading, speaker: Speaker) -> Document:
    """One of the readings of a disputed case; the first is the one that is followed."""
    return {
        "route": reading.route,
        "text": speaker.word(reading.text),
        "default": reading is found.given.readings[0],
        **parts.origin(provenance(found.rulebook, reading)),
    }


def _segment(segment: Segment) -> Document:
    return {
        "from": parts.day(segment.first),
        "until": parts.day(segment.last),
        "cover": segment.cover,
        "days": segment.days,
    }


@lru_cache(maxsize=2048)
def _turn(rulebook: Rulebook, speaker: Speaker, turn: Turn) -> Mapping[str, Any]:
    """A change and what is said of it; few differ between the people of one input."""
    value: Any = BY_NAME[turn.field].plain(turn.value)
    return {
        "field": turn.field,
        "value": value.isoformat() if hasattr(value, "isoformat") else value,
        "route": turn.route,
        "routes": list(turn.routes),
        "text": speaker.text(wording.turn(rulebook, speaker, turn)),
    }
