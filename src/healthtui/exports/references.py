"""Numbers for the sources of a paper, so that each statement can name its own in a few signs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from healthtui.core.dated import Source
from healthtui.core.reasons import Provenance
from healthtui.core.sentence import say
from healthtui.exports.blocks import Cell, Grid, Link
from healthtui.exports.voices import Voices, same
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import page_date

_HEAD: Final = (
    say("No."),
    say("Publisher"),
    say("Page of"),
    say("Checked on"),
    say("Address"),
)

_NONE: Final = "\N{EN DASH}"
_TOGETHER: Final = "\N{NO-BREAK SPACE}"


class References(Struct, frozen=True):
    """Each source with the day it was checked, and its number."""

    numbers: Mapping[tuple[Source, date], int]

    def mark(self, found: Provenance | None, speaker: Speaker) -> str:
        """What stands behind a statement and stays with it: its source's number, and any doubt."""
        if found is None:
            return ""
        number = self.numbers[found.source, found.checked_on]
        doubt = f", {speaker.word('not established')}" if found.uncertain else ""
        return f" [{number}{doubt}]".replace(" ", _TOGETHER)

    def grid(self, voices: Voices) -> Grid:
        """The list of the sources."""
        return Grid(
            tuple(map(voices.text, _HEAD)),
            tuple(_row(number, *key, voices) for key, number in self.numbers.items()),
            apart=False,
        )


def references(provenances: Iterable[Provenance]) -> References:
    """The sources in the order in which they are first named."""
    numbers: dict[tuple[Source, date], int] = {}
    for found in provenances:
        numbers.setdefault((found.source, found.checked_on), len(numbers) + 1)
    return References(numbers)


def _row(number: int, source: Source, checked_on: date, voices: Voices) -> tuple[Cell, ...]:
    return (
        same(str(number)),
        same(source.publisher),
        voices.each(lambda speaker: page_date(source, speaker)),
        same(checked_on.isoformat()),
        Link(source.url) if source.url else same(_NONE),
    )
