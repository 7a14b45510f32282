"""Textual's driver for Unix terminals, without its polling and its ways to hang or die."""

import contextlib
import os
import select
import signal
import sys
import termios
import threading
from types import FrameType
from typing import Any, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from healthtui.tui.terminal.drawn_lines import encoding
from healthtui.tui.terminal.endings import CRASHED, GONE, Ending, Endings, is_ending
from healthtui.tui.terminal.gathered import Gathered
from healthtui.tui.terminal.keyboard import Keyboard
from healthtui.tui.terminal.modes import CURSOR_HIDDEN, CURSOR_SHOWN, RESTORED
from healthtui.tui.terminal.output import Output

_READ = 65_536


class GuardedTerminal(Ending, Protocol):
    """An app that can be ended and drawn anew, and may show the cursor."""

    shows_cursor: bool

    def forget_shown(self) -> None:
        """The terminal may show something else than what was drawn."""

    def draw_anew(self) -> None:
        """Draw the whole screen once more; called in the loop."""


class TerminalDriver(LinuxDriver):
    """Reads without polling, writes without waiting, and gives the terminal back in any case."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._guarded = cast("GuardedTerminal", app)
        # The screen goes where it was checked that a terminal is, and never into a log of errors.
        self._screen_fileno = sys.__stdout__.fileno() if sys.__stdout__ else self.fileno
        self._output: Output | None = None
        self._gathered = Gathered()
        self._entered = threading.Lock()
        self._leaving = self.exit_event = _WakingEvent()
        self._endings = Endings(self._guarded, self._restore)
        self._endings.listen()

    @property
    def stalled(self) -> bool:
        """Whether the terminal did not take the last thing that it was told."""
        return self._output is not None and not self._output.drained

    def write(self, data: str) -> None:
        """Queue data for the terminal; never waits. What is of one drawing waits for its end."""
        if self._output is not None and not self._gathered.takes(data) and data:
            self._output.write(data)

    def begin_drawing(self) -> None:
        """What is written until the end of the drawing goes out together."""
        self._gathered.begin()

    def end_drawing(self, *, marked: bool) -> None:
        """Let the drawing go out; `marked` where the terminal shows at once what has marks."""
        self.write(self._gathered.ended(marked=marked))

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        if not self._entered.acquire(blocking=False):
            return
        self._guarded.forget_shown()
        self._gathered.forget()
        self._output = Output(
            self._screen_fileno,
            on_failure=lambda: self._endings.request(GONE),
            on_caught_up=lambda: self._in_loop(self._guarded.draw_anew),
            encoding=encoding(),
        )
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._guarded.shows_cursor:
            self.show_cursor(on=True)

    def show_cursor(self, *, on: bool) -> None:
        """Show the cursor of the terminal, or hide it."""
        self.write(CURSOR_SHOWN if on else CURSOR_HIDDEN)

    def use_mouse(self, *, on: bool) -> None:
        """Take the mouse, or leave it to the terminal, whose own selection works then."""
        if on != self._mouse:
            # Both of Textual's methods do nothing while this says that there is no mouse.
            self._mouse = True
            (self._enable_mouse_support if on else self._disable_mouse_support)()
            self._mouse = on

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.disable_input()
        self._restore()

    def _restore(self) -> None:
        """Give the terminal back, from any thread; once for each time it was taken over."""
        try:
            self._entered.release()
        except RuntimeError:  # given back already
            return
        if self.attrs_before is not None:
            # Held back, the signal does not stop a process that is not in the foreground.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if self._output is not None:
            self._output.finish(RESTORED)

    def _sigcont_application(self, *_: int | FrameType | None) -> None:
        """Take the terminal over again, unless the app was continued only to be ended."""
        if self._auto_restart and not self._endings.requested and not is_ending():
            if self._entered.locked():  # stopped by the signal that cannot be caught
                self.suspend_application_mode()
            self.resume_application_mode()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception:  # noqa: BLE001 - told by the app, without what it was about
            self._endings.request(CRASHED)

    def run_input_thread(self) -> None:
        """Hand on what the terminal sends until the app leaves or the terminal is gone."""
        keyboard = Keyboard()
        while not self._leaving.is_set():
            ready, _, _ = select.select((self.fileno, self._leaving), (), (), keyboard.patience)
            if not ready:
                messages = keyboard.silence()
            elif self.fileno in ready:
                data = self._read()
                if not data:
                    self._endings.request(GONE)
                    return
                messages = keyboard.feed(data)
            else:
                continue
            for message in messages:
                self.process_message(message)

    def _read(self) -> bytes:
        """What the terminal sent; nothing if it is gone."""
        while True:
            try:
                return os.read(self.fileno, _READ)
            except BlockingIOError:
                # Another program left the terminal in the mode that does not wait.
                select.select((self.fileno,), (), ())
            except OSError:
                return b""

    def _in_loop(self, act: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(act)


class _WakingEvent(threading.Event):
    """An event that a `select` can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._read_end, self._write_end = os.pipe()

    def fileno(self) -> int:
        """Readable while the event is set."""
        return self._read_end

    def set(self) -> None:
        if not self.is_set():
            os.write(self._write_end, b"\0")
        super().set()

    def clear(self) -> None:
        if self.is_set():
            os.read(self._read_end, 1)
        super().clear()
