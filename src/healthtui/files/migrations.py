"""Steps from the case of one schema to that of the next, each a pure function on plain tables."""

from collections.abc import Callable, Mapping
from typing import Final

from healthtui.core.patch import Plain

SCHEMA: Final = 1
"""The schema that this version writes."""

Step = Callable[[Plain], Plain]

MIGRATIONS: Final[Mapping[int, Step]] = {}
"""`MIGRATIONS[n]` takes a case of schema n to n + 1; every n below SCHEMA has its step."""


def migrated(
    plain: Plain, schema: int, to: int = SCHEMA, steps: Mapping[int, Step] = MIGRATIONS
) -> Plain:
    """A case of `schema` as one of `to`; a case of a newer schema is given back as it is."""
    for number in range(schema, to):
        plain = steps[number](plain)
    return plain
