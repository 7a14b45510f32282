"""Pages over a screen that close once however fast the keys come.

Textual closes whatever is in front when a page that is closed already is asked to close: the page
below is lost, or there is none and the app ends.
"""

from typing import ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

Result = TypeVar("Result")


class Page(ModalScreen[Result]):
    """A page that is in front until it is closed."""

    # Textual looks for a key no further than the page. Where nothing is selected, nothing is
    # copied, and the next of them has its turn.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "screen.copy_text", show=False),
        Binding("ctrl+c", "app.interrupt", show=False),
    ]

    @property
    def pointing(self) -> Widget | None:
        """The list that the keys of the focused field move in, while they do; usually none."""
        return None

    def keep_drafts(self) -> None:
        """Hand over what is being typed; most pages have nothing to keep."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
