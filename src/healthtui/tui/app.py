"""The app: its screens, its keys, its palette, and what happens when it opens and closes."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from healthtui.core.patch import Patch
from healthtui.core.sentence import Sentence, say
from healthtui.texts.change_name import change_name
from healthtui.texts.drafts import left_typed
from healthtui.texts.speaker import Speaker
from healthtui.tui import garbage
from healthtui.tui.bindings import bindings
from healthtui.tui.blocks import key_rows
from healthtui.tui.frame import FramedScreen
from healthtui.tui.idle import Idle
from healthtui.tui.keys import Key, help_of, keys_on, moves_on
from healthtui.tui.live import CaseApp, CaseScreen
from healthtui.tui.messages import FOR_GOOD, USUAL, Messages
from healthtui.tui.modes import MODES
from healthtui.tui.screens.too_small import TooSmallScreen, is_too_small
from healthtui.tui.terminal.endings import CRASHED, SAVING_SECONDS
from healthtui.tui.terminal.page import Page
from healthtui.tui.terminal.pause import has_job_control, stop
from healthtui.tui.theme import DARK, LIGHT, OWN_VARIABLES, TERMINAL, THEMES

if TYPE_CHECKING:
    from healthtui.tui.widgets.picker import Picked
    from healthtui.tui.widgets.told import Paint

_SETTLED: Final = 0.7
"""Seconds after which a screen that is shown for the first time has come to rest."""
INTERRUPT: Final = "ctrl+c"
_AGAIN: Final = say("Ctrl+C again saves and quits.")
_AGAIN_UNKEPT: Final = say("Ctrl+C again quits. Nothing is kept: your answers are gone then.")
_SENT: Final = say(
    "Sent to your terminal. If pasting gives nothing, select the text with Shift and the mouse."
).id
OTHER_ESCAPE: Final = "ctrl+g"
"""What acts as escape, which a program in between may hold back or join with the next key."""


class HealthApp(CaseApp):
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
    idle_seconds: float | None = None
    """After how long without a key or click the app ends; never where None."""
    start_beside: Callable[[], None] | None = None
    """Allows a new beginning beside saved files of which none can be read."""
    _idle_clock: Idle | None = None
    _ended_idle = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._made = {self.now.case.screen}
        self.messages = Messages()
        self._interrupted = False
        self._key = ""
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
        if self.idle_seconds is not None:
            self._idle_clock = Idle(self, self.idle_seconds)
        self.animation_level = "none"
        if self.start_beside is not None:
            # As every page, loaded once it is asked for: no first screen needs it.
            from healthtui.tui.screens.recovery import RecoveryScreen  # noqa: PLC0415

            self.push_screen(RecoveryScreen(self.notices, self.speaker), self._recovered)
            return
        typed = left_typed(self.now.case, self.rulebook)
        for problem in (*self.notices, *self.unreadable, *typed):
            self._tell(self.speaker.text(problem), severity="warning", timeout=30)

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

    def notify(self, message: str, **options: Any) -> None:
        """Tell one thing at a time: an older notice would hide what the new one is about."""
        self.messages.gone()
        self.clear_notifications()
        self._tell(message, **options)

    def _tell(self, message: str, *, timeout: float | None = None, **options: Any) -> None:
        """Show a message until a key comes after its time, and keep it in the list."""
        self.messages.add(message, USUAL if timeout is None else timeout)
        options.pop("markup", None)
        super().notify(message, markup=False, timeout=FOR_GOOD, **options)

    def action_messages(self) -> None:
        """Show what was told in this session, the latest first."""
        told = self.messages.told or [self.speaker.word("Nothing was told yet.")]
        self._read(self.speaker.word("Messages"), "\n\n".join(told))

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
        if screen not in self._made:
            self._made.add(screen)
            self.set_timer(_SETTLED, garbage.stays_too)
        self.edit(lambda case: case.on_screen(screen), undoable=False)

    def action_why(self) -> None:
        """Show every reason behind the screen in front."""
        if isinstance(self.screen, FramedScreen):
            self._read(*self.screen.why(self.now))

    def _read(self, title: str, text: "Content | str | Paint") -> None:
        """Show a page to read."""
        from healthtui.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - as every page

        self.push_screen(ReadingScreen(title, text))

    def _close_pages(self) -> None:
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
        self._read(self.speaker.word("Keys"), lambda width: Content(above + key_rows(rows, width)))

    def keys_of(self, screen: str) -> tuple[Key, ...]:
        """The keys of a screen that do something here: what keeps nothing has no shell to go to."""
        return tuple(key for key in keys_on(screen) if key.action != "pause" or self.keeps is None)

    def action_number(self) -> None:
        """Open the helper for social security numbers."""
        from healthtui.tui.screens.number import NumberScreen  # noqa: PLC0415 - as every page

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

    async def action_leave(self) -> None:
        """Quit once everything is on disk, a note being written too."""
        self.keep_drafts()
        if await asyncio.to_thread(self.keep_all, SAVING_SECONDS):
            self.exit(0)
        else:
            self.notify(self._not_saved(), severity="error", timeout=30, markup=False)

    def action_interrupt(self) -> None:
        """Say that the second key in turn quits: the first may have been meant to copy."""
        self._interrupted = True
        self.notify(self._again(), markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal; nothing tells whether that has a clipboard."""
        super().copy_to_clipboard(text)
        told = [self.speaker.word(_SENT)]
        if self._key == INTERRUPT:
            self._interrupted = True
            told.append(self._again())
        self.notify(" ".join(told), markup=False)

    def _again(self) -> str:
        if self.start_beside is not None:  # nothing has begun, so there is nothing to save or lose
            return self.speaker.word("Ctrl+C again quits.")
        return self.speaker.text(_AGAIN if self.keeps_answers else _AGAIN_UNKEPT)

    def action_draw_anew(self) -> None:
        """Draw the screen once more, whatever the terminal shows."""
        self.draw_anew()

    async def action_pause(self) -> None:
        """Save, and stop until the shell brings the app back; where there is one."""
        driver = self._driver
        if (
            self.keeps is not None
            or driver is None
            or not (driver.can_suspend and has_job_control())
        ):
            told = self.speaker.word("Nothing would bring it back from a pause; q quits.")
            self.notify(told, markup=False)
            return
        self.keep_drafts()
        if not await asyncio.to_thread(self.all_kept, SAVING_SECONDS):
            self.notify(self._not_saved(), severity="error", timeout=30, markup=False)
            return
        kept = say("Paused and saved. Type fg and press Enter to come back.")
        nowhere = say("Paused; nothing is saved. Type fg and press Enter to come back.")
        told = self.speaker.text(kept if self.keeps_answers else nowhere)
        with self.suspend():
            print(told, flush=True)  # noqa: T201 - the terminal is the shell's now
            stop()

    def _not_saved(self) -> str:
        """Why not everything is on disk."""
        usual = say("Not everything is saved yet; try again in a moment.")
        return self.speaker.text(self.trouble or usual)

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on; a key, a click or a paste is use."""
        if self._idle_clock is not None and isinstance(event, (events.InputEvent, events.Paste)):
            self._idle_clock.used()
        await super().on_event(event)

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key or a paste do its work.

        A key takes away what was told before; the one to interrupt counts where two come in turn.
        """
        if isinstance(event, events.Key):
            self._key = event.key
            if self._interrupted and event.key == INTERRUPT:
                await self.action_leave()
                return
            self._interrupted = False
            if self.messages.key():
                self.clear_notifications()
            if event.key == OTHER_ESCAPE:
                event = events.Key("escape", "\x1b").set_sender(self)
        elif isinstance(self.focused, Input):
            self._take_one_line(event)
        await super().take(event)

    def _take_one_line(self, event: events.Paste) -> None:
        """Of what is pasted into a field of one line leave the first that says something."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        event.text = lines[0] if lines else ""
        if len(lines) > 1:
            self.notify(self.speaker.word("Of several lines the first was pasted."), markup=False)

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
        self.messages.gone()
        self.clear_notifications()

    async def leave_idle(self) -> None:
        """End, as nobody uses it."""
        self._ended_idle = True
        await self.leave_by(0)

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
        """Say everything in another language, also next time; screens are made anew when shown.

        What is typed, the focus, the rows highlighted and how far is scrolled stay as they are.
        """
        from healthtui.tui.whereabouts import noted  # noqa: PLC0415 - most people never do this

        self.keep_drafts()
        self._close_pages()
        left = {name: noted(screen) for name, screen in self.frames.items()}
        self.left_at = dict(left)
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
        # It was in front for a moment, in which nothing is laid out.
        await self._made_anew(away)
        self.left_at |= {name: found for name, found in left.items() if name == away}

    async def _made_anew(self, mode: str) -> None:
        await self.remove_mode(mode)
        self.add_mode(mode, self.MODES[mode])

    def action_abandon(self) -> None:
        """Leave although something is not saved: only by name, never by a key."""
        self.exit(1, return_code=1)

    def parting(self, code: int, *, kept: bool) -> str:
        """A sentence where the app had to stop, or could not save; nothing where all is well."""
        if code == CRASHED and not self.keeps_answers:
            told = say("healthtui had to stop: a mistake of its own. Nothing was kept.")
        elif code == CRASHED and kept:
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
