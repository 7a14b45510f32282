"""All that is saved about a person: the situation, progress on steps, the visit on screen.

A case never changes; its verbs return a new one. Its plain form is what files hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from healthtui.core import situation as situations
from healthtui.core import visit as visits
from healthtui.core.answers import BadAnswerError, Field, Vocabulary, refusal
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.core.situation import Situation
from healthtui.core.visit import Visit

Status = Literal["to-do", "ready", "sent", "waiting", "refused", "accepted", "not-needed"]
STATUSES: Final[tuple[Status, ...]] = (
    "to-do",
    "ready",
    "sent",
    "waiting",
    "refused",
    "accepted",
    "not-needed",
)
SCREENS: Final = ("situation", "steps", "costs")
MAX_NOTE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: its status, since which day, and the person's own note."""

    status: Status = "to-do"
    since: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Situation, progress by step id, the visit being calculated, and the screen last seen."""

    situation: Situation = Situation()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    visit: Visit = Visit()
    screen: str = "situation"

    def answered(self, name: str, answer: Any) -> "Case":
        """The case with one answer of the situation; None takes the answer back."""
        return replace(self, situation=replace(self.situation, **{name: answer}))

    def visiting(self, name: str, answer: Any) -> "Case":
        """The case with one answer about the visit; None takes the answer back."""
        return replace(self, visit=replace(self.visit, **{name: answer}))

    def visited(self, visit: Visit) -> "Case":
        """The case with other answers about the visit."""
        return replace(self, visit=visit)

    def stepped(self, step: str, status: Status, since: date) -> "Case":
        """The case with a step in a new status since a day; its note stays."""
        progress = replace(self.progress.get(step, Progress()), status=status, since=since)
        return replace(self, progress={**self.progress, step: progress})

    def noted(self, step: str, note: str) -> "Case":
        """The case with another note on a step; BadAnswerError if it is too long."""
        if len(note) > MAX_NOTE:
            raise BadAnswerError(say("A note has at most 10 000 characters."))
        progress = replace(self.progress.get(step, Progress()), note=note)
        return replace(self, progress={**self.progress, step: progress})

    def on_screen(self, screen: str) -> "Case":
        """The case with another screen in front."""
        return replace(self, screen=screen)


def to_plain(case: Case) -> dict[str, Any]:
    """The case as tables of plain values; what was not asked is left out."""
    return {
        "situation": _plain_answers(case.situation.answers(), situations.BY_NAME),
        "visit": _plain_answers(case.visit.answers(), visits.BY_NAME),
        "steps": {step: _plain_progress(done) for step, done in case.progress.items()},
        "view": {"screen": case.screen},
    }


def from_plain(plain: Mapping[str, Any], words: Vocabulary) -> tuple[Case, tuple[Sentence, ...]]:
    """The case in plain tables, and a sentence for each entry that could not be read.

    Such an entry counts as not asked; it stays in the file, because a save writes only changes.
    """
    problems: list[Sentence] = [
        say("{field}: this is not a table.", field=name)
        for name in ("situation", "visit", "steps", "view")
        if not isinstance(plain.get(name, {}), Mapping)
    ]
    answers = _read_answers(_table(plain, "situation"), situations.BY_NAME, words, problems)
    visit = _read_answers(_table(plain, "visit"), visits.BY_NAME, words, problems)
    progress = {}
    for step, table in _table(plain, "steps").items():
        try:
            progress[step] = read_progress(step, table, words)
        except BadAnswerError as bad:
            problems.append(bad.sentence)
    screen = _table(plain, "view").get("screen")
    case = Case(
        Situation(**answers),
        progress,
        Visit(**visit),
        screen if screen in SCREENS else SCREENS[0],
    )
    return case, tuple(problems)


def read_situation(plain: Mapping[str, Any], words: Vocabulary) -> Situation:
    """A situation from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Situation(**_strictly(plain, situations.BY_NAME, words))


def read_visit(plain: Mapping[str, Any], words: Vocabulary) -> Visit:
    """A visit from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Visit(**_strictly(plain, visits.BY_NAME, words))


def read_progress(step: str, table: object, words: Vocabulary) -> Progress:
    """Progress on a step from its table; BadAnswerError names what is not accepted."""
    if not isinstance(table, Mapping):
        raise BadAnswerError(say("{field}: this is not a table.", field=f"steps.{step}"))
    entry = table
    status = entry.get("status", "to-do")
    if status not in STATUSES:
        problem = refusal(status, say("one of {values}", values=Listing(STATUSES))).sentence
        raise BadAnswerError(say("{field}: {problem}", field=f"steps.{step}", problem=problem))
    since = entry.get("since")
    note = entry.get("note", "")
    return Progress(
        status,
        None if since is None else Field(f"steps.{step}.since", _DAY).read(since, words),
        note if isinstance(note, str) else "",
    )


_DAY: Final = visits.BY_NAME["care_date"].kind


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


def _plain_answers(answers: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    return {name: fields[name].plain(answer) for name, answer in answers.items()}


def _plain_progress(progress: Progress) -> dict[str, Any]:
    entry: dict[str, Any] = {"status": progress.status}
    if progress.since is not None:
        entry["since"] = progress.since
    if progress.note:
        entry["note"] = progress.note
    return entry


def _table(plain: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = plain.get(name)
    return table if isinstance(table, Mapping) else {}
