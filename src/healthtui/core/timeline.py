"""Who covers the person on each day of the stay, as segments that leave no day out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from healthtui.core.calendar import days_later
from healthtui.core.rulebook import Route
from healthtui.core.situation import Situation

Cover = Literal["home", "cpam", "scheme", "private", "gap"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Days of the stay under one cover, both ends included; `gap` is no cover at all."""

    first: date
    last: date
    cover: Cover

    @property
    def days(self) -> int:
        """How many days the segment has."""
        return (self.last - self.first).days + 1


def cover_begins(route: Route, situation: Situation) -> date | None:
    """The first day of the route's cover, None where it is unknown or there is none."""
    if route.cover_from == "none":
        return None
    begins = situation.day(route.cover_from)
    if begins is None and route.cover_from == "work_from":
        begins = situation.day("stay_from")
    return begins


def cover_ends(route: Route, situation: Situation) -> date | None:
    """The last day of the route's cover within the stay, None where it is unknown."""
    until = situation.day("stay_until")
    card = situation.day("card_valid_until")
    if route.pays == "home" and card is not None:
        return card if until is None else min(card, until)
    return until if route.cover_from != "none" else None


def segments(route: Route, situation: Situation) -> tuple[Segment, ...]:
    """The stay as segments; empty while the dates of the stay or of the cover are unknown."""
    first, last = situation.day("stay_from"), situation.day("stay_until")
    if first is None or last is None or last < first:
        return ()
    if route.cover_from == "none":
        return (Segment(first, last, "private" if route.pays == "private" else "gap"),)
    begins, ends = cover_begins(route, situation), cover_ends(route, situation)
    if begins is None or ends is None:
        return ()
    return _partition(first, last, max(first, begins), min(last, ends), route.pays)


def _partition(
    first: date, last: date, begins: date, ends: date, cover: Cover
) -> tuple[Segment, ...]:
    if begins > ends:
        return (Segment(first, last, "gap"),)
    parts = []
    if first < begins:
        parts.append(Segment(first, days_later(begins, -1), "gap"))
    parts.append(Segment(begins, ends, cover))
    if ends < last:
        parts.append(Segment(days_later(ends, 1), last, "gap"))
    return tuple(parts)
