"""Reads FIELD=VALUE, as `set` saves it and `--set` supposes it."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from healthtui.cli.refused import Refused
from healthtui.core import situation, visit
from healthtui.core.answers import BadAnswerError, Field, Vocabulary
from healthtui.core.case import Case
from healthtui.core.kinds import Terms
from healthtui.core.sentence import say

Home = Literal["situation", "visit"]
_FIELDS: Final[Mapping[Home, Mapping[str, Field]]] = {
    "situation": situation.BY_NAME,
    "visit": visit.BY_NAME,
}


def changed(case: Case, texts: Sequence[str], words: Vocabulary, homes: tuple[Home, ...]) -> Case:
    """The case with each FIELD=VALUE in it; Refused says what is wrong with the first bad one.

    A bare field is looked for in `homes`, in order; `visit.price_eur` names its home. An empty
    value takes the answer back.
    """
    for text in texts:
        home, field, value = split(text, homes)
        answer = None
        if value:
            try:
                answer = field.read(_parts(field, value), words)
            except BadAnswerError as bad:
                raise Refused(bad.sentence) from None
        verb = case.answered if home == "situation" else case.visiting
        case = verb(field.name, answer)
    return case


def split(text: str, homes: tuple[Home, ...]) -> tuple[Home, Field, str]:
    """Home, field and value of one FIELD=VALUE."""
    name, sign, value = text.partition("=")
    if not sign:
        raise Refused(say("“{text}” is not FIELD=VALUE, such as nationalities=MA.", text=text[:60]))
    home, field = _found(name.strip(), homes)
    return home, field, value.strip()


def _found(name: str, homes: tuple[Home, ...]) -> tuple[Home, Field]:
    for home, fields in _FIELDS.items():
        bare = name.removeprefix(f"{home}.")
        if bare != name and bare in fields:
            return home, fields[bare]
    for home in homes:
        if name in _FIELDS[home]:
            return home, _FIELDS[home][name]
    raise Refused(_unknown(name, homes))


def _unknown(name: str, homes: tuple[Home, ...]) -> Any:
    for home, fields in _FIELDS.items():
        if name in fields:
            return say(
                "“{name}” is a field of the {home}: write {full}=…",
                name=name,
                home=home,
                full=f"{home}.{name}",
            )
    known = [field for home in homes for field in _FIELDS[home]]
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return say("“{name}” is not a field; did you mean {near}?", name=name[:60], near=near[0])
    return say(
        "“{name}” is not a field; the fields are {known}.",
        name=name[:60],
        known=", ".join(known),
    )


def _parts(field: Field, value: str) -> object:
    """A table for `contract=percent=100`, the text itself for everything else."""
    if not isinstance(field.kind, Terms) or "=" not in value:
        return value
    pairs = (part.partition("=") for part in value.split(","))
    return {name.strip(): number.strip() for name, _, number in pairs}
