"""The days of a case that belong into a calendar, before they are put into a language."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from healthtui.core.calendar import days_later
from healthtui.core.ledger import Entry as Care
from healthtui.core.outlook import Outlook
from healthtui.core.pack import Addition, Pack, due_on
from healthtui.core.progress import OUT_OF_HAND, Progress
from healthtui.core.reasons import Provenance, provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, verbatim, word
from healthtui.core.task import Deadline, Task
from healthtui.texts.care import claim_lines
from healthtui.texts.packs import origin_of, page
from healthtui.texts.steps import contact, links

Kind = Literal["opens", "deadline", "ask-again"]

_ASK_AGAIN: Final = say("Paperwork: day to ask for an answer")
_CLAIM: Final = say("Paperwork: last day to ask for money back")
_OF_INSTITUTION: Final = say("Paperwork: a day of your institution")
_GONE: Final = say("Paperwork: no longer due")
_PACK: Final = "pack."


class Entry(Struct, frozen=True):
    """One day of the calendar.

    `id` stays the same whatever the language, the answers and the day. `title` tells nothing
    about health, `own_title` names the step. `cancelled` takes back an entry of an earlier
    export. `letter` is French in every language; `page` is the official one, if there is any.
    """

    id: str
    day: date
    title: Sentence
    own_title: Sentence
    description: tuple[Sentence, ...]
    letter: Sentence | None
    page: str
    provenances: tuple[Provenance, ...]
    cancelled: bool


def agenda(found: Outlook, packs: tuple[Pack, ...] = ()) -> tuple[Entry, ...]:
    """The days of all steps, days to ask again and to claim, and those of an institution.

    In order of time. What an earlier calendar held and no longer is due is taken back.
    """
    tasks = (*found.checklist.tasks, *found.checklist.not_needed)
    entries = [entry for task in tasks for entry in _of_task(task, found.rulebook)]
    book = found.ledger
    for year in book.years:
        entries += [each for care in book.entries(year) for each in _of_care(care, found)]
    open_steps = frozenset(task.id for task in found.checklist.tasks if not _over(task))
    entries += [
        _of_pack(pack, each, day) for pack in packs for each, day in due_on(pack, open_steps)
    ]
    due = {entry.id for entry in entries}.union(_unread(found, packs))
    entries += [_gone(name, day) for name, day in found.case.calendar.items() if name not in due]
    return tuple(sorted(entries, key=lambda entry: (entry.day, entry.id)))


def held(found: Outlook, packs: tuple[Pack, ...] = ()) -> dict[str, date]:
    """The days that a calendar holds once the agenda is in it, by entry."""
    return {**_unread(found, packs), **{each.id: each.day for each in agenda(found, packs)}}


def _unread(found: Outlook, packs: tuple[Pack, ...]) -> dict[str, date]:
    """The days that an earlier calendar took from packs that are not there this time.

    Whether they still hold is not known: they are neither given again nor taken back.
    """
    here = {pack.name for pack in packs}
    taken = found.case.calendar.items()
    return {name: day for name, day in taken if name.startswith(_PACK) and _name(name) not in here}


def _name(entry: str) -> str:
    """The name of the pack from which an entry comes."""
    return entry.removeprefix(_PACK).partition(".")[0]


def _of_pack(pack: Pack, addition: Addition, day: date) -> Entry:
    title = say("{label}: {value}", label=pack.publisher, value=addition.title)
    texts = (verbatim(addition.text),) if addition.text else ()
    return Entry(
        id=f"{_PACK}{pack.name}.{addition.id}",
        day=day,
        title=_OF_INSTITUTION,
        own_title=title,
        description=(title, *texts, *page(pack), say("{whose}.", whose=origin_of(pack))),
        letter=None,
        page="",
        provenances=(),
        cancelled=False,
    )


def _gone(name: str, day: date) -> Entry:
    why = say("Your answers changed since this day was put into the calendar.")
    if name.startswith(_PACK):
        why = say("Your institution took this day back, or your answers changed.")
    return Entry(
        id=name,
        day=day,
        title=_GONE,
        own_title=_GONE,
        description=(why,),
        letter=None,
        page="",
        provenances=(),
        cancelled=True,
    )


def _of_care(care: Care, found: Outlook) -> Iterator[Entry]:
    """The last day to claim an act; an exported one is taken back once it need not be claimed."""
    claim, rulebook, name = care.claim, found.rulebook, f"care.{care.id}.claim"
    settled = claim.status != "to-claim"
    if (
        claim.last_day is None
        or claim.rule is None
        or (settled and name not in found.case.calendar)
    ):
        return
    title = word(rulebook.acts[care.care.known("act")].label)
    of_day = say("{act}, {day}", act=title, day=care.day)
    source = provenance(rulebook, claim.rule)
    yield Entry(
        id=name,
        day=claim.last_day,
        title=_CLAIM,
        own_title=say("Last day to claim: {act}", act=of_day),
        description=(of_day, *claim_lines(care)),
        letter=None,
        page=source.source.url,
        provenances=(source,),
        cancelled=settled,
    )


def _of_task(task: Task, rulebook: Rulebook) -> Iterator[Entry]:
    title = word(task.step.title)
    if task.opens is not None:
        yield _on(task, "opens", task.opens, say("First day: {title}", title=title))
    if task.deadline is not None and task.comes:
        yield _on(task, "deadline", task.deadline, say("Last day: {title}", title=title))
    since = _left_hands(task.progress)
    if since is not None:
        yield _ask_again(task, rulebook, since)


def _on(task: Task, kind: Kind, day: Deadline, own_title: Sentence) -> Entry:
    return Entry(
        id=f"{task.id}.{kind}",
        day=day.day,
        title=day.calendar,
        own_title=own_title,
        description=(*_heading(task), day.reason, word(task.step.what), *_place(task)),
        letter=None,
        page=_page(task),
        provenances=(day.provenance, task.provenance),
        cancelled=not task.comes_again and (_over(task) or task.status in OUT_OF_HAND),
    )


def _ask_again(task: Task, rulebook: Rulebook, since: date) -> Entry:
    wait = rulebook.waits[task.step.wait]
    silence = say(
        "Out of your hands since {since}. {reason}", since=since, reason=word(wait.reason)
    )
    advice = [word(task.step.if_late)] if task.step.if_late else []
    call = [contact(task.contact)] if task.contact else []
    return Entry(
        id=f"{task.id}.ask-again",
        day=days_later(since, wait.days + 1),
        title=_ASK_AGAIN,
        own_title=say("Ask again: {title}", title=word(task.step.title)),
        description=(*_heading(task), silence, *advice, *call, *_place(task)),
        letter=task.letter,
        page=_page(task),
        provenances=(provenance(rulebook, wait), task.provenance),
        cancelled=_over(task) or task.progress.out_of_hand_since is None,
    )


def _heading(task: Task) -> Iterator[Sentence]:
    yield word(task.step.title)
    if task.maybe:
        yield say("Perhaps not for you: an open answer decides.")


def _place(task: Task) -> Iterator[Sentence]:
    if task.step.where:
        yield say("Where: {place}", place=word(task.step.where))


def _page(task: Task) -> str:
    return next(iter(links(task)), "")


def _over(task: Task) -> bool:
    return task.status in ("accepted", "not-needed")


def _left_hands(progress: Progress) -> date | None:
    """Since when somebody else has, or last had, to act; None where nobody ever had to."""
    if progress.status in OUT_OF_HAND:
        return progress.out_of_hand_since
    for place, event in reversed(tuple(enumerate(progress.past))):
        if event.status in OUT_OF_HAND:
            before = progress.past[:place]
            return Progress(event.status, event.since, past=before).out_of_hand_since
    return None
