"""The word that may be meant by one that is not known."""

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 100
"""Characters of a word that are compared: no name is longer."""


def nearest(word: str, known: Iterable[str], most: int = 1, *, cutoff: float = 0.6) -> list[str]:
    """The known words nearest to a word, the nearest first, `most` at most.

    `cutoff` is how alike they must be, from 0 (anything is) to 1 (the same).
    """
    # For who mistypes: it takes a while to load.
    from difflib import get_close_matches  # noqa: PLC0415

    return get_close_matches(word[:_LONGEST], [*known], n=most, cutoff=cutoff)
