"""Steps from the case of one schema to that of the next, each a pure function on plain tables."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from healthtui.core.patch import Plain

Step = Callable[[Plain], Plain]


class Schema(Struct, frozen=True):
    """What a version of this program writes, and the way to it from every earlier one.

    `steps[n]` takes a case of schema n to n + 1; every n below `version` has its step.
    """

    version: int
    steps: Mapping[int, Step]

    def migrated(self, plain: Plain, schema: int) -> Plain:
        """A case of `schema` as one of this; a case of a newer schema is given back as it is."""
        for number in range(schema, self.version):
            plain = self.steps[number](plain)
        return plain


CURRENT: Final = Schema(1, {})
"""The schema that this version of the program writes."""
