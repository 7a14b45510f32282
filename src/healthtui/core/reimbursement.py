"""What the CPAM, a mutuelle and the person pay for one act, and why.

The order of the steps is that of the fact file's algorithm: tariff of the care date, rate on the
base, shares by difference, then what is kept from the refund, then the mutuelle.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from healthtui.core.calendar import months_later
from healthtui.core.money import Cents, Money, Percent, share
from healthtui.core.reasons import Reason, provenance
from healthtui.core.rulebook import ActRule, CareKind, DatedValue, Rulebook
from healthtui.core.sentence import Sentence, say, word

FULL_RATE: Final = ("ALD", "C2S", "maternity", "AME")
NOTHING_KEPT: Final = ("C2S", "maternity", "AME")
"""Covers under which neither flat contribution nor franchise is kept (facts: section 3)."""

NOT_DECLARED: Final = ("out", "not_declared")


@dataclass(frozen=True, slots=True)
class Act:
    """A visit with every answer given; `price` in cents, None for the base itself.

    `minor` is too young for anything to be kept from refunds, `child` for the care pathway.
    `contract_percent` is None without a mutuelle. The last two are what the year has already
    taken, in cents.
    """

    name: str
    care_date: date
    price: Cents | None
    sector: str
    pathway: str
    cover: str
    minor: bool
    child: bool = False
    quantity: int = 1
    contract_percent: int | None = None
    flat_so_far: Cents = 0
    franchise_so_far: Cents = 0


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays what for one act, in cents, and the reasons in the order of the computation."""

    price: Cents
    base: Cents
    rate: int
    gross: Cents
    flat_contribution: Cents
    franchise: Cents
    net: Cents
    copayment: Cents
    overrun: Cents
    mutuelle: Cents
    remainder: Cents
    reasons: tuple[Reason, ...]


