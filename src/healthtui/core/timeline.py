"""Who covers the person on each day of the stay, as segments that leave no day out."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from healthtui.core.calendar import days_later, months_later
from healthtui.core.decision import decide
from healthtui.core.facts import Reader
from healthtui.core.route_rules import Route
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

Cover = Literal["home", "renewal", "cpam", "work", "scheme", "private", "gap"]


class Segment(Struct, frozen=True):
    """Days of the stay under one cover, both ends included.

    `renewal` is a card that covers if it is renewed in time; `gap` is no cover at all.
    """

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


def cover_ends(rulebook: Rulebook, route: Route, situation: Situation) -> date | None:
    """The last day of the route's cover within the stay, None where it is unknown."""
    if route.cover_from == "none":
        return None
    ends = (situation.day("stay_until"), _limit(rulebook, route, situation))
    return min((day for day in ends if day is not None), default=None)


def segments(rulebook: Rulebook, situation: Situation) -> tuple[Segment, ...]:
    """The stay as segments; empty while its dates, or the route on one of its days, are unknown."""
    first, last = situation.day("stay_from"), situation.day("stay_until")
    if first is None or last is None or last < first:
        return ()
    starts = sorted({first, *(day for day in _turns(rulebook, situation) if first < day <= last)})
    ends = [*(days_later(day, -1) for day in starts[1:]), last]
    found: list[Segment] = []
    for start, end in zip(starts, ends, strict=True):
        cover = _cover_on(rulebook, situation, start)
        if cover is None:
            return ()
        if found and found[-1].cover == cover:
            found[-1] = Segment(found[-1].first, end, cover)
        else:
            found.append(Segment(start, end, cover))
    return tuple(found)


def _turns(rulebook: Rulebook, situation: Situation) -> Iterator[date]:
    """Every day on which the cover can become another one."""
    for name in ("enrolled_on", "work_from"):
        day = situation.day(name)
        if day is not None:
            yield day
    card, birth = situation.day("card_valid_until"), situation.day("birth_date")
    if card is not None:
        yield days_later(card, 1)
    if birth is not None:
        yield months_later(birth, rulebook.parameters["rulebook.adult_months"].values[-1].value)
    rights = rights_end(rulebook, situation)
    if rights is not None:
        yield days_later(rights, 1)


def rights_end(rulebook: Rulebook, situation: Situation) -> date | None:
    """The last day of French rights after the residence document ends; None without its date.

    The end of the sixth month that follows, and 45 days (decrees 2019-1468 and 2023-311).
    """
    title = situation.day("residence_document_until")
    if title is None or situation.known("residence_document") == "not-needed":
        return None
    months = rulebook.number("rulebook.rights_after_title_months", title)
    days = rulebook.number("rulebook.rights_after_title_days", title)
    if months is None or days is None:
        return None
    month_after = months_later(title.replace(day=1), months + 1)
    return days_later(month_after, days - 1)


def _limit(rulebook: Rulebook, route: Route, situation: Situation) -> date | None:
    if route.pays == "home":
        return situation.day("card_valid_until")
    return rights_end(rulebook, situation) if route.pays == "cpam" else None


def _cover_on(rulebook: Rulebook, situation: Situation, day: date) -> Cover | None:
    routes = decide(rulebook, situation, day).routes()
    if len(routes) != 1:
        return None
    route = rulebook.routes[routes[0]]
    begins, limit = cover_begins(route, situation), _limit(rulebook, route, situation)
    runs = begins is not None and begins <= day and (limit is None or day <= limit)
    if route.cover_from == "none":
        return "private" if route.pays == "private" else _otherwise(rulebook, situation, day)
    if begins is None:
        return None
    renewed = route.pays == "home" and situation.known("card_renewable") is True
    if not runs and renewed and begins <= day:
        return "renewal"
    if not runs:
        return _otherwise(rulebook, situation, day)
    return "work" if route.cover_from == "work_from" else route.pays


def _otherwise(rulebook: Rulebook, situation: Situation, day: date) -> Cover:
    """The cover where the route's own does not run: a European card while it is valid."""
    reader = Reader(rulebook, situation, day)
    card = situation.day("card_valid_until")
    names = ("has_ehic", "has_uk_withdrawal_ehic", "has_ghic")
    has_card = any(reader.holds(name) for name in names)
    serves = reader.holds("card_serves_nationality") is not False and not reader.holds("works_now")
    return "home" if has_card and serves and card is not None and day <= card else "gap"
