"""Putting a change on top of a state that may be large: what it does not touch is shared."""

from collections.abc import Mapping
from typing import Any

from healthtui.core.patch import Patch, Plain


def applied(patch: Patch, before: Mapping[str, Any]) -> Plain:
    """What `patch.apply(before)` gives; entries that the patch does not name are those of before.

    Neither state is to be changed afterwards.
    """
    names = _entries(patch, before)
    touched = {
        key: before[key] if within is None else _only(before[key], within)
        for key, within in names.items()
        if key in before
    }
    after = patch.apply(touched)
    result = dict(before)
    for key, within in names.items():
        value = after.get(key)
        if within is not None:
            value = _merged(before[key], value or {}, within)
        if value is None or (within is not None and not value):
            result.pop(key, None)
        else:
            result[key] = value
    return result


def _entries(patch: Patch, before: Mapping[str, Any]) -> dict[str, set[str] | None]:
    """The tables that a patch names, with the entries in them; None for all that is there."""
    found: dict[str, set[str] | None] = {}
    for change in patch.changes:
        key, *below = change.path
        if not below or not isinstance(before.get(key), dict):
            found[key] = None
        elif (within := found.setdefault(key, set())) is not None:
            within.add(below[0])
    return found


def _only(table: Mapping[str, Any], names: set[str]) -> Plain:
    return {name: table[name] for name in names if name in table}


def _merged(before: Mapping[str, Any], after: Mapping[str, Any], names: set[str]) -> Plain:
    """A table with other values of some entries; those that are gone leave."""
    merged = {**before, **after}
    for name in names:
        if name not in after:
            merged.pop(name, None)
    return merged
