"""Acts that belong together, with the limits of a day and of a calendar year."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.care import logged
from healthtui.core.ledger import AskOne, Entry, ledger, sums, worst
from healthtui.core.quote import Bounds
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit


class Year(Struct, frozen=True):
    """Quoted acts in the order of entry, and their sums."""

    entries: tuple[Entry, ...]
    totals: dict[str, Bounds]
    verdict: Verdict


def year(rulebook: Rulebook, visits: Sequence[Visit], today: date, ask: AskOne) -> Year:
    """The quotes of acts and their sums, the limits applied in date order."""
    log = {str(place): logged(visit, today) for place, visit in enumerate(visits)}
    made = ledger(rulebook, log, ask, today)
    found = {entry.id: entry for each in made.years for entry in made.entries(each)}
    entries = tuple(
        _as_asked(found[name], visit, ask) for name, visit in zip(log, visits, strict=True)
    )
    return Year(
        entries,
        sums(entry.quote for entry in entries),
        worst(entry.quote.verdict for entry in entries),
    )


def _as_asked(entry: Entry, visit: Visit, ask: AskOne) -> Entry:
    """The act with its own quote where act or day are unsure: a log only holds known ones."""
    if UNSURE not in (visit.act, visit.care_date):
        return entry
    return replace(entry, quote=ask(replace(visit, year_so_far=entry.before)))
