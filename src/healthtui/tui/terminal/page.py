"""Pages over a screen that close once however fast the keys come.

Textual closes whatever is in front when a page that is closed already is asked to close: the page
below is lost, or there is none and the app ends.
"""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Page(ModalScreen[Result]):
    """A page that is in front until it is closed."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