class UnknownRuleError(Exception):
    """No known rule gives the figure for that day; carries what to tell the person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence


def shares(rulebook: Rulebook, act: Act) -> Shares:
    """Who pays what; UnknownRuleError where no rule is known for the care date."""
    return _Computation(rulebook, act).run()


def is_exempt_by_age(rulebook: Rulebook, birth: date, care_date: date) -> bool:
    """Too young on 1 January of the year of care for anything to be kept from refunds."""
    years = exempt_under(rulebook, care_date)
    return months_later(birth, 12 * years) > date(care_date.year, 1, 1)


def is_child(rulebook: Rulebook, birth: date, care_date: date) -> bool:
    """Too young on the care date for the care pathway to lower the refund."""
    return months_later(birth, 12 * pathway_from(rulebook, care_date)) > care_date


def pathway_from(rulebook: Rulebook, care_date: date) -> int:
    """The age in years from which the care pathway counts; 0 where no rule is known."""
    return rulebook.number("contributions.care_pathway_from_years", care_date) or 0


def exempt_under(rulebook: Rulebook, care_date: date) -> int:
    """The age in years under which nothing is kept from refunds; 0 where no rule is known."""
    return rulebook.number("contributions.exempt_under_years", care_date) or 0


class _Computation:
    """One run of the algorithm; collects a reason with every step."""

    def __init__(self, rulebook: Rulebook, act: Act) -> None:
        self.rulebook = rulebook
        self.act = act
        self.rule: ActRule = rulebook.acts[act.name]
        self.kind: CareKind = rulebook.kinds[self.rule.kind]
        self.reasons: list[Reason] = []

    def run(self) -> Shares:
        base = self._base()
        price = base if self.act.price is None else self.act.price
        paid_on = min(price, base)
        rate = self._rate()
        gross = share(paid_on, rate)
        self._tell("rate", say("{rate} of {base}", rate=Percent(rate), base=Money(paid_on)), gross)
        flat, franchise = self._kept(gross)
        net = gross - flat - franchise
        self._tell("amo_net", say("Paid by the CPAM"), net)
        copayment, overrun = paid_on - gross, max(0, price - base)
        covered = self.act.cover != "not_registered"
        copaid = say("Copayment (ticket modérateur)") if covered else say("Not paid back")
        self._tell("copayment", copaid, copayment)
        if overrun:
            self._tell("overrun", say("Price above the base (dépassement)"), overrun)
        mutuelle = self._mutuelle(price, base, paid_on, gross)
        remainder = price - net - mutuelle
        self._tell("remainder", say("Stays with you"), remainder)
        return Shares(
            price=price,
            base=base,
            rate=rate,
            gross=gross,
            flat_contribution=flat,
            franchise=franchise,
            net=net,
            copayment=copayment,
            overrun=overrun,
            mutuelle=mutuelle,
            remainder=remainder,
            reasons=tuple(self.reasons),
        )

    def _tell(
        self,
        rule: str,
        text: Sentence,
        amount: Cents | None = None,
        dated: DatedValue | None = None,
        *,
        applied: bool = True,
    ) -> None:
        source = None if dated is None else provenance(self.rulebook, dated)
        self.reasons.append(Reason(rule, text, applied, amount, source))

    def _value(self, key: str) -> DatedValue:
        value = self.rulebook.value(key, self.act.care_date)
        if value is None:
            raise self._unknown(key)
        return value

    def _unknown(self, key: str) -> UnknownRuleError:
        parameter = self.rulebook.parameters[key]
        return UnknownRuleError(
            say(
                "No known value on {day} for: {title}. Known from {first} to {last}.",
                day=self.act.care_date,
                title=word(parameter.title),
                first=parameter.values[0].valid_from,
                last=self.rulebook.trusted_until(parameter.values[-1]),
            )
        )

    def _base(self) -> Cents:
        table = self.rule.base
        if self.act.pathway in NOT_DECLARED and self.act.sector in self.rule.base_out:
            table = self.rule.base_out
        key = table[self.act.sector]
        if key == "price":
            amount = self.act.price or 0
            self._tell("base", say("The base is the price itself"), amount)
            return amount
        tariff = self._value(f"tariffs.{key}")
        amount = tariff.value * self.act.quantity
        text = say("Base: {title}", title=word(self.rulebook.parameters[f"tariffs.{key}"].title))
        self._tell(f"tariffs.{key}", text, amount, tariff)
        return amount

    def _rate(self) -> int:
        if self.act.cover == "not_registered":
            self._tell("cover", say("Your French cover has not begun on that day"))
            return 0
        if self.act.cover in FULL_RATE:
            self._tell("cover", say("Paid in full: {cover}", cover=self._cover_word()))
            return 100
        inside = self._value(f"rates.{self.kind.rate}")
        outside = self._penalty()
        used = outside or inside
        key = self.kind.rate_out if outside else self.kind.rate
        text = word(self.rulebook.parameters[f"rates.{key}"].title)
        self._tell(f"rates.{key}", text, None, used)
        self._tell_other_rate(outside=outside is not None)
        return used.value

    def _cover_word(self) -> Sentence:
        return word(self.rulebook.visit_questions["situation"].choices[self.act.cover])

    def _penalty(self) -> DatedValue | None:
        """The lower rate outside the care pathway, where it applies."""
        if not self.kind.rate_out or self.act.pathway not in NOT_DECLARED or self.act.child:
            return None
        return self._value(f"rates.{self.kind.rate_out}")

    def _tell_other_rate(self, *, outside: bool) -> None:
        """Name the rate that lost: outside the pathway, or inside it."""
        if self.kind.rate_out:
            key = self.kind.rate if outside else self.kind.rate_out
            text = word(self.rulebook.parameters[f"rates.{key}"].title)
            self._tell(f"rates.{key}", text, None, self._value(f"rates.{key}"), applied=False)

    def _kept(self, gross: Cents) -> tuple[Cents, Cents]:
        """Flat contribution and franchise, never more than the refund they are taken from."""
        kept = self.kind.contribution
        if kept == "none" or self.act.cover == "not_registered":
            return 0, 0
        if self.act.minor or self.act.cover in NOTHING_KEPT:
            why = say("Nothing is kept from the refund under 18")
            if not self.act.minor:
                why = say("Nothing is kept from the refund: {cover}", cover=self._cover_word())
            self._tell("contributions.exempt", why, 0)
            return 0, 0
        if kept == "flat":
            return self._flat(gross), 0
        return 0, self._franchise(kept, gross)

    def _flat(self, gross: Cents) -> Cents:
        each = self._value("contributions.flat_contribution")
        year = self._value("contributions.flat_contribution_per_year").value
        amount = max(0, min(each.value, year - self.act.flat_so_far, gross))
        text = say("Flat contribution (participation forfaitaire)")
        self._tell("contributions.flat_contribution", text, -amount, each)
        return amount

    def _franchise(self, kind: str, gross: Cents) -> Cents:
        each = self._value(f"contributions.franchise_{kind}")
        year = self._value("contributions.franchise_per_year").value
        amount = max(
            0, min(each.value * self.act.quantity, year - self.act.franchise_so_far, gross)
        )
        self._tell(f"contributions.franchise_{kind}", say("Franchise médicale"), -amount, each)
        return amount

    def _mutuelle(self, price: Cents, base: Cents, paid_on: Cents, gross: Cents) -> Cents:
        percent = self.act.contract_percent
        if self.act.cover == "C2S":
            rest = price - gross
            self._tell("c2s", say("The C2S pays the rest: no copayment, no overrun"), rest)
            return rest
        if not percent:
            return 0
        if self.act.cover == "not_registered":
            self._tell("contract", say("A mutuelle adds to the CPAM: without it, nothing"), 0)
            return 0
        counted = self._counted_for_contract(paid_on, gross)
        level = self._level(percent)
        # A responsible contract pays the copayment in full, whatever its percentage.
        reached = max(share(base, level), paid_on) - counted
        amount = max(0, min(price - counted, reached))
        text = say("Mutuelle: up to {percent} of the base, CPAM included", percent=Percent(level))
        self._tell("contract", text, amount)
        return amount

    def _counted_for_contract(self, paid_on: Cents, gross: Cents) -> Cents:
        """What a contract takes as the CPAM's share: outside the pathway, as if inside."""
        if self._penalty() is None or self.act.cover in FULL_RATE:
            return gross
        inside = share(paid_on, self._value(f"rates.{self.kind.rate}").value)
        text = say("A mutuelle does not pay what you lose outside the care pathway")
        self._tell("contract.pathway", text, inside - gross)
        return inside

    def _level(self, percent: int) -> int:
        if self.act.sector != "2":
            return percent
        limit = self._value("contracts.overrun_limit_outside_optam")
        if percent > limit.value:
            text = say("Outside OPTAM a contract stops at {limit}", limit=Percent(limit.value))
            self._tell("contracts.overrun_limit_outside_optam", text, None, limit)
        return min(percent, limit.value)
