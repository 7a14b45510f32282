"""The steps of a case file: one row each, and what the person wrote on them."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec import Struct

from healthtui.core.checklist import Checklist
from healthtui.core.progress import STATUSES
from healthtui.core.reasons import Provenance
from healthtui.core.sentence import Listing, say, word
from healthtui.core.task import Document, Task
from healthtui.exports.blocks import Cell, Grid, Verbatim
from healthtui.exports.references import References
from healthtui.exports.voices import Voices
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import STATUS_WORDS, state_of

_HEAD: Final = (say("Step"), say("Status and dates"), say("Papers"))
_SETTLED: Final = ("accepted", "not-needed")


def for_the_counter(listed: Checklist) -> tuple[Task, ...]:
    """The steps that concern an office, in the groups of the screen.

    Not offers, and not events of which nothing is known yet, such as moving.
    """
    applying = {task.id for task in listed.tasks}
    grouped = (task for _, tasks in listed.grouped for task in tasks)
    return tuple(task for task in grouped if task.id in applying and _concerns(task))


def _concerns(task: Task) -> bool:
    if task.step.kind == "event":
        return task.presses or task.progress.since is not None
    return task.step.kind == "task"


def step_provenances(task: Task) -> Iterator[Provenance]:
    """The sources that the row of a step names: of its days, and of what is not established."""
    if task.provenance.uncertain:
        yield task.provenance
    if task.status not in _SETTLED:
        yield from (day.provenance for day in (task.opens, task.deadline) if day is not None)


def written_notes(listed: Checklist, voices: Voices) -> Iterator[Verbatim]:
    """The person's notes on any step, also on those that no longer apply."""
    for task in (*listed.tasks, *listed.not_needed):
        if task.progress.note:
            yield Verbatim(voices.text(word(task.step.title)), task.progress.note)


class StepRows(Struct, frozen=True):
    """Puts steps into rows; with `notes`, what the person said of each status stands there too."""

    references: References
    voices: Voices
    notes: bool

    def grid(self, tasks: tuple[Task, ...]) -> Grid:
        """The table of the steps."""
        return Grid(tuple(map(self.voices.text, _HEAD)), tuple(map(self._row, tasks)))

    def _row(self, task: Task) -> tuple[Cell, ...]:
        cells = (self._title, self._standing, self._papers)
        return tuple(self.voices.each(partial(tell, task)) for tell in cells)

    def _title(self, task: Task, speaker: Speaker) -> str:
        doubted = task.provenance if task.provenance.uncertain else None
        return speaker.word(task.step.title) + self.references.mark(doubted, speaker)

    def _standing(self, task: Task, speaker: Speaker) -> str:
        parts = (self._status(task, speaker), *self._dates(task, speaker))
        told = ", ".join(parts)
        if not task.maybe:
            return told
        return speaker.text(say("{status} (perhaps not needed)", status=told))

    def _status(self, task: Task, speaker: Speaker) -> str:
        status, progress = STATUS_WORDS[state_of(task)], task.progress
        told = speaker.text(status)
        if progress.since is not None:
            day = speaker.short_date(progress.since)
            told = speaker.text(say("{status} since {day}", status=status, day=day))
        if self.notes and progress.detail:
            told = speaker.text(say("{event}: {what}", event=told, what=progress.detail))
        return told

    def _dates(self, task: Task, speaker: Speaker) -> Iterator[str]:
        if task.status in _SETTLED:
            return
        if task.opens is not None:
            first = say("from {day}", day=speaker.short_date(task.opens.day))
            yield speaker.text(first) + self.references.mark(task.opens.provenance, speaker)
        if task.deadline is not None:
            last = say("by {day}", day=speaker.short_date(task.deadline.day))
            yield speaker.text(last) + self.references.mark(task.deadline.provenance, speaker)

    def _papers(self, task: Task, speaker: Speaker) -> str:
        """The papers by their state; of a settled step, only those of which something was said."""
        settled = task.status in _SETTLED
        shown = [
            document
            for document in task.documents
            if not settled or document.progress.status != "to-do"
        ]
        return "; ".join(
            speaker.text(say("{status}: {papers}", status=STATUS_WORDS[status], papers=papers))
            for status in STATUSES
            if (papers := self._named(shown, status, speaker)).items
        )

    def _named(self, documents: list[Document], status: str, speaker: Speaker) -> Listing:
        return Listing(
            tuple(
                self._paper(document, speaker)
                for document in documents
                if document.progress.status == status
            )
        )

    def _paper(self, document: Document, speaker: Speaker) -> str:
        title, why = speaker.word(document.paper.title), document.progress.detail
        return f"{title} ({why})" if self.notes and why else title
