"""The checklist in lines of text."""

from collections.abc import Iterator

from healthtui.cli.asked import Checked
from healthtui.cli.documents.steps import waiting_for
from healthtui.core.checklist import Checklist, Task
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, say, word
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import STATUS_WORDS, title


def lines(found: Checked, listed: Checklist, speaker: Speaker) -> Iterator[str]:
    """The whole answer: how far, each step with its facts, the step to do now."""
    yield speaker.text(
        say(
            "Steps: {done} of {all} accepted",
            done=listed.accepted,
            all=listed.applicable,
        )
    )
    yield speaker.text(title(found.rulebook, found.given))
    if found.given.verdict is Verdict.OPEN and not found.given.route:
        yield speaker.text(say("Only steps that every possible answer shares are listed."))
    for number, task in enumerate(listed.tasks, 1):
        yield from _task(number, task, found.rulebook, speaker)
    for task in listed.not_needed:
        yield speaker.text(say("No longer needed: {title}", title=word(task.step.title)))
    following = listed.next_task()
    if following is not None:
        yield speaker.text(say("Next: {title}", title=word(following.step.title)))


def _task(number: int, task: Task, rulebook: Rulebook, speaker: Speaker) -> Iterator[str]:
    yield speaker.text(
        say(
            "{n}. {title} ({id}): {status}",
            n=str(number),
            title=word(task.step.title),
            id=task.id,
            status=STATUS_WORDS[task.status],
        )
    )
    yield from (f"   {speaker.text(sentence)}" for sentence in _facts(task, rulebook))


def _facts(task: Task, rulebook: Rulebook) -> Iterator[Sentence]:
    if task.maybe:
        yield say("An open answer decides whether this is needed.")
    if task.progress.since is not None:
        yield say("Since {day}.", day=task.progress.since)
    if task.deadline is not None and not task.done:
        yield say("By {day}: {reason}", day=task.deadline.day, reason=task.deadline.reason)
    waits = waiting_for(task, rulebook.steps)
    if waits:
        yield say("Waits for: {what}", what=Listing(waits))
    if task.papers and not task.done:
        titles = tuple(word(paper.title) for _, paper in task.papers)
        yield say("Papers: {papers}", papers=Listing(titles))
    if task.step.where and not task.done:
        yield say("Where: {place}", place=word(task.step.where))
    if task.progress.note:
        yield say("Your note: {note}", note=task.progress.note)
