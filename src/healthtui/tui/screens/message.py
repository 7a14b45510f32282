"""A message in French to send to an office: to read, and to take to the clipboard."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from healthtui.core.sentence import say
from healthtui.texts.speaker import Speaker
from healthtui.tui.screens.reading import ReadingScreen


class MessageScreen(ReadingScreen):
    """The message, whom to send it to, and one key that hands it to the terminal.

    The command that prints it is named by `step`, where there is a shell to go to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "copy", show=False)]

    def __init__(
        self, title: str, message: str, whom: str, speaker: Speaker, step: str | None
    ) -> None:
        hints = [speaker.word("c: copy. Shift and the mouse select too. Esc: back.")]
        if step is not None:
            command = f"healthtui steps show {step}"
            hints.append(speaker.text(say("{command} prints it too.", command=command)))
        hint = Content.styled("\n".join(hints), "$text-muted")
        parts = [Content(message), Content(whom), hint]
        super().__init__(title, Content("\n\n").join(part for part in parts if part.plain))
        self._message = message

    def action_copy(self) -> None:
        """Hand the message to the terminal, which may or may not have a clipboard."""
        self.app.copy_to_clipboard(self._message)
