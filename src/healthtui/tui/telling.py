"""What the app tells: one message at a time, the list of them, and pages to read."""

from typing import TYPE_CHECKING, Any

from textual import events

from healthtui.core.patch import Patch
from healthtui.core.sentence import say
from healthtui.texts.change_name import change_name
from healthtui.tui.live import CaseApp
from healthtui.tui.messages import FOR_GOOD, USUAL, Messages

if TYPE_CHECKING:
    from textual.content import Content

    from healthtui.tui.widgets.told import Paint


class TellingApp(CaseApp):
    """Tells one thing at a time, until a key comes after its time."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.messages = Messages()

    def notify(self, message: str, **options: Any) -> None:
        """Tell one thing at a time: an older notice would hide what the new one is about."""
        self.messages.gone()
        self.clear_notifications()
        self.tell(message, **options)

    def tell(self, message: str, *, timeout: float | None = None, **options: Any) -> None:
        """Show a message until a key comes after its time, and keep it in the list."""
        self.messages.add(message, USUAL if timeout is None else timeout)
        options.pop("markup", None)
        super().notify(message, markup=False, timeout=FOR_GOOD, **options)

    def action_messages(self) -> None:
        """Show what was told in this session, the latest first."""
        told = self.messages.told or [self.speaker.word("Nothing was told yet.")]
        self.read(self.speaker.word("Messages"), "\n\n".join(told))

    def tell_conflict(self, overruled: Patch) -> None:
        """Name what two windows changed at once; of a note both texts stay."""
        scalars = tuple(each for each in overruled.changes if each.path[-1] != "note")
        told = say("Your note was written in another window too: both texts stay.")
        if scalars:
            what = change_name(Patch(scalars), self.rulebook, self.speaker)
            told = say(
                "Changed in another window at the same time: {what}. What you entered here holds.",
                what=what,
            )
        self.notify(self.speaker.text(told), severity="warning", markup=False, timeout=20)

    def read(self, title: str, text: "Content | str | Paint") -> None:
        """Show a page to read."""
        from healthtui.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - as every page

        self.push_screen(ReadingScreen(title, text))

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key or a paste do its work; a key takes away what was told before."""
        if isinstance(event, events.Key) and self.messages.key():
            self.clear_notifications()
        await super().take(event)
