"""A quote: the shares of one act over everything that its unsure answers still allow."""

from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.act import Shares
from healthtui.core.answers import UNSURE
from healthtui.core.money import Cents
from healthtui.core.possible_acts import Possible
from healthtui.core.reasons import Reason, Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.core.visit import Visit

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
AMOUNTS_OF: Final = attrgetter(*AMOUNTS)
"""Those of one act of care, from its shares."""


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


@lru_cache(maxsize=4096)
def one_figure(amount: Cents) -> Bounds:
    """An amount that is known."""
    return Bounds(amount, amount)


def with_act(rulebook: Rulebook, visit: Visit, act: Any) -> Visit:
    """The visit for another act; a sector that this act does not have is taken back."""
    sector = visit.known("sector")
    kept = act is None or act is UNSURE or sector is None or sector in rulebook.acts[act].base
    return replace(visit, act=act, sector=visit.sector if kept else None)


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
