"""A quote: the shares of one act over everything that its unsure answers still allow."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.act import Shares, UnknownRuleError
from healthtui.core.answers import UNSURE
from healthtui.core.money import Cents
from healthtui.core.possible_acts import Possible, possible_acts
from healthtui.core.reasons import Reason, Verdict
from healthtui.core.reimbursement import shares
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import EVERY_WAY, with_defaults

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
_AMOUNTS_OF: Final = attrgetter(*AMOUNTS)
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


class Bounds(NamedTuple):
    """An amount in cents, or the least and the most it can be.

    `least_if` and `most_if` are the answers under which it is that; `open_ended` where nobody
    knows a most, because the price is free.
    """

    least: Cents
    most: Cents
    least_if: tuple[tuple[str, Any], ...] = ()
    most_if: tuple[tuple[str, Any], ...] = ()
    open_ended: bool = False

    @property
    def exact(self) -> bool:
        """Whether the amount is one figure."""
        return self.least == self.most and not self.open_ended


class Quote(Struct, frozen=True):
    """The answer for one act: who pays what, or why that is not known.

    `visit` has its defaults filled in; `assumed` names them. Without a known rule `amounts` is
    empty and `unknown` says which rule. Amounts have the names of `AMOUNTS`. `one` is the act as
    computed first, from which the reasons come.
    """

    verdict: Verdict
    visit: Visit
    amounts: dict[str, Bounds]
    rate: Bounds | None
    reasons: tuple[Reason, ...]
    assumed: tuple[Sentence, ...]
    unsure: tuple[str, ...]
    unknown: Sentence | None = None
    one: tuple[Possible, Shares] | None = None


def quote(rulebook: Rulebook, visit: Visit, today: date, cover: str = "standard") -> Quote:
    """The quote for a visit; `cover` is the person's cover where the visit does not say it."""
    filled, assumed = with_defaults(rulebook, visit, today, cover)
    unsure = _unsure(visit)
    if _price_decides(rulebook, filled):
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
        (*assumed, *_base_assumed(rulebook, filled), *_doubts(paid for _, paid in every)),
        unsure,
        one=every[0],
    )


def with_act(rulebook: Rulebook, visit: Visit, act: Any) -> Visit:
    """The visit for another act; a sector that this act does not have is taken back."""
    sector = visit.known("sector")
    kept = act is None or act is UNSURE or sector is None or sector in rulebook.acts[act].base
    return replace(visit, act=act, sector=visit.sector if kept else None)


def _doubts(every: Iterable[Shares]) -> tuple[Sentence, ...]:
    """A sentence for each figure that was used although it is not established."""
    doubtful = (
        say("not established, check it: {figure}", figure=reason.text)
        for one in every
        for reason in one.reasons
        if reason.applied and reason.provenance and reason.provenance.uncertain
    )
    return tuple(dict.fromkeys(doubtful))


def _price_decides(rulebook: Rulebook, visit: Visit) -> bool:
    """Whether the base is the price itself, and the price is not known."""
    rule = rulebook.acts[visit.known("act")]
    uncounted = bool(rule.measure) and visit.known("quantity") is None
    return visit.known("price_eur") is None and (_is_by_price(rulebook, visit) or uncounted)


def _is_by_price(rulebook: Rulebook, visit: Visit) -> bool:
    by_price = "price" in rulebook.acts[visit.known("act")].base.values()
    return by_price and visit.known("tariff_eur") is None


def _base_assumed(rulebook: Rulebook, visit: Visit) -> tuple[Sentence, ...]:
    """A price that is not fixed by law is only assumed to be the base."""
    kind = rulebook.kinds[rulebook.acts[visit.known("act")].kind]
    if kind.price_is_base or not _is_by_price(rulebook, visit):
        return ()
    return (say("the base is the whole price; ask for the base (BRSS) and give it as the tariff"),)


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
        figures = map(_one_figure, _AMOUNTS_OF(paid))
        return dict(zip(AMOUNTS, figures, strict=True)), _one_figure(paid.rate)
    amounts = {
        name: _bounds(name, every, open_ended=free and name in _GROW_WITH_PRICE) for name in AMOUNTS
    }
    return amounts, _bounds("rate", every)


@lru_cache(maxsize=4096)
def _one_figure(amount: Cents) -> Bounds:
    return Bounds(amount, amount)


def _bounds(
    name: str, every: Sequence[tuple[Possible, Shares]], *, open_ended: bool = False
) -> Bounds:
    values = [(getattr(paid, name), each.supposed) for each, paid in every]
    least = min(values, key=lambda pair: pair[0])
    most = max(values, key=lambda pair: pair[0])
    return Bounds(least[0], most[0], least[1], most[1], open_ended)


def reasons(found: Quote) -> tuple[Reason, ...]:
    """The reasons; where no rule is known, the sentence that says which."""
    if found.unknown is None:
        return found.reasons
    return (Reason("rulebook", found.unknown, applied=False),)


def deciding(found: Quote) -> tuple[str, ...]:
    """The unsure answers that change an amount: none where the quote is certain all the same."""
    return () if found.verdict is Verdict.CERTAIN else found.unsure


def asks(rulebook: Rulebook, found: Quote) -> tuple[str, ...]:
    """The questions to put to the desk, in French, about what decides."""
    questions = (rulebook.visit_questions[name].ask for name in deciding(found))
    return tuple(question for question in questions if question)
