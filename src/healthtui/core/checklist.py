"""The steps for this person: which apply, what they wait for, by when, and what to do first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from healthtui.core.calendar import days_later, months_later, next_day
from healthtui.core.case import Case
from healthtui.core.facts import Reader, all_hold
from healthtui.core.progress import OUT_OF_HAND, Progress, Status
from healthtui.core.reasons import Provenance, provenance
from healthtui.core.rulebook import Contact, DeadlineRule, Paper, Rulebook, Step
from healthtui.core.sentence import Sentence, word
from healthtui.core.timeline import cover_begins

SOON_DAYS: Final = 30
"""A deadline this near is shown on every screen as soon."""

Group = Literal["now", "waiting", "later", "done", "offer", "not-needed"]
GROUPS: Final[tuple[Group, ...]] = ("now", "waiting", "later", "done", "offer", "not-needed")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A first or last day for a step, and why; `calendar` names it without a word on health."""

    day: date
    reason: Sentence
    calendar: Sentence
    provenance: Provenance

    def days_left(self, today: date) -> int:
        """Days from today to that day; negative once it is over."""
        return (self.day - today).days


@dataclass(frozen=True, slots=True)
class Late:
    """An answer that takes longer than usual.

    `days` since it left the person's hands, `usual` days it normally takes and why that is said.
    """

    since: date
    days: int
    usual: int
    reason: Sentence
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of a step as it stands: `hints` are what this person should know about it."""

    id: str
    paper: Paper
    progress: Progress
    hints: tuple[Sentence, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Task:
    """A step as it stands for this person today.

    `blocked_by` are steps that must be accepted (or settled) first; `opens` is the first day on
    which it can be done, where it is still to come. `letter` is the message to send, in French,
    while somebody else has to act; `contact` is whom to call. `maybe` tells that an open answer
    decides whether the step is needed.
    """

    id: str
    step: Step
    status: Status
    progress: Progress
    blocked_by: tuple[str, ...]
    documents: tuple[Document, ...]
    opens: Deadline | None
    deadline: Deadline | None
    late: Late | None
    letter: Sentence | None
    contact: Contact | None
    maybe: bool
    group: Group
    provenance: Provenance

    @property
    def done(self) -> bool:
        """Only what was accepted is done; sent is not."""
        return self.status == "accepted"

    @property
    def counts(self) -> bool:
        """Whether progress counts it: not while an open answer, an event or a wish decides."""
        if self.status in ("accepted", "not-needed"):
            return self.done
        return not self.maybe and self.step.kind == "task"

    @property
    def presses(self) -> bool:
        """Whether its last day matters: not of an event that may never come, or an offer.

        An event whose window is known (`opens`) is sure to come.
        """
        if self.maybe or not self.deadline or self.status in ("accepted", "not-needed"):
            return False
        begun = self.progress.status != "to-do"
        return self.step.kind == "task" or begun or bool(self.step.opens)

    @property
    def refused(self) -> tuple[Document, ...]:
        """Its papers that were refused."""
        return tuple(each for each in self.documents if each.progress.status == "refused")


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps that apply in the order of doing, and those with progress that no longer do.

    Not `complete` while the route is open: then only what all possible routes share is known.
    """

    tasks: tuple[Task, ...]
    not_needed: tuple[Task, ...]
    today: date
    complete: bool

    @property
    def accepted(self) -> int:
        """How many steps are done."""
        return sum(task.done for task in self.tasks)

    @property
    def applicable(self) -> int:
        """How many steps there are to do in all."""
        return sum(task.counts for task in self.tasks)

    @property
    def grouped(self) -> tuple[tuple[Group, tuple[Task, ...]], ...]:
        """The steps in the groups of a screen, what is most pressing first; no group is empty."""
        every = (*self.tasks, *self.not_needed)
        found = ((group, [task for task in every if task.group == group]) for group in GROUPS)
        return tuple(
            (group, tuple(sorted(tasks, key=self._pressing) if group == "now" else tasks))
            for group, tasks in found
            if tasks
        )

    def next_task(self) -> Task | None:
        """The step to do now; where there is none, the first that waits for somebody else."""
        for group, tasks in self.grouped:
            if group in ("now", "waiting"):
                return tasks[0]
        return None

    def dated(self) -> tuple[Task, ...]:
        """The steps whose last day presses, the nearest first."""
        return tuple(sorted((task for task in self.tasks if task.presses), key=_last_day))

    def next_deadline(self) -> Task | None:
        """The step that is not accepted yet and has the nearest deadline."""
        return next(iter(self.dated()), None)

    @property
    def overdue(self) -> int:
        """How many steps have a last day that is over."""
        return sum(_last_day(task) < self.today for task in self.dated())

    @property
    def soon(self) -> int:
        """How many steps have a last day that is near."""
        return sum(0 <= (_last_day(task) - self.today).days <= SOON_DAYS for task in self.dated())

    def _pressing(self, task: Task) -> tuple[int, date]:
        """The place of a step among those to do now.

        First an answer too long in coming, then what was refused, what is late or soon, and the
        rest in the order of doing.
        """
        if task.late:
            return 0, task.late.since
        if task.status == "refused" or task.refused:
            return 1, _last_day(task)
        if self.is_soon(task):
            return 2, _last_day(task)
        return 3, date.max

    def is_soon(self, task: Task) -> bool:
        """Whether the last day of a step is near or over."""
        return task.presses and (_last_day(task) - self.today).days <= SOON_DAYS


