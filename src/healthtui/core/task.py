"""A step of the checklist as it stands for one person on one day."""

from datetime import date
from typing import Final, Literal

from msgspec import Struct

from healthtui.core.progress import Progress, Status
from healthtui.core.reasons import Provenance
from healthtui.core.sentence import Sentence
from healthtui.core.step_rules import Contact, Paper, Step

Group = Literal["now", "waiting", "later", "done", "offer", "not-needed"]
GROUPS: Final[tuple[Group, ...]] = ("now", "waiting", "later", "done", "offer", "not-needed")


class Deadline(Struct, frozen=True):
    """A first or last day for a step, and why; `calendar` names it without a word on health."""

    day: date
    reason: Sentence
    calendar: Sentence
    provenance: Provenance

    def days_left(self, today: date) -> int:
        """Days from today to that day; negative once it is over."""
        return (self.day - today).days


class Late(Struct, frozen=True):
    """An answer that takes longer than usual.

    `days` since it left the person's hands, `usual` days it normally takes and why that is said.
    """

    since: date
    days: int
    usual: int
    reason: Sentence
    provenance: Provenance


class Document(Struct, frozen=True):
    """A paper of a step as it stands: `hints` are what this person should know about it."""

    id: str
    paper: Paper
    progress: Progress
    hints: tuple[Sentence, ...]
    provenance: Provenance


class Task(Struct, frozen=True):
    """A step as it stands for this person today.

    `blocked_by` are steps that must be accepted (or settled) first; `opens` is the first day on
    which it can be done, where it is still to come. `letter` is the message to send, in French,
    while somebody else has to act; `contact` is whom to call. `maybe` tells that an open answer
    decides whether the step is needed; `inferred` that it counts as accepted because of other
    answers, not because the person said so.
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
    inferred: bool
    group: Group
    provenance: Provenance

    @property
    def done(self) -> bool:
        """Only what was accepted is done; sent is not."""
        return self.status == "accepted"

    @property
    def counts(self) -> bool:
        """Whether progress counts it: what everybody has to do, and what is due now."""
        if self.status in ("accepted", "not-needed"):
            return self.done
        return not self.maybe and (self.step.kind == "task" or (self.presses and not self.opens))

    @property
    def comes_again(self) -> bool:
        """Whether it is done for now and its next window is known."""
        return self.done and self.step.recurring and self.opens is not None

    @property
    def comes(self) -> bool:
        """Whether it is due at all: an offer or an event once it was begun, or has a window."""
        begun = self.progress.status != "to-do"
        return self.step.kind == "task" or begun or bool(self.step.opens)

    @property
    def presses(self) -> bool:
        """Whether its last day matters.

        Not once it was sent, which meets a last day to ask or to hand in; and not of what may
        never come, such as an offer or an event: one with a window that is open does.
        """
        if self.maybe or not self.deadline or self.status not in ("to-do", "ready", "refused"):
            return False
        return self.comes and (self.step.kind == "task" or not self.opens)

    def days_late(self, today: date) -> int:
        """By how many days its last day is over; 0 where that does not matter."""
        if not self.presses or self.deadline is None:
            return 0
        return max(0, -self.deadline.days_left(today))

    @property
    def refused(self) -> tuple[Document, ...]:
        """Its papers that were refused, while the step itself is not accepted."""
        if self.done:
            return ()
        return tuple(each for each in self.documents if each.progress.status == "refused")
