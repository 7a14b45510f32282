"""The plain form of a case: the tables that files hold, and a change of a case as a patch."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from healthtui.core import c2s, care, situation, visit
from healthtui.core.answers import UNSURE, BadAnswerError, Field, Vocabulary
from healthtui.core.c2s import C2sAnswers
from healthtui.core.care import Care
from healthtui.core.case import SCREENS, THEMES, Case, draft_text
from healthtui.core.kinds import Day
from healthtui.core.offer import Offer, plain_offer, read_offer
from healthtui.core.patch import Patch, difference
from healthtui.core.progress import Progress, plain_progress, read_progress
from healthtui.core.sentence import Listing, Sentence, say
from healthtui.core.situation import Situation
from healthtui.core.visit import Visit

_BY_ENTRY: Final = {"steps": "progress", "log": "log", "contracts": "offers"}
"""Tables of entries by id, and the field of a case that holds them."""

_TABLES: Final = (
    *("situation", "visit", "steps", "log", "contracts", "c2s", "view", "calendar", "drafts"),
)


def to_plain(case: Case) -> dict[str, Any]:
    """The case as tables of plain values; what was not asked is left out."""
    taken = {"saved": case.calendars, "days": dict(case.calendar)} if case.calendars else {}
    return {
        "situation": _plain_answers(case.situation.answers(), situation.BY_NAME),
        "visit": _plain_answers(case.visit.answers(), visit.BY_NAME),
        "steps": {step: plain_progress(done) for step, done in case.progress.items()},
        "log": {name: plain_care(logged) for name, logged in case.log.items()},
        "contracts": {name: plain_offer(offer) for name, offer in case.offers.items()},
        "c2s": _plain_answers(case.c2s.answers(), c2s.BY_NAME),
        "view": _plain_view(case),
        "calendar": taken,
        "drafts": dict(case.drafts),
    }


def _plain_view(case: Case) -> dict[str, Any]:
    """How the screens are to be; what is as usual is left out."""
    chosen = {
        "theme": case.theme or None,
        "language": case.language or None,
        "mouse": None if case.mouse else False,
        "cursor": case.cursor or None,
    }
    said = {name: value for name, value in chosen.items() if value is not None}
    return {"screen": case.screen, **said}


def plain_care(logged: Care) -> dict[str, Any]:
    """A logged act as a table of plain values."""
    return _plain_answers(logged.answers(), care.BY_NAME)


def from_plain(plain: Mapping[str, Any], words: Vocabulary) -> tuple[Case, tuple[Sentence, ...]]:
    """The case in plain tables, and a sentence for each entry that could not be read.

    Such an entry counts as not asked; it stays in the file, because a save writes only changes.
    """
    problems: list[Sentence] = [
        say("{field}: this is not a table.", field=name)
        for name in _TABLES
        if not isinstance(plain.get(name, {}), Mapping)
    ]
    reader = _Reader(words, problems)
    taken = _table(plain, "calendar")
    saved = taken.get("saved")
    view = _table(plain, "view")
    screen, theme, language = (view.get(name) for name in ("screen", "theme", "language"))
    case = Case(
        situation=Situation(**reader.answers(_table(plain, "situation"), situation.BY_NAME)),
        progress=reader.progress(_table(plain, "steps")),
        visit=Visit(**reader.answers(_table(plain, "visit"), visit.BY_NAME)),
        log=reader.log(_table(plain, "log")),
        offers=reader.offers(_table(plain, "contracts")),
        c2s=C2sAnswers(**reader.answers(_table(plain, "c2s"), c2s.BY_NAME)),
        screen=screen if screen in SCREENS else SCREENS[0],
        theme=theme if theme in THEMES else "",
        mouse=view.get("mouse") is not False,
        cursor=view.get("cursor") is True,
        language=language if isinstance(language, str) else "",
        calendar=reader.days(_table(taken, "days")),
        calendars=saved if isinstance(saved, int) else 0,
        drafts=reader.drafts(_table(plain, "drafts")),
    )
    return case, tuple(problems)


def change(before: Case, after: Case) -> Patch:
    """The patch that turns one case into another; entries that are the same are not looked into."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for name in _BY_ENTRY.values():
        first, second = getattr(before, name), getattr(after, name)
        old[name], new[name] = _others(first, second)
    return difference(to_plain(replace(before, **old)), to_plain(replace(after, **new)))


