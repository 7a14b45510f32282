"""An app that ends well: whatever ends it, everything is saved and nothing personal is printed."""

import asyncio
import contextlib
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from healthtui.tui.looks import Looks
from healthtui.tui.terminal.cells import ChangedCells, Shown
from healthtui.tui.terminal.cursor import cursor_place
from healthtui.tui.terminal.dirty_lines import draw_dirty_lines
from healthtui.tui.terminal.drawn_lines import DrawnLines, encoding
from healthtui.tui.terminal.driver import TerminalDriver
from healthtui.tui.terminal.endings import CRASHED, SAVING_SECONDS
from healthtui.tui.terminal.in_turn import InTurn
from healthtui.tui.terminal.scroll_marks import use_scroll_marks
from healthtui.tui.terminal.stylesheet import SteadyStylesheet
from healthtui.tui.terminal.wall import WALL
from healthtui.tui.terminal.wrapping import hold_no_break_spaces

if TYPE_CHECKING:
    from textual.geometry import Size

_SIZES_AT_START: Final = 2
"""How often Textual tells the size of the terminal at the start: its own, and the driver's."""


class GuardedApp(App[int]):
    """Uses the driver and the wall of this room; subclasses keep and say what is theirs."""

    shows_cursor = False
    """Whether the terminal shows its cursor, which is always where the person is."""
    uses_mouse = True
    """Whether the mouse is the app's; it is never needed."""

    def __init__(self, looks: Looks) -> None:
        # Textual takes an empty variable for a set one, and makes greys of colours unless it is
        # told that the colours are the terminal's.
        os.environ.pop("NO_COLOR", None)
        if looks.colourless:
            os.environ["NO_COLOR"] = "1"
        super().__init__(driver_class=TerminalDriver, ansi_color=True if looks.colourless else None)
        self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())
        self.looks = looks
        self._shown = Shown()
        self._in_turn = InTurn(self, self.take)
        self._sizes: list[Size] = []
        signs = looks.signs
        self._drawn_lines = () if signs.every else (DrawnLines(signs, encoding()),)
        draw_dirty_lines()
        use_scroll_marks()
        hold_no_break_spaces()

    def keep_drafts(self) -> None:
        """Hand over what is being typed and is not in the state yet."""
        raise NotImplementedError

    def keep_all(self, timeout: float) -> bool:
        """Wait until every change is on disk; whether it is. From any thread."""
        raise NotImplementedError

    def parting(self, code: int, *, kept: bool) -> str:
        """What to say after the app was ended by a code; empty for nothing."""
        raise NotImplementedError

    async def leave_by(self, code: int) -> None:
        """Save everything, whatever is on screen, and end with an exit code."""
        self._keep_drafts_if_possible()
        kept = await asyncio.to_thread(self.keep_all, SAVING_SECONDS)
        self.exit(code, return_code=code, message=self.parting(code, kept=kept))

    def draw_anew(self) -> None:
        """Draw the whole screen once more."""
        self.forget_shown()
        if self.is_running:
            self.refresh(layout=True)

    def forget_shown(self) -> None:
        """The terminal may show something else than what was drawn."""
        self._shown.forget()

    def show_cursor(self, *, on: bool) -> None:
        """Show the cursor of the terminal, or hide it."""
        self.shows_cursor = on
        if isinstance(self._driver, TerminalDriver):
            self._driver.show_cursor(on=on)

    def use_mouse(self, *, on: bool) -> None:
        """Take the mouse, or leave it to the terminal."""
        self.uses_mouse = on
        if isinstance(self._driver, TerminalDriver):
            self._driver.use_mouse(on=on)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw only the cells that changed, and leave the cursor where the person is."""
        self.cursor_position = cursor_place(self.screen) or self.cursor_position
        drawn: Any = renderable
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            drawn = ChangedCells(renderable, self._shown)
        super()._display(screen, drawn)

    def _begin_update(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.begin_drawing()

    def _end_update(self) -> None:
        if isinstance(self._driver, TerminalDriver):
            self._driver.end_drawing(marked=self._sync_available)

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on, keys in their turn; not one that follows the one that ended the app.

        What a terminal showed is not what it shows in another size: cells are cut or wrapped.
        """
        if isinstance(event, events.Resize):
            self._sizes = [*self._sizes[:_SIZES_AT_START], event.size]
            if len(self._sizes) > _SIZES_AT_START or event.size != self._sizes[0]:
                self.forget_shown()
        if self._exit and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._in_turn.add(event)
        else:
            await super().on_event(event)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key or a paste do its work."""
        if not self._exit:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters of drawn lines, the wall behind them, and the signs that there are."""
        return (*super().get_line_filters(), WALL, *self._drawn_lines)

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer alone: terminals that do not know the command may print it."""

    def _handle_exception(self, error: Exception) -> None:
        """End by what went wrong, unless the end was asked for: then that is how it ends.

        Who asks for it while the first screen is made takes away what Textual would go on with.
        """
        if self._exit:
            self._close_messages_no_wait()
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with every local; the person gets a sentence."""
        self._keep_drafts_if_possible()
        self.panic(self.parting(CRASHED, kept=self.keep_all(SAVING_SECONDS)))

    def _keep_drafts_if_possible(self) -> None:
        # After a defect there may be no screen that holds any.
        with contextlib.suppress(Exception):
            self.keep_drafts()

    def _print_error_renderables(self) -> None:
        """Print one parting sentence, where there is still a terminal that takes it."""
        told = self._exit_renderables[:1]
        self._exit_renderables.clear()
        if isinstance(self._driver, TerminalDriver) and self._driver.stalled:
            return
        with contextlib.suppress(OSError, ValueError):
            for renderable in told:
                self.error_console.print(renderable)
