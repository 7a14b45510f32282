"""A step in sentences: the same words on the screen, in commands and in the exported papers."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Final

from healthtui.core.checklist import Checklist
from healthtui.core.progress import OUT_OF_HAND, Event, Progress, Status
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, say, word
from healthtui.core.step_rules import Contact
from healthtui.core.task import Document, Group, Late, Task
from healthtui.texts.speaker import Speaker

BLOCKED: Final = "blocked"
STATUS_WORDS: Final[dict[str, Sentence]] = {
    "to-do": say("to do"),
    "ready": say("ready"),
    "sent": say("sent"),
    "waiting": say("waiting"),
    "refused": say("refused"),
    "accepted": say("accepted"),
    "not-needed": say("not needed"),
    BLOCKED: say("blocked"),
}

GROUP_WORDS: Final[dict[Group, Sentence]] = {
    "now": say("Do now"),
    "waiting": say("Waiting for others"),
    "later": say("Later, or when it happens"),
    "done": say("Done"),
    "offer": say("If you want"),
    "not-needed": say("Not needed"),
}

DETAIL_WORDS: Final[dict[Status, Sentence]] = {
    "sent": say("How was it sent?"),
    "waiting": say("On whom do you wait?"),
    "refused": say("Why was it refused?"),
}
"""What is asked with a status; the others need nothing."""


_MORE_TO_COME: Final = say("More steps follow once your answers settle what you must do.")
_NO_RULES: Final = say("The rules do not reach this day: only what you began is listed.")


def incomplete(listed: Checklist) -> Sentence | None:
    """Why the list is not the whole one; None where it is."""
    if listed.complete:
        return None
    return _MORE_TO_COME if listed.known else _NO_RULES


def how_far(listed: Checklist) -> Sentence:
    """How many steps are accepted; never as if all were done while more may come."""
    if not listed.known:
        return say("{done} accepted", done=listed.accepted)
    if not listed.complete:
        return say("{done} accepted, more to come", done=listed.accepted)
    return say("{done} of {all} accepted", done=listed.accepted, all=listed.applicable)


def state_of(task: Task) -> str:
    """The status to show: a step that cannot be started yet is blocked."""
    return BLOCKED if task.blocked_by and task.status == "to-do" else task.status


def standing(progress: Progress, speaker: Speaker, today: date) -> str:
    """How far something is, since when, and what goes with it; empty where nothing was said."""
    if progress.since is None or progress.status == "to-do":
        return ""
    days = (today - progress.since).days
    ago = speaker.plural("{n} day ago", "{n} days ago", days) if days > 0 else ""
    ago = speaker.word("today") if days == 0 else ago
    told = _event(progress, speaker)
    return f"{told} ({ago})" if ago else told


def past(progress: Progress, speaker: Speaker) -> list[str]:
    """The earlier statuses, the newest first."""
    return [_event(event, speaker) for event in reversed(progress.past)]


def _event(event: Event | Progress, speaker: Speaker) -> str:
    status, day = STATUS_WORDS[event.status], event.since
    if day is None:
        return speaker.text(status)
    lasts = event.status in ("ready", "waiting")
    told = speaker.text(
        say(
            "{status} since {day}" if lasts else "{status} on {day}",
            status=status,
            day=speaker.short_date(day),
        )
    )
    # Translators: {what} is how something was sent, on whom one waits, or why it was refused.
    detailed = say("{event}: {what}", event=told, what=event.detail)
    return speaker.text(detailed) if event.detail else told


def waits_for(task: Task, rulebook: Rulebook) -> tuple[Sentence | str, ...]:
    """What a step waits for: steps before it, or the one it was sent to."""
    if task.status in ("accepted", "not-needed"):
        return ()
    if task.blocked_by and task.status not in OUT_OF_HAND:
        return tuple(word(rulebook.steps[name].title) for name in task.blocked_by)
    if task.status == "waiting" and task.progress.detail:
        return (task.progress.detail,)
    if task.status in OUT_OF_HAND and task.step.waiting_for:
        return (word(task.step.waiting_for),)
    return ()


def situation_of(
    task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker
) -> Iterator[Sentence]:
    """What hinders or presses a step, in the order in which it matters."""
    if task.status in ("accepted", "not-needed"):
        yield from _settled(task)
        return
    if task.maybe:
        yield say("Perhaps not for you: an open answer decides.")
    if task.late:
        yield late(task.late)
    for document in task.refused:
        yield refused(document)
    waits = waits_for(task, rulebook)
    if waits:
        yield say("Waits for: {what}", what=Listing(waits))
    if task.opens is not None:
        yield say("Not before {day}: {reason}", day=task.opens.day, reason=task.opens.reason)
    days = task.days_late(listed.today)
    if days:
        yield word(speaker.plural("{n} day late.", "{n} days late.", days))
    if task.deadline is not None:
        yield say("By {day}: {reason}", day=task.deadline.day, reason=task.deadline.reason)


def _settled(task: Task) -> Iterator[Sentence]:
    if task.inferred:
        yield say("Counts as accepted, because your answers show that it is done.")
    if task.comes_again and task.opens is not None:
        yield say("Again from {day}: {reason}", day=task.opens.day, reason=task.opens.reason)


def late(found: Late) -> Sentence:
    """That it is time to ask for an answer, and what is known of the usual time."""
    return say(
        "No answer for {days} days: ask for news. {reason}", days=found.days, reason=found.reason
    )


def refused(document: Document) -> Sentence:
    """That a paper was refused, when, why, and the way out."""
    title, fix = word(document.paper.title), word(document.paper.fix)
    day, why = document.progress.since, document.progress.detail
    if day is None:
        return say("{paper} was refused. {fix}", paper=title, fix=fix)
    if not why:
        return say("{paper} was refused on {day}. {fix}", paper=title, day=day, fix=fix)
    return say("{paper} was refused on {day}: {why}. {fix}", paper=title, day=day, why=why, fix=fix)


def in_french(letter: Sentence) -> str:
    """A message as an office in France reads it, whatever the language of the person."""
    return Speaker("fr").text(letter)


def contact(found: Contact) -> Sentence:
    """Whom to call or where to write, and when."""
    parts = [word(found.title)]
    if found.phone:
        parts.append(say("call {number}", number=found.phone))
    if found.phone_abroad:
        parts.append(say("from abroad {number}", number=found.phone_abroad))
    if found.hours:
        parts.append(word(found.hours))
    if found.url:
        parts.append(word(found.url))
    # Translators: two parts of one line, such as an office and its telephone number.
    return reduce(lambda told, part: say("{a}; {b}", a=told, b=part), parts)


def about(document: Document) -> Iterator[Sentence]:
    """Everything to know about a paper."""
    paper = document.paper
    yield from (word(text) for text in (paper.accepted, paper.language) if text)
    yield from document.hints
    yield from (word(text) for text in (paper.file,) if text)


def links(task: Task) -> tuple[str, ...]:
    """The addresses of a step: the official page first, then the page its rule comes from."""
    places = (task.step.where, task.provenance.source.url)
    return tuple(dict.fromkeys(place for place in places if place.startswith("http")))


def days(number: int, speaker: Speaker) -> str:
    """A number of days, as short as can be."""
    # Translators: a number of days, as short as can be.
    return speaker.plural("{n} d", "{n} d", number)


def days_left(left: int, speaker: Speaker) -> str:
    """How many days are left, or how late it is, as short as can be."""
    told = days(abs(left), speaker)
    return speaker.text(say("{days} late" if left < 0 else "in {days}", days=told))
