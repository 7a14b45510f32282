"""The steps for a person: what is to be done first, what presses, how much is done."""

from datetime import date
from typing import Final

from msgspec import Struct

from healthtui.core.task import GROUPS, Group, Task

SOON_DAYS: Final = 30
"""A deadline this near is shown on every screen as soon."""


class Checklist(Struct, frozen=True):
    """The steps that apply in the order of doing, and those with progress that no longer do.

    Not `complete` while the route is open: then only what all possible routes share is known,
    and what was begun. Not `known` where no rule is known for the day.
    """

    tasks: tuple[Task, ...]
    not_needed: tuple[Task, ...]
    today: date
    complete: bool
    known: bool

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

    def task(self, step: str) -> Task | None:
        """A step as it stands; None where it does not apply and nothing was said of it."""
        every = (*self.tasks, *self.not_needed)
        return next((task for task in every if task.id == step), None)

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

        First an answer too long in coming, then what is late, what was refused, what is soon, and
        the rest in the order of doing.
        """
        if task.late:
            return 0, task.late.since
        if task.days_late(self.today):
            return 1, _last_day(task)
        if task.status == "refused" or task.refused:
            return 2, _last_day(task)
        if self.is_soon(task):
            return 3, _last_day(task)
        return 4, date.max

    def is_soon(self, task: Task) -> bool:
        """Whether the last day of a step is near or over."""
        return task.presses and (_last_day(task) - self.today).days <= SOON_DAYS


def _last_day(task: Task) -> date:
    return task.deadline.day if task.deadline else date.max
