"""Acts in date order, each after those before it: the limits of a day and of a calendar year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from healthtui.core.act import SoFar
from healthtui.core.money import Cents
from healthtui.core.quote import Bounds, Quote, quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import with_defaults

TOTALS: Final = (
    "price",
    "gross",
    "flat_contribution",
    "franchise",
    "net",
    "copayment",
    "overrun",
    "mutuelle",
    "remainder",
)
"""The amounts of a quote that can be summed."""

CoverOn = Callable[[date], str]
"""The person's cover on a day of care."""


@dataclass(frozen=True, slots=True)
class Year:
    """Quotes in the order of entry, and their sums; an act without a known rule counts nothing."""

    quotes: tuple[Quote, ...]
    totals: dict[str, Bounds]
    verdict: Verdict


def year(rulebook: Rulebook, visits: Sequence[Visit], today: date, cover_on: CoverOn) -> Year:
    """The quotes of visits, the limits applied in date order and, on one day, in that of entry.

    Limits of a year begin anew on 1 January; those of a day count for each professional, and
    acts without one are with the same professional if they are the same act.
    """
    run = _Run(rulebook, today, cover_on)
    found: dict[int, Quote] = {}
    days = [visit.known("care_date") or today for visit in visits]
    for place in sorted(range(len(visits)), key=lambda each: (days[each], each)):
        found[place] = run.quoted(visits[place], days[place])
    quotes = tuple(found[place] for place in range(len(visits)))
    return Year(quotes, _totals(quotes), _verdict(quotes))


class _Run:
    """Goes through acts in their order and remembers what was kept."""

    def __init__(self, rulebook: Rulebook, today: date, cover_on: CoverOn) -> None:
        self._rulebook = rulebook
        self._today = today
        self._cover_on = cover_on
        self._years: dict[int, SoFar] = {}
        self._days: dict[tuple[date, str, str], SoFar] = {}
        self._sessions: dict[tuple[int, str], int] = {}
        self._debt: Cents = 0

    def quoted(self, visit: Visit, day: date) -> Quote:
        """The quote of the next act."""
        cover = self._cover_on(day)
        filled = with_defaults(self._rulebook, visit, self._today, cover)[0]
        act = filled.known("act")
        kind = self._rulebook.kinds[self._rulebook.acts[act].kind]
        key = (day, visit.known("professional") or act, kind.contribution)
        sessions = (day.year, self._rulebook.acts[act].per_year)
        said = visit.terms("year_so_far").get("sessions_that_year", 0)
        so_many = self._sessions.get(sessions, said)
        before = (*self._before(visit, day, key), ("sessions_that_year", so_many))
        found = quote(self._rulebook, replace(visit, year_so_far=before), self._today, cover)
        if found.one is not None:
            after = found.one[1].so_far
            self._years[day.year] = self._days[key] = after
            self._debt = after.debt
            self._sessions[sessions] = after.sessions
        return found

    def _before(
        self, visit: Visit, day: date, key: tuple[date, str, str]
    ) -> tuple[tuple[str, Cents], ...]:
        """What was kept before, by the names of a visit; what the person said is the beginning."""
        said = visit.terms("year_so_far")
        year = self._years.get(day.year)
        of_day = self._days.get(key, SoFar())
        return (
            ("flat_contribution_eur", year.flat if year else said.get("flat_contribution_eur", 0)),
            ("franchise_eur", year.franchise if year else said.get("franchise_eur", 0)),
            ("flat_contributions_that_day", of_day.day_count),
            ("franchise_that_day_eur", of_day.day),
            ("debt_eur", self._debt or said.get("debt_eur", 0)),
        )


def _totals(quotes: Iterable[Quote]) -> dict[str, Bounds]:
    known = [found.amounts for found in quotes if found.amounts]
    return {name: _sum([amounts[name] for amounts in known]) for name in TOTALS}


def _sum(bounds: Sequence[Bounds]) -> Bounds:
    return Bounds(
        sum(each.least for each in bounds),
        sum(each.most for each in bounds),
        open_ended=any(each.open_ended for each in bounds),
    )


def _verdict(quotes: Iterable[Quote]) -> Verdict:
    verdicts = {found.verdict for found in quotes}
    for worst in (Verdict.RULE_UNKNOWN, Verdict.OPEN):
        if worst in verdicts:
            return worst
    return Verdict.CERTAIN
