"""A quote: the shares of one act over everything that its unsure answers still allow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from healthtui.core.answers import UNSURE
from healthtui.core.money import Cents
from healthtui.core.reasons import Reason, Verdict
from healthtui.core.reimbursement import (
    Act,
    Shares,
    UnknownRuleError,
    exempt_under,
    is_child,
    is_exempt_by_age,
    pathway_from,
    shares,
)
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.visit import COVERS, Visit

DEFAULT_ACT: Final = "gp_consultation"
AMOUNTS: Final = (
    "price",
    "base",
    "gross",
    "flat_contribution",
    "franchise",
    "net",
    "copayment",
    "overrun",
    "mutuelle",
    "remainder",
)
_EVERY_WAY: Final = ("sector", "pathway", "situation")
"""Answers of which each value is tried while they are unsure."""
_DECIDING: Final = (
    "act",
    "care_date",
    *_EVERY_WAY,
    "price_eur",
    "birth_date",
    "patient_age",
    "quantity",
    "contract",
    "year_so_far",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """An amount in cents, or the least and the most it can be."""

    least: Cents
    most: Cents

    @property
    def exact(self) -> bool:
        """Whether the amount is one figure."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Quote:
    """The answer for one act: who pays what, or why that is not known.

    `visit` has its defaults filled in; `assumed` names them. Without a known rule `amounts` is
    empty and `unknown` says which rule. Amounts have the names of `AMOUNTS`.
    """

    verdict: Verdict
    visit: Visit
    amounts: dict[str, Bounds]
    rate: Bounds | None
    reasons: tuple[Reason, ...]
    assumed: tuple[Sentence, ...]
    unsure: tuple[str, ...]
    unknown: Sentence | None = None


def quote(rulebook: Rulebook, visit: Visit, today: date, cover: str = "standard") -> Quote:
    """The quote for a visit; `cover` is the person's cover where the visit does not say it."""
    filled, assumed = with_defaults(rulebook, visit, today, cover)
    unsure = _unsure(visit)
    if _price_decides(rulebook, filled):
        told = say("The price decides: this act has no tariff of its own.")
        return Quote(Verdict.OPEN, filled, {}, None, (), assumed, ("price_eur",), told)
    try:
        every = [shares(rulebook, act) for act in _acts(rulebook, filled)]
    except UnknownRuleError as unknown:
        return Quote(Verdict.RULE_UNKNOWN, filled, {}, None, (), assumed, unsure, unknown.sentence)
    amounts = {name: _bounds(getattr(one, name) for one in every) for name in AMOUNTS}
    certain = set(unsure) <= set(_EVERY_WAY) and all(b.exact for b in amounts.values())
    return Quote(
        Verdict.CERTAIN if certain else Verdict.OPEN,
        filled,
        amounts,
        _bounds(one.rate for one in every),
        every[0].reasons,
        (*assumed, *_doubts(every)),
        unsure,
    )


def _doubts(every: Iterable[Shares]) -> tuple[Sentence, ...]:
    """A sentence for each figure that was used although it is not established."""
    doubtful = (
        say("not established, check it: {figure}", figure=reason.text)
        for one in every
        for reason in one.reasons
        if reason.applied and reason.provenance and reason.provenance.uncertain
    )
    return tuple(dict.fromkeys(doubtful))


def with_defaults(
    rulebook: Rulebook, visit: Visit, today: date, cover: str
) -> tuple[Visit, tuple[Sentence, ...]]:
    """The visit with every question answered, and a sentence for each default used."""
    act = visit.known("act") or DEFAULT_ACT
    kind = rulebook.kinds[rulebook.acts[act].kind]
    defaults: list[tuple[str, Any, Sentence]] = [
        ("act", act, say("a visit to a GP")),
        ("care_date", today, say("care today")),
        ("sector", _first_sector(rulebook, act), say("a doctor of sector 1")),
        ("pathway", _usual_pathway(kind.rate_out), say("seen by your declared doctor")),
        ("situation", cover, say("you are insured and have no exemption")),
    ]
    filled = visit
    assumed: list[Sentence] = []
    for name, value, sentence in defaults:
        if _takes_default(visit, name):
            filled = replace(filled, **{name: value})
            if _worth_saying(name, kind.rate_out, kind.sectors, cover):
                assumed.append(sentence)
    if visit.price_eur is None or visit.price_eur is UNSURE:
        assumed.append(say("the price is the tariff itself"))
    if visit.birth_date is None and visit.patient_age is None:
        assumed.append(say("you are an adult"))
    return filled, tuple(assumed)


def _price_decides(rulebook: Rulebook, visit: Visit) -> bool:
    """Whether the base is the price itself, and the price is not known."""
    bases = rulebook.acts[visit.known("act")].base.values()
    return visit.known("price_eur") is None and "price" in bases


