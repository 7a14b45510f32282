"""The checklist as JSON."""

from collections.abc import Mapping

from healthtui.cli.asked import Checked
from healthtui.cli.documents import parts
from healthtui.cli.documents.check import verdict
from healthtui.cli.documents.parts import Document
from healthtui.core.checklist import Checklist, Task
from healthtui.core.rulebook import Step
from healthtui.core.sentence import Sentence, word
from healthtui.texts.speaker import Speaker

SCHEMA = "healthtui/steps/1"


def document(found: Checked, listed: Checklist, speaker: Speaker) -> Document:
    """The whole answer of `steps`."""
    following = listed.next_task()
    return {
        "schema": SCHEMA,
        **verdict(found, speaker),
        "progress": {"accepted": listed.accepted, "applicable": listed.applicable},
        "next": following.id if following else None,
        "steps": [_task(task, found.rulebook.steps, speaker) for task in listed.tasks],
        "not_needed": [_task(task, found.rulebook.steps, speaker) for task in listed.not_needed],
        "rulebook": found.rulebook.version,
    }


def waiting_for(task: Task, steps: Mapping[str, Step]) -> tuple[Sentence, ...]:
    """What a step waits for: the steps before it, or the office it was sent to."""
    if task.blocked_by:
        return tuple(word(steps[name].title) for name in task.blocked_by)
    if task.status in ("sent", "waiting") and task.step.waiting_for:
        return (word(task.step.waiting_for),)
    return ()


def _task(task: Task, steps: Mapping[str, Step], speaker: Speaker) -> Document:
    due = task.deadline
    return {
        "id": task.id,
        "title": speaker.word(task.step.title),
        "status": task.status,
        "since": parts.day(task.progress.since),
        "maybe": task.maybe,
        "deadline": parts.day(due.day) if due else None,
        "deadline_reason": speaker.text(due.reason) if due else None,
        "depends_on": list(task.step.depends_on),
        "waiting_for": parts.texts(speaker, waiting_for(task, steps)),
        "papers": [
            {
                "id": key,
                "title": speaker.word(paper.title),
                "accepted": speaker.word(paper.accepted),
            }
            for key, paper in task.papers
        ],
        "what": speaker.word(task.step.what),
        "where": speaker.word(task.step.where),
        "cost": speaker.word(task.step.cost),
        "if_late": speaker.word(task.step.if_late),
        "note": task.progress.note,
        **parts.origin(task.provenance),
    }
