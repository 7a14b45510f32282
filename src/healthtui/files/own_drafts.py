"""Whose typing is whose in the file: `drafts.<session>.<place>`, where a case has `drafts.<place>`.

What is typed and is no answer yet belongs to the session it is typed in.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from msgspec import Struct

from healthtui.core.patch import Change, Patch, Path, Plain

DRAFTS: Final = "drafts"
NOBODY: Final = ""
"""Whose the texts are that have no session, as somebody may write them into the file."""


class Taken(Struct, frozen=True):
    """What a session takes over from others that have ended: their names, and the change it is."""

    sessions: tuple[str, ...]
    patch: Patch


def owners(plain: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is typed and is no answer yet, by session and place."""
    table = plain.get(DRAFTS)
    found: dict[str, dict[str, Any]] = {}
    for key, value in table.items() if isinstance(table, Mapping) else ():
        if isinstance(value, Mapping):
            found.setdefault(key, {}).update(value)
        else:
            found.setdefault(NOBODY, {})[key] = value
    return found


def seen(plain: Plain, session: str, ended: Collection[str]) -> Plain:
    """The tables of a case as a session sees them: with its own drafts, and those of `ended`."""
    if DRAFTS not in plain:
        return plain
    texts = owners(plain)
    visible: dict[str, Any] = {}
    for each in (*ended, session):
        visible |= texts.get(each, {})
    return {**plain, DRAFTS: visible}


def taken_over(plain: Mapping[str, Any], session: str, ended: Collection[str]) -> Taken:
    """The change by which drafts of ended sessions become those of this one.

    Of two texts for one place the second stays where it is, to be offered another time.
    """
    texts = owners(plain)
    own = dict(texts.get(session, {}))
    changes: list[Change] = []
    for name in reversed(tuple(ended)):
        for place, text in texts[name].items():
            if place not in own:
                own[place] = text
                changes += [
                    Change(_path(name, place), text, None),
                    Change(_path(session, place), None, text),
                ]
    return Taken(tuple(ended), Patch(tuple(changes)))


def owned(patch: Patch, session: str) -> Patch:
    """A change of a case as one of the file, in which the drafts are those of a session."""
    return Patch(
        tuple(
            Change(_path(session, each.path[1]), each.before, each.after)
            if each.path[0] == DRAFTS
            else each
            for each in patch.changes
        )
    )


def drafts(patch: Patch) -> bool:
    """Whether a change is also about what is typed and is no answer yet."""
    return any(each.path[0] == DRAFTS for each in patch.changes)


def _path(session: str, place: str) -> Path:
    return (DRAFTS, place) if session == NOBODY else (DRAFTS, session, place)
