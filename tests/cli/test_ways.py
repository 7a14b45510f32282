"""Which way the program opens: screens, how they are drawn, the dialogue of lines, or no."""

import curses
import os
from collections.abc import Callable
from typing import Any

import pytest
from tests.cli.conftest import Ended

from healthtui.cli import app
from healthtui.cli.privacy import forget_textual_settings
from healthtui.cli.terminal import is_in_terminfo
from healthtui.tui import glyphs
from healthtui.tui.terminal import drawn_lines
from healthtui.tui.terminal.abilities import looks_for

Run = Callable[..., Ended]
SCREENS, MONO, ASCII, CONSOLE = "screens", "mono", "ascii", "console"
LINES, NO = "lines", "no"
XTERM = {"TERM": "xterm-256color"}
WAYS: tuple[tuple[tuple[str, ...], dict[str, str], bool, str], ...] = (
    ((), XTERM, True, SCREENS),
    ((), {"TERM": "screen"}, True, SCREENS),
    ((), {"TERM": "xterm-nobody-knows"}, True, SCREENS),
    ((), {"TERM": "ghostty"}, True, SCREENS),
    ((), XTERM | {"NO_COLOR": ""}, True, SCREENS),
    ((), XTERM | {"HEALTHTUI_ASCII": "0"}, True, SCREENS),
    ((), XTERM | {"ACCESSIBLE": "0"}, True, SCREENS),
    ((), XTERM | {"NO_COLOR": "1"}, True, MONO),
    ((), XTERM | {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, MONO),
    (("--no-color",), XTERM, True, MONO),
    ((), {"TERM": "vt100"}, True, MONO),
    ((), {"TERM": "vt220"}, True, MONO),
    ((), {"TERM": "linux"}, True, CONSOLE),
    ((), {"TERM": "linux", "HEALTHTUI_ASCII": "1"}, True, ASCII),
    ((), XTERM | {"HEALTHTUI_ASCII": "1"}, True, ASCII),
    (("--ascii",), XTERM, True, ASCII),
    ((), {"TERM": "dumb"}, True, LINES),
    ((), {}, True, LINES),
    ((), {"TERM": ""}, True, LINES),
    ((), {"TERM": "nonsense"}, True, LINES),
    ((), XTERM | {"ACCESSIBLE": "1"}, True, LINES),
    ((), XTERM | {"HEALTHTUI_ACCESSIBLE": "yes"}, True, LINES),
    (("--accessible",), XTERM, True, LINES),
    (("--accessible",), {}, False, LINES),
    (("--kiosk",), {}, True, SCREENS),
    ((), XTERM, False, NO),
    ((), {}, False, NO),
    ((), {"TERM": "dumb"}, False, NO),
)


def terminfo(*known: str) -> Callable[[str, int], None]:
    """A look-up that knows some terminals; the real one keeps the first of a process."""

    def setupterm(name: str, fileno: int) -> None:
        if name not in known:
            raise curses.error((name, fileno))

    return setupterm


@pytest.mark.parametrize(("arguments", "environ", "terminal", "way"), WAYS)
def test_the_environment_decides_how_the_program_opens(  # noqa: PLR0913, PLR0917 - a table
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environ: dict[str, str],
    terminal: bool,  # noqa: FBT001
    way: str,
) -> None:
    opened: list[str] = []
    for name in ("TERM", "NO_COLOR", "FORCE_COLOR", "HEALTHTUI_ASCII"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(drawn_lines, "encoding", lambda: "utf-8")
    colours = {"vt100": -1, "vt220": -1}
    drawn = {id(glyphs.EVERY): SCREENS, id(glyphs.ASCII): ASCII, id(glyphs.ON_CONSOLE): CONSOLE}

    def open_app(*given: Any) -> int:
        looks = looks_for(given[-1], colours_of=lambda name: colours.get(name, 256))
        opened.append(MONO if looks.colourless else drawn[id(looks.signs)])
        return 0

    def talk(*_: object) -> int:
        opened.append(LINES)
        return 0

    monkeypatch.setattr(app, "_is_terminal", lambda _: terminal)
    monkeypatch.setattr(app, "open_app", open_app)
    monkeypatch.setattr(app, "_talk", talk)
    monkeypatch.setattr(curses, "setupterm", terminfo("xterm", "vt100", "vt220", "linux"))
    ended = run(*arguments)
    assert (opened or [NO]) == [way]
    assert ended.code == (2 if way == NO else 0)
    asked = arguments or environ.keys() & {"ACCESSIBLE", "HEALTHTUI_ACCESSIBLE"}
    surprised = way == LINES and not asked and environ.get("TERM") != "dumb"
    assert ("TERM=xterm-256color healthtui" in ended.err) == surprised


def test_where_no_terminal_is_known_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curses, "setupterm", terminfo("vt100"))
    assert not is_in_terminfo("nonsense")
    monkeypatch.setattr(curses, "setupterm", terminfo())
    assert is_in_terminfo("nonsense")


@pytest.mark.parametrize(
    ("arguments", "environ", "mouse", "cursor"),
    [
        ((), {}, None, None),
        (("--no-mouse",), {}, False, None),
        (("--cursor",), {}, None, True),
        ((), {"HEALTHTUI_MOUSE": "0", "HEALTHTUI_CURSOR": "1"}, False, True),
        ((), {"HEALTHTUI_MOUSE": "1", "HEALTHTUI_CURSOR": "no"}, True, False),
        (("--cursor",), {"HEALTHTUI_CURSOR": "0"}, None, True),
    ],
)
def test_mouse_and_cursor_are_asked_for_at_the_start(  # noqa: PLR0913, PLR0917 - a table
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environ: dict[str, str],
    mouse: bool | None,  # noqa: FBT001
    cursor: bool | None,  # noqa: FBT001
) -> None:
    given: list[Any] = []
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(app, "_is_terminal", lambda _: True)

    def open_app(*each: Any) -> int:
        given.extend(each)
        return 0

    monkeypatch.setattr(app, "open_app", open_app)
    assert run(*arguments).code == 0
    looks = looks_for(given[-1], colours_of=lambda _: 256)
    assert (looks.mouse, looks.cursor) == (mouse, cursor)


def test_of_the_librarys_settings_those_stay_that_load_and_write_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_THEME", "TEXTUAL_FPS"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setenv("TEXTUAL_SMOOTH_SCROLL", "1")
    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "1")
    forget_textual_settings()
    left = {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")}
    assert left == {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }
