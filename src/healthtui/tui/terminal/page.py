"""Pages over a screen, and the palette, that close once however fast the keys come.

Textual closes whatever is in front when a page that is closed already is asked to close: the page
below is lost, or there is none and the app ends.
"""

import contextlib
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Page(ModalScreen[Result]):
    """A page that is in front until it is closed."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Palette(CommandPalette):
    """Textual's palette, which takes keys before it is drawn and after it is closed."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):  # a list that is not laid out has no pages
            super()._action_command_list(action)
