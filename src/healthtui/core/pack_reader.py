"""Reads a pack from plain tables, or says everything that is wrong with it.

A pack is data: texts on one line, days, names of shipped steps. It can name no file, and nothing
in it is a pattern, a template or a key of the catalogues.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import BadAnswerError
from healthtui.core.nearest import nearest
from healthtui.core.pack import KIND_OF_TABLE, Addition, Pack
from healthtui.core.plain_text import one_line, plain_text
from healthtui.core.sentence import Listing, Sentence, say

NAME: Final = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
TEXT_LIMIT: Final = 20_000
LINE_LIMIT: Final = 200
LIST_LIMIT: Final = 10_000
ADDITIONS_LIMIT: Final = 200
PROBLEMS_LIMIT: Final = 100
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)
_PHONE: Final = re.compile(r"\+?[0-9](?:[ \u00a0\u202f().-]*[0-9]){2,19}", re.ASCII)
_EMAIL: Final = re.compile(r"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_ADDRESS: Final = re.compile(r"https://[!#-;=?-~]{1,2000}", re.ASCII)
_SCHEME: Final = re.compile(r"([A-Za-z0-9+.-]*)://")
_SHOWN: Final = 60
"""So much of a name that is not known is told."""
_NEAR: Final = 0.4


class Known(Struct, frozen=True):
    """What the shipped rules have: the steps to add to, and the publishers not to pass for."""

    steps: Collection[str]
    publishers: Collection[str]


class PackProblem(Struct, frozen=True):
    """One thing wrong with a pack: in which file, at which key, and why."""

    file: str
    key: str
    reason: Sentence


class PackError(Exception):
    """A pack that may not be used; carries every problem that was found."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems: Final = problems


def read_pack(name: str, plain: Mapping[str, Any], known: Known) -> Pack:
    """The pack in the tables of a file NAME.toml; PackError names key and reason of each problem.

    At most a hundred problems are told.
    """
    reader = _Reader(f"{name}.toml", known)
    head = reader.fields("", plain, _HEAD)
    additions = tuple(reader.additions(plain))
    if reader.problems:
        raise PackError(tuple(reader.problems))
    return Pack(name=name, additions=additions, **head)


class _Shape(Struct, frozen=True):
    """What a table holds: fields with their readers, those that must be there, other keys."""

    readers: Mapping[str, Callable[[object], Any]]
    needed: frozenset[str]
    others: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        return [*self.readers, *sorted(self.others)]


class _Reader:
    """Collects the problems of one file while it is read."""

    def __init__(self, file: str, known: Known) -> None:
        self.problems: list[PackProblem] = []
        self._file = file
        self._known = known
        self._taken = frozenset(map(_alike, (*known.publishers, "healthtui")))

    @property
    def _full(self) -> bool:
        return len(self.problems) >= PROBLEMS_LIMIT

    def fields(self, key: str, raw: object, shape: _Shape) -> dict[str, Any]:
        """The fields of one table that could be read."""
        if not isinstance(raw, Mapping):
            self._problem(key, _NO_TABLE)
            return {}
        for name in sorted(raw.keys() - set(shape.names)):
            self._unknown_key(key, name, shape.names)
        for name in sorted(shape.needed - raw.keys()):
            self._problem(_below(key, name), say("it is missing"))
        found = {}
        for name in (name for name in shape.readers if name in raw):
            try:
                found[name] = shape.readers[name](raw[name])
                self._refuse_a_shipped_name(name, found[name])
            except BadAnswerError as bad:
                self._problem(_below(key, name), bad.sentence)
        return found

    def additions(self, plain: Mapping[str, Any]) -> Iterator[Addition]:
        """Everything under the tables of desks, advice and dates, in the order of the file."""
        for table in KIND_OF_TABLE:
            entries = plain.get(table, {})
            if not isinstance(entries, Mapping):
                self._problem(table, _NO_TABLE)
            elif len(entries) > ADDITIONS_LIMIT:
                self._problem(table, _too_many(ADDITIONS_LIMIT))
            else:
                for name, raw in entries.items():
                    yield self._addition(table, name, raw)

    def _addition(self, table: str, name: str, raw: object) -> Addition:
        key = _below(table, name)
        if not NAME.fullmatch(name):
            self._problem(key, say("a name is made of a-z, 0-9 and -, at most 64 of them"))
        found = self.fields(key, raw, _SHAPES[table])
        for step in found.get("steps", ()):
            if step not in self._known.steps:
                self._unknown_step(_below(key, "steps"), step)
        return Addition(KIND_OF_TABLE[table], name, **found)

    def _refuse_a_shipped_name(self, name: str, value: Any) -> None:
        if name == "publisher" and _alike(value) in self._taken:
            raise BadAnswerError(
                say("this names a source of the shipped rules; add the name of your own office")
            )

    def _unknown_key(self, key: str, name: str, names: list[str]) -> None:
        if self._full:
            return
        near = nearest(name[:_SHOWN], names, cutoff=_NEAR)
        if near:
            told = say("this key is not known; near to it: {near}", near=near[0])
        else:
            told = say("this key is not known; known are: {names}", names=Listing(tuple(names)))
        self._problem(_below(key, name), told)

    def _unknown_step(self, key: str, name: str) -> None:
        if self._full:
            return
        shown = one_line(name[:_SHOWN])
        near = nearest(shown, self._known.steps, cutoff=_NEAR)
        if near:
            told = say("“{name}” is not a step; near to it: {near}", name=shown, near=near[0])
        else:
            told = say("“{name}” is not a step; see: healthtui rules list steps", name=shown)
        self._problem(key, told)

    def _problem(self, key: str, reason: Sentence) -> None:
        if not self._full:
            self.problems.append(PackProblem(self._file, key, reason))


