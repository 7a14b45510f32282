"""The steps for this person: which apply, what they wait for, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from healthtui.core.calendar import days_later, months_later
from healthtui.core.case import Case, Progress, Status
from healthtui.core.facts import Reader, all_hold
from healthtui.core.reasons import Provenance, provenance
from healthtui.core.rulebook import DeadlineRule, Paper, Rulebook, Step
from healthtui.core.sentence import Sentence, word

SOON_DAYS: Final = 30
"""A deadline this near is shown on every screen as soon."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for a step, and why."""

    day: date
    reason: Sentence
    provenance: Provenance

    def days_left(self, today: date) -> int:
        """Days from today to the deadline; negative once it is over."""
        return (self.day - today).days


@dataclass(frozen=True, slots=True)
class Task:
    """A step as it stands for this person.

    `blocked_by` are steps that must be accepted first. `maybe` tells that an open answer
    decides whether the step is needed.
    """

    id: str
    step: Step
    status: Status
    progress: Progress
    blocked_by: tuple[str, ...]
    papers: tuple[tuple[str, Paper], ...]
    deadline: Deadline | None
    maybe: bool
    provenance: Provenance

    @property
    def done(self) -> bool:
        """Only what was accepted is done; sent is not."""
        return self.status == "accepted"


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps that apply in order, and those with progress that no longer apply."""

    tasks: tuple[Task, ...]
    not_needed: tuple[Task, ...]

    @property
    def accepted(self) -> int:
        """How many steps are done."""
        return sum(task.done for task in self.tasks)

    @property
    def applicable(self) -> int:
        """How many steps there are to do in all, without those that an open answer decides."""
        return sum(not task.maybe or task.done for task in self.tasks)

    def next_deadline(self) -> Task | None:
        """The step that is not accepted yet and has the nearest deadline."""
        dated = [task for task in self.tasks if task.deadline and not task.done and not task.maybe]
        return min(
            dated, key=lambda task: task.deadline.day if task.deadline else date.max, default=None
        )

    def next_task(self) -> Task | None:
        """The step to do now: a refused one first, then the first that nothing blocks."""
        open_tasks = [task for task in self.tasks if not task.done and not task.blocked_by]
        refused = [task for task in open_tasks if task.status == "refused"]
        to_do = [task for task in open_tasks if task.status in ("to-do", "ready")]
        return next(iter((*refused, *to_do, *open_tasks)), None)


def checklist(rulebook: Rulebook, case: Case, on: date, routes: tuple[str, ...]) -> Checklist:
    """The steps of a case on a day; with several possible routes, those that all of them share."""
    maker = _Maker(rulebook, case, Reader(rulebook, case.situation, on), routes)
    return maker.make()


def applies(step: Step, routes: tuple[str, ...]) -> bool:
    """Whether a step belongs to every one of the routes; without a route there is none."""
    return bool(routes) and ("any" in step.routes or set(routes) <= set(step.routes))


@dataclass(frozen=True, slots=True)
class _Maker:
    rulebook: Rulebook
    case: Case
    reader: Reader
    routes: tuple[str, ...]

    def make(self) -> Checklist:
        applying = {
            key: holds is None
            for key, step in self.rulebook.steps.items()
            if (holds := self._applies(step)) or (holds is None and len(self.routes) == 1)
        }
        tasks = tuple(
            self._task(key, set(applying), maybe=maybe) for key, maybe in applying.items()
        )
        left = tuple(
            self._task(key, set(), maybe=False, status="not-needed")
            for key in self.case.progress
            if key in self.rulebook.steps and key not in applying
        )
        return Checklist(tasks, left)

    def _applies(self, step: Step) -> bool | None:
        if not applies(step, self.routes):
            return False
        return all_hold(self.reader.holds(name) for name in step.when)

    def _task(
        self, key: str, applying: set[str], *, maybe: bool, status: Status | None = None
    ) -> Task:
        step = self.rulebook.steps[key]
        progress = self._progress(key)
        blocked_by = tuple(
            other for other in step.depends_on if other in applying and not self._accepted(other)
        )
        stands: Status = progress.status
        if stands == "to-do" and not blocked_by:
            stands = "ready"
        return Task(
            id=key,
            step=step,
            status=status or stands,
            progress=progress,
            blocked_by=blocked_by,
            papers=tuple(self._papers(step)),
            deadline=self._deadline(step),
            maybe=maybe,
            provenance=provenance(self.rulebook, step),
        )

    def _progress(self, key: str) -> Progress:
        """What the person said of a step; without a word, what their other answers show."""
        said = self.case.progress.get(key, Progress())
        shown = self.rulebook.steps[key].done_when
        if said.status == "to-do" and shown and all(map(self.reader.holds, shown)):
            return replace(said, status="accepted")
        return said

    def _accepted(self, key: str) -> bool:
        return self._progress(key).status in ("accepted", "not-needed")

    def _papers(self, step: Step) -> Iterator[tuple[str, Paper]]:
        for key in step.papers:
            paper = self.rulebook.papers[key]
            if all_hold(self.reader.holds(name) for name in paper.when) is not False:
                yield key, paper

    def _deadline(self, step: Step) -> Deadline | None:
        if not step.deadline:
            return None
        rule = self.rulebook.deadlines[step.deadline]
        anchor = self._anchor(rule)
        if anchor is None:
            return None
        day = days_later(months_later(anchor, rule.months), rule.days)
        return Deadline(day, word(rule.reason), provenance(self.rulebook, rule))

    def _anchor(self, rule: DeadlineRule) -> date | None:
        if not rule.anchor.startswith("step:"):
            return self.case.situation.day(rule.anchor)
        _, step, status = rule.anchor.split(":")
        progress = self.case.progress.get(step)
        return progress.since if progress and progress.status == status else None
