"""Makes the checklist of a case: which steps apply, how each stands, what it waits for, by when."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.calendar import days_later, months_later, next_day
from healthtui.core.case import Case
from healthtui.core.checklist import Checklist
from healthtui.core.facts import Reader, all_hold
from healthtui.core.progress import OUT_OF_HAND, Progress, Status
from healthtui.core.reasons import provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, word
from healthtui.core.step_rules import DeadlineRule, Paper, Step
from healthtui.core.task import Deadline, Document, Group, Late, Task
from healthtui.core.timeline import cover_begins

_MOST_ROUNDS: Final = 50
"""No yearly duty was done more often."""
_AHEAD: Final = 90
"""Done so many days before a window opens still counts for that window."""


def checklist(
    rulebook: Rulebook, case: Case, on: date, routes: tuple[str, ...], today: date
) -> Checklist:
    """The steps of a case; with several possible routes, those that all of them share.

    `on` is the day of the stay that facts are asked for, `today` the day on the wall.
    """
    reader = Reader(rulebook, case.situation, on)
    wall = Reader(rulebook, case.situation, today)
    return _Maker(rulebook, case, reader, routes, today, wall).make()


def applies(step: Step, routes: tuple[str, ...]) -> bool:
    """Whether a step belongs to every one of the routes; without a route there is none."""
    return bool(routes) and ("any" in step.routes or set(routes) <= set(step.routes))


class _Maker(Struct, frozen=True):
    rulebook: Rulebook
    case: Case
    reader: Reader
    routes: tuple[str, ...]
    today: date
    wall: Reader

    def make(self) -> Checklist:
        complete = len(self.routes) == 1
        applying: dict[str, bool] = {}
        for key, step in self.rulebook.steps.items():
            holds = self._applies(step)
            begun = key in self.case.progress and not complete
            if holds or (holds is None and complete) or (begun and self._may_apply(step)):
                applying[key] = not holds
        tasks = tuple(self._task(key, applying, maybe=maybe) for key, maybe in applying.items())
        left = tuple(
            replace(
                self._task(key, {}, maybe=False), status="not-needed", late=None, group="not-needed"
            )
            for key in self.case.progress
            if key in self.rulebook.steps and key not in applying
        )
        return Checklist(tasks, left, self.today, complete, known=bool(self.routes))

    def _applies(self, step: Step) -> bool | None:
        if not applies(step, self.routes) or self._is_dropped(step):
            return False
        return all_hold(self.reader.holds(name) for name in step.when)

    def _may_apply(self, step: Step) -> bool:
        """Whether a begun step may still belong to the person; without a known rule, yes."""
        if not self.routes:
            return True
        of_one = "any" in step.routes or not set(self.routes).isdisjoint(step.routes)
        return of_one and all_hold(self.reader.holds(name) for name in step.when) is not False

    def _is_dropped(self, step: Step) -> bool:
        """Whether an event can no longer come, because the person does not need what it follows."""
        before = (self.case.step(other).status for other in step.depends_on)
        return step.kind == "event" and "not-needed" in before

    def _task(self, key: str, applying: dict[str, bool], *, maybe: bool) -> Task:
        step = self.rulebook.steps[key]
        progress, inferred = self._progress(key)
        blocked_by = tuple(self._blocking(step, applying))
        opens = self._day(step.opens, key)
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
            deadline=self._day(step.deadline, key),
            late=self._late(step, progress),
            letter=self._letter(step, progress),
            contact=self.rulebook.contacts.get(step.contact),
            maybe=maybe,
            inferred=inferred,
            group="now",
            provenance=provenance(self.rulebook, step),
        )
        return replace(task, group=self._group(task))

    def _blocking(self, step: Step, applying: dict[str, bool]) -> Iterator[str]:
        for other in step.depends_on:
            if other in applying and not self._has(other, "accepted", "not-needed"):
                yield other
        for other in step.after:
            answered = self._has(other, "accepted", "refused", "not-needed")
            if other in applying and self._can_begin(other) and not answered:
                yield other

    def _can_begin(self, key: str) -> bool:
        """Whether the window of a step is open: what cannot be done yet holds nothing up."""
        opens = self._day(self.rulebook.steps[key].opens, key)
        return opens is None or opens.day <= self.today

    def _has(self, key: str, *statuses: Status) -> bool:
        return self._progress(key)[0].status in statuses

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

    def _progress(self, key: str) -> tuple[Progress, bool]:
        """What holds of a step, and whether it is only inferred from other answers.

        Where the person said nothing, facts can show that it was done; a recurring step that was
        accepted before its present window opened is to be done again.
        """
        said = self.case.step(key)
        step = self.rulebook.steps[key]
        silent = said.status == "to-do" and said.since is None
        if silent and step.done_when and all(map(self.wall.holds, step.done_when)):
            return replace(said, status="accepted"), True
        if step.recurring and said.status == "accepted" and self._has_come_again(key, said):
            return said.begun_again(), False
        return said, False

    def _has_come_again(self, key: str, said: Progress) -> bool:
        opens = self._day(self.rulebook.steps[key].opens, key)
        if opens is None or said.since is None or opens.day > self.today:
            return False
        return said.since < days_later(opens.day, -_AHEAD)

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

    def _day(self, key: str, step: str) -> Deadline | None:
        """The day that a rule gives; of a repeated one, the one after the last acceptance."""
        if not key:
            return None
        rule = self.rulebook.deadlines[key]
        first = self._first(rule)
        if first is None:
            return None
        return Deadline(
            self._occurrence(rule, first, step),
            word(rule.reason),
            word(rule.calendar),
            provenance(self.rulebook, rule),
        )

    def _occurrence(self, rule: DeadlineRule, first: date, step: str) -> date:
        """How often a yearly duty was done decides which day comes next."""
        said = self.case.step(step)
        if not rule.repeat_months or said.status != "accepted" or said.since is None:
            return first
        opens = self._first(self.rulebook.deadlines[self.rulebook.steps[step].opens])
        rounds = 0
        while opens is not None and rounds < _MOST_ROUNDS:
            window = months_later(opens, rounds * rule.repeat_months)
            if days_later(window, -_AHEAD) > said.since:
                break
            rounds += 1
        return months_later(first, rounds * rule.repeat_months)

    def _first(self, rule: DeadlineRule) -> date | None:
        """The day that a rule gives at first, counted from its anchor."""
        anchor = self._anchor(rule)
        if anchor is None:
            return None
        day = days_later(months_later(anchor, rule.months), rule.days)
        return next_day(day, rule.next_day) if rule.next_day else day

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
