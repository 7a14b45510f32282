"""What the CPAM, a mutuelle and the person pay for one act, and why.

The order of the steps is that of the fact file's algorithm: tariff of the care date, rate on the
base, shares by difference, then what is kept from the refund, then the mutuelle.
"""

from datetime import date
from typing import Final, NamedTuple

from healthtui.core.act import Act, Shares, SoFar, UnknownRuleError
from healthtui.core.calendar import months_later
from healthtui.core.contributions import Kept, kept_from
from healthtui.core.evaluation import OUTSIDE, Evaluation
from healthtui.core.money import WHOLE, Cents, Money, Percent, share
from healthtui.core.mutuelle import paid_by_mutuelle
from healthtui.core.reasons import Reason
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say

_GIVEN_BASE: Final = say("Base: the tariff that you gave")
_PRICE_AS_BASE: Final = say("Base: the whole price, as no other is known here")
_NO_COVER: Final = say("Your French cover has not begun on that day")
_HEAVY: Final = say("Heavy act: a fixed sum instead of the percentage")
_PAID: Final = say("Paid by the CPAM")
_WITHIN: Final = say("The daily charge counts towards the copayment")
_DAILY_PAID: Final = say("Mutuelle: the daily charge")
_COPAYMENT: Final = say("Copayment (ticket modérateur)")
_NOT_PAID_BACK: Final = say("Not paid back")
_OVERRUN: Final = say("Price above the base (dépassement)")
_REMAINDER: Final = say("Stays with you")
_DEDUCTED: Final = say("Deducted: contributions and franchises of earlier care")


class Covered(NamedTuple):
    """What an act comes to by what it is paid on: the price up to the base, in cents.

    What is asked above the base changes nothing of it. `reasons` are those of these steps;
    `complemented` tells whether somebody beside the CPAM may pay.
    """

    base: Cents
    rate: int
    gross: Cents
    kept: Kept
    net: Cents
    daily: Cents
    copayment: Cents
    to_provider: Cents
    debt_taken: Cents
    so_far: SoFar
    complemented: bool
    reasons: tuple[Reason, ...]


def shares(rulebook: Rulebook, act: Act) -> Shares:
    """Who pays what; UnknownRuleError where no rule is known for the care date."""
    return at_price(rulebook, act, covered(rulebook, act))


def covered(rulebook: Rulebook, act: Act) -> Covered:
    """The part of `shares` that any price above the base leaves alone."""
    run = Evaluation(rulebook, act)
    base = _base(run)
    paid_on = base if act.price is None else min(act.price, base)
    rate = _rate(run)
    gross = _gross(run, paid_on, rate)
    kept = kept_from(run, gross)
    net = gross - kept.due
    run.tell("amo_net", _PAID, net)
    daily = _daily(run, paid_on - gross)
    copayment = paid_on - gross + daily
    run.tell("copayment", _COPAYMENT if run.insured else _NOT_PAID_BACK, copayment)
    taken = 0 if act.third_party else min(act.so_far.debt, net)
    return Covered(
        base=base,
        rate=rate,
        gross=gross,
        kept=kept,
        net=net,
        daily=daily,
        copayment=copayment,
        to_provider=gross if act.third_party else 0,
        debt_taken=taken,
        so_far=_after(run, kept, taken),
        complemented=bool(act.contract) or run.cover.rest == "c2s",
        reasons=tuple(run.reasons),
    )


def at_price(rulebook: Rulebook, act: Act, part: Covered) -> Shares:
    """The shares at the price of an act; `part` is what it comes to by what it is paid on."""
    care = part.base if act.price is None else act.price
    overrun = max(0, care - part.base)
    told: list[Reason] = []
    if overrun:
        told.append(Reason("overrun", _OVERRUN, amount=overrun))
    mutuelle = 0
    if part.complemented:
        run = Evaluation(rulebook, act)
        mutuelle = paid_by_mutuelle(run, care, part.base, part.gross)
        mutuelle += _daily_by_mutuelle(run, part.daily)
        told += run.reasons
    remainder = care + part.daily - part.net - mutuelle
    told.append(Reason("remainder", _REMAINDER, amount=remainder))
    if part.debt_taken:
        told.append(Reason("debt", _DEDUCTED, amount=-part.debt_taken))
    return Shares(
        care + part.daily,
        part.base,
        part.rate,
        part.gross,
        part.kept.flat,
        part.kept.franchise,
        part.net,
        part.copayment,
        overrun,
        mutuelle,
        remainder,
        part.to_provider,
        part.debt_taken,
        part.so_far,
        part.reasons + tuple(told),
    )


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


def _base(run: Evaluation) -> Cents:
    act = run.act
    if act.tariff is not None:
        amount = act.tariff * act.count
        run.tell("base", _GIVEN_BASE, amount)
        return amount
    key = _tariff_key(run)
    if key == "price" or (run.rule.measure and act.quantity is None):
        amount = act.price or 0
        run.tell("base", _PRICE_AS_BASE, amount)
        return amount
    tariff = run.value(f"tariffs.{key}")
    amount = tariff.value * act.count
    if run.rule.units:
        amount = share(amount, act.coefficient or WHOLE)
    run.tell(
        f"tariffs.{key}", say("Base: {title}", title=run.title(f"tariffs.{key}")), amount, tariff
    )
    return amount


