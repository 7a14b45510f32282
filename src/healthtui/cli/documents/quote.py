"""A quote as JSON."""

from typing import Final

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.core.money import plain
from healthtui.core.quote import Bounds, Quote
from healthtui.core.reasons import Reason, Verdict
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


def document(rulebook: Rulebook, found: Quote, speaker: Speaker) -> Document:
    """The whole answer of `quote`; without a known rule the amounts are null."""
    amounts = {key: _amount(found.amounts.get(name)) for name, key in KEYS.items()}
    return {
        "schema": SCHEMA,
        "verdict": found.verdict.value,
        **{name: _used(found, name) for name in _USED},
        "rate_percent": _rate(found.rate),
        **amounts,
        "reasons": [parts.reason(speaker, one) for one in reasons(found)],
        "assumed": parts.texts(speaker, found.assumed),
        "unsure": parts.unsure(speaker, rulebook.visit_questions, deciding(found)),
        "rulebook": rulebook.version,
    }


def reasons(found: Quote) -> tuple[Reason, ...]:
    """The reasons; where no rule is known, the sentence that says which."""
    if found.unknown is None:
        return found.reasons
    return (Reason("rulebook", found.unknown, applied=False),)


def deciding(found: Quote) -> tuple[str, ...]:
    """The unsure answers that change an amount: none where the quote is certain all the same."""
    return () if found.verdict is Verdict.CERTAIN else found.unsure


def _amount(found: Bounds | None) -> str | Document | None:
    if found is None:
        return None
    if found.exact:
        return plain(found.least)
    return {"min": plain(found.least), "max": plain(found.most)}


def _rate(found: Bounds | None) -> int | Document | None:
    if found is None or found.exact:
        return found.least if found else None
    return {"min": found.least, "max": found.most}


def _used(found: Quote, name: str) -> object:
    value = BY_NAME[name].plain(getattr(found.visit, name))
    return parts.day(value) if name == "care_date" and not isinstance(value, str) else value
