"""The checklist as JSON."""

from healthtui.cli.documents import overlay, parts
from healthtui.cli.documents.check import verdict
from healthtui.cli.documents.parts import Document
from healthtui.core.asked import Checked
from healthtui.core.checklist import Checklist
from healthtui.core.pack import Pack, for_everybody, on_step
from healthtui.core.progress import Progress
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.core.step_rules import Contact
from healthtui.core.task import Deadline, Late, Task
from healthtui.core.task import Document as Paper
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import in_french, links, waits_for

SCHEMA = "healthtui/steps/1"


def document(
    found: Checked, listed: Checklist, speaker: Speaker, packs: tuple[Pack, ...] = ()
) -> Document:
    """The whole answer of `steps`; `overlay` is what `packs` add to a step, or to none."""

    def told(task: Task) -> Document:
        added = overlay.additions(on_step(packs, task.id, listed.today), speaker)
        return {**_task(task, found.rulebook, speaker), "overlay": added}

    following = listed.next_task()
    return {
        "schema": SCHEMA,
        **verdict(found, speaker),
        "progress": {"accepted": listed.accepted, "applicable": listed.applicable},
        "complete": listed.complete,
        "overdue": listed.overdue,
        "soon": listed.soon,
        "next": following.id if following else None,
        "steps": [told(task) for task in listed.tasks],
        "not_needed": [told(task) for task in listed.not_needed],
        "overlay": overlay.additions(for_everybody(packs, listed.today), speaker),
        "rulebook": found.rulebook.version,
    }


def _task(task: Task, rulebook: Rulebook, speaker: Speaker) -> Document:
    step = task.step
    return {
        "id": task.id,
        "title": speaker.word(step.title),
        "kind": step.kind,
        "group": task.group,
        **_progress(task.progress),
        "status": task.status,
        "maybe": task.maybe,
        "counts": task.counts,
        "opens": parts.day(task.opens.day) if task.opens else None,
        **_deadline(task.deadline, speaker),
        "depends_on": [*step.depends_on, *step.after],
        "waiting_for": [_said(speaker, each) for each in waits_for(task, rulebook)],
        "late": _late(task.late, speaker),
        "letter": in_french(task.letter) if task.letter else None,
        "contact": _contact(task.contact, speaker),
        "papers": [_paper(paper, speaker) for paper in task.documents],
        "what": speaker.word(step.what),
        "where": speaker.word(step.where),
        "links": list(links(task)),
        "cost": speaker.word(step.cost),
        "if_late": speaker.word(step.if_late),
        "note": task.progress.note,
        **parts.origin(task.provenance),
    }


def _progress(progress: Progress) -> Document:
    return {
        "status": progress.status,
        "since": parts.day(progress.since),
        "detail": progress.detail,
        "past": [
            {"status": event.status, "since": parts.day(event.since), "detail": event.detail}
            for event in progress.past
        ],
    }


def _deadline(due: Deadline | None, speaker: Speaker) -> Document:
    return {
        "deadline": parts.day(due.day) if due else None,
        "deadline_reason": speaker.text(due.reason) if due else None,
        "deadline_source": parts.origin(due.provenance) if due else None,
    }


def _late(late: Late | None, speaker: Speaker) -> Document | None:
    if late is None:
        return None
    return {
        "since": parts.day(late.since),
        "days": late.days,
        "usual_days": late.usual,
        "reason": speaker.text(late.reason),
        **parts.origin(late.provenance),
    }


def _contact(contact: Contact | None, speaker: Speaker) -> Document | None:
    if contact is None:
        return None
    return {
        "title": speaker.word(contact.title),
        "phone": contact.phone,
        "phone_abroad": contact.phone_abroad,
        "hours": speaker.word(contact.hours),
        "url": contact.url,
    }


def _paper(document: Paper, speaker: Speaker) -> Document:
    paper = document.paper
    return {
        "id": document.id,
        "title": speaker.word(paper.title),
        **_progress(document.progress),
        "accepted": speaker.word(paper.accepted),
        "language": speaker.word(paper.language),
        "file": speaker.word(paper.file),
        "fix": speaker.word(paper.fix),
        "for_you": parts.texts(speaker, document.hints),
        **parts.origin(document.provenance),
    }


def _said(speaker: Speaker, text: Sentence | str) -> str:
    return text if isinstance(text, str) else speaker.text(text)
