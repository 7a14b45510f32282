"""Pages whose fields are kept while they are typed in, until the person takes them or leaves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from textual import getters
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.widgets import Input, Static

from healthtui.core.case import Case
from healthtui.core.sentence import say
from healthtui.tui.live import CaseApp
from healthtui.tui.terminal.page import Page
from healthtui.tui.widgets.drafts import SETTLED_SECONDS, Drafted

if TYPE_CHECKING:
    from textual.timer import Timer

Result = TypeVar("Result")
_AGAIN: Final = say("This is what you typed before and did not keep. Enter keeps it, Esc drops it.")


class DraftedPage(Page[Result]):
    """Shows again what was typed in it when the app ended before it was kept or left.

    `place` tells it from other pages. There is a field `problem` for what is to be said.
    """

    app = getters.app(CaseApp)

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._at_first: dict[str, str] = {}
        self._waiting: Timer | None = None

    def on_mount(self) -> None:
        """Fill in what was typed before."""
        fields = {str(field.id): field for field in self.query(Input)}
        self._at_first = {name: field.value for name, field in fields.items()}
        typed = self.app.now.case.drafts_at(self._place)
        for name in typed.keys() & fields.keys():
            with self.prevent(Input.Changed):
                fields[name].value = typed[name]
        if typed.keys() & fields.keys():
            self.query_one("#problem", Static).update(Content(self.app.speaker.text(_AGAIN)))

    def on_input_changed(self) -> None:
        """Keep what is typed soon after the last key."""
        self.keep_soon()

    def on_drafted(self, event: Drafted) -> None:
        """A field of one kind of answer tells its text by itself."""
        event.stop()
        self.keep_drafts()

    def keep_soon(self) -> None:
        """Keep what stands in the fields once no key has come for a moment."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(SETTLED_SECONDS, self.keep_drafts)

    def keep_drafts(self) -> None:
        """Hand over what differs from what the page opened with."""
        if not self._at_first:  # not on screen yet: nothing was typed, nothing filled in
            return
        typed = {str(field.id): field.value for field in self.query(Input)}
        other = {name: text for name, text in typed.items() if text != self._at_first[name]}
        self.app.edit(lambda case: self._with(case, other), undoable=False)

    def _with(self, case: Case, typed: Mapping[str, str]) -> Case:
        case = case.settled(self._place)
        for name, text in typed.items():
            case = case.drafted(f"{self._place}.{name}", text)
        return case

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close; what was typed is taken, or dropped by the person."""
        if self.is_active:
            if self._waiting is not None:
                self._waiting.stop()
            self.app.edit(lambda case: case.settled(self._place), undoable=False)
        return super().dismiss(result)
