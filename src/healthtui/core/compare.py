"""Is a mutuelle worth it: each option over a year of care, and from how many visits it pays off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.care_rules import TypicalYear
from healthtui.core.ledger import NOTHING, AskOne, added
from healthtui.core.options import Option, dominates
from healthtui.core.quote import Bounds, Quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.running import Before, Carried, Running
from healthtui.core.visit import Visit
from healthtui.core.year import year

MONTHS: Final = 12
MOST_VISITS: Final = 366
"""So many visits like one are looked at: more do not fit a year."""


class Cost(Struct, frozen=True):
    """A year under one option, in cents: what is paid to the insurer, what is left, and both.

    `left` is what stays with the person of the care; `saved` how much less that is than without
    any option. `paid_in` and `total` are None where the option has no known price.
    """

    paid_in: Bounds | None
    left: Bounds
    total: Bounds | None
    saved: Bounds
    totals: dict[str, Bounds]
    verdict: Verdict


class BreakEven(Struct, frozen=True):
    """From how many visits on an option costs no more than buying nothing; None: never.

    The two differ where an answer about the visit is open. `pays_in` are the typical years in
    which it costs no more.
    """

    least: int | None
    most: int | None
    pays_in: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """All that is known of one option.

    `year` is the person's own care, `typical` each typical year by key, `by_visits` the year
    with 0, 1, 2, … visits like the one asked about. `dominated_by` are options that are better
    whatever the care.
    """

    option: Option
    year: Cost
    typical: Mapping[str, Cost]
    by_visits: tuple[Cost, ...]
    break_even: BreakEven | None
    dominated_by: tuple[Option, ...]


class Question(Struct, frozen=True):
    """What options are compared for: the care of a year, and a visit to count.

    `ask` quotes a visit that says what was kept before it.
    """

    rulebook: Rulebook
    today: date
    ask: AskOne
    care: tuple[Visit, ...]
    visit: Visit


def compare(question: Question, options: Sequence[Option]) -> tuple[Outcome, ...]:
    """The outcomes in the order of the options, of which the first is buying nothing."""
    years = {
        key: _typical(question.rulebook, typical, question.today)
        for key, typical in question.rulebook.typical_years.items()
    }
    nothing = _Costs(question, years, options[0], None)
    costs = [nothing, *(_Costs(question, years, each, nothing) for each in options[1:])]
    return tuple(
        Outcome(
            each.option,
            each.year,
            each.typical,
            each.by_visits,
            None if each is nothing else _break_even(each),
            tuple(other for other in options if dominates(other, each.option)),
        )
        for each in costs
    )


class _Costs:
    """The costs of one option; `nothing` are those without any."""

    def __init__(
        self,
        question: Question,
        years: Mapping[str, tuple[Visit, ...]],
        option: Option,
        nothing: "_Costs | None",
    ) -> None:
        self.option = option
        self._question = question
        self.year: Cost = self._cost(question.care, nothing.year if nothing else None)
        self.typical: dict[str, Cost] = {
            key: self._cost(care, nothing.typical[key] if nothing else None)
            for key, care in years.items()
        }
        self.by_visits: tuple[Cost, ...] = self._by_visits(nothing.by_visits if nothing else None)

    def _cost(self, care: Iterable[Visit], nothing: Cost | None) -> Cost:
        question = self._question
        visits = [self.option.applied(visit) for visit in care]
        found = year(question.rulebook, visits, question.today, question.ask)
        return self._with(found.totals, found.verdict, nothing)

    def _with(self, totals: dict[str, Bounds], verdict: Verdict, nothing: Cost | None) -> Cost:
        left, monthly = totals["remainder"], self.option.monthly
        paid_in = None if monthly is None else _times(monthly, MONTHS)
        total = None if paid_in is None else added((paid_in, left))
        return Cost(
            paid_in,
            left,
            total,
            NOTHING if nothing is None else _saved(totals, nothing.totals),
            totals,
            verdict,
        )

    def _by_visits(self, nothing: Sequence[Cost] | None) -> tuple[Cost, ...]:
        """The year with 0, 1, 2, … of the visit, each with another professional."""
        question = self._question
        visit = replace(self.option.applied(question.visit), year_so_far=None, professional=None)
        quotes = _one_after_the_other(question, visit)
        totals = dict.fromkeys(_SUMMED, NOTHING)
        verdict = Verdict.CERTAIN
        costs = []
        for count in range(MOST_VISITS + 1):
            base = nothing[count] if nothing else None
            costs.append(self._with(totals, verdict, base))
            found = quotes(count)
            verdict = found.verdict
            if found.amounts:
                totals = {name: added((totals[name], found.amounts[name])) for name in _SUMMED}
        return tuple(costs)


_SUMMED: Final = ("net", "mutuelle", "remainder")


def _one_after_the_other(question: Question, visit: Visit) -> Callable[[int], Quote]:
    """The quote of the n-th visit like one; asked in order, each beginning is quoted once."""
    day = visit.known("care_date") or question.today
    running = Running(question.rulebook, Carried(day.year))
    known: dict[Before, Quote] = {}

    def quoted(count: int) -> Quote:
        each = replace(visit, professional=str(count + 1))
        before = running.before(each, day)
        if before not in known:
            known[before] = question.ask(replace(each, year_so_far=before))
        running.add(each, day, known[before])
        return known[before]

    return quoted


def _typical(rulebook: Rulebook, typical: TypicalYear, today: date) -> tuple[Visit, ...]:
    """The visits of a typical year, all today and with professionals of their own."""
    visits = []
    for care in typical.care:
        price = rulebook.number(care.price, today) if care.price else None
        visits += [
            Visit(
                act=care.act,
                care_date=today,
                price_eur=price,
                quantity=care.quantity,
                heavy_act=care.heavy_act,
                professional=f"{care.act} {number}",
            )
            for number in range(1, care.times + 1)
        ]
    return tuple(visits)


def _saved(totals: Mapping[str, Bounds], nothing: Mapping[str, Bounds]) -> Bounds:
    """How much less stays with the person.

    A contract pays its share on top of what is paid anyway: what is open is the same with and
    without it. Where an option changes the insurance itself, each end may meet either end.
    """
    if totals["net"] == nothing["net"]:
        return _less(totals["mutuelle"], nothing["mutuelle"])
    return _less(nothing["remainder"], totals["remainder"])


def _less(amount: Bounds, other: Bounds) -> Bounds:
    """How far one amount lies above another, which is never the higher one."""
    least, most = amount.least - other.most, amount.most - other.least
    return Bounds(max(0, least), max(0, most), open_ended=amount.open_ended)


def _break_even(costs: _Costs) -> BreakEven | None:
    """From how many visits on an option pays off; None where it has no known price."""
    if costs.option.monthly is None:
        return None
    paid_in = _times(costs.option.monthly, MONTHS)
    saved = [each.saved for each in costs.by_visits]
    return BreakEven(
        _first(each.most >= paid_in.least for each in saved),
        _first(each.least >= paid_in.most for each in saved),
        tuple(
            key
            for key, cost in costs.typical.items()
            if cost.verdict is Verdict.CERTAIN and cost.saved.least >= paid_in.most
        ),
    )


def _first(pays: Iterable[bool]) -> int | None:
    return next((count for count, each in enumerate(pays) if each), None)


def _times(bounds: Bounds, count: int) -> Bounds:
    return Bounds(bounds.least * count, bounds.most * count)
