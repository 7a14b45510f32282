"""How the dialogue speaks and listens: what every prompt understands, and one line at a time."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from healthtui.core.case import Case
from healthtui.core.outlook import Outlook
from healthtui.core.pack import Pack
from healthtui.core.patch import Patch
from healthtui.core.plain_text import one_line
from healthtui.core.sentence import Sentence, say
from healthtui.plain.desk import SAVED_NOW, Desk
from healthtui.plain.wrapping import wrapped
from healthtui.texts.change_name import change_name
from healthtui.texts.choices import Choices
from healthtui.texts.speaker import Speaker

TEN: Final = 10
"""So many lines or answers are told in one go."""

KEPT: Final = object()
"""Enter alone: what holds goes on to hold."""

_WAYS: Final = say("b: back. m: main menu. u: undo the last change. r: do it again.")
_QUIT: Final = say("q: quit. Everything is saved already; nothing is lost.")
_QUIT_UNSAVED: Final = say("q: quit. Not everything is saved.")
_QUIT_KEPT_NOWHERE: Final = say("q: quit. Nothing is kept: what you said is gone then.")
_HELP: Final = say("?: this help. Enter alone keeps what is there, and says what that is.")
_FOR_AN_ARROW: Final = say(", then: ")
"""An arrow has no word of its own when it is read aloud."""
ANSWERING: Final = say("d: I don't know. Minus sign: take the answer back.")

Told = Sentence | str


class BackError(Exception):
    """The person goes back to the question or the list before."""


class MainError(Exception):
    """The person goes to the main menu."""


class LeaveError(Exception):
    """The person leaves, or nothing more can be read."""


class Dialogue:
    """Tells lines and hears lines, and works on a desk.

    `read` gives one line, EOFError at the end; `write` takes one line.
    """

    packs: tuple[Pack, ...] = ()
    """What an institution adds; no outlook is made of it."""

    def __init__(
        self,
        desk: Desk,
        speaker: Speaker,
        read: Callable[[], str],
        write: Callable[[str], None],
    ) -> None:
        self.desk: Final = desk
        self._read = read
        self._write = write
        self.speak(speaker)

    def speak(self, speaker: Speaker) -> None:
        """Say everything in a language from now on."""
        self.speaker = speaker
        self.choices = Choices(self.desk.rulebook, speaker)

    @property
    def now(self) -> Outlook:
        """The outlook as it stands."""
        return self.desk.now

    def words(self, told: Told) -> str:
        """A sentence in the person's language; a text as it is."""
        return told if isinstance(told, str) else self.speaker.text(told)

    def tell(self, *parts: Told) -> None:
        """Say each part on lines of its own."""
        for part in parts:
            spoken = self.words(part).replace(" → ", self.words(_FOR_AN_ARROW))
            for line in wrapped(spoken):
                self._write(line)

    def hear(self, prompt: Told, about: Iterable[Told] = ()) -> str | None:
        """The line that is typed at a prompt; None after an undo, when all may be different.

        What every prompt understands is done here; `about` is the help on this one.
        """
        helped = tuple(about)
        while True:
            self.tell(prompt)
            typed = self._line()
            match typed.casefold():
                case "?":
                    self.tell(*helped, *self._everywhere())
                case "b":
                    raise BackError
                case "m":
                    raise MainError
                case "q":
                    raise LeaveError
                case "u":
                    self._replayed(self.desk.undo(), say("Nothing to take back."), "undo")
                    return None
                case "r":
                    self._replayed(self.desk.redo(), say("Nothing to do again."), "redo")
                    return None
                case _:
                    return typed

    def edit(self, change: Callable[[Case], Case], told: Told) -> None:
        """Change the case and confirm it in one line."""
        changed = self.desk.edit(change)
        self.tell(told if changed else say("Nothing changed."))
        self.tell_news()

    def tell_news(self) -> None:
        """Say what is new about saving."""
        while self.desk.news:
            self.tell(self.desk.news.pop(0))

    def _everywhere(self) -> tuple[Sentence, ...]:
        """What works at every prompt."""
        if not self.desk.keeps:
            return _WAYS, _QUIT_KEPT_NOWHERE, _HELP
        return _WAYS, _QUIT if self.desk.all_saved else _QUIT_UNSAVED, _HELP

    def _line(self) -> str:
        try:
            typed = one_line(self._read())
        except EOFError:
            raise LeaveError from None
        if self.desk.retry():
            self.tell(SAVED_NOW)
        self.tell_news()
        return typed

    def _replayed(self, patch: Patch | None, nothing: Sentence, how: str) -> None:
        if patch is None:
            self.tell(nothing)
            return
        what = change_name(patch, self.desk.rulebook, self.speaker)
        undone = how == "undo"
        self.tell(
            say("Taken back: {what}", what=what) if undone else say("Done again: {what}", what=what)
        )
        self.tell_news()


def read_out(dialogue: Dialogue, lines: Iterable[str]) -> None:
    """Tell lines, ten at a time; between them Enter goes on and b stops."""
    told = [line.strip() for line in lines if line.strip()]
    for start in range(0, len(told), TEN):
        dialogue.tell(*told[start : start + TEN])
        left = len(told) - start - TEN
        if left > 0 and not _goes_on(dialogue, left):
            return


def _goes_on(dialogue: Dialogue, left: int) -> bool:
    while True:
        more = dialogue.speaker.plural(
            "{n} more item. Enter: hear it. b: stop.",
            "{n} more items. Enter: go on. b: stop.",
            left,
        )
        try:
            typed = dialogue.hear(more, (say("Enter or n goes on reading; b stops."),))
        except BackError:
            return False
        if typed is None:
            return False
        if typed in ("", "n"):
            return True
        dialogue.tell(say("Enter goes on reading, b stops."))


def answer_words(dialogue: Dialogue, label: Told, answer: Any, words: str) -> Sentence:
    """The confirmation of an answer: recorded, or taken back."""
    named = dialogue.words(label)
    if answer is None:
        return say("Taken back: {what}", what=named)
    return say("Recorded: {question}: {answer}", question=named, answer=words)
