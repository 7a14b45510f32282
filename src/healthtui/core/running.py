"""What earlier acts leave behind for later ones: what was kept, on a day and in a calendar year."""

from datetime import date

from msgspec import Struct

from healthtui.core.act import SoFar
from healthtui.core.money import Cents
from healthtui.core.quote import Quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit
from healthtui.core.visit_defaults import DEFAULT_ACT

Before = tuple[tuple[str, Cents], ...]
"""What was kept before an act, as a visit's `year_so_far` holds it."""


class Carried(Struct, frozen=True):
    """What goes on beyond a day: sums of a calendar year in cents, its sessions, and the debt.

    `flat` and `franchise` are None while no act of the year was counted: then what the person
    said of the year is the beginning.
    """

    year: int
    flat: Cents | None = None
    franchise: Cents | None = None
    sessions: tuple[tuple[str, int], ...] = ()
    debt: Cents = 0


class Running:
    """Goes through acts in their order and remembers what was kept.

    Limits of a year begin anew on 1 January; those of a day count for each professional, and acts
    without one are with the same professional if they are the same act.
    """

    def __init__(self, rulebook: Rulebook, carried: Carried) -> None:
        self._rulebook = rulebook
        self._carried = carried
        self._day: date | None = None
        self._days: dict[tuple[str, str], SoFar] = {}

    @property
    def carried(self) -> Carried:
        """What goes on from here."""
        return self._carried

    def before(self, visit: Visit, day: date) -> Before:
        """What was kept before a visit on a day, which no earlier day may follow."""
        self._come_to(day)
        said = visit.terms("year_so_far")
        carried = self._carried
        of_day = self._days.get(self._key(visit), SoFar())
        sessions = dict(carried.sessions).get(self._per_year(visit))
        flat, franchise = carried.flat, carried.franchise
        return (
            (
                "flat_contribution_eur",
                said.get("flat_contribution_eur", 0) if flat is None else flat,
            ),
            ("franchise_eur", said.get("franchise_eur", 0) if franchise is None else franchise),
            ("flat_contributions_that_day", of_day.day_count),
            ("franchise_that_day_eur", of_day.day),
            ("debt_eur", carried.debt or (said.get("debt_eur", 0) if flat is None else 0)),
            (
                "sessions_that_year",
                said.get("sessions_that_year", 0) if sessions is None else sessions,
            ),
        )

    def add(self, visit: Visit, day: date, found: Quote) -> None:
        """Count an act that was quoted; one without a known rule leaves nothing behind."""
        if found.one is None:
            return
        self._come_to(day)
        after = found.one[1].so_far
        self._days[self._key(visit)] = after
        sessions = dict(self._carried.sessions)
        if per_year := self._per_year(visit):
            sessions[per_year] = after.sessions
        self._carried = Carried(
            day.year, after.flat, after.franchise, tuple(sorted(sessions.items())), after.debt
        )

    def _come_to(self, day: date) -> None:
        if day.year != self._carried.year:
            self._carried = Carried(day.year, debt=self._carried.debt)
        if day != self._day:
            self._day = day
            self._days = {}

    def _key(self, visit: Visit) -> tuple[str, str]:
        act = visit.known("act") or DEFAULT_ACT
        kind = self._rulebook.kinds[self._rulebook.acts[act].kind]
        return visit.known("professional") or act, kind.contribution

    def _per_year(self, visit: Visit) -> str:
        return self._rulebook.acts[visit.known("act") or DEFAULT_ACT].per_year
