"""What an institution adds in sentences, always under the name of who wrote it.

Its texts are values of our sentences, never keys: no catalogue translates them and no place in
them is filled.
"""

from collections.abc import Iterator

from healthtui.core.pack import Addition, Pack
from healthtui.core.sentence import Sentence, say
from healthtui.texts.speaker import Speaker


def heading(pack: Pack) -> Sentence:
    """Who adds what follows."""
    return say("From {publisher}", publisher=pack.publisher)


def origin(pack: Pack) -> Sentence:
    """That it is none of the shipped advice, and when who wrote it last looked at it."""
    return say(
        "added by your institution, not checked by this program; checked there on {day}",
        day=pack.checked_on,
    )


def origin_of(pack: Pack) -> Sentence:
    """Who adds it and how little that says of it, in one sentence."""
    return say("{label}: {value}", label=heading(pack), value=origin(pack))


def addition_lines(addition: Addition, speaker: Speaker) -> Iterator[str]:
    """A desk, a piece of advice or a date, a fact on each line."""
    if addition.day is not None:
        day = say("{label}: {value}", label=addition.day, value=addition.title)
        yield speaker.text(day)
    elif addition.title:
        yield addition.title
    if addition.text:
        yield addition.text
    yield from map(speaker.text, _reached(addition))


def _reached(desk: Addition) -> Iterator[Sentence]:
    if desk.phone:
        yield say("Phone: {number}", number=desk.phone)
    if desk.email:
        yield say("E-mail: {address}", address=desk.email)
    if desk.where:
        yield say("Where: {place}", place=desk.where)
    if desk.hours:
        yield say("Opening hours: {hours}", hours=desk.hours)
    if desk.languages:
        yield say("Languages: {languages}", languages=desk.languages)


def page(pack: Pack) -> Iterator[Sentence]:
    """The page of who wrote it, as text, if there is one."""
    if pack.page:
        yield say("Their page: {address}", address=pack.page)