def _tariff_key(run: Evaluation) -> str:
    act, rule = run.act, run.rule
    if run.cover_name in rule.base_for:
        return rule.base_for[run.cover_name]
    if act.overseas and rule.base[act.sector] != "price":
        return _overseas_key(run)
    outside = act.pathway in OUTSIDE and act.sector in rule.base_out
    return (rule.base_out if outside else rule.base)[act.sector]


def _overseas_key(run: Evaluation) -> str:
    key = run.rule.base_overseas.get(run.act.sector)
    if key is None:
        raise UnknownRuleError(
            say(
                "The overseas tariff of this care is not known here. Give the tariff: the base "
                "(BRSS) that the statement or the quote (devis) names."
            )
        )
    return key


def _rate(run: Evaluation) -> int:
    if not run.insured:
        _tell_why_nothing(run)
        return 0
    if run.full:
        text = say("Paid in full: {cover}", cover=run.cover_word())
        run.tell("cover", text, None, run.cover)
        return WHOLE
    key = run.lowered_to or run.usual_rate
    used = run.value(f"rates.{key}")
    run.tell(f"rates.{key}", run.title(f"rates.{key}"), None, used)
    other = run.usual_rate if run.lowered_to else run.kind.rate_out
    if other and other != key:
        lost = run.value(f"rates.{other}")
        run.tell(f"rates.{other}", run.title(f"rates.{other}"), None, lost, applied=False)
    return used.value


def _tell_why_nothing(run: Evaluation) -> None:
    if run.used_up is None:
        run.tell("cover", _NO_COVER)
        return
    text = say("Already paid for this calendar year, sessions: {n}", n=run.used_up.value)
    run.tell(f"tariffs.{run.rule.per_year}", text, None, run.used_up)


def _gross(run: Evaluation, paid_on: Cents, rate: int) -> Cents:
    """What the rate pays: a percentage, or all but the fixed sum of a heavy act."""
    if _is_heavy(run, paid_on, rate):
        return _all_but_the_fixed_sum(run, paid_on)
    in_full = _days_in_full(run, paid_on)
    gross = share(paid_on - in_full, rate) + in_full
    text = say("{rate} of {base}", rate=Percent(rate), base=Money(paid_on - in_full))
    if in_full:
        text = say("{part}, and {rest} in full", part=text, rest=Money(in_full))
    run.tell("rate", text, gross)
    return gross


def _is_heavy(run: Evaluation, paid_on: Cents, rate: int) -> bool:
    """Whether each of the acts reaches the tariff from which a fixed sum is due."""
    if not run.kind.heavy or rate in (0, WHOLE) or run.lowered_to:
        return False
    if run.act.heavy or run.rule.daily:
        # Of a stay only the person knows the tariff of the operation.
        return run.act.heavy
    return paid_on >= run.value("tariffs.heavy_act_from").value * run.act.count


def _all_but_the_fixed_sum(run: Evaluation, paid_on: Cents) -> Cents:
    own = 0
    if run.cover.heavy == "person":
        charge = run.value("tariffs.heavy_act_charge")
        own = min(charge.value, paid_on)
        run.tell("tariffs.heavy_act_charge", _HEAVY, None, charge)
    text = say("{base} less {own}", base=Money(paid_on), own=Money(own))
    run.tell("rate", text, paid_on - own)
    return paid_on - own


def _days_in_full(run: Evaluation, paid_on: Cents) -> Cents:
    """The part of a long stay that is paid in full, each day at the same price."""
    if not run.rule.daily or not run.insured or run.full:
        return 0
    first = run.value("tariffs.hospital_full_rate_from_day")
    days = max(0, run.act.count - first.value + 1)
    if days == 0:
        return 0
    run.tell(
        "tariffs.hospital_full_rate_from_day",
        say("From day {n} on a stay is paid in full", n=first.value),
        None,
        first,
    )
    return paid_on * days // run.act.count


def _daily(run: Evaluation, copayment: Cents) -> Cents:
    """The daily charge of a stay, beyond the copayment where that counts towards it."""
    if not run.rule.daily or not run.cover.daily or not run.insured:
        return 0
    each = run.value(f"tariffs.{run.rule.daily}")
    charge = each.value * run.act.count
    text = say("Daily charge, days: {n}", n=run.act.count)
    run.tell(f"tariffs.{run.rule.daily}", text, charge, each)
    within = run.value("contributions.daily_charge_within_copayment")
    if not within.value or not copayment or run.act.heavy:
        return charge
    run.tell("contributions.daily_charge_within_copayment", _WITHIN, None, within)
    return max(0, charge - copayment)


def _daily_by_mutuelle(run: Evaluation, daily: Cents) -> Cents:
    """A responsible contract pays the daily charge for any number of days."""
    pays = bool(run.act.contract) and run.insured
    if not daily or not pays:
        return 0
    run.tell("contract.daily", _DAILY_PAID, daily)
    return daily


def _after(run: Evaluation, kept: Kept, taken: Cents) -> SoFar:
    act, before = run.act, run.act.so_far
    return SoFar(
        flat=before.flat + kept.flat,
        franchise=before.franchise + kept.franchise,
        day=before.day + kept.due,
        day_count=before.day_count + kept.count,
        debt=before.debt - taken + (kept.due if act.third_party else 0),
        sessions=before.sessions + (act.count if run.rule.per_year and run.insured else 0),
    )
