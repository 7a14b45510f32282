"""The care log in date order: each act quoted after those before it, in blocks of a month.

A month whose acts and whose beginning are the same as before is taken over whole, and within a
month each act whose beginning is the same: a change costs what it changes, however long the log.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from healthtui.core import visit as visits
from healthtui.core.care import Care
from healthtui.core.claims import Claim, claim
from healthtui.core.money import Cents
from healthtui.core.quote import Bounds, Quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.running import Before, Carried, Running
from healthtui.core.visit import Visit

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

NOTHING: Final = Bounds(0, 0)

AskOne = Callable[[Visit], Quote]
"""Quotes a visit that says what was kept before it."""

Key = tuple[int, int]
"""A year and a month."""


class Entry(Struct, frozen=True):
    """One act of the log, what was kept before it, its quote, and what is owed for it."""

    id: str
    care: Care
    before: Before
    quote: Quote
    claim: Claim

    @property
    def day(self) -> date:
        """The day of care."""
        return self.care.day


class Month(Struct, frozen=True):
    """The acts of a month in order, between what came in and what goes on."""

    cares: tuple[tuple[str, Care], ...]
    begins: Carried
    ends: Carried
    entries: tuple[Entry, ...]
    totals: dict[str, Bounds]
    verdict: Verdict
    owed: Cents
    owed_by_mutuelle: Cents


class Ledger(Struct, frozen=True):
    """A log, quoted. `asked_with` is what the quotes rest on beside the log itself.

    `come_to` is the day that was last asked about, and how things stood then: the next key asks
    about the same.
    """

    rulebook: Rulebook
    log: Mapping[str, Care]
    asked_with: object
    months: Mapping[Key, Month] = field(default_factory=dict)
    come_to: dict[date, Running] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that have acts, in order."""
        return tuple(dict.fromkeys(year for year, _ in self.months))

    def entries(self, year: int) -> tuple[Entry, ...]:
        """The acts of a calendar year in date order."""
        return tuple(entry for month in self._of(year) for entry in month.entries)

    def entry(self, name: str) -> Entry | None:
        """One act of the log."""
        care = self.log.get(name)
        if care is None:
            return None
        entries = self.months[_key(care)].entries
        return next(entry for entry in entries if entry.id == name)

    def totals(self, year: int) -> dict[str, Bounds]:
        """The sums of a calendar year; an act without a known rule counts nothing."""
        months = [month.totals for month in self._of(year)]
        return {name: added(total[name] for total in months) for name in TOTALS}

    def verdict(self, year: int) -> Verdict:
        """The worst verdict of the acts of a calendar year."""
        return worst(month.verdict for month in self._of(year))

    def owed(self, year: int) -> tuple[Cents, Cents]:
        """What the CPAM and the mutuelle still owe for the acts of a calendar year."""
        months = self._of(year)
        return sum(m.owed for m in months), sum(m.owed_by_mutuelle for m in months)

    def ends(self, year: int) -> Carried:
        """What was kept by the end of a calendar year."""
        months = self._of(year)
        return months[-1].ends if months else Carried(year)

    def first(self, year: int, reached: Callable[[Carried], bool]) -> Entry | None:
        """The act of a calendar year after which something holds that then goes on to hold."""
        for month in self._of(year):
            if reached(month.ends):
                running = Running(self.rulebook, month.begins)
                for entry in month.entries:
                    running.add(entry.care, entry.day, entry.quote)
                    if reached(running.carried):
                        return entry
        return None

    def before(self, visit: Visit, day: date) -> Before:
        """What the log kept before one more visit on a day."""
        if day not in self.come_to:
            self.come_to.clear()
            self.come_to[day] = self._until(day)
        return self.come_to[day].before(visit, day)

    def _until(self, day: date) -> Running:
        last = Carried(day.year)
        for key, month in self.months.items():
            if key == (day.year, day.month):
                running = Running(self.rulebook, month.begins)
                for entry in month.entries:
                    if entry.day <= day:
                        running.add(entry.care, entry.day, entry.quote)
                return running
            if key > (day.year, day.month):
                break
            last = month.ends
        return Running(self.rulebook, last)

    def _of(self, year: int) -> list[Month]:
        return [month for (each, _), month in self.months.items() if each == year]


def ledger(  # noqa: PLR0913 - what a log is read with
    rulebook: Rulebook,
    log: Mapping[str, Care],
    ask: AskOne,
    today: date,
    *,
    asked_with: object = None,
    numbered: bool = True,
    known: Ledger | None = None,
) -> Ledger:
    """The quotes of a log, the limits applied in date order.

    Acts of one day are taken in an order of their own, so that the order of entry does not matter.
    `numbered` is whether the person has a French number, which tells how to claim. `known` is an
    earlier ledger: what rests on the same acts and on an equal `asked_with` is taken from it.
    """
    if known is None or known.rulebook is not rulebook or known.asked_with != asked_with:
        known = Ledger(rulebook, {}, asked_with)
    if known.log is log:
        return known
    maker = _Maker(rulebook, ask, today, numbered=numbered)
    months: dict[Key, Month] = {}
    carried = Carried(0)
    for key, cares in _by_month(log, known):
        month = known.months.get(key)
        if month is None or month.cares is not cares or month.begins != carried:
            month = maker.month(cares, carried, month)
        months[key] = month
        carried = month.ends
    return Ledger(rulebook, log, asked_with, months)


