"""Every act that a visit can be: one for each way in which its unsure answers can turn out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from healthtui.core.act import NOTHING_SO_FAR, Act, SoFar, UnknownRuleError
from healthtui.core.answers import UNSURE
from healthtui.core.care_rules import ActRule, CareKind
from healthtui.core.evaluation import OUTSIDE
from healthtui.core.kinds import MAX_PRICE
from healthtui.core.money import Cents
from healthtui.core.reimbursement import exempt_under, is_child, is_exempt_by_age, pathway_from
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say, word
from healthtui.core.visit import COVERS, Visit, pays_anything

LIMITS_REACHED: Final = (("flat_contribution_eur", MAX_PRICE), ("franchise_eur", MAX_PRICE))
"""A year in which nothing more can be kept."""


class Possible(NamedTuple):
    """One act, and the values that it gives to the unsure answers."""

    supposed: tuple[tuple[str, Any], ...]
    act: Act


def possible_acts(rulebook: Rulebook, visit: Visit) -> Iterator[Possible]:
    """The acts of a visit whose other answers are given or have their defaults.

    UnknownRuleError where no base is known in the sector.
    """
    if visit.birth_date is UNSURE and visit.patient_age is None:
        visit = visit.with_answers({"patient_age": UNSURE})
    if visit.birth_date is UNSURE:
        visit = visit.with_answers({"birth_date": None})
    for supposed, completed in _completed(rulebook, visit, ()):
        yield Possible(supposed, _act(rulebook, completed))


def highest_price(rulebook: Rulebook, visit: Visit) -> Cents | None:
    """The most that may be asked where the law says so for sector, pathway and day."""
    key = rulebook.acts[visit.known("act")].highest_out.get(visit.known("sector"), "")
    if not key or visit.known("pathway") not in OUTSIDE:
        return None
    return rulebook.number(f"tariffs.{key}", visit.known("care_date"))


def _completed(
    rulebook: Rulebook, visit: Visit, supposed: tuple[tuple[str, Any], ...]
) -> Iterator[tuple[tuple[tuple[str, Any], ...], Visit]]:
    for name, values in _OPTIONS.items():
        if getattr(visit, name) is UNSURE:
            for value in values(rulebook, visit):
                chosen = visit.with_answers({name: value})
                yield from _completed(rulebook, chosen, (*supposed, (name, value)))
            return
    yield supposed, visit


def _rule(rulebook: Rulebook, visit: Visit) -> ActRule:
    return rulebook.acts[visit.known("act")]


def _kind(rulebook: Rulebook, visit: Visit) -> CareKind:
    return rulebook.kinds[_rule(rulebook, visit).kind]


def _pathways(rulebook: Rulebook, visit: Visit) -> tuple[str, ...]:
    kind = _kind(rulebook, visit)
    if kind.rate_out:
        return ("in", "out")
    return ("direct_access", "not_declared") if kind.rate_undeclared else ("not_applicable",)


def _heavy(rulebook: Rulebook, visit: Visit) -> tuple[bool, ...]:
    matters = _kind(rulebook, visit).heavy and bool(_rule(rulebook, visit).daily)
    return (False, True) if matters else (False,)


def _linked(_: Rulebook, visit: Visit) -> tuple[bool, ...]:
    return (True, False) if visit.known("situation") == "ALD" else (True,)


def _ages(rulebook: Rulebook, visit: Visit) -> tuple[int, ...]:
    """One age for each side of the ages that count."""
    care_date = visit.known("care_date")
    borders = pathway_from(rulebook, care_date), exempt_under(rulebook, care_date)
    return tuple(sorted({max(0, border - 1) for border in borders} | {max(borders)}))


def _prices(rulebook: Rulebook, visit: Visit) -> tuple[Cents | None, ...]:
    """The tariff itself, and the most that may be asked where the law names it."""
    highest = highest_price(rulebook, visit)
    return (None,) if highest is None else (None, highest)


_OPTIONS: Final[Mapping[str, Callable[[Rulebook, Visit], tuple[Any, ...]]]] = {
    "sector": lambda rulebook, visit: tuple(_rule(rulebook, visit).base),
    "pathway": _pathways,
    "situation": lambda _, __: COVERS,
    "heavy_act": _heavy,
    "linked_to_ald": _linked,
    "patient_age": _ages,
    "year_so_far": lambda _, __: ((), LIMITS_REACHED),
    "price_eur": _prices,
}


def _act(rulebook: Rulebook, visit: Visit) -> Act:
    known = visit.known
    minor, child = _young(rulebook, visit)
    contract = visit.terms("contract")
    return Act(
        name=known("act"),
        care_date=known("care_date"),
        price=known("price_eur"),
        sector=_sector(rulebook, visit),
        pathway=known("pathway"),
        cover=known("situation"),
        minor=minor,
        child=child,
        quantity=known("quantity"),
        tariff=known("tariff_eur"),
        coefficient=known("coefficient"),
        heavy=known("heavy_act") is True,
        linked=known("linked_to_ald") is not False,
        third_party=known("third_party") is True,
        overseas=known("overseas") is True,
        contract=contract if pays_anything(contract) else {},
        so_far=_so_far(visit),
    )


def _so_far(visit: Visit) -> SoFar:
    kept = visit.terms("year_so_far")
    if not kept:
        return NOTHING_SO_FAR
    return SoFar(
        flat=kept.get("flat_contribution_eur", 0),
        franchise=kept.get("franchise_eur", 0),
        day=kept.get("franchise_that_day_eur", 0),
        day_count=kept.get("flat_contributions_that_day", 0),
        debt=kept.get("debt_eur", 0),
        sessions=kept.get("sessions_that_year", 0),
    )


def _sector(rulebook: Rulebook, visit: Visit) -> str:
    """The sector; UnknownRuleError where no base of the act is known in it."""
    rule, sector = _rule(rulebook, visit), visit.known("sector")
    if sector in rule.base:
        return str(sector)
    raise UnknownRuleError(
        say(
            "No tariff is known for this act and sector: {act}, {sector}.",
            act=word(rule.label),
            sector=word(rulebook.visit_questions["sector"].choices[sector]),
        )
    )


def _young(rulebook: Rulebook, visit: Visit) -> tuple[bool, bool]:
    """Too young for anything to be kept from refunds, and for the care pathway."""
    care_date, birth = visit.known("care_date"), visit.known("birth_date")
    if birth is not None:
        return (
            is_exempt_by_age(rulebook, birth, care_date),
            is_child(rulebook, birth, care_date),
        )
    age = visit.known("patient_age")
    if age is None:
        return False, False
    return age < exempt_under(rulebook, care_date), age < pathway_from(rulebook, care_date)
