"""The app: its screens, its keys, its palette, and what happens when it opens and closes."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType

from healthtui.core.patch import Patch
from healthtui.core.sentence import Sentence, say
from healthtui.texts.change_name import change_name
from healthtui.texts.speaker import Speaker
from healthtui.tui.frame import FramedScreen
from healthtui.tui.idle import Idle
from healthtui.tui.keys import bindings, help_of, keys_on, moves_on
from healthtui.tui.live import CaseApp, CaseScreen
from healthtui.tui.modes import MODES
from healthtui.tui.screens.number import NumberScreen
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.screens.recovery import RecoveryScreen
from healthtui.tui.screens.too_small import TooSmallScreen, is_too_small
from healthtui.tui.terminal.endings import CRASHED, SAVING_SECONDS
from healthtui.tui.theme import DARK, LIGHT, OWN_VARIABLES, TERMINAL, THEMES
from healthtui.tui.widgets.picker import Picked, Picker, match_count


class HealthApp(CaseApp):
    """Three questions on one state."""

    TITLE = "healthtui"
    CSS_PATH = Path(__file__).with_name("looks.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    MODES = MODES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]  # noqa: RUF012 - read from the class
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - read from the class
    notices: tuple[Sentence, ...] = ()
    """What to tell when the app opens."""
    idle_seconds: float | None = None
    """After how long without a key or click the app ends; never where None."""
    start_beside: Callable[[], None] | None = None
    """Allows a new beginning beside saved files of which none can be read."""
    _idle_clock: Idle | None = None
    _ended_idle = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        for theme in THEMES:
            self.register_theme(theme)
        # Before anything is mounted: a theme that comes later styles every widget once more.
        self.theme = self._first_theme()

    def on_ready(self) -> None:
        """What was made until the first screen was drawn stays: it is no garbage to look for."""
        gc.freeze()
        gc.enable()

    def on_mount(self) -> None:
        """Show the screen that was left last, and say what could not be read."""
        if self.idle_seconds is not None:
            self._idle_clock = Idle(self, self.idle_seconds)
        self.animation_level = "none"
        self.switch_mode(self.now.case.screen)
        if self.start_beside is not None:
            self.push_screen(RecoveryScreen(self.notices, self.speaker), self._recovered)
            return
        for problem in (*self.notices, *self.unreadable):
            told = self.speaker.text(problem)
            super().notify(told, severity="warning", markup=False, timeout=30)

    def _first_theme(self) -> str:
        """Asked for at the start, chosen before, or fit for the ground of the terminal."""
        if self.looks.colourless:
            return TERMINAL.name
        usual = LIGHT if self.looks.light else DARK
        return self.looks.theme or self.now.case.theme or usual.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours, until a theme of ours is set."""
        return {name: str(DARK.variables[name]) for name in OWN_VARIABLES}

    def action_theme(self, name: str) -> None:
        """Take another theme, and remember it; without colours there is only one."""
        if not self.looks.colourless:
            self.theme = name
        self.edit(lambda case: case.in_theme(name), undoable=False)

    def on_resize(self, event: events.Resize) -> None:
        """In a window without room for a screen one line says so, over whatever is open."""
        if is_too_small(event.size) and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen(self.speaker))

    def _recovered(self, begin: bool | None) -> None:  # noqa: FBT001 - the page gives it
        """Begin beside the broken files, or leave them and the program."""
        if begin and self.start_beside is not None:
            self.start_beside()
        else:
            self.exit(0)

    def notify(self, message: str, **options: Any) -> None:
        """Tell one thing at a time: an older notice would hide what the new one is about."""
        self.clear_notifications()
        options.pop("markup", None)
        super().notify(message, markup=False, **options)

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

    def action_go(self, screen: str) -> None:
        """Bring a screen to the front, and remember it."""
        self.keep_drafts()
        self.history.seal()
        if screen == self.current_mode:
            self._close_pages()
        self.switch_mode(screen)
        self.edit(lambda case: case.on_screen(screen), undoable=False)

    def action_why(self) -> None:
        """Show every reason behind the screen in front."""
        if isinstance(self.screen, FramedScreen):
            title, text = self.screen.why(self.now)
            self.push_screen(ReadingScreen(title, text))

    def _close_pages(self) -> None:
        """Leave the pages that lie over the screen in front."""
        while len(self.screen_stack) > 1 and isinstance(self.screen, FramedScreen):
            self.pop_screen()

    def action_keys(self) -> None:
        """Show the keys of the screen in front."""
        told = [
            f"{self.speaker.word(key.shown):>6}  "
            f"{self.speaker.text(help_of(key, kept=self.keeps_answers))}"
            for key in keys_on(self._in_front())
        ]
        moves = moves_on(self._in_front())
        told += [
            f"{self.speaker.word(shown):>6}  {self.speaker.text(help_text)}"
            for shown, help_text in moves
        ]
        self.push_screen(ReadingScreen(self.speaker.word("Keys"), "\n".join(told)))

    def action_number(self) -> None:
        """Open the helper for social security numbers."""
        self.push_screen(NumberScreen(self.speaker))

    def action_undo(self) -> None:
        """Take back the last change."""
        if not self.undo():
            self.notify(self.speaker.word("Nothing to undo."), markup=False)
            return
        what = change_name(self.history.undone[-1], self.rulebook, self.speaker)
        self.notify(self.speaker.text(say("Taken back: {what}", what=what)), markup=False)

    def action_undo_several(self) -> None:
        """Choose how far to go back; everything since is taken back at once."""
        if not self.history.done:
            self.notify(self.speaker.word("Nothing to undo."), markup=False)
            return
        named = [
            (place, f"{place}. {change_name(patch, self.rulebook, self.speaker)}")
            for place, patch in enumerate(reversed(self.history.done), 1)
        ]

        def chosen(picked: Picked | None) -> None:
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

    async def action_leave(self) -> None:
        """Quit once everything is on disk, a note being written too."""
        self.keep_drafts()
        if await asyncio.to_thread(self.keep_all, SAVING_SECONDS):
            self.exit(0)
        else:
            sentence = self.trouble or say("Not everything is saved yet; try again in a moment.")
            self.notify(self.speaker.text(sentence), severity="error", markup=False, timeout=30)

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on; a key, a click or a paste is use."""
        if self._idle_clock is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self._idle_clock.used()
        await super().on_event(event)

    def warn_idle(self, seconds: float) -> None:
        """Tell that the app ends in some seconds unless it is used."""
        told = say(
            "Nobody seems to be here: this ends in {n} seconds. Any key keeps it open; Esc does "
            "nothing else.",
            n=round(seconds),
        )
        self.notify(self.speaker.text(told), severity="warning", markup=False, timeout=seconds)

    def clear_idle(self) -> None:
        """Take the warning away."""
        self.clear_notifications()

    async def leave_idle(self) -> None:
        """End, as nobody uses it."""
        self._ended_idle = True
        await self.leave_by(0)

    def keep_drafts(self) -> None:
        """Hand over what is being typed on the screen that is in front, or below a page."""
        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen):
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

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                picked.answer()

        self.push_screen(Palette(tuple(places(self, self._in_front())), self.speaker), chosen)

    def action_glossary(self) -> None:
        """Show the French words."""
        from healthtui.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415 - once asked for

        self.push_screen(GlossaryScreen(self.rulebook, self.speaker), self.to_step_of)

    def to_step_of(self, picked: Picked | None) -> None:
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
        if isinstance(screen, StepsScreen):
            screen.call_after_refresh(screen.show_step, step)

    async def action_language(self, code: str) -> None:
        """Say everything in another language, also next time; screens are made anew when shown."""
        self.keep_drafts()
        self._close_pages()
        self.speaker = self.as_drawn(Speaker(code))
        self.edit(lambda case: case.in_language(code), undoable=False)
        here = self.current_mode
        away = next(mode for mode in self.MODES if mode != here)
        for mode in self.MODES:
            if mode != here:
                await self._made_anew(mode)
        await self.switch_mode(away)
        await self._made_anew(here)
        await self.switch_mode(here)

    async def _made_anew(self, mode: str) -> None:
        await self.remove_mode(mode)
        self.add_mode(mode, self.MODES[mode])

    def action_abandon(self) -> None:
        """Leave although something is not saved: only by name, never by a key."""
        self.exit(1, return_code=1)

    def parting(self, code: int, *, kept: bool) -> str:
        """A sentence where the app had to stop, or could not save; nothing where all is well."""
        if code == CRASHED and kept:
            told = say("healthtui had to stop: a mistake of its own. All you had entered is saved.")
        elif code == CRASHED:
            told = say("healthtui had to stop: a mistake of its own. The last change is not saved.")
        elif not kept:
            told = say("healthtui was ended before everything could be saved.")
        elif self._ended_idle:
            told = say("healthtui ended: nobody was using it.")
        else:
            return ""
        return self.speaker.text(told)