def _unsure(visit: Visit) -> tuple[str, ...]:
    """The unsure answers that matter; of age and day of birth it is enough to know one."""
    ages = ("birth_date", "patient_age")
    aged = any(visit.known(name) is not None for name in ages)
    asked = (name for name in _DECIDING if not (aged and name in ages))
    return tuple(name for name in asked if getattr(visit, name) is UNSURE)


def _takes_default(visit: Visit, name: str) -> bool:
    answer = getattr(visit, name)
    return answer in (None, "any") or (answer is UNSURE and name not in _EVERY_WAY)


def _worth_saying(name: str, rate_out: str, sectors: Iterable[str], cover: str) -> bool:
    """Whether a default could have been otherwise: a dentist has no sector 2, no pathway."""
    if name == "pathway":
        return bool(rate_out)
    if name == "sector":
        return "1" in sectors
    return name != "situation" or cover == "standard"


def _first_sector(rulebook: Rulebook, act: str) -> str:
    return next(iter(rulebook.acts[act].base))


def _usual_pathway(rate_out: str) -> str:
    return "in" if rate_out else "not_applicable"


def _acts(rulebook: Rulebook, visit: Visit) -> Iterator[Act]:
    """Every act that the visit can be, one for each completion of its unsure answers."""
    if visit.birth_date is UNSURE and visit.patient_age is None:
        visit = replace(visit, patient_age=UNSURE)
    name = visit.known("act")
    kind = rulebook.kinds[rulebook.acts[name].kind]
    options: dict[str, tuple[Any, ...]] = {
        "sector": tuple(rulebook.acts[name].base),
        "pathway": ("in", "out") if kind.rate_out else ("not_applicable",),
        "situation": COVERS,
        "birth_date": (None,),
        "patient_age": _ages(rulebook, visit),
    }
    for completed in _completed(visit, options):
        yield Act(
            name=name,
            care_date=completed.known("care_date"),
            price=completed.known("price_eur"),
            sector=_sector(rulebook, name, completed.known("sector")),
            pathway=completed.known("pathway"),
            cover=completed.known("situation"),
            minor=_minor(rulebook, completed),
            child=_child(rulebook, completed),
            quantity=completed.known("quantity") or 1,
            contract_percent=completed.part("contract", "percent") or None,
            flat_so_far=completed.part("year_so_far", "flat_contribution_eur"),
            franchise_so_far=completed.part("year_so_far", "franchise_eur"),
        )


def _ages(rulebook: Rulebook, visit: Visit) -> tuple[int, ...]:
    """One age for each side of the ages that count."""
    care_date = visit.known("care_date")
    borders = pathway_from(rulebook, care_date), exempt_under(rulebook, care_date)
    return tuple(sorted({max(0, border - 1) for border in borders} | {max(borders)}))


def _completed(visit: Visit, options: dict[str, tuple[Any, ...]]) -> Iterator[Visit]:
    for name, values in options.items():
        if getattr(visit, name) is UNSURE:
            for value in values:
                yield from _completed(replace(visit, **{name: value}), options)
            return
    yield visit


def _sector(rulebook: Rulebook, act: str, sector: str) -> str:
    """The sector; UnknownRuleError where no base of the act is known in it."""
    if sector in rulebook.acts[act].base:
        return sector
    raise UnknownRuleError(
        say(
            "No tariff is known for this act and sector: {act}, {sector}.",
            act=word(rulebook.acts[act].label),
            sector=word(rulebook.visit_questions["sector"].choices[sector]),
        )
    )


def _minor(rulebook: Rulebook, visit: Visit) -> bool:
    care_date, birth = visit.known("care_date"), visit.known("birth_date")
    if birth is not None:
        return is_exempt_by_age(rulebook, birth, care_date)
    age = visit.known("patient_age")
    return age is not None and age < exempt_under(rulebook, care_date)


def _child(rulebook: Rulebook, visit: Visit) -> bool:
    care_date, birth = visit.known("care_date"), visit.known("birth_date")
    if birth is not None:
        return is_child(rulebook, birth, care_date)
    age = visit.known("patient_age")
    return age is not None and age < pathway_from(rulebook, care_date)


def with_act(rulebook: Rulebook, visit: Visit, act: Any) -> Visit:
    """The visit for another act; a sector that this act does not have is taken back."""
    sector = visit.known("sector")
    kept = act is None or act is UNSURE or sector is None or sector in rulebook.acts[act].base
    return replace(visit, act=act, sector=visit.sector if kept else None)


def _bounds(values: Iterable[int]) -> Bounds:
    found = tuple(values)
    return Bounds(min(found), max(found))
