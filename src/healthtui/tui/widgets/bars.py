"""The two lines that frame every screen: the strip of the shared state, and the keys."""

from rich.cells import cell_len
from textual.content import Content

from healthtui.tui.widgets.steady import Steady


class Strip(Steady):
    """The shared state in one line, the same on every screen."""

    DEFAULT_CSS = """
    Strip { dock: top; height: 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__(id="strip", markup=False)


class KeyBar(Steady):
    """The keys that work now."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__(id="keys", markup=False)

    def show_keys(self, keys: list[tuple[str, str]], last: list[tuple[str, str]]) -> None:
        """Show keys with their words, as many as fit, and in any case the last ones."""
        parts: list[Content] = []
        room = self.app.size.width - sum(_width(*key) for key in last)
        for key in keys:
            room -= _width(*key)
            if room < 0:
                break
            parts.append(_key(*key))
        self.update(Content("").join([*parts, *(_key(*key) for key in last)]), layout=False)


def _width(shown: str, label: str) -> int:
    return cell_len(shown) + cell_len(label) + 3


def _key(shown: str, label: str) -> Content:
    return Content.assemble(" ", (shown, "bold $accent"), " ", label, " ")
