"""The app: its screens, its keys, its palette, and what happens when it opens and closes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from healthtui.core.sentence import Sentence
from healthtui.texts.drafts import left_typed
from healthtui.tui import garbage
from healthtui.tui.bindings import bindings
from healthtui.tui.blocks import key_rows
from healthtui.tui.frame import FramedScreen
from healthtui.tui.keys import Key, help_of, keys_on, moves_on
from healthtui.tui.leaving import INTERRUPT, LeavingApp
from healthtui.tui.live import CaseScreen
from healthtui.tui.modes import MODES
from healthtui.tui.screens.too_small import TooSmallScreen, is_too_small
from healthtui.tui.terminal.page import Page
from healthtui.tui.theme import DARK, LIGHT, OWN_VARIABLES, TERMINAL, THEMES
from healthtui.tui.undoing import UndoingApp

if TYPE_CHECKING:
    from healthtui.tui.widgets.picker import Picked

_SETTLED: Final = 0.7
"""Seconds after which a screen that is shown for the first time has come to rest."""
OTHER_ESCAPE: Final = "ctrl+g"
"""What acts as escape, which a program in between may hold back or join with the next key."""


class HealthApp(UndoingApp, LeavingApp):
    """Three questions on one state."""

    TITLE = "healthtui"
    CSS_PATH = Path(__file__).with_name("looks.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding(INTERRUPT, "interrupt", show=False),
    ]
    MODES = MODES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]  # noqa: RUF012 - read from the class
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - read from the class
    notices: tuple[Sentence, ...] = ()
    """What to tell when the app opens."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._made = {self.now.case.screen}
        for theme in THEMES:
            self.register_theme(theme)
        # Before anything is mounted: a theme that comes later styles every widget once more.
        self.theme = self._first_theme()
        self.stylesheet.set_variables(self.get_css_variables())
        case, looks = self.now.case, self.looks
        self.uses_mouse = case.mouse if looks.mouse is None else looks.mouse
        self.shows_cursor = case.cursor if looks.cursor is None else looks.cursor

    def on_ready(self) -> None:
        """What was made until the first screen was drawn stays: it is no garbage to look for."""
        garbage.stays()

    def on_mount(self) -> None:
        """Say what could not be read."""
        self.begin_idle_clock()
        self.animation_level = "none"
        if self.start_beside is not None:
            # As every page, loaded once it is asked for: no first screen needs it.
            from healthtui.tui.screens.recovery import RecoveryScreen  # noqa: PLC0415

            self.push_screen(RecoveryScreen(self.notices, self.speaker), self._recovered)
            return
        typed = left_typed(self.now.case, self.rulebook)
        for problem in (*self.notices, *self.unreadable, *typed):
            self.tell(self.speaker.text(problem), severity="warning", timeout=30)

    def _first_theme(self) -> str:
        """Asked for at the start, chosen before, or fit for the ground of the terminal."""
        if self.looks.colourless:
            return TERMINAL.name
        usual = TERMINAL if self.looks.few_colours else LIGHT if self.looks.light else DARK
        return self.looks.theme or self.now.case.theme or usual.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours, until a theme of ours is set."""
        return {name: str(DARK.variables[name]) for name in OWN_VARIABLES}

    def action_theme(self, name: str) -> None:
        """Take another theme, and remember it; without colours there is only one."""
        if not self.looks.colourless:
            self.theme = name
        self.edit(lambda case: case.in_theme(name), undoable=False)

    def action_mouse(self) -> None:
        """Take the mouse, or leave it to the terminal, and remember that."""
        self.use_mouse(on=not self.uses_mouse)
        self.edit(lambda case: case.with_mouse(self.uses_mouse), undoable=False)

    def action_cursor(self) -> None:
        """Show the cursor of the terminal where the focus is, or hide it, and remember that."""
        self.show_cursor(on=not self.shows_cursor)
        self.edit(lambda case: case.with_cursor(self.shows_cursor), undoable=False)

    def on_resize(self, event: events.Resize) -> None:
        """In a window without room for a screen one line says so, over whatever is open."""
        if is_too_small(event.size) and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen(self.speaker))

    def _recovered(self, begin: bool | None) -> None:  # noqa: FBT001 - the page gives it
        """Begin beside the broken files, or leave them and the program."""
        if begin and self.start_beside is not None:
            self.start_beside()
            self.start_beside = None
        else:
            self.exit(0)

    def action_go(self, screen: str) -> None:
        """Bring a screen to the front, and remember it."""
        self.keep_drafts()
        self.history.seal()
        if screen == self.current_mode:
            self.close_pages()
        self.switch_mode(screen)
        if screen not in self._made:
            self._made.add(screen)
            self.set_timer(_SETTLED, garbage.stays_too)
        self.edit(lambda case: case.on_screen(screen), undoable=False)

    def action_why(self) -> None:
        """Show every reason behind the screen in front."""
        if isinstance(self.screen, FramedScreen):
            self.read(*self.screen.why(self.now))

    def close_pages(self) -> None:
        """Leave the pages that lie over the screen in front."""
        while len(self.screen_stack) > 1 and isinstance(self.screen, FramedScreen):
            self.pop_screen()

    def action_keys(self) -> None:
        """Show the keys of the screen in front, below what there is to say about the place."""
        here = self._in_front()
        rows = [
            (self.speaker.word(key.shown), self.speaker.text(help_of(key, kept=self.keeps_answers)))
            for key in self.keys_of(here)
        ]
        rows += [
            (self.speaker.word(shown), self.speaker.text(text)) for shown, text in moves_on(here)
        ]
        about = self.screen.about_here() if isinstance(self.screen, FramedScreen) else ""
        above = f"{about}\n\n" if about else ""
        self.read(self.speaker.word("Keys"), lambda width: Content(above + key_rows(rows, width)))

    def keys_of(self, screen: str) -> tuple[Key, ...]:
        """The keys of a screen that do something here: what keeps nothing has no shell to go to."""
        return tuple(key for key in keys_on(screen) if key.action != "pause" or self.keeps is None)

    def action_number(self) -> None:
        """Open the helper for social security numbers."""
        from healthtui.tui.screens.number import NumberScreen  # noqa: PLC0415 - as every page

        self.push_screen(NumberScreen(self.speaker))

    def action_draw_anew(self) -> None:
        """Draw the screen once more, whatever the terminal shows."""
        self.draw_anew()

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key or a paste do its work."""
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            self._take_one_line(event)
        elif isinstance(event, events.Key) and event.key == OTHER_ESCAPE:
            event = events.Key("escape", "\x1b").set_sender(self)
        await super().take(event)

    def _take_one_line(self, event: events.Paste) -> None:
        """Of what is pasted into a field of one line leave the first that says something."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        event.text = lines[0] if lines else ""
        if len(lines) > 1:
            self.notify(self.speaker.word("Of several lines the first was pasted."), markup=False)

    def keep_drafts(self) -> None:
        """Hand over what is being typed on the screen that is in front, or below a page."""
        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen | Page):
                screen.keep_drafts()

    def _in_front(self) -> str:
        """The name of the screen of the case that is in front, below any list or page to read."""
        framed = [each.NAME for each in self.screen_stack if isinstance(each, FramedScreen)]
        return framed[-1] if framed else self.current_mode

    def action_command_palette(self) -> None:
        """Show the palette: the second way to each action, and to everything else by its name."""
        # The palette leads to every screen: none of them is needed before.
        from healthtui.tui.places import places  # noqa: PLC0415
        from healthtui.tui.screens.palette import Palette  # noqa: PLC0415

        if isinstance(self.screen, Palette):
            return

        def chosen(picked: "Picked | None") -> None:
            if picked is not None:
                picked.answer()

        self.push_screen(Palette(tuple(places(self, self._in_front())), self.speaker), chosen)

    def action_glossary(self) -> None:
        """Show the French words."""
        from healthtui.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415 - once asked for

        self.push_screen(GlossaryScreen(self.rulebook, self.speaker), self.to_step_of)

    def to_step_of(self, picked: "Picked | None") -> None:
        """To the step of a word of the glossary, where the person has it to do."""
        if picked is None:
            return
        step = self.rulebook.glossary[picked.answer].step
        if step and self.now.checklist.task(step) is not None:
            self.show_step(step)

    def show_step(self, step: str) -> None:
        """To a step, on its screen, which may have to be made first."""
        from healthtui.tui.screens.steps import StepsScreen  # noqa: PLC0415 - as every screen

        self.action_go("steps")
        screen = self.screen
        if isinstance(screen, StepsScreen) and screen.is_mounted:
            screen.show_step(step)
        elif isinstance(screen, StepsScreen):
            screen.call_after_refresh(screen.show_step, step)

    async def action_language(self, code: str) -> None:
        """Say everything in another language, also next time."""
        from healthtui.tui.language_switch import switch  # noqa: PLC0415 - most never do this

        await switch(self, code)
