"""The screens of the case by name; each is imported when it is first shown."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

from healthtui.core.case import SCREENS


def _later(name: str) -> Callable[[], Screen[None]]:
    """Makes the screen of a name, which its module calls so too."""

    def made() -> Screen[None]:
        module = import_module(f"healthtui.tui.screens.{name}")
        screen: Screen[None] = getattr(module, f"{name.capitalize()}Screen")()
        return screen

    return made


MODES: Final[dict[str, str | Callable[[], Screen[Any]]]] = {name: _later(name) for name in SCREENS}
