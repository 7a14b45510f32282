"""The parts that several documents share."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from healthtui.core.dated import Source
from healthtui.core.money import plain
from healthtui.core.reasons import Provenance, Reason
from healthtui.core.route_rules import Question
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker

Document = dict[str, Any]


def day(value: Any) -> str | None:
    """A date as ISO text, None for none."""
    return None if value is None else value.isoformat()


def texts(speaker: Speaker, sentences: Iterable[Sentence]) -> list[str]:
    """Sentences in the reader's language."""
    return [speaker.text(sentence) for sentence in sentences]


def source(found: Source) -> Document:
    """Who says it, where, and the date of the page."""
    return {"publisher": found.publisher, "url": found.url, "page_date": found.page_date}


@lru_cache(maxsize=4096)
def origin(found: Provenance | None) -> Mapping[str, Any]:
    """Source, validity, date of the last check and confidence; all null where there are none.

    It is made once for each statement, and shared by the documents that hold it.
    """
    if found is None:
        names = ("source", "valid_from", "valid_to", "checked_on", "confidence")
        return dict.fromkeys(names)
    return {
        "source": source(found.source),
        "valid_from": day(found.valid_from),
        "valid_to": day(found.valid_to),
        "checked_on": day(found.checked_on),
        "confidence": found.confidence,
    }


@lru_cache(maxsize=4096)
def reason(speaker: Speaker, found: Reason) -> Mapping[str, Any]:
    """One reason of an explanation; of many quotes most reasons are the same."""
    told: Document = {"rule": found.rule, "text": speaker.text(found.text)}
    if found.amount is not None:
        told["amount_eur"] = plain(found.amount)
    told["applied"] = found.applied
    told.update(origin(found.provenance))
    return told


def unsure(
    speaker: Speaker, questions: Mapping[str, Question], names: Iterable[str]
) -> list[Document]:
    """The deciding facts in order, and where each is found."""
    return [
        {
            "field": name,
            "label": speaker.word(questions[name].label),
            "where_to_find": speaker.word(questions[name].where_to_find),
        }
        for name in names
    ]