def _below(key: str, name: str) -> str:
    shown = one_line(name[:_SHOWN])
    return f"{key}.{shown}" if key else shown


def _too_many(limit: int) -> Sentence:
    return say("it has more than {n} entries", n=limit)


_NO_TABLE: Final = say("it must be a table, such as [desks.welcome]")


def _alike(name: str) -> str:
    """A name without all that two names may differ in and still look the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _text(raw: object, limit: int) -> str:
    """A text on one line, without what steers a terminal; its only addresses are of https."""
    if not isinstance(raw, str):
        raise BadAnswerError(say("give a text in quotes"))
    if len(raw) > limit:
        raise BadAnswerError(say("give at most {n} characters", n=limit))
    text = re.sub(r"[ \t\n]+", " ", plain_text(raw)).strip()
    if not any(map(str.isalnum, text)):
        raise BadAnswerError(say("it must not be empty"))
    if any(scheme.casefold() != "https" for scheme in _SCHEME.findall(text)):
        raise BadAnswerError(say("an address in it must begin with https://"))
    return text


def _line(raw: object) -> str:
    return _text(raw, LINE_LIMIT)


def _paragraph(raw: object) -> str:
    return _text(raw, TEXT_LIMIT)


def _phone(raw: object) -> str:
    return _of_form(raw, _PHONE, say("give a phone number such as +33 1 23 45 67 89"))


def _email(raw: object) -> str:
    return _of_form(raw, _EMAIL, say("give an e-mail address such as desk@example.org"))


def _address(raw: object) -> str:
    return _of_form(raw, _ADDRESS, say("give an address that begins with https://"))


def _of_form(raw: object, form: re.Pattern[str], accepted: Sentence) -> str:
    if not isinstance(raw, str) or not form.fullmatch(raw):
        raise BadAnswerError(accepted)
    return raw


def _day(raw: object) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise BadAnswerError(say("give a day such as 2026-09-01, without quotes"))
    if not _FIRST <= raw <= _LAST:
        raise BadAnswerError(
            say("give a day between {first} and {last}", first="1900", last="2200")
        )
    return raw


def _steps(raw: object) -> tuple[str, ...]:
    """Names of steps, of which nobody knows yet whether they are; each once."""
    if not isinstance(raw, list) or not raw or not all(isinstance(name, str) for name in raw):
        raise BadAnswerError(say("give a list of steps, such as [“portal-documents”]"))
    if len(raw) > LIST_LIMIT:
        raise BadAnswerError(_too_many(LIST_LIMIT))
    return tuple(dict.fromkeys(raw))


_HEAD: Final = _Shape(
    {"publisher": _line, "checked_on": _day, "page": _address},
    needed=frozenset({"publisher", "checked_on"}),
    others=frozenset(KIND_OF_TABLE),
)
_SHAPES: Final = {
    "desks": _Shape(
        {
            "title": _line,
            "phone": _phone,
            "email": _email,
            "hours": _line,
            "where": _line,
            "languages": _line,
            "steps": _steps,
        },
        needed=frozenset({"title"}),
    ),
    "advice": _Shape(
        {"steps": _steps, "text": _paragraph},
        needed=frozenset({"steps", "text"}),
    ),
    "dates": _Shape(
        {"title": _line, "day": _day, "steps": _steps, "text": _paragraph},
        needed=frozenset({"title", "day"}),
    ),
}
