"""Why a refund was what it was: what may have been otherwise, and gives exactly that amount."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.act import Act, Shares, UnknownRuleError
from healthtui.core.evaluation import OUTSIDE
from healthtui.core.kinds import MAX_PRICE
from healthtui.core.money import WHOLE, Cents
from healthtui.core.reimbursement import shares
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.visit import COVERS

_TOGETHER: Final = 2
"""How many things are taken to have been otherwise at once."""
_ONE_MORE: Final = 10
"""How much less likely each further difference makes an explanation."""
_LEAST_LIKELY: Final = 34
"""An explanation with more weight than this only looks like one."""
_MOST_AT_ONCE: Final = 25
"""So many contributions fill a year."""
_OLDER: Final = 3
"""How many earlier tariffs are tried."""


class Difference(Struct, frozen=True):
    """One thing that may have been otherwise; the less `weight`, the likelier."""

    id: str
    weight: int
    said: Sentence
    advice: Sentence
    changes: Mapping[str, Any]


class Measure(Struct, frozen=True):
    """Which of the shares was received: that of the CPAM, of the mutuelle, or both."""

    id: str
    weight: int
    said: Sentence | None
    amount: Callable[[Shares], Cents]


class Hypothesis(Struct, frozen=True):
    """An explanation that gives exactly the amount received; without differences, all is right."""

    differences: tuple[Difference, ...]
    measure: Measure
    paid: Shares

    @property
    def weight(self) -> int:
        """How unlikely it is."""
        each = sum(one.weight + _ONE_MORE for one in self.differences)
        return each + self.measure.weight

    @property
    def ids(self) -> frozenset[str]:
        """What is otherwise, by name."""
        return frozenset((*(one.id for one in self.differences), self.measure.id))


MEASURES: Final = (
    Measure("cpam", 0, None, lambda paid: paid.transfer),
    Measure(
        "with-mutuelle",
        4,
        say("The mutuelle's share came with the CPAM's"),
        lambda paid: paid.transfer + paid.mutuelle,
    ),
    Measure("mutuelle-only", 6, say("Only the mutuelle's share came"), lambda paid: paid.mutuelle),
    Measure(
        "cut-cent",
        5,
        say("The CPAM cut the last cent instead of rounding it"),
        lambda paid: paid.transfer - (1 if _is_rounded_up(paid) else 0),
    ),
)


def reconcile(rulebook: Rulebook, act: Act, received: Cents) -> tuple[Hypothesis, ...]:
    """The likely explanations of an amount received for an act, the likeliest first; maybe none.

    An explanation that only adds a difference to another one is left out.
    """
    every = tuple(_differences(rulebook, act))
    found: list[Hypothesis] = []
    for size in range(_TOGETHER + 1):
        for chosen in combinations(every, size):
            paid = _paid(rulebook, act, chosen)
            if paid is not None:
                fitting = _fitting(chosen, paid, received)
                found.extend(one for one in fitting if not _is_more_than(one, found))
    likely = (one for one in found if one.weight <= _LEAST_LIKELY)
    return tuple(sorted(likely, key=lambda one: one.weight))


def _paid(rulebook: Rulebook, act: Act, chosen: tuple[Difference, ...]) -> Shares | None:
    """The shares if these differ; None where they cannot differ together or no rule is known."""
    names = [name for one in chosen for name in one.changes]
    if len(names) != len(set(names)) or {"minor", "so_far"} <= set(names):
        return None  # of a minor nothing is kept
    changed = replace(act, **{name: one.changes[name] for one in chosen for name in one.changes})
    try:
        return shares(rulebook, changed)
    except UnknownRuleError:
        return None


def _fitting(chosen: tuple[Difference, ...], paid: Shares, received: Cents) -> Iterator[Hypothesis]:
    for measure in MEASURES:
        usual = measure.id == "cpam"
        differs = usual or (paid.mutuelle and measure.amount(paid) != paid.transfer)
        differs = differs or (measure.id == "cut-cent" and measure.amount(paid) != paid.transfer)
        if differs and measure.amount(paid) == received:
            yield Hypothesis(chosen, measure, paid)


def _is_more_than(one: Hypothesis, found: list[Hypothesis]) -> bool:
    return any(other.ids - {"cpam"} <= one.ids for other in found)


def _is_rounded_up(paid: Shares) -> bool:
    return min(paid.price, paid.base) * paid.rate % WHOLE >= WHOLE // 2


def _differences(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    yield from _of_the_pathway(rulebook, act)
    yield from _of_the_sector(rulebook, act)
    yield from _of_the_cover(rulebook, act)
    if not act.third_party:
        yield Difference(
            "third-party",
            4,
            say("Tiers payant: the CPAM paid the professional"),
            say("Nothing is missing, if you paid only the rest at the desk."),
            {"third_party": True},
        )
    yield from _of_what_was_kept(rulebook, act)
    yield from _of_the_tariff(rulebook, act)


def _of_the_pathway(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    kind = rulebook.kinds[rulebook.acts[act.name].kind]
    if not kind.rate_out and not kind.rate_undeclared:
        return
    if act.pathway in OUTSIDE:
        inside = "in" if kind.rate_out else "direct_access"
        yield Difference(
            "declared-doctor",
            1,
            say("Paid as within the care pathway"),
            say(
                "You received more than these answers lead to: check the statement before you "
                "spend it."
            ),
            {"pathway": inside},
        )
        return
    yield Difference(
        "no-declared-doctor",
        1,
        say("The CPAM knew of no declared doctor, or no letter"),
        say(
            "Declare a médecin traitant. If one was declared on that day, ask the CPAM to correct "
            "it."
        ),
        {"pathway": "not_declared"},
    )


def _of_the_sector(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    choices = rulebook.visit_questions["sector"].choices
    for sector in rulebook.acts[act.name].base:
        if sector != act.sector:
            yield Difference(
                f"sector-{sector}",
                8 if sector == "3" else 2,
                say("The doctor is in another sector: {sector}", sector=word(choices[sector])),
                say("Look the doctor up in annuairesante.ameli.fr before the next visit."),
                {"sector": sector},
            )


def _of_the_cover(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    choices = rulebook.visit_questions["situation"].choices
    for cover in COVERS:
        if cover not in (act.cover, "AME", "ehic"):
            yield Difference(
                f"cover-{cover}",
                3 if cover == "not_registered" else 6,
                say("Paid under another cover: {cover}", cover=word(choices[cover])),
                say("Compare with your attestation de droits; if it is wrong, write to the CPAM."),
                {"cover": cover},
            )
    said = say("Paid as for an adult") if act.minor else say("Paid as for a minor")
    yield Difference(
        "age", 5, said, say("Check the birth date in your ameli account."), {"minor": not act.minor}
    )


def _of_what_was_kept(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    advice = say("Nothing is wrong: the statement names the earlier care for which it was kept.")
    each = rulebook.number("contributions.flat_contribution", act.care_date) or 0
    for count in range(1, _MOST_AT_ONCE + 1) if each else ():
        yield Difference(
            f"kept-{count}-contributions",
            3 + count,
            say("Flat contributions of earlier care were kept at once: {n} of them", n=count),
            advice,
            {"so_far": act.so_far._replace(debt=act.so_far.debt + count * each)},
        )
    box = rulebook.number("contributions.franchise_box", act.care_date) or 0
    for count in range(1, _MOST_AT_ONCE + 1) if box else ():
        yield Difference(
            f"kept-{count}-franchises",
            5 + count,
            say("Franchises of earlier medicine or care were kept at once: {n} of them", n=count),
            advice,
            {"so_far": act.so_far._replace(debt=act.so_far.debt + count * box)},
        )
    yield Difference(
        "limit-reached",
        4,
        say("The yearly limit was reached: nothing was kept"),
        say("Nothing to do: this year no more is kept."),
        {"so_far": act.so_far._replace(flat=MAX_PRICE, franchise=MAX_PRICE)},
    )


def _of_the_tariff(rulebook: Rulebook, act: Act) -> Iterator[Difference]:
    for day in _ends_of_older_values(rulebook, act):
        yield Difference(
            f"tariff-of-{day}",
            4,
            say("An older tariff was used, the one until {day}", day=day),
            say("Ask the CPAM to pay by the tariff of the day of care."),
            {"care_date": day},
        )


def _ends_of_older_values(rulebook: Rulebook, act: Act) -> tuple[date, ...]:
    """The last days of earlier values of what this act uses, the latest first."""
    rule = rulebook.acts[act.name]
    kind = rulebook.kinds[rule.kind]
    keys = {
        f"tariffs.{rule.base[act.sector]}",
        f"rates.{kind.rate}",
        "contributions.flat_contribution",
    }
    days = {
        value.valid_to
        for key in keys & rulebook.parameters.keys()
        for value in rulebook.parameters[key].values
        if value.valid_to is not None and value.valid_to < act.care_date
    }
    return tuple(sorted(days, reverse=True)[:_OLDER])
