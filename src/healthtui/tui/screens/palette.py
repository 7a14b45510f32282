"""The palette: whatever there is in the app, found by its name."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from healthtui.texts.country_search import entries, ranked
from healthtui.texts.speaker import Speaker
from healthtui.tui.widgets.picker import Picker, match_count


class Place(Struct, frozen=True):
    """Something that the palette leads to: its name, what more is said of it, and the way there.

    `quiet` ones are shown only once something was typed.
    """

    name: str
    go: Callable[[], object]
    more: str = ""
    quiet: bool = False

    @property
    def shown(self) -> str:
        """The line of the list."""
        return f"{self.name}: {self.more}" if self.more else self.name


class Palette(Picker):
    """Type to find, Enter goes there."""

    DEFAULT_CSS = """
    Palette > Vertical { width: 76; }
    """

    def __init__(self, places: Sequence[Place], speaker: Speaker) -> None:
        self._places = {str(number): place for number, place in enumerate(places)}
        self._index = entries(0, ((key, each.name) for key, each in self._places.items()))
        self._index += entries(1, ((key, each.shown) for key, each in self._places.items()))
        super().__init__(
            speaker.word("Palette"),
            self._fitting,
            speaker.word("An action, a field, a step, a care, a French word; Enter goes there."),
            lambda n: match_count(speaker, n),
            sure=True,
        )

    def _fitting(self, typed: str) -> list[tuple[Callable[[], object], str]]:
        if not typed:
            return [(each.go, each.shown) for each in self._places.values() if not each.quiet]
        order = {key: int(key) for key in self._places}
        found = (self._places[key] for key in ranked(typed, self._index, order))
        return [(each.go, each.shown) for each in found]
