"""Taking changes back, and doing them again."""

from typing import TYPE_CHECKING

from healthtui.core.sentence import say
from healthtui.texts.change_name import change_name
from healthtui.tui.telling import TellingApp

if TYPE_CHECKING:
    from healthtui.tui.widgets.picker import Picked


class UndoingApp(TellingApp):
    """Takes back one change or several, and tells which."""

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.undo():
            self.notify(self.speaker.word("Nothing to undo."), markup=False)
            return
        what = change_name(self.history.undone[-1], self.rulebook, self.speaker)
        self.notify(self.speaker.text(say("Taken back: {what}", what=what)), markup=False)

    def action_undo_several(self) -> None:
        """Choose how far to go back; everything since is taken back at once."""
        from healthtui.tui.widgets.picker import Picker, match_count  # noqa: PLC0415 - as every page

        if not self.history.done:
            self.notify(self.speaker.word("Nothing to undo."), markup=False)
            return
        named = [
            (place, f"{place}. {change_name(patch, self.rulebook, self.speaker)}")
            for place, patch in enumerate(reversed(self.history.done), 1)
        ]

        def chosen(picked: "Picked | None") -> None:
            for _ in range(picked.answer if picked else 0):
                self.undo()

        self.push_screen(
            Picker(
                self.speaker.word("Take back up to"),
                lambda query: [pair for pair in named if query.casefold() in pair[1].casefold()],
                self.speaker.word("The last change is on top; Enter takes back all down to it."),
                lambda n: match_count(self.speaker, n),
            ),
            chosen,
        )

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if not self.redo():
            self.notify(self.speaker.word("Nothing to do again."), markup=False)
            return
        what = change_name(self.history.done[-1], self.rulebook, self.speaker)
        self.notify(self.speaker.text(say("Done again: {what}", what=what)), markup=False)
