"""Reads FIELD=VALUE, as `set` saves it and `--set` supposes it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar

from healthtui.cli.refused import Refused
from healthtui.core import c2s, situation, visit
from healthtui.core.answers import BadAnswerError, Field, Vocabulary
from healthtui.core.case import Case
from healthtui.core.kinds import Terms
from healthtui.core.nearest import nearest
from healthtui.core.sentence import Sentence, say

P = TypeVar("P", bound=tuple[str, ...])
Home = Literal["situation", "visit", "c2s"]
_FIELDS: Final[Mapping[Home, Mapping[str, Field]]] = {
    "situation": situation.BY_NAME,
    "visit": visit.BY_NAME,
    "c2s": c2s.BY_NAME,
}
_BETWEEN: Final = re.compile(r"[,;]\s*(?=\w+\s*=)")
"""What parts the numbers of a contract; a comma within a number does not."""


def changed(case: Case, texts: Sequence[str], words: Vocabulary, homes: tuple[Home, ...]) -> Case:
    """The case with each FIELD=VALUE in it; Refused says what is wrong with the first bad one.

    A bare field is looked for in `homes`, in order; `visit.price_eur` names its home. An empty
    value takes the answer back.
    """
    seen: dict[tuple[Home, str], str] = {}
    for text in texts:
        home, field, value = split(text, homes)
        _agree(seen, (home, field.name), value)
        answer = _answer(field, value, words)
        match home:
            case "situation":
                case = case.answered(field.name, answer)
            case "visit":
                case = case.visiting(field.name, answer)
            case "c2s":
                case = case.c2s_answered(field.name, answer)
    return case


def answers_in(
    texts: Sequence[str], fields: Mapping[str, Field], words: Vocabulary
) -> dict[str, Any]:
    """The answer of each FIELD=VALUE, None where it is taken back; Refused as for `changed`."""
    return {name: _answer(fields[name], value, words) for name, value in pairs(texts, fields)}


def split(text: str, homes: tuple[Home, ...]) -> tuple[Home, Field, str]:
    """Home, field and value of one FIELD=VALUE."""
    name, value = _sides(text)
    home, field = _found(name, homes)
    return home, field, value


def pairs(texts: Sequence[str], fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Name and value of each FIELD=VALUE of which the field is one of a few."""
    seen: dict[tuple[str], str] = {}
    for text in texts:
        name, value = _sides(text)
        if name not in fields:
            raise Refused(_not_a_field(name, list(fields)))
        _agree(seen, (name,), value)
        yield name, value


def _agree(seen: dict[P, str], place: P, value: str) -> None:
    """Refuse another answer to one field: the first would be lost without a word."""
    if seen.setdefault(place, value) != value:
        raise Refused(say("“{name}” is given twice.", name=place[-1]))


def raw_value(field: Field, value: str) -> object:
    """A table for `contract=percent=100`, and for `{}`; the text itself for everything else."""
    if value == "{}":
        return {}
    if not isinstance(field.kind, Terms) or "=" not in value:
        return value
    pairs = (part.partition("=") for part in _BETWEEN.split(value))
    return {name.strip(): number.strip() for name, _, number in pairs}


def _sides(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Refused(say("“{text}” is not FIELD=VALUE, such as nationalities=MA.", text=text[:60]))
    return name.strip(), value.strip()


def _answer(field: Field, value: str, words: Vocabulary) -> Any:
    if not value:
        return None
    try:
        return field.read(raw_value(field, value), words)
    except BadAnswerError as bad:
        raise Refused(bad.sentence) from None


def _found(name: str, homes: tuple[Home, ...]) -> tuple[Home, Field]:
    for home, fields in _FIELDS.items():
        bare = name.removeprefix(f"{home}.")
        if bare != name and bare in fields:
            return home, fields[bare]
    for home in homes:
        if name in _FIELDS[home]:
            return home, _FIELDS[home][name]
    elsewhere = [home for home, fields in _FIELDS.items() if name in fields]
    if elsewhere == ["c2s"]:
        return "c2s", _FIELDS["c2s"][name]
    raise Refused(_unknown(name, homes))


def _unknown(name: str, homes: tuple[Home, ...]) -> Sentence:
    for home, fields in _FIELDS.items():
        if name in fields:
            return say(
                "“{name}” is a field of the {home}: write {full}=…",
                name=name,
                home=home,
                full=f"{home}.{name}",
            )
    return _not_a_field(name, [field for home in homes for field in _FIELDS[home]])


def _not_a_field(name: str, known: list[str]) -> Sentence:
    near = nearest(name, known)
    if near:
        return say("“{name}” is not a field; did you mean {near}?", name=name[:60], near=near[0])
    return say(
        "“{name}” is not a field; the fields are {known}.",
        name=name[:60],
        known=", ".join(known),
    )