def checklist(
    rulebook: Rulebook, case: Case, on: date, routes: tuple[str, ...], today: date
) -> Checklist:
    """The steps of a case; with several possible routes, those that all of them share.

    `on` is the day of the stay that facts are asked for, `today` the day on the wall.
    """
    maker = _Maker(rulebook, case, Reader(rulebook, case.situation, on), routes, today)
    return maker.make()


def applies(step: Step, routes: tuple[str, ...]) -> bool:
    """Whether a step belongs to every one of the routes; without a route there is none."""
    return bool(routes) and ("any" in step.routes or set(routes) <= set(step.routes))


def _last_day(task: Task) -> date:
    return task.deadline.day if task.deadline else date.max


@dataclass(frozen=True, slots=True)
class _Maker:
    rulebook: Rulebook
    case: Case
    reader: Reader
    routes: tuple[str, ...]
    today: date

    def make(self) -> Checklist:
        applying = {
            key: holds is None
            for key, step in self.rulebook.steps.items()
            if (holds := self._applies(step)) or (holds is None and len(self.routes) == 1)
        }
        tasks = tuple(self._task(key, applying, maybe=maybe) for key, maybe in applying.items())
        left = tuple(
            replace(
                self._task(key, {}, maybe=False), status="not-needed", late=None, group="not-needed"
            )
            for key in self.case.progress
            if key in self.rulebook.steps and key not in applying
        )
        return Checklist(tasks, left, self.today, complete=len(self.routes) == 1)

    def _applies(self, step: Step) -> bool | None:
        if not applies(step, self.routes):
            return False
        return all_hold(self.reader.holds(name) for name in step.when)

    def _task(self, key: str, applying: dict[str, bool], *, maybe: bool) -> Task:
        step = self.rulebook.steps[key]
        progress = self._progress(key)
        blocked_by = tuple(self._blocking(step, applying))
        opens = self._day(step.opens)
        stands: Status = progress.status
        if stands == "to-do" and not blocked_by:
            stands = "ready"
        task = Task(
            id=key,
            step=step,
            status=stands,
            progress=progress,
            blocked_by=blocked_by,
            documents=tuple(self._documents(step, progress)),
            opens=opens if opens and opens.day > self.today else None,
            deadline=self._day(step.deadline),
            late=self._late(step, progress),
            letter=self._letter(step, progress),
            contact=self.rulebook.contacts.get(step.contact),
            maybe=maybe,
            group="now",
            provenance=provenance(self.rulebook, step),
        )
        return replace(task, group=self._group(task))

    def _blocking(self, step: Step, applying: dict[str, bool]) -> Iterator[str]:
        for other in step.depends_on:
            if other in applying and not self._has(other, "accepted", "not-needed"):
                yield other
        for other in step.after:
            if other in applying and not self._has(other, "accepted", "refused", "not-needed"):
                yield other

    def _has(self, key: str, *statuses: Status) -> bool:
        return self._progress(key).status in statuses

    def _group(self, task: Task) -> Group:
        """Where a step stands in the list. What went wrong or out of hand is never hidden."""
        settled: dict[Status, Group] = {"not-needed": "not-needed", "accepted": "done"}
        if task.status in settled:
            return settled[task.status]
        if task.late or task.status == "refused" or task.refused:
            return "now"
        if task.status in OUT_OF_HAND:
            return "waiting"
        if task.step.kind == "offer":
            return "offer"
        return "later" if self._can_wait(task) else "now"

    def _can_wait(self, task: Task) -> bool:
        """Whether nothing can, or need, be done today: an event waits until it is due."""
        if task.maybe or task.blocked_by or task.opens:
            return True
        if task.step.kind != "event" or task.progress.status != "to-do":
            return False
        return not task.presses

    def _progress(self, key: str) -> Progress:
        """What the person said of a step; without a word, what their other answers show."""
        said = self.case.step(key)
        shown = self.rulebook.steps[key].done_when
        if said.status == "to-do" and shown and all(map(self.reader.holds, shown)):
            return replace(said, status="accepted")
        return said

    def _documents(self, step: Step, progress: Progress) -> Iterator[Document]:
        for key in step.papers:
            paper = self.rulebook.papers[key]
            if all_hold(self.reader.holds(name) for name in paper.when) is not False:
                yield Document(
                    key,
                    paper,
                    progress.papers.get(key, Progress()),
                    tuple(self._hints(paper)),
                    provenance(self.rulebook, paper),
                )

    def _hints(self, paper: Paper) -> Iterator[Sentence]:
        for name in paper.tells:
            if self.reader.holds(name):
                fact = self.rulebook.facts[name.removeprefix("not ")]
                yield word(fact.when_false if name.startswith("not ") else fact.when_true)

    def _late(self, step: Step, progress: Progress) -> Late | None:
        since = progress.out_of_hand_since
        wait = self.rulebook.waits[step.wait]
        if since is None or days_later(since, wait.days) >= self.today:
            return None
        return Late(
            since=since,
            days=(self.today - since).days,
            usual=wait.days,
            reason=word(wait.reason),
            provenance=provenance(self.rulebook, wait),
        )

    def _letter(self, step: Step, progress: Progress) -> Sentence | None:
        since = progress.out_of_hand_since
        letter = self.rulebook.letters.get(step.letter)
        if since is None or letter is None:
            return None
        return Sentence(letter.french, (("since", since),))

    def _day(self, key: str) -> Deadline | None:
        if not key:
            return None
        rule = self.rulebook.deadlines[key]
        anchor = self._anchor(rule)
        if anchor is None:
            return None
        day = days_later(months_later(anchor, rule.months), rule.days)
        return Deadline(
            next_day(day, rule.next_day) if rule.next_day else day,
            word(rule.reason),
            word(rule.calendar),
            provenance(self.rulebook, rule),
        )

    def _anchor(self, rule: DeadlineRule) -> date | None:
        if rule.anchor == "cover":
            return self._cover_begins()
        if not rule.anchor.startswith("step:"):
            return self.case.situation.day(rule.anchor)
        _, step, status = rule.anchor.split(":")
        progress = self.case.step(step)
        return progress.since if progress.status == status else None

    def _cover_begins(self) -> date | None:
        if len(self.routes) != 1:
            return None
        return cover_begins(self.rulebook.routes[self.routes[0]], self.case.situation)
