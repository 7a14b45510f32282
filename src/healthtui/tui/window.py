"""The classes of a screen for the window that it opens in."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.app import App


def fit(screen: Screen[Any]) -> None:
    """Give a screen that is being made the classes that Textual gives it once it is drawn.

    Else all of it would be styled and laid out once for no window at all.
    """
    app: App[Any] = screen.app
    width, height = app.size
    screen.add_class(*_classes(width, app.HORIZONTAL_BREAKPOINTS), update=False)
    screen.add_class(*_classes(height, app.VERTICAL_BREAKPOINTS), update=False)


def _classes(cells: int, breakpoints: Sequence[tuple[int, str]] | None) -> Iterator[str]:
    """The class of the last breakpoint that is reached."""
    reached = [(least, name) for least, name in breakpoints or () if cells >= least]
    if reached:
        yield max(reached)[1]