def _by_month(
    log: Mapping[str, Care], known: Ledger
) -> list[tuple[Key, tuple[tuple[str, Care], ...]]]:
    """The acts of each month in order; a month without a change keeps its very tuple."""
    old = known.log
    changed = [name for name, care in log.items() if old.get(name) is not care]
    gone = [name for name in old if name not in log] if len(old) + len(changed) > len(log) else []
    new = {_key(log[name]) for name in changed}
    touched = new | {_key(old[name]) for name in (*changed, *gone) if name in old}
    moved = {*changed, *gone}
    arrived = _grouped(changed, log)
    found = []
    for key in sorted({*known.months, *new}):
        month = known.months.get(key)
        cares = month.cares if month else ()
        if key in touched:
            stay = [(name, care) for name, care in cares if name not in moved]
            cares = _in_order(stay, arrived.get(key, ()))
        if cares:
            found.append((key, cares))
    return found


def _grouped(names: Iterable[str], log: Mapping[str, Care]) -> dict[Key, list[tuple[str, Care]]]:
    groups: dict[Key, list[tuple[str, Care]]] = {}
    for name in names:
        groups.setdefault(_key(log[name]), []).append((name, log[name]))
    return groups


def _key(care: Care) -> Key:
    return care.day.year, care.day.month


def _in_order(
    stay: Sequence[tuple[str, Care]], arrived: Sequence[tuple[str, Care]]
) -> tuple[tuple[str, Care], ...]:
    """By day; on one day by what was answered, which does not depend on when it was entered.

    Those that stay are in order.
    """
    days = {care.day for _, care in arrived}
    by_day = sorted((*stay, *arrived), key=lambda pair: pair[1].day)
    ordered: list[tuple[str, Care]] = []
    for day, group in groupby(by_day, key=lambda pair: pair[1].day):
        same_day = list(group)
        if day in days:
            same_day.sort(key=lambda pair: (_answers(pair[1]), pair[0]))
        ordered += same_day
    return tuple(ordered)


def _answers(care: Care) -> tuple[str, ...]:
    return tuple(str(getattr(care, each.name)) for each in visits.FIELDS)


class _Maker:
    """Quotes the acts of a month, taking over those that begin as they did before."""

    def __init__(self, rulebook: Rulebook, ask: AskOne, today: date, *, numbered: bool) -> None:
        self._rulebook = rulebook
        self._ask = ask
        self._today = today
        self._numbered = numbered

    def month(
        self, cares: tuple[tuple[str, Care], ...], carried: Carried, known: Month | None
    ) -> Month:
        """One month; `known` is the same month before."""
        running = Running(self._rulebook, carried)
        old = {entry.id: entry for entry in known.entries} if known else {}
        entries = tuple(self._entry(running, name, care, old.get(name)) for name, care in cares)
        return Month(
            cares,
            carried,
            running.carried,
            entries,
            sums(entry.quote for entry in entries),
            worst(entry.quote.verdict for entry in entries),
            sum(entry.claim.owed for entry in entries),
            sum(entry.claim.owed_by_mutuelle for entry in entries),
        )

    def _entry(self, running: Running, name: str, care: Care, old: Entry | None) -> Entry:
        day = care.day
        before = running.before(care, day)
        if old is None or old.care is not care or old.before != before:
            found = self._ask(replace(care, year_so_far=before))
            old = Entry(name, care, before, found, self._claim(care, found))
        running.add(care, day, old.quote)
        return old

    def _claim(self, care: Care, found: Quote) -> Claim:
        return claim(self._rulebook, care, found, self._today, numbered=self._numbered)


def sums(quotes: Iterable[Quote]) -> dict[str, Bounds]:
    """The sums of the amounts; an act without a known rule counts nothing."""
    known = [found.amounts for found in quotes if found.amounts]
    return {name: added(amounts[name] for amounts in known) for name in TOTALS}


def added(bounds: Iterable[Bounds]) -> Bounds:
    """The sum of amounts, each of which may be a range."""
    least = most = 0
    open_ended = False
    for each in bounds:
        least += each.least
        most += each.most
        open_ended = open_ended or each.open_ended
    return Bounds(least, most, open_ended=open_ended)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The least sure of verdicts, certain where there are none."""
    seen = set(verdicts)
    for verdict in (Verdict.RULE_UNKNOWN, Verdict.OPEN):
        if verdict in seen:
            return verdict
    return Verdict.CERTAIN
