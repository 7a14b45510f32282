"""How far a step or a paper is: its status, since when, what goes with it, and what came before."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from healthtui.core.answers import BadAnswerError, Vocabulary, refusal
from healthtui.core.kinds import Day
from healthtui.core.plain_text import one_line, plain_text
from healthtui.core.sentence import Listing, say

Status = Literal["to-do", "ready", "sent", "waiting", "refused", "accepted", "not-needed"]
STATUSES: Final[tuple[Status, ...]] = (
    "to-do",
    "ready",
    "sent",
    "waiting",
    "refused",
    "accepted",
    "not-needed",
)
OUT_OF_HAND: Final[tuple[Status, ...]] = ("sent", "waiting")
"""Statuses in which somebody else has to act."""

MAX_NOTE: Final = 10_000
MAX_DETAIL: Final = 500


class Event(Struct, frozen=True):
    """A status that was left again: which, since which day, and what went with it."""

    status: Status
    since: date
    detail: str = ""


class Progress(Struct, frozen=True):
    """How far something is.

    `detail` goes with the status: how it was sent, on whom it waits, why it was refused. `past`
    are earlier statuses, oldest first; `papers` are those of a step, by id.
    """

    status: Status = "to-do"
    since: date | None = None
    detail: str = ""
    note: str = ""
    past: tuple[Event, ...] = ()
    papers: Mapping[str, "Progress"] = field(default_factory=dict)

    def moved(self, status: Status, since: date, detail: str = "") -> "Progress":
        """In another status; the present one goes into the past, unless it is only corrected.

        BadAnswerError if the detail is too long.
        """
        told = one_line(detail)
        if len(told) > MAX_DETAIL:
            raise BadAnswerError(say("This text has at most 500 characters."))
        past = self.past
        if self.since is not None and self.status != status:
            past = _with(past, Event(self.status, self.since, self.detail))
        return replace(self, status=status, since=since, detail=told, past=past)

    def begun_again(self) -> "Progress":
        """To do once more; what was reached goes into the past."""
        if self.since is None:
            return replace(self, status="to-do")
        past = _with(self.past, Event(self.status, self.since, self.detail))
        return replace(self, status="to-do", since=None, detail="", past=past)

    def noted(self, note: str) -> "Progress":
        """With another note; BadAnswerError if it is too long."""
        told = plain_text(note)
        if len(told) > MAX_NOTE:
            raise BadAnswerError(say("A note has at most 10 000 characters."))
        return replace(self, note=told)

    @property
    def out_of_hand_since(self) -> date | None:
        """Since when somebody else has to act: from sending on; None while nobody has to."""
        if self.status not in OUT_OF_HAND:
            return None
        since = self.since
        for event in reversed(self.past):
            if event.status not in OUT_OF_HAND:
                break
            since = event.since if since is None else min(since, event.since)
        return since


def _with(past: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """The past with one more event; one of the same status and day takes its place."""
    others = [each for each in past if (each.since, each.status) != (event.since, event.status)]
    return _in_order([*others, event])


def _in_order(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda each: (each.since, STATUSES.index(each.status))))


def since_when(since: date, today: date) -> date:
    """The day since which something holds; BadAnswerError if it is still to come."""
    if since > today:
        raise BadAnswerError(say("{day} is still to come: check the date.", day=since))
    return since


def plain_progress(progress: Progress) -> dict[str, Any]:
    """Progress as a table of plain values; the past is keyed by day and status."""
    entry: dict[str, Any] = {"status": progress.status}
    if progress.since is not None:
        entry["since"] = progress.since
    if progress.detail:
        entry["detail"] = progress.detail
    if progress.note:
        entry["note"] = progress.note
    if progress.past:
        entry["past"] = {f"{each.since} {each.status}": each.detail for each in progress.past}
    if progress.papers:
        entry["papers"] = {key: plain_progress(paper) for key, paper in progress.papers.items()}
    return entry


def read_progress(name: str, table: object, words: Vocabulary) -> Progress:
    """Progress from its table; BadAnswerError names what is not accepted, below `name`."""
    entry = _table(name, table)
    since = entry.get("since")
    papers = _table(f"{name}.papers", entry.get("papers", {}))
    return Progress(
        status=_status(name, entry.get("status", "to-do")),
        since=None if since is None else _day(f"{name}.since", since, words),
        detail=_text(f"{name}.detail", entry.get("detail", ""), MAX_DETAIL, one_line),
        note=_text(f"{name}.note", entry.get("note", ""), MAX_NOTE, plain_text),
        past=_past(f"{name}.past", entry.get("past", {}), words),
        papers={key: read_progress(f"{name}.papers.{key}", papers[key], words) for key in papers},
    )


def _table(name: str, table: object) -> Mapping[str, Any]:
    if not isinstance(table, Mapping):
        raise BadAnswerError(say("{field}: this is not a table.", field=name))
    return table


def _status(name: str, status: object) -> Status:
    for known in STATUSES:
        if status == known:
            return known
    problem = refusal(status, say("one of {values}", values=Listing(STATUSES))).sentence
    raise BadAnswerError(say("{field}: {problem}", field=name, problem=problem))


def _text(name: str, text: object, most: int, form: Any) -> str:
    told: str = form(text) if isinstance(text, str) else ""
    if not isinstance(text, str) or len(told) > most:
        raise BadAnswerError(
            say("{field}: give a text of at most {n} characters.", field=name, n=most)
        )
    return told


def _day(name: str, raw: object, words: Vocabulary) -> date:
    """A day that cannot be unsure: something happened on it."""
    try:
        return Day().read(raw, words)
    except BadAnswerError as bad:
        raise BadAnswerError(say("{field}: {problem}", field=name, problem=bad.sentence)) from None


def _past(name: str, table: object, words: Vocabulary) -> tuple[Event, ...]:
    events = []
    for key, detail in _table(name, table).items():
        day, _, status = str(key).partition(" ")
        since = _day(name, day, words)
        events.append(
            Event(_status(name, status), since, _text(name, detail, MAX_DETAIL, one_line))
        )
    return _in_order(events)
