"""The agenda as an iCalendar file (RFC 5545): the same agenda gives the same bytes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vText

from healthtui.core.calendar import days_later
from healthtui.core.dated import Source
from healthtui.core.plain_text import plain_text
from healthtui.core.reasons import Provenance
from healthtui.core.sentence import Sentence, say
from healthtui.exports.agenda import Entry
from healthtui.exports.blocks import ADDRESS
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import in_french
from healthtui.texts.wording import page_date

_NAME: Final = say("My dates in France")
_ALARMS: Final = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))
"""From the first minute of the day: nine o'clock a week before, and on the day before."""


def calendar(
    entries: Iterable[Entry], speaker: Speaker, today: date, sequence: int, *, titles: bool
) -> bytes:
    """The file for any calendar program.

    `sequence` grows from one export to the next, so that an import replaces what was imported
    before; `titles` names the steps where others may see it.
    """
    made = Calendar()
    made.add("prodid", "-//healthtui//healthtui//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _text(speaker.text(_NAME)))
    made.add("x-wr-timezone", _text("Europe/Paris"))
    stamp = datetime.combine(today, time(), UTC)
    for entry in entries:
        event = _event(entry, speaker, titles=titles)
        event.add("dtstamp", stamp)
        event.add("sequence", sequence)
        made.add_component(event)
    return bytes(made.to_ical())


def _event(entry: Entry, speaker: Speaker, *, titles: bool) -> Event:
    title = _text(speaker.text(entry.own_title if titles else entry.title))
    event = Event()
    event.add("uid", f"{entry.id}@healthtui")
    event.add("dtstart", entry.day)
    event.add("dtend", days_later(entry.day, 1))
    event.add("summary", title)
    event.add("description", _text("\n\n".join(_paragraphs(entry, speaker))))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if ADDRESS.fullmatch(entry.page):
        event.add("url", entry.page)
    for trigger in () if entry.cancelled else _ALARMS:
        event.add_component(_alarm(title, trigger))
    return event


def _alarm(title: vText, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger)
    return alarm


def _paragraphs(entry: Entry, speaker: Speaker) -> Iterator[str]:
    yield from map(speaker.text, entry.description)
    if entry.letter is not None:
        heading = speaker.text(say("Message to send, in French:"))
        yield f"{heading}\n{in_french(entry.letter)}"
    if entry.provenances:
        yield "\n".join(_sources(entry.provenances, speaker))


def _sources(provenances: Iterable[Provenance], speaker: Speaker) -> Iterator[str]:
    """Each source once; in doubt if one of its statements is."""
    doubts: dict[tuple[Source, date], bool] = {}
    for found in provenances:
        key = found.source, found.checked_on
        doubts[key] = doubts.get(key, False) or found.uncertain
    for (source, day), doubted in doubts.items():
        told = speaker.text(_source(source, day, page_date(source, speaker)))
        yield f"{told} ({speaker.word('not established')})" if doubted else told


def _source(source: Source, day: date, page: str) -> Sentence:
    if not source.url:
        return say("Source: {publisher} (checked on {day})", publisher=source.publisher, day=day)
    return say(
        "Source: {publisher}, {url} (page: {page}; checked on {day})",
        publisher=source.publisher,
        url=source.url,
        page=page,
        day=day,
    )


def _text(text: str) -> vText:
    """A text of a property: the library escapes what could end it, but keeps what steers."""
    return vText(plain_text(text))
