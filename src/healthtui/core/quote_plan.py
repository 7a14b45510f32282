"""What is the same of a quote whatever the price and the day, made once and kept with the rules.

Of two visits that differ in the price alone, or in the day between two changes of the law, the
second costs what its price decides: what is above the base, and what stays with the person.
"""

from datetime import date
from operator import attrgetter
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.act import Act, UnknownRuleError
from healthtui.core.answers import UNSURE
from healthtui.core.eras import era_of_numbers
from healthtui.core.money import Cents
from healthtui.core.possible_acts import Possible, possible_acts
from healthtui.core.quote import AMOUNTS, AMOUNTS_OF, Bounds, Quote, one_figure
from healthtui.core.quote_doubts import base_assumed, doubts, price_decides
from healthtui.core.reasons import Verdict
from healthtui.core.reimbursement import Covered, at_price, covered
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.core.visit import BY_NAME, Visit
from healthtui.core.visit_defaults import with_defaults

_MOST_PLANS: Final = 1024
_MOST_PARTS: Final = 8
"""Of each plan: most prices are above the base, and share one."""
_REST_OF: Final = attrgetter(*(name for name in BY_NAME if name not in {"price_eur", "care_date"}))


class _Part(NamedTuple):
    """What the act comes to by what it is paid on."""

    covered: Covered
    amounts: dict[str, Bounds]
    rate: Bounds
    assumed: tuple[Sentence, ...]


class Plan(Struct, frozen=True):
    """A visit with its defaults, the act that it is, and what is supposed; one of any price.

    `base` is None where the price is the base. `parts` are kept by what is paid on.
    """

    visit: Visit
    act: Act
    assumed: tuple[Sentence, ...]
    base: Cents | None
    parts: dict[Cents | None, _Part]

    def quote(self, rulebook: Rulebook, visit: Visit, today: date) -> Quote:
        """The quote for the price and the day of a visit that has this plan."""
        price, day = visit.price_eur, visit.care_date or today
        act = replace(self.act, price=price, care_date=day)
        part = self._part(rulebook, act)
        paid = at_price(rulebook, act, part.covered)
        amounts = part.amounts.copy()
        amounts["price"] = one_figure(paid.price)
        amounts["overrun"] = one_figure(paid.overrun)
        amounts["mutuelle"] = one_figure(paid.mutuelle)
        amounts["remainder"] = one_figure(paid.remainder)
        assumed = part.assumed
        if part.covered.complemented:  # by numbers of the contract, or of the law on contracts
            assumed += doubts([paid.reasons[len(part.covered.reasons) :]])
        return Quote(
            Verdict.CERTAIN,
            replace(self.visit, price_eur=price, care_date=day),
            amounts,
            part.rate,
            paid.reasons,
            assumed,
            (),
            None,
            (Possible((), act), paid),
        )

    def _part(self, rulebook: Rulebook, act: Act) -> _Part:
        price, base = act.price, self.base
        paid_on = base if base is not None and (price is None or price > base) else price
        found = self.parts.get(paid_on)
        if found is None:
            if len(self.parts) >= _MOST_PARTS:
                self.parts.clear()
            found = self.parts[paid_on] = self._new_part(rulebook, act)
        return found

    def _new_part(self, rulebook: Rulebook, act: Act) -> _Part:
        by_base = covered(rulebook, act)
        paid = at_price(rulebook, act, by_base)
        amounts = dict(zip(AMOUNTS, map(one_figure, AMOUNTS_OF(paid)), strict=True))
        assumed = (*self.assumed, *doubts([by_base.reasons]))
        return _Part(by_base, amounts, one_figure(paid.rate), assumed)


def plan_for(rulebook: Rulebook, visit: Visit, today: date, cover: str) -> Plan | None:
    """The plan of a visit; None where an answer is unsure, the price decides, or no rule is known.

    Ages count by the day itself, so that a day of birth has a plan for each day.
    """
    day, price = visit.care_date or today, visit.price_eur
    if day is UNSURE or price is UNSURE:
        return None
    rest = _REST_OF(visit)
    when = era_of_numbers(rulebook, day) if visit.birth_date is None else day
    key = (rest, when, visit.care_date is None, price is None, cover)
    plans: dict[Any, Plan | None] = rulebook.made_of_all.setdefault(plan_for, {})
    plan = plans.get(key)
    if plan is None and key not in plans:
        if len(plans) >= _MOST_PLANS:
            plans.clear()
        plan = plans[key] = None if UNSURE in rest else _plan(rulebook, visit, today, cover)
    return plan


def _plan(rulebook: Rulebook, visit: Visit, today: date, cover: str) -> Plan | None:
    filled, assumed = with_defaults(rulebook, visit, today, cover)
    if price_decides(rulebook, filled):
        return None
    try:
        ((_, act),) = possible_acts(rulebook, filled)
        by_base = covered(rulebook, act)
    except UnknownRuleError:
        return None  # the sentence names the day
    by_price = by_base.reasons[0].rule == "base" and act.tariff is None
    base = None if by_price else by_base.base
    return Plan(filled, act, (*assumed, *base_assumed(rulebook, filled)), base, {})
