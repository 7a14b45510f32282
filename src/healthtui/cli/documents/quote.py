"""A quote as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.core.alternatives import Supposed
from healthtui.core.money import plain
from healthtui.core.quote import Bounds, Quote, asks, deciding, reasons
from healthtui.core.reasons import provenance
from healthtui.core.reconcile import Hypothesis
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import BY_NAME
from healthtui.texts.speaker import Speaker

SCHEMA = "healthtui/quote/1"

KEYS: Final = {
    "price": "price_eur",
    "base": "base_eur",
    "gross": "amo_gross_eur",
    "flat_contribution": "flat_contribution_eur",
    "franchise": "franchise_eur",
    "net": "amo_net_eur",
    "copayment": "ticket_moderateur_eur",
    "overrun": "overrun_eur",
    "mutuelle": "mutuelle_eur",
    "remainder": "patient_remainder_eur",
}
"""The contract's name of each amount of a quote."""

_USED: Final = ("act", "care_date", "sector", "pathway", "situation")
_USED_OF: Final = attrgetter(*_USED)


def document(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Document:
    """The whole answer of `quote`; without a known rule the amounts are null."""
    return {
        "schema": SCHEMA,
        "verdict": found.verdict.value,
        **used(found),
        **amounts(found),
        **_state(found),
        "bounds": _bounds(found),
        "reasons": [parts.reason(speaker, one) for one in reasons(found)],
        "assumed": parts.texts(speaker, found.assumed),
        "unsure": parts.unsure(speaker, rulebook.visit_questions, deciding(found)),
        "ask": list(asks(rulebook, found)),
        "rulebook": rulebook.version,
    }


def amounts(found: Quote) -> Document:
    """The rate and the amounts by their names of the contract."""
    told = map(bounds_of, map(found.amounts.get, KEYS))
    return {"rate_percent": _rate(found.rate), **dict(zip(KEYS.values(), told, strict=True))}


def sectors(found: Mapping[str, Quote]) -> list[Document]:
    """The same visit with a doctor of each sector."""
    return [
        {"sector": sector, "verdict": each.verdict.value, **amounts(each)}
        for sector, each in found.items()
    ]


def other_day(found: Quote, day: date, speaker: Speaker) -> Document:
    """The same visit on another day of care."""
    return {
        "care_date": parts.day(day),
        "verdict": found.verdict.value,
        **amounts(found),
        "reasons": [parts.reason(speaker, one) for one in reasons(found)],
    }


def hypotheses(found: Iterable[Hypothesis], speaker: Speaker) -> list[Document]:
    """The explanations of an amount received, the likeliest first."""
    return [
        {
            "ids": [*(one.id for one in each.differences), each.measure.id],
            "differences": [speaker.text(one.said) for one in each.differences],
            "measure": speaker.text(each.measure.said) if each.measure.said else None,
            "advice": [speaker.text(one.advice) for one in each.differences],
            "amo_net_eur": plain(each.paid.net),
            "mutuelle_eur": plain(each.paid.mutuelle),
        }
        for each in found
    ]


def proposals(rulebook: Rulebook, found: Iterable[Supposed], speaker: Speaker) -> list[Document]:
    """What is not law, and what it would make of the visit; null where it changes nothing."""
    return [
        {
            "id": each.key,
            "title": speaker.word(each.proposal.title),
            "text": speaker.word(each.proposal.text),
            "stage": each.proposal.stage,
            "would_be": amounts(each.quote) if each.quote else None,
            **parts.origin(provenance(rulebook, each.proposal)),
        }
        for each in found
    ]


def _state(found: Quote) -> Document:
    """What the act leaves behind: third party, debt, and what this year has kept so far."""
    if found.one is None:
        names = ("paid_to_provider_eur", "debt_taken_eur", "year_so_far")
        return dict.fromkeys(names)
    paid = found.one[1]
    return {
        "paid_to_provider_eur": plain(paid.to_provider),
        "debt_taken_eur": plain(paid.debt_taken),
        "year_so_far": {
            "flat_contribution_eur": plain(paid.so_far.flat),
            "franchise_eur": plain(paid.so_far.franchise),
            "debt_eur": plain(paid.so_far.debt),
            **({"sessions_that_year": paid.so_far.sessions} if paid.so_far.sessions else {}),
        },
    }


def _bounds(found: Quote) -> Document:
    """For each amount that is a range: the answers under which it is least and most."""
    return {
        KEYS[name]: {"min_if": _answers(each.least_if), "max_if": _answers(each.most_if)}
        for name, each in found.amounts.items()
        if each.least != each.most
    }


def _answers(supposed: Iterable[tuple[str, Any]]) -> Document:
    return {name: BY_NAME[name].plain(value) for name, value in supposed}


@lru_cache(maxsize=4096)
def bounds_of(found: Bounds | None) -> str | Document | None:
    """An amount as a string, or its least and most; null where nobody knows a most."""
    if found is None:
        return None
    if found.exact:
        return plain(found.least)
    return {"min": plain(found.least), "max": None if found.open_ended else plain(found.most)}


def _rate(found: Bounds | None) -> int | Document | None:
    if found is None or found.exact:
        return found.least if found else None
    return {"min": found.least, "max": found.most}


def used(found: Quote) -> Document:
    """The answers that the quote rests on, given or supposed."""
    answers = _USED_OF(found.visit)
    return {name: _value(name, answer) for name, answer in zip(_USED, answers, strict=True)}


def _value(name: str, answer: Any) -> object:
    if type(answer) is str:
        return answer
    value = BY_NAME[name].plain(answer)
    return parts.day(value) if name == "care_date" and not isinstance(value, str) else value
