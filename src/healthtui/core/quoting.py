"""Makes the quote for a visit."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Final

from healthtui.core.act import Shares, UnknownRuleError
from healthtui.core.answers import UNSURE
from healthtui.core.possible_acts import Possible, possible_acts
from healthtui.core.quote import AMOUNTS, AMOUNTS_OF, Bounds, Quote, one_figure
from healthtui.core.quote_doubts import base_assumed, doubts, price_decides
from healthtui.core.quote_plan import plan_for
from healthtui.core.reasons import Verdict
from healthtui.core.reimbursement import shares
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import EVERY_WAY, with_defaults

_FREE_SECTORS: Final = ("2_optam", "2", "3")
_GROW_WITH_PRICE: Final = ("price", "overrun", "remainder")
_DECIDING: Final = (
    "act",
    "care_date",
    *EVERY_WAY,
    "price_eur",
    "tariff_eur",
    "coefficient",
    "birth_date",
    "patient_age",
    "quantity",
    "third_party",
    "overseas",
    "contract",
)
_DECIDING_OF: Final = attrgetter(*_DECIDING)


def quote(rulebook: Rulebook, visit: Visit, today: date, cover: str = "standard") -> Quote:
    """The quote for a visit; `cover` is the person's cover where the visit does not say it."""
    plan = plan_for(rulebook, visit, today, cover)
    if plan is None:
        return quote_anew(rulebook, visit, today, cover)
    return plan.quote(rulebook, visit, today)


def quote_anew(rulebook: Rulebook, visit: Visit, today: date, cover: str = "standard") -> Quote:
    """The same, without anything that was kept of another visit."""
    filled, assumed = with_defaults(rulebook, visit, today, cover)
    unsure = _unsure(visit)
    if price_decides(rulebook, filled):
        told = say(
            "The price decides: this act has no tariff of its own. Give the price, or the tariff "
            "that the quote (devis) names."
        )
        return Quote(Verdict.OPEN, filled, {}, None, (), assumed, ("price_eur",), told)
    try:
        every = [(each, shares(rulebook, each.act)) for each in possible_acts(rulebook, filled)]
    except UnknownRuleError as unknown:
        return Quote(Verdict.RULE_UNKNOWN, filled, {}, None, (), assumed, unsure, unknown.sentence)
    free = filled.price_eur is UNSURE and _price_is_free(rulebook, every)
    amounts, rate = _amounts(every, free=free)
    certain = not unsure or (
        set(unsure) <= set(EVERY_WAY) and all(each.exact for each in amounts.values())
    )
    return Quote(
        Verdict.CERTAIN if certain else Verdict.OPEN,
        filled,
        amounts,
        rate,
        every[0][1].reasons,
        (*assumed, *base_assumed(rulebook, filled), *doubts(paid.reasons for _, paid in every)),
        unsure,
        one=every[0],
    )


def _price_is_free(rulebook: Rulebook, every: Sequence[tuple[Possible, Shares]]) -> bool:
    """Whether in one of the ways the professional may ask what they like."""
    return any(
        each.act.sector in _FREE_SECTORS
        or rulebook.kinds[rulebook.acts[each.act.name].kind].free_price
        for each, _ in every
    )


def _unsure(visit: Visit) -> tuple[str, ...]:
    """The unsure answers that matter; of age and day of birth it is enough to know one."""
    if UNSURE not in _DECIDING_OF(visit):
        return ()
    ages = ("birth_date", "patient_age")
    aged = any(visit.known(name) is not None for name in ages)
    asked = (name for name in _DECIDING if not (aged and name in ages))
    return tuple(name for name in asked if getattr(visit, name) is UNSURE)


def _amounts(
    every: Sequence[tuple[Possible, Shares]], *, free: bool
) -> tuple[dict[str, Bounds], Bounds]:
    """The amounts by name, and the rate."""
    first, paid = every[0]
    if len(every) == 1 and not first.supposed:
        figures = map(one_figure, AMOUNTS_OF(paid))
        return dict(zip(AMOUNTS, figures, strict=True)), one_figure(paid.rate)
    amounts = {
        name: _bounds(name, every, open_ended=free and name in _GROW_WITH_PRICE) for name in AMOUNTS
    }
    return amounts, _bounds("rate", every)


def _bounds(
    name: str, every: Sequence[tuple[Possible, Shares]], *, open_ended: bool = False
) -> Bounds:
    values = [(getattr(paid, name), each.supposed) for each, paid in every]
    least = min(values, key=lambda pair: pair[0])
    most = max(values, key=lambda pair: pair[0])
    return Bounds(least[0], most[0], least[1], most[1], open_ended)
