"""The last wall before the terminal: no drawn text may hold what steers it."""

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STEERING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


class Wall(LineFilter):
    """Takes control characters, marks of direction and lone surrogates out of drawn lines.

    Entry and load replace them already, visibly. Here, where the line is laid out, what has no
    cell leaves none behind, so that nothing beside it moves.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line, harmless."""
        del background
        return list(_harmless(segments))


def _harmless(segments: list[Segment]) -> Iterator[Segment]:
    for segment in segments:
        if segment.control or not _STEERING.search(segment.text):
            yield segment
        else:
            yield Segment(_STEERING.sub(_shown, segment.text), segment.style)


def _shown(found: re.Match[str]) -> str:
    return "\N{REPLACEMENT CHARACTER}" * cell_len(found.group())


WALL: Final = Wall()
"""One for all lines, so that what was filtered once is kept."""
