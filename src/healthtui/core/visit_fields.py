"""Which answers about a visit its act reads: only these are asked."""

from typing import Final

from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit

ORDER: Final = (
    "act",
    "care_date",
    "price_eur",
    "quantity",
    "coefficient",
    "tariff_eur",
    "sector",
    "pathway",
    "heavy_act",
    "situation",
    "linked_to_ald",
    "third_party",
    "overseas",
    "contract",
    "year_so_far",
)
"""The answers in the order of asking."""

_ALWAYS: Final = ("act", "care_date", "price_eur", "situation", "contract")
_COUNTED: Final = ("box", "paramedical", "transport")


def fields_read(rulebook: Rulebook, visit: Visit) -> frozenset[str]:
    """The fields that can change the quote of a visit whose defaults are filled in."""
    rule = rulebook.acts[visit.known("act")]
    kind = rulebook.kinds[rule.kind]
    asked = {
        "quantity": bool(rule.measure or rule.daily) or kind.contribution in _COUNTED,
        "coefficient": rule.units,
        "tariff_eur": "price" in rule.base.values() or visit.known("overseas") is True,
        "sector": len(rule.base) > 1,
        "pathway": bool(kind.rate_out or kind.rate_undeclared),
        "heavy_act": kind.heavy and bool(rule.daily),
        "linked_to_ald": visit.known("situation") == "ALD",
        "third_party": kind.contribution != "none",
        "overseas": "price" not in rule.base.values(),
        "year_so_far": kind.contribution != "none",
    }
    return frozenset((*_ALWAYS, *(name for name, reads in asked.items() if reads)))
