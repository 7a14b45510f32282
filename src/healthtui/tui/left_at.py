"""Where a person was on a screen that is made anew, as in another language."""

from collections.abc import Mapping

from msgspec import Struct


class Whereabouts(Struct, frozen=True):
    """The focus, what is typed and is no answer yet, the rows highlighted, how far is scrolled.

    Widgets go by their ids.
    """

    focus: str | None
    rests: bool
    typed: Mapping[str, str]
    highlighted: Mapping[str, int]
    scrolled: Mapping[str, float]