def _others(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The entries that two tables do not share: those of the one, and those of the other."""
    if first is second:
        return {}, {}
    old = {key: entry for key, entry in first.items() if second.get(key) is not entry}
    new = {key: second[key] for key in old if key in second}
    if len(second) - len(new) > len(first) - len(old):
        new |= {key: entry for key, entry in second.items() if key not in first}
    return old, new


def patched(case: Case, patch: Patch, words: Vocabulary) -> Case:
    """The case after a patch; entries that it does not name are not looked into."""
    named: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for table, field in _BY_ENTRY.items():
        entries: Mapping[str, Any] = getattr(case, field)
        names = {each.path[1] for each in patch.changes if each.path[0] == table}
        named[field] = {key: entries[key] for key in names if key in entries}
        others[field] = {key: entry for key, entry in entries.items() if key not in names}
    read, _ = from_plain(patch.apply(to_plain(replace(case, **named))), words)
    whole: dict[str, Any] = {
        field: {**kept, **getattr(read, field)} for field, kept in others.items()
    }
    return replace(read, **whole)


def read_situation(plain: Mapping[str, Any], words: Vocabulary) -> Situation:
    """A situation from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Situation(**_strictly(plain, situation.BY_NAME, words))


def read_visit(plain: Mapping[str, Any], words: Vocabulary) -> Visit:
    """A visit from JSON; BadAnswerError names an unknown field or a value not accepted."""
    return Visit(**_strictly(plain, visit.BY_NAME, words))


def read_care(plain: Mapping[str, Any], words: Vocabulary) -> Care:
    """A visit and what became of it from JSON; BadAnswerError as for a visit.

    Act and day may be missing: `logged` fills them in.
    """
    return Care(**_strictly(plain, care.BY_NAME, words))


def read_c2s(plain: Mapping[str, Any], words: Vocabulary) -> C2sAnswers:
    """Answers about the C2S from JSON; BadAnswerError as for a visit."""
    return C2sAnswers(**_strictly(plain, c2s.BY_NAME, words))


def _strictly(
    plain: Mapping[str, Any], fields: Mapping[str, Field], words: Vocabulary
) -> dict[str, Any]:
    unknown = next((name for name in plain if name not in fields), None)
    if unknown is not None:
        known = Listing(tuple(fields))
        raise BadAnswerError(
            say("“{name}” is not a field; the fields are {known}.", name=unknown, known=known)
        )
    return {name: fields[name].read(raw, words) for name, raw in plain.items() if raw is not None}


class _Reader:
    """Reads tables and collects a sentence for each entry that cannot be read."""

    def __init__(self, words: Vocabulary, problems: list[Sentence]) -> None:
        self._words = words
        self._problems = problems

    def answers(self, table: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
        """The answers of a table; unknown names are somebody else's and stay out."""
        found = {}
        for name, raw in table.items():
            if name in fields:
                try:
                    found[name] = fields[name].read(raw, self._words)
                except BadAnswerError as bad:
                    self._problems.append(bad.sentence)
        return found

    def progress(self, table: Mapping[str, Any]) -> dict[str, Progress]:
        """How far each step is."""
        found = {}
        for step, entry in table.items():
            try:
                found[step] = read_progress(f"steps.{step}", entry, self._words)
            except BadAnswerError as bad:
                self._problems.append(bad.sentence)
        return found

    def log(self, table: Mapping[str, Any]) -> dict[str, Care]:
        """The logged acts; one whose act or day cannot be read is none."""
        found = {}
        for name, entry in table.items():
            if not isinstance(entry, Mapping):
                self._problems.append(say("{field}: this is not a table.", field=f"log.{name}"))
                continue
            given = self.answers(entry, care.BY_NAME)
            if {given.get("act", UNSURE), given.get("care_date", UNSURE)} & {UNSURE}:
                told = say("log.{name}: this act has no act or no day that can be read.", name=name)
                self._problems.append(told)
            else:
                found[name] = Care(**given)
        return found

    def offers(self, table: Mapping[str, Any]) -> dict[str, Offer]:
        """The contracts to compare."""
        found = {}
        for name, entry in table.items():
            try:
                found[name] = read_offer(f"contracts.{name}", entry, self._words)
            except BadAnswerError as bad:
                self._problems.append(bad.sentence)
        return found

    def days(self, table: Mapping[str, Any]) -> dict[str, date]:
        """The days of a calendar by entry."""
        found = {}
        for name, raw in table.items():
            try:
                found[name] = Field(f"calendar.{name}", Day()).read(raw, self._words)
            except BadAnswerError as bad:
                self._problems.append(bad.sentence)
        return found

    def drafts(self, table: Mapping[str, Any]) -> dict[str, str]:
        """What was typed in some places and is no answer yet."""
        found: dict[str, str] = {}
        for place, text in table.items():
            if isinstance(text, str):
                found |= {place: kept} if (kept := draft_text(text)) else {}
            else:
                self._problems.append(say("{field}: this is not text.", field=f"drafts.{place}"))
        return found


def _plain_answers(answers: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    return {name: fields[name].plain(answer) for name, answer in answers.items()}


def _table(plain: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = plain.get(name)
    return table if isinstance(table, Mapping) else {}
