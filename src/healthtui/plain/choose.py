"""A choice from a list: by number, by name, by part of a name; long lists ten at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import UNSURE
from healthtui.core.sentence import Sentence, say
from healthtui.plain.dialogue import ANSWERING, KEPT, TEN, BackError, Dialogue, Told
from healthtui.texts.choices import Finder, Option
from healthtui.texts.country_search import fold
from healthtui.texts.wording import NOT_SURE, YES_NO

_NOT_YET: Final = object()
_PROMPT: Final = say("Number or name:")
_HELP: Final = say("Type the number of an answer, its name, or a part of it.")
_HELP_LONG: Final = say("n: hear the next ten of a long list.")


class Menu(Struct, frozen=True):
    """What is offered: what is said first, and the answers with their words.

    `keeps` is what is said where Enter alone leaves it as it is; without it an answer is needed.
    With `open_too` “I don't know” and taking the answer back are answers as well; a
    `quiet` list is known already.
    """

    heading: tuple[Told, ...]
    options: tuple[tuple[Any, Told], ...]
    about: tuple[Told, ...] = ()
    find: Finder | None = None
    keeps: Told | None = None
    open_too: bool = False
    quiet: bool = False


def choose(dialogue: Dialogue, make: Callable[[], Menu]) -> Any:
    """The answer that is chosen, KEPT for Enter alone; `make` is asked again after an undo."""
    heard = _Heard(dialogue, make())
    heard.begin()
    while True:
        typed = dialogue.hear(_PROMPT, heard.help)
        if typed is None:
            heard = _Heard(dialogue, make())
            heard.begin()
            continue
        found = heard.answer(typed)
        if found is not _NOT_YET:
            return found


def menu_loop(dialogue: Dialogue, make: Callable[[], Menu], act: Callable[[Any], None]) -> None:
    """Offer a menu and do what is chosen, again and again, until the person goes back."""
    while True:
        try:
            chosen = choose(dialogue, make)
        except BackError:
            return
        try:
            act(chosen)
        except BackError:
            continue


def yes(dialogue: Dialogue, question: Told) -> bool:
    """Whether the person says yes; Enter alone is no."""
    options = tuple(YES_NO.items())
    menu = Menu((question,), options, keeps=say("That means no."))
    return choose(dialogue, lambda: menu) is True


class _Heard:
    """One list as far as it was heard."""

    def __init__(self, dialogue: Dialogue, menu: Menu) -> None:
        self._dialogue = dialogue
        self._menu = menu
        unsure = ((UNSURE, NOT_SURE),) if menu.open_too and len(menu.options) <= TEN else ()
        every = (*menu.options, *unsure)
        self._every = tuple((answer, dialogue.words(told)) for answer, told in every)
        self._options: Sequence[Option] = self._every
        self._told = 0

    @property
    def help(self) -> tuple[Told, ...]:
        """The help on this list."""
        more = (_HELP_LONG,) if len(self._options) > TEN + 1 else ()
        return (*self._menu.about, _HELP, *more, *((ANSWERING,) if self._menu.open_too else ()))

    def begin(self) -> None:
        """Say what is asked, and the answers where they are few."""
        self._dialogue.tell(*self._menu.heading)
        if self._menu.quiet:
            return
        if len(self._options) > TEN + 1:
            count = len(self._options)
            self._dialogue.tell(
                say("{n} answers. Type a part of the name, or n to hear ten at a time.", n=count)
            )
        else:
            self._tell_next()

    def answer(self, typed: str) -> Any:
        """The answer that is meant; _NOT_YET where it was said what is wrong, or what fits."""
        if not typed:
            return self._kept()
        if typed.casefold() == "n" and self._told < len(self._options):
            self._tell_next()
            return _NOT_YET
        if self._menu.open_too and typed.casefold() in ("d", "-"):
            return UNSURE if typed.casefold() == "d" else None
        return self._numbered(typed) if typed.isdecimal() else self._named(typed)

    def _kept(self) -> Any:
        if self._menu.keeps is None:
            self._dialogue.tell(say("Nothing is chosen yet. Type a number, or ? for help."))
            return _NOT_YET
        self._dialogue.tell(self._menu.keeps)
        return KEPT

    def _numbered(self, typed: str) -> Any:
        by_name = [answer for answer, words in self._options if words == typed]
        if by_name:
            return by_name[0]
        number = int(typed[:9])
        if 1 <= number <= self._told:
            return self._options[number - 1][0]
        self._dialogue.tell(self._no_such(typed[:9]))
        return _NOT_YET

    def _no_such(self, typed: str) -> Sentence:
        if not self._options:
            return say("There is nothing to choose. b goes back.")
        if not self._told:
            return say("No list was told yet: type a part of the name, or n.")
        return say("“{text}” is no answer here. Type 1 to {n}.", text=typed, n=self._told)

    def _named(self, typed: str) -> Any:
        found = self._found(typed)
        exact = [answer for answer, words in found if fold(words) == fold(typed)]
        if len(found) == 1 or exact:
            return exact[0] if exact else found[0][0]
        if not found:
            self._dialogue.tell(say("No answer here is called “{text}”.", text=typed[:60]))
            return _NOT_YET
        self._options, self._told = found, 0
        self._dialogue.tell(_how_many(len(found), typed))
        self._tell_next()
        return _NOT_YET

    def _found(self, typed: str) -> Sequence[Option]:
        if self._menu.find is not None:
            return self._menu.find(typed)
        wanted = fold(typed)
        return [pair for pair in self._every if wanted and wanted in fold(pair[1])]

    def _tell_next(self) -> None:
        rest = len(self._options) - self._told
        # One more than ten is not worth another round.
        count = rest if rest <= TEN + 1 else TEN
        for number in range(self._told, self._told + count):
            words = self._options[number][1]
            self._dialogue.tell(say("{n}. {words}", n=str(number + 1), words=words))
        self._told += count
        if self._told < len(self._options):
            more = len(self._options) - self._told
            self._dialogue.tell(say("{n} more: n for the next ten.", n=more))


def _how_many(count: int, typed: str) -> Sentence:
    return say("{n} answers fit “{text}”:", n=count, text=typed[:60])
