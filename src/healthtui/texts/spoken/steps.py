"""The checklist, and one step of it, in lines of text."""

from collections.abc import Iterator

from healthtui.core.asked import Checked
from healthtui.core.checklist import Checklist
from healthtui.core.pack import Pack, for_everybody
from healthtui.core.reasons import Provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, say, word
from healthtui.core.task import Document, Task
from healthtui.texts import steps as words
from healthtui.texts.speaker import Speaker
from healthtui.texts.spoken import overlay
from healthtui.texts.told import source
from healthtui.texts.wording import title


def lines(
    found: Checked, listed: Checklist, speaker: Speaker, packs: tuple[Pack, ...] = ()
) -> Iterator[str]:
    """The whole answer: how far, what to do now, then the steps in groups with their facts.

    Last comes what `packs` add to no step in particular.
    """
    yield speaker.text(say("Steps: {how_far}", how_far=words.how_far(listed)))
    yield speaker.text(title(found.rulebook, found.given))
    why = words.incomplete(listed)
    if why is not None:
        yield speaker.text(why)
    following = listed.next_task()
    if following is not None:
        yield speaker.text(say("Next: {title}", title=word(following.step.title)))
    number = 0
    for group, tasks in listed.grouped:
        yield ""
        yield speaker.text(say("{group}:", group=words.GROUP_WORDS[group]))
        for task in tasks:
            number += 1
            yield from _task(number, task, listed, found.rulebook, speaker)
    added = for_everybody(packs, listed.today)
    if added:
        yield ""
        yield from overlay.lines(added, speaker)


def _task(
    number: int, task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker
) -> Iterator[str]:
    yield speaker.text(
        say(
            "{n}. {title} ({id}): {status}",
            n=str(number),
            title=word(task.step.title),
            id=task.id,
            status=words.STATUS_WORDS[words.state_of(task)],
        )
    )
    yield from (f"   {line}" for line in _facts(task, listed, rulebook, speaker))


def _facts(task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker) -> Iterator[str]:
    standing = words.standing(task.progress, speaker, listed.today)
    if standing:
        yield standing
    yield from map(speaker.text, words.situation_of(task, listed, rulebook, speaker))
    if not task.done and task.group != "not-needed":
        if task.documents:
            titles = tuple(word(document.paper.title) for document in task.documents)
            yield speaker.text(say("Papers: {papers}", papers=Listing(titles)))
        if task.step.where:
            yield speaker.text(say("Where: {place}", place=word(task.step.where)))
    if task.progress.note:
        yield speaker.text(say("Your note: {note}", note=task.progress.note))


def step(
    task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker, *, named: bool = True
) -> Iterator[str]:
    """Everything about one step: how far, what, papers, where, whom to ask, who says so."""
    state = words.STATUS_WORDS[words.state_of(task)]
    yield speaker.text(say("{title}: {status}", title=word(task.step.title), status=state))
    standing = words.standing(task.progress, speaker, listed.today)
    yield from filter(None, (standing, *words.past(task.progress, speaker)))
    yield from map(speaker.text, words.situation_of(task, listed, rulebook, speaker))
    yield speaker.word(task.step.what)
    for document in task.documents:
        yield from _document(document, listed, speaker, named=named)
    if task.step.where:
        yield speaker.text(say("Where: {place}", place=word(task.step.where)))
    if task.step.cost:
        yield speaker.text(say("Cost: {cost}", cost=word(task.step.cost)))
    yield from _help(task, speaker)
    if task.progress.note:
        yield speaker.text(say("Your note: {note}", note=task.progress.note))
    yield _source(task.provenance, speaker)
    if task.deadline is not None:
        yield _source(task.deadline.provenance, speaker)


def _document(
    document: Document, listed: Checklist, speaker: Speaker, *, named: bool
) -> Iterator[str]:
    title, state = word(document.paper.title), words.STATUS_WORDS[document.progress.status]
    told = say("Paper: {title}: {status}", title=title, status=state)
    if named:
        told = say("Paper: {title} ({id}): {status}", title=title, id=document.id, status=state)
    yield speaker.text(told)
    standing = words.standing(document.progress, speaker, listed.today)
    past = (standing, *words.past(document.progress, speaker))
    about = (speaker.text(text) for text in words.about(document))
    yield from (f"   {line}" for line in (*filter(None, past), *about))
    yield f"   {_source(document.provenance, speaker)}"


def _help(task: Task, speaker: Speaker) -> Iterator[str]:
    if task.step.if_late:
        yield speaker.word(task.step.if_late)
    if task.contact is not None:
        yield speaker.text(say("Whom to ask: {contact}", contact=words.contact(task.contact)))
    if task.letter is not None:
        yield speaker.text(say("Message to send, in French:"))
        yield from words.in_french(task.letter).splitlines()


def _source(found: Provenance, speaker: Speaker) -> str:
    return speaker.text(say("Source: {source}", source=source(speaker, found)))
