"""A change to a case as data: which entries had which value, and which they get.

A patch touches only what changed, so two sessions that change different entries merge by
themselves; applying it twice is the same as once; and reversed it is the undo.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

_BETWEEN: Final = "\n\n"
_LONGEST: Final = 10_000
"""No note is longer: where both texts are, the last one stays, and the other in older files."""

Path: TypeAlias = tuple[str, ...]
Plain: TypeAlias = dict[str, Any]


class Change(Struct, frozen=True):
    """One entry of a case: its plain values before and after, None where it is absent."""

    path: Path
    before: Any
    after: Any


class Patch(Struct, frozen=True):
    """All entries that one act of the person changed."""

    changes: tuple[Change, ...]

    def reversed(self) -> "Patch":
        """The patch that takes this one back."""
        return Patch(tuple(Change(c.path, c.after, c.before) for c in self.changes))

    def without(self, *tables: str) -> "Patch":
        """The patch without what it changes in some tables."""
        return Patch(tuple(each for each in self.changes if each.path[0] not in tables))

    def apply(self, plain: Mapping[str, Any]) -> Plain:
        """A copy of `plain` in which each entry has its new value; entries not named are kept.

        A note that was written on elsewhere meanwhile keeps both texts.
        """
        result = _copied(plain)
        for change in self.changes:
            _put(result, change.path, _value(change, _get(result, change.path)))
        return result

    def conflicts(self, plain: Mapping[str, Any]) -> tuple[Change, ...]:
        """Changes whose entry in `plain` is neither what it was nor what it shall be."""
        return tuple(
            change
            for change in self.changes
            if _get(plain, change.path) not in (change.before, change.after)
        )


def joined(first: Patch, second: Patch) -> Patch | None:
    """One patch that does what two do one after the other; None where that takes two.

    It does where an entry of one lies inside an entry of the other.
    """
    changes = {each.path: each for each in first.changes}
    for each in second.changes:
        known = changes.get(each.path)
        if known is None and any(_inside(each.path, path) for path in changes):
            return None
        changes[each.path] = Change(each.path, (known or each).before, each.after)
    return Patch(tuple(changes.values()))


def _inside(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _value(change: Change, current: Any) -> Any:
    """What an entry becomes: its new value, or both texts where it is a note changed twice."""
    is_note = change.path[0] == "steps" and change.path[-1] == "note"
    if not is_note or current in (change.before, change.after):
        return change.after
    texts = [each or "" for each in (current, change.before, change.after)]
    if not all(isinstance(text, str) for text in texts):
        return change.after
    theirs, base, ours = texts
    if base and theirs.endswith(_BETWEEN + base):
        return _joined(theirs.removesuffix(_BETWEEN + base), ours)
    if base and theirs.startswith(base + _BETWEEN):
        return _joined(ours, theirs.removeprefix(base + _BETWEEN))
    both = theirs if ours in theirs else _joined(theirs, ours)
    return both if len(both) <= _LONGEST else ours


def _joined(first: str, second: str) -> str:
    return _BETWEEN.join(text for text in (first, second) if text)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Patch:
    """The patch that turns one plain case into another; tables are compared entry by entry."""
    return Patch(tuple(_differences(before, after, ())))


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], path: Path
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if _is_table(old) and _is_table(new):
            yield from _differences(old or {}, new or {}, (*path, key))
        else:
            yield Change((*path, key), old, new)


def _is_table(value: Any) -> bool:
    return value is None or isinstance(value, Mapping)


def _copied(plain: Mapping[str, Any]) -> Plain:
    return {
        key: _copied(value) if isinstance(value, Mapping) else value for key, value in plain.items()
    }


def _get(plain: Mapping[str, Any], path: Path) -> Any:
    found: Any = plain
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def _put(plain: Plain, path: Path, value: Any) -> None:
    """Set or remove an entry; what stands in the way of a table gives way, empty tables go."""
    key, *below = path
    if not below:
        if value is None:
            plain.pop(key, None)
        else:
            plain[key] = value
        return
    inner = plain.get(key)
    table = inner if isinstance(inner, dict) else {}
    _put(table, tuple(below), value)
    if table:
        plain[key] = table
    elif isinstance(inner, dict):
        del plain[key]
