"""A list to choose from, found by typing; nothing is taken that was not chosen."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from healthtui.texts.country_search import fold
from healthtui.texts.speaker import Speaker
from healthtui.tui.terminal.in_order import LineField
from healthtui.tui.terminal.page import Page
from healthtui.tui.widgets.fields import LONGEST


class Picked(Struct, frozen=True):
    """What was chosen."""

    answer: Any


_NOTHING: Final = object()
"""No answer at all, which is not the answer None."""

Finder = Callable[[str], Sequence[tuple[Any, str]]]
"""The answers and their words that fit what was typed, the best first."""


def match_count(speaker: Speaker, n: int) -> str:
    """How many answers fit, and what to do if it is not one."""
    if n == 0:
        return speaker.word("Nothing fits; type less of it.")
    return speaker.plural(
        "{n} fits: Enter takes it.", "{n} fit: type more, or move to the one you mean.", n
    )


class Picker(Page[Picked | None]):
    """Type to find, up and down to move, enter to choose, escape to leave.

    The highlight begins on the `present` answer, where it is among them. It is on the first one
    that fits only where that is certain, or where a wrong choice does no harm (`sure`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_empty", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Picker { align: center middle; background: $background 60%; }
    Picker > Vertical {
        width: 48; max-width: 100%; height: auto; max-height: 90%;
        border: solid $primary; background: $surface; padding: 0 1;
    }
    Picker Input { height: 1; }
    Picker OptionList { height: auto; max-height: 14; border: none; padding: 0; }
    Picker.-low > Vertical { height: 100%; max-height: 100%; }
    Picker.-low OptionList { height: 1fr; max-height: 100%; }
    Picker Static { height: auto; color: $text-muted; }
    """

    def __init__(  # noqa: PLR0913 - the last two have their usual values
        self,
        title: str,
        find: Finder,
        hint: str,
        count: Callable[[int], str],
        present: object = _NOTHING,
        *,
        sure: bool = False,
    ) -> None:
        super().__init__()
        self._present = present
        self._sure = sure
        self._title = title
        self._find = find
        self._hint = hint
        self._count = count
        self._found: Sequence[tuple[Any, str]] = ()
        self._moved_at: tuple[str, int] | None = None

    def compose(self) -> ComposeResult:
        """The field to type in, what it found, and how to use it."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            yield LineField(id="query", compact=True, max_length=LONGEST)
            yield OptionList(id="found", markup=False, compact=True)
            yield from self.compose_below()
            yield Static(self._hint, id="hint", markup=False)

    def compose_below(self) -> ComposeResult:
        """What a subclass shows below the list; nothing by default."""
        yield from ()

    @property
    def pointing(self) -> Widget | None:
        """The list, from a move in it until the person is in the field again."""
        here = self._moved_at is not None and self._moved_at == self._typed()
        return self.query_one("#found") if here else None

    def _typed(self) -> tuple[str, int]:
        field = self.query_one("#query", Input)
        return field.value, field.cursor_position

    @property
    def answers(self) -> list[Any]:
        """The answers in the list, in its order."""
        return [answer for answer, _ in self._found]

    def on_mount(self) -> None:
        """Show everything that can be chosen."""
        found = self.query_one("#found", OptionList)
        found.can_focus = False
        field = self.query_one("#query", Input)
        field.cursor_blink = False
        field.focus()
        self._refill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as the person types."""
        event.stop()
        self._refill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the highlighted one; if none or nothing is highlighted, stay."""
        event.stop()
        place = self.query_one("#found", OptionList).highlighted
        if place is not None and place < len(self._found):
            self.dismiss(Picked(self._found[place][0]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        event.stop()
        self.dismiss(Picked(self._found[event.option_index][0]))

    def action_move(self, steps: int) -> None:
        """Move the highlight."""
        found = self.query_one("#found", OptionList)
        if self._found:
            place = -1 if found.highlighted is None else found.highlighted
            found.highlighted = min(max(place + steps, 0), len(self._found) - 1)
            self._moved_at = self._typed()

    def action_dismiss_empty(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)

    def _refill(self, query: str) -> None:
        self._found = self._find(query.strip())
        found = self.query_one("#found", OptionList)
        found.set_options([Option(Content(words)) for _, words in self._found])
        # An ambiguous name must not be taken by enter alone: only a single match, or a name that
        # was typed in full, is highlighted.
        wanted = fold(query.strip())
        in_full = bool(self._found) and fold(self._found[0][1]) == wanted
        certain = self._sure or not wanted or len(self._found) == 1 or in_full
        answers = [answer for answer, _ in self._found]
        first = answers.index(self._present) if not wanted and self._present in answers else 0
        found.highlighted = first if self._found and certain else None
        self.query_one("#hint", Static).update(
            Content(self._count(len(self._found)) if query.strip() else self._hint)
        )
