"""What somebody can do about complementary insurance: buy nothing, the C2S, or a contract."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.c2s import C2s
from healthtui.core.money import WHOLE, Cents
from healthtui.core.offer import Offer
from healthtui.core.quote import Bounds
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.visit import Visit, pays_anything

OptionKind = Literal["nothing", "c2s", "contract", "example"]
Terms = tuple[tuple[str, int], ...]

WITH_C2S: Final = (None, "standard", "ALD", "maternity", "alsace_moselle")
"""Covers of a visit that the C2S can complete."""

_MEDICINE: Final = ("medicine_30_percent", "medicine_15_percent")
_LEVELS: Final = (
    "percent",
    "percent_outside_optam",
    "dental_percent",
    "glasses_percent",
    "hospital_percent",
    *_MEDICINE,
)
_SUMS: Final = {"dental_percent": "dental_eur", "glasses_percent": "glasses_eur"}
"""The sum that comes with a level."""


class Option(Struct, frozen=True):
    """One way; `monthly` is the price of a month in cents, None where none is known.

    `terms` are the numbers as a visit's `contract` holds them; `sure` is false while it is open
    whether the person can have it.
    """

    key: str
    kind: OptionKind
    name: Sentence
    monthly: Bounds | None
    terms: Terms = ()
    sure: bool = True

    def applied(self, visit: Visit) -> Visit:
        """The visit as it would be with this option."""
        if self.kind == "c2s" and visit.situation in WITH_C2S:
            return replace(visit, situation="C2S", contract=None)
        return replace(visit, contract=self.terms or None)


def options(
    rulebook: Rulebook, offers: Mapping[str, Offer], aid: C2s, own: Terms = ()
) -> tuple[Option, ...]:
    """Nothing, the C2S unless it is certainly not for the person, then the contracts.

    `own` is the mutuelle of the visit being calculated, where it is not among the offers. Without
    any contract the usual levels stand in: they have no price.
    """
    found = [
        Option("nothing", "nothing", say("Buying nothing"), Bounds(0, 0)),
        *_aid(aid),
        *(
            Option(key, "contract", word_of(offer.name), _priced(offer.monthly), offer.terms)
            for key, offer in offers.items()
        ),
    ]
    if own and not any(each.terms == own for each in found):
        monthly = dict(own).get("monthly_eur")
        found.append(Option("own", "contract", say("Your mutuelle"), _priced(monthly), own))
    if not any(each.kind == "contract" for each in found):
        found += [
            Option(key, "example", word(example.title), None, tuple(example.terms.items()))
            for key, example in rulebook.contract_examples.items()
        ]
    return tuple(found)


def word_of(name: str) -> Sentence:
    """What the person wrote, as it stands: no catalogue has it."""
    return say("{name}", name=name)


def _aid(aid: C2s) -> tuple[Option, ...]:
    if aid.standing in ("no", "rule-unknown"):
        return ()
    monthly = Bounds(aid.least, aid.most)
    return (Option("c2s", "c2s", say("C2S"), monthly, sure=aid.granted),)


def _priced(monthly: Cents | None) -> Bounds | None:
    return None if monthly is None else Bounds(monthly, monthly)


def dominates(one: Option, other: Option) -> bool:
    """Whether an option costs no more a month and never pays less, and is better in one of them.

    Only by their numbers, so it holds for any care under French cover; a condition that is open
    proves nothing.
    """
    if other.kind == "c2s" or not one.sure or one.monthly is None or other.monthly is None:
        return False
    if one.monthly.most > other.monthly.least:
        return False
    if one.kind == "c2s":
        return not _reaches_beyond_the_c2s(dict(other.terms))
    if not _pays_as_much(one.terms, other.terms):
        return False
    cheaper = one.monthly.most < other.monthly.least
    return cheaper or not _pays_as_much(other.terms, one.terms)


def _reaches_beyond_the_c2s(terms: Mapping[str, int]) -> bool:
    """Whether a contract pays above the base of a doctor without a contract: the C2S does not."""
    above = bool(terms.get("on_top")) or _level(terms, "percent_outside_optam") > WHOLE
    return pays_anything(terms) and above


def _pays_as_much(one: Terms, other: Terms) -> bool:
    """Whether a contract pays at least as much as another for every act."""
    mine, theirs = dict(one), dict(other)
    if not pays_anything(theirs):
        return True
    if not pays_anything(mine):
        return False
    if theirs.get("on_top") and not mine.get("on_top"):
        return False
    if any(_left_out(mine, name) and not _left_out(theirs, name) for name in _MEDICINE):
        return False
    levels = all(_level(mine, name) >= _level(theirs, name) for name in _LEVELS)
    return levels and all(mine.get(name, 0) >= theirs.get(name, 0) for name in _SUMS.values())


def _level(terms: Mapping[str, int], name: str) -> int:
    """The level of a line; a line that is not given has the first one.

    A responsible contract pays the copayment, so that a level below the base is the base itself,
    unless something comes on top.
    """
    level = terms.get(name, terms.get("percent", WHOLE))
    more = terms.get("on_top") or terms.get(_SUMS.get(name, ""))
    return level if more or _left_out(terms, name) else max(WHOLE, level)


def _left_out(terms: Mapping[str, int], name: str) -> bool:
    """Whether a contract leaves out even the copayment, as it may for some medicine."""
    return name in _MEDICINE and terms.get(name) == 0
