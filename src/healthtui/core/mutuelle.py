"""What a complementary insurance adds: a responsible contract, or the C2S."""

from typing import Final

from healthtui.core.evaluation import Evaluation
from healthtui.core.money import WHOLE, Cents, Money, Percent, share
from healthtui.core.sentence import say

_C2S_BUT_SECTOR_3: Final = say(
    "The C2S pays the copayment; a doctor without a contract may ask for more"
)
_C2S: Final = say("The C2S pays the rest: no copayment, no overrun")
_NOT_WITHOUT_CPAM: Final = say("A mutuelle adds to the CPAM: without it, nothing")
_FULL_HEALTH: Final = say("100 % Santé: the mutuelle pays the rest")
_PATHWAY_LOST: Final = say("A mutuelle does not pay what you lose outside the care pathway")

OUTSIDE_OPTAM: Final = ("2", "3")
"""Sectors outside OPTAM, where the law limits what a contract pays."""

_FIXED: Final = {"dental_percent": "dental_eur", "glasses_percent": "glasses_eur"}
"""The sum of a contract that comes with a level."""


def paid_by_mutuelle(run: Evaluation, price: Cents, base: Cents, gross: Cents) -> Cents:
    """What is paid on a price of care, in cents; the daily charge of a hospital comes on top."""
    if run.cover.rest == "c2s" and run.insured:
        if run.act.sector == "3":
            rest = max(0, min(price, base) - gross)
            text = _C2S_BUT_SECTOR_3
        else:
            rest = price - gross
            text = _C2S
        run.tell("c2s", text, rest, run.cover)
        return rest
    if not run.act.contract:
        return 0
    if not run.insured:
        run.tell("contract", _NOT_WITHOUT_CPAM, 0)
        return 0
    if run.rule.ceiling and _within_ceiling(run, price):
        amount = price - gross
        run.tell("contract", _FULL_HEALTH, amount)
        return amount
    return _by_level(run, price, base, gross)


def _by_level(run: Evaluation, price: Cents, base: Cents, gross: Cents) -> Cents:
    """The share that the contract's level of the base leaves to it, at least the copayment."""
    paid_on = min(price, base)
    counted = _counted(run, paid_on, gross)
    level, fixed = _level(run)
    on_top = bool(run.act.contract.get("on_top"))
    reached = share(base, level) + fixed - (0 if on_top else counted)
    least = paid_on - counted if _copayment_is_paid(run) else 0
    amount = max(0, min(price - counted, max(reached, least)))
    pattern = (
        say("Mutuelle: up to {percent} of the base on top", percent=Percent(level))
        if on_top
        else say("Mutuelle: up to {percent} of the base, CPAM included", percent=Percent(level))
    )
    run.tell("contract", pattern, amount)
    if fixed:
        run.tell("contract.fixed", say("With {amount} of the contract", amount=Money(fixed)))
    return amount


def _copayment_is_paid(run: Evaluation) -> bool:
    """A responsible contract pays it in full; only medicine of 30 and 15 % may be left out."""
    line = run.kind.line
    return not line.startswith("medicine_") or run.act.contract.get(line) != 0


def _within_ceiling(run: Evaluation, price: Cents) -> bool:
    if run.rule.ceiling == "none":
        return True
    ceiling = run.value(f"tariffs.{run.rule.ceiling}")
    holds = price <= ceiling.value
    text = say("100 % Santé up to a price of {ceiling}", ceiling=Money(ceiling.value))
    run.tell("ceiling", text, None, ceiling, applied=holds)
    return holds


def _counted(run: Evaluation, paid_on: Cents, gross: Cents) -> Cents:
    """What a contract takes as the CPAM's share: outside the pathway, as if inside."""
    if not run.lowered_to:
        return gross
    inside = share(paid_on, run.value(f"rates.{run.usual_rate}").value)
    run.tell("contract.pathway", _PATHWAY_LOST, inside - gross)
    return inside


def _level(run: Evaluation) -> tuple[int, Cents]:
    """The percentage of the base, and the fixed sum that comes with it."""
    contract, line = run.act.contract, run.kind.line
    fixed = contract.get(_FIXED.get(line, ""), 0)
    level = contract.get(line, contract.get("percent", WHOLE))
    if run.act.sector not in OUTSIDE_OPTAM:
        return level, fixed
    level = contract.get("percent_outside_optam", level)
    limit = run.value("contracts.overrun_limit_outside_optam")
    if level > limit.value:
        text = say("Outside OPTAM a contract stops at {limit}", limit=Percent(limit.value))
        run.tell("contracts.overrun_limit_outside_optam", text, None, limit)
    if "percent_outside_optam" not in contract and level > WHOLE:
        gap = run.value("contracts.gap_outside_optam")
        text = say(
            "Counted with {level}. A guarantee table has another line for doctors outside OPTAM, "
            "at least {n} points lower: give that one too",
            level=Percent(level),
            n=gap.value,
        )
        run.tell("contracts.gap_outside_optam", text, None, gap)
    return min(level, limit.value), fixed
