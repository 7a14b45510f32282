"""All that is saved about a person: situation, progress on steps, visit, what was taken along.

A case never changes; its verbs return a new one. Its plain form is what files hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from healthtui.core import situation as situations
from healthtui.core import visit as visits
from healthtui.core.answers import BadAnswerError, Field, Vocabulary
from healthtui.core.kinds import Day
from healthtui.core.progress import Progress, Status, plain_progress, read_progress
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.core.situation import Situation
from healthtui.core.visit import Visit

SCREENS: Final = ("situation", "steps", "costs")


@dataclass(frozen=True, slots=True)
class Case:
    """Situation, progress by step id, the visit being calculated, and the screen last seen.

    `calendar` are the days of the calendars that were exported, by entry: what is no longer due
    can only be taken back if it is known that it is there. `calendars` is how often that was saved.
    """

    situation: Situation = Situation()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    visit: Visit = Visit()
    screen: str = "situation"
    calendar: Mapping[str, date] = field(default_factory=dict)
    calendars: int = 0

    def answered(self, name: str, answer: Any) -> "Case":
        """The case with one answer of the situation; None takes the answer back."""
        return replace(self, situation=replace(self.situation, **{name: answer}))

    def visiting(self, name: str, answer: Any) -> "Case":
        """The case with one answer about the visit; None takes the answer back."""
        return replace(self, visit=replace(self.visit, **{name: answer}))

    def visited(self, visit: Visit) -> "Case":
        """The case with other answers about the visit."""
        return replace(self, visit=visit)

    def stepped(self, step: str, status: Status, since: date, detail: str = "") -> "Case":
        """The case with a step in a new status since a day; its note and papers stay.

        `detail` is how it was sent, on whom it waits or why it was refused. BadAnswerError if it
        is too long.
        """
        return self._with(step, self.step(step).moved(status, since, detail))

    def papered(
        self, step: str, paper: str, status: Status, since: date, detail: str = ""
    ) -> "Case":
        """The case with a paper of a step in a new status; BadAnswerError as for a step."""
        progress = self.step(step)
        moved = progress.papers.get(paper, Progress()).moved(status, since, detail)
        return self._with(step, replace(progress, papers={**progress.papers, paper: moved}))

    def noted(self, step: str, note: str) -> "Case":
        """The case with another note on a step; BadAnswerError if it is too long."""
        return self._with(step, self.step(step).noted(note))

    def step(self, step: str) -> Progress:
        """What was said of a step so far."""
        return self.progress.get(step, Progress())

    def _with(self, step: str, progress: Progress) -> "Case":
        return replace(self, progress={**self.progress, step: progress})

    def calendared(self, days: Mapping[str, date]) -> "Case":
        """The case that remembers the days of a calendar; the same days change nothing."""
        if days == self.calendar:
            return self
        return replace(self, calendar=dict(days), calendars=self.calendars + 1)

    def on_screen(self, screen: str) -> "Case":
        """The case with another screen in front."""
        return replace(self, screen=screen)


def to_plain(case: Case) -> dict[str, Any]:
    """The case as tables of plain values; what was not asked is left out."""
    taken = {"saved": case.calendars, "days": dict(case.calendar)} if case.calendars else {}
    return {
        "situation": _plain_answers(case.situation.answers(), situations.BY_NAME),
        "visit": _plain_answers(case.visit.answers(), visits.BY_NAME),
        "steps": {step: plain_progress(done) for step, done in case.progress.items()},
        "view": {"screen": case.screen},
        "calendar": taken,
    }


def from_plain(plain: Mapping[str, Any], words: Vocabulary) -> tuple[Case, tuple[Sentence, ...]]:
    """The case in plain tables, and a sentence for each entry that could not be read.

    Such an entry counts as not asked; it stays in the file, because a save writes only changes.
    """
    problems: list[Sentence] = [
        say("{field}: this is not a table.", field=name)
        for name in ("situation", "visit", "steps", "view", "calendar")
        if not isinstance(plain.get(name, {}), Mapping)
    ]
    answers = _read_answers(_table(plain, "situation"), situations.BY_NAME, words, problems)
    visit = _read_answers(_table(plain, "visit"), visits.BY_NAME, words, problems)
    progress = {}
    for step, table in _table(plain, "steps").items():
        try:
            progress[step] = read_progress(f"steps.{step}", table, words)
        except BadAnswerError as bad:
            problems.append(bad.sentence)
    taken = _table(plain, "calendar")
    saved = taken.get("saved")
    screen = _table(plain, "view").get("screen")
    case = Case(
        Situation(**answers),
        progress,
        Visit(**visit),
        screen if screen in SCREENS else SCREENS[0],
        _read_days(_table(taken, "days"), words, problems),
        saved if isinstance(saved, int) else 0,
    )
    return case, tuple(problems)


def read_situation(plain: Mapping[str, Any], words: Vocabulary) -> Situation:
    """A situation from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Situation(**_strictly(plain, situations.BY_NAME, words))


def read_visit(plain: Mapping[str, Any], words: Vocabulary) -> Visit:
    """A visit from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Visit(**_strictly(plain, visits.BY_NAME, words))


def _strictly(
    plain: Mapping[str, Any], fields: Mapping[str, Field], words: Vocabulary
) -> dict[str, Any]:
    for name in plain:
        if name not in fields:
            known = Listing(tuple(fields))
            raise BadAnswerError(
                say("“{name}” is not a field; the fields are {known}.", name=name, known=known)
            )
    asked = ((name, raw) for name, raw in plain.items() if raw is not None)
    return {name: fields[name].read(raw, words) for name, raw in asked}


def _read_answers(
    table: Mapping[str, Any],
    fields: Mapping[str, Field],
    words: Vocabulary,
    problems: list[Sentence],
) -> dict[str, Any]:
    answers = {}
    for name, raw in table.items():
        if name in fields:
            try:
                answers[name] = fields[name].read(raw, words)
            except BadAnswerError as bad:
                problems.append(bad.sentence)
    return answers


def _read_days(
    table: Mapping[str, Any], words: Vocabulary, problems: list[Sentence]
) -> dict[str, date]:
    days = {}
    for name, raw in table.items():
        try:
            days[name] = Field(f"calendar.{name}", Day()).read(raw, words)
        except BadAnswerError as bad:
            problems.append(bad.sentence)
    return days


def _plain_answers(answers: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    return {name: fields[name].plain(answer) for name, answer in answers.items()}


def _table(plain: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = plain.get(name)
    return table if isinstance(table, Mapping) else {}
