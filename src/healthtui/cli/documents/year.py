"""A year of acts as JSON."""

from typing import Final

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.cli.documents.quote import KEYS, amounts, bounds_of, reasons, used
from healthtui.core.ledger import TOTALS
from healthtui.core.rulebook import Rulebook
from healthtui.core.year import Year
from healthtui.texts.speaker import Speaker

SCHEMA: Final = "healthtui/year/1"


def document(rulebook: Rulebook, found: Year, speaker: Speaker) -> Document:
    """The acts in the order of entry, and the totals of those whose rule is known."""
    return {
        "schema": SCHEMA,
        "verdict": found.verdict.value,
        "acts": [
            {
                "verdict": each.verdict.value,
                **used(each),
                **amounts(each),
                "reasons": [parts.reason(speaker, one) for one in reasons(each)],
                "assumed": parts.texts(speaker, each.assumed),
            }
            for each in (entry.quote for entry in found.entries)
        ],
        "totals": {KEYS[name]: bounds_of(found.totals[name]) for name in TOTALS},
        "rulebook": rulebook.version,
    }
