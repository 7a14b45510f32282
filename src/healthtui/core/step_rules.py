"""The rules of the steps: what is done with which papers, by when, and whom to ask."""

from typing import Literal

from msgspec import Struct

from healthtui.core.dated import Dated


class DeadlineRule(Dated, frozen=True, kw_only=True):
    """A day counted from `anchor`, moved by months and days.

    The anchor is a date of the situation, `cover` (the first day of the route's cover), or
    `step:<step>:<status>` (the day a step reached a status). `next_day` (`"05-31"`) then takes
    the first such day on or after it. `calendar` names it in a calendar that others may see: it
    tells nothing about health.
    """

    anchor: str
    months: int = 0
    days: int = 0
    next_day: str = ""
    repeat_months: int = 0
    reason: str
    calendar: str


class Wait(Dated, frozen=True, kw_only=True):
    """How many days an answer usually takes, and what is known of that."""

    days: int
    reason: str


class Contact(Dated, frozen=True, kw_only=True):
    """Whom to call or write to, and when."""

    title: str
    phone: str = ""
    phone_abroad: str = ""
    hours: str = ""
    url: str = ""


class Letter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A message ready to copy. It is French in every language, because its readers are.

    `{since}` is the day on which the matter left the person's hands.
    """

    title: str
    french: str


class Paper(Dated, frozen=True, kw_only=True):
    """A document that a step needs, and the facts that must hold for it to be needed.

    `accepted` says which forms are taken, `language` in which languages, `file` how it is handed
    in, `fix` what to do once it is refused. Of the facts in `tells`, those that hold for the
    person are told.
    """

    title: str
    accepted: str
    language: str = ""
    file: str = ""
    fix: str
    when: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


class Step(Dated, frozen=True, kw_only=True):
    """One thing to do: for whom (routes, facts), after what, with which papers, where, by when.

    A `task` is to be done by everybody it is for; an `event` only when something happens, such
    as moving; an `offer` is there for who wants it. `depends_on` are steps that must be accepted
    first, `after` steps whose outcome, good or bad, must be known. `opens` and `deadline` are
    the first and the last day; `wait` is how long the answer usually takes, after which `letter`
    and `contact` help. `done_when` are facts that show that it was done already. A `recurring`
    step is to be done anew each time its window opens again.
    """

    title: str
    what: str
    kind: Literal["task", "event", "offer"] = "task"
    recurring: bool = False
    routes: tuple[str, ...]
    when: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    where: str = ""
    cost: str = ""
    opens: str = ""
    deadline: str = ""
    done_when: tuple[str, ...] = ()
    wait: str = "unknown"
    waiting_for: str = ""
    contact: str = ""
    letter: str = ""
    if_late: str = ""
