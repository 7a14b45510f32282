"""What goes over the line to the terminal: colours, letters, mouse, cursor, and nothing at rest."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

import pytest
from rich.cells import cell_len
from tests.terminal.keys import sent
from tests.tui.conftest import MemoryKeeper
from tests.tui.test_looks import STATES, foreign
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Input, OptionList
from tools.terminal.program import Program
from tools.terminal.trial import QUIT, TODAY, case

from healthtui.core.patch import Change
from healthtui.files.places import config_dir
from healthtui.files.rulebook import load
from healthtui.files.store import Store
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.glyphs import CONSOLE
from healthtui.tui.terminal.page import Page
from healthtui.tui.widgets.rows import Rows

SCREENS = ("f2", "f3", "f4", "f5")
_LOOK = re.compile(rb"\x1b\[([\d;]*)m")
_NAMED = re.compile(rb"[34]8;([25])\b")
"""How a colour is named, if not as one of 16: by one of 256, or in full."""
_LOOK_OR_WORDS = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f]+)")
_COLOUR = re.compile(r"(?P<which>[34]8);(?P<named>5;\d+|2;\d+;\d+;\d+)|(?P<plain>\d+)")
LISTED = 15
"""Stops on a line of a list, at least."""
_SWITCH = 13_000
SENT = (
    Change(("steps", "portal-documents"), None, {"status": "sent", "since": date(2026, 10, 2)}),
)
_TAKES_MOUSE = {1000, 1003}
CARE = (
    Change(
        ("log",),
        None,
        {
            "ab12cd": {"act": "gp_consultation", "care_date": date(2026, 10, 1)},
            "ef34ab": {"act": "gp_consultation", "care_date": date(2026, 10, 2)},
        },
    ),
)


@contextmanager
def running(*arguments: str, **environment: str | None) -> Iterator[Program]:
    """The program on its first screen; it ends by its key."""
    with (
        case(*CARE) as folder,
        Program(folder, *TODAY, *arguments, environment=environment) as program,
    ):
        assert program.ready()
        program.quiet()
        yield program
        program.type(QUIT)
        assert program.ends(60)
        assert program.restored


def colours(raw: bytes | bytearray) -> set[int]:
    """The codes that set a colour."""
    codes = {int(code) for found in _LOOK.findall(raw) for code in found.split(b";") if code}
    return {code for code in codes if 30 <= code <= 48 or 90 <= code <= 107} - {39}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ((), {"TERM": "vt100"}),
        ((), {"NO_COLOR": "1"}),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1", "COLORTERM": "truecolor"}),
        (("--no-color", "--theme", "light"), {}),
    ],
)
def test_who_wants_no_colours_is_sent_none(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    with running(*arguments, **environment) as program:
        for key in SCREENS:
            program.press(sent(key))
        assert colours(program.raw) == set()
        assert b"\x1b[1" in program.raw


def unreadable(raw: bytes | bytearray) -> set[str]:
    """Words that are drawn in the colour of their ground."""
    look = {"front": "", "ground": ""}
    found = set()
    for codes, text in _LOOK_OR_WORDS.findall(raw.decode(errors="replace")):
        if not text:
            for each in _COLOUR.finditer(codes or "0"):
                look |= look_after(each)
        elif look["front"] and look["front"] == look["ground"] and any(map(str.isalnum, text)):
            found.add(text.strip())
    return found


def look_after(code: re.Match[str]) -> dict[str, str]:
    """What one code of a look makes of the colours; no name is that of the terminal."""
    if code["named"]:
        return {"front" if code["which"] == "38" else "ground": code["named"]}
    number = int(code["plain"])
    if number == 0:
        return {"front": "", "ground": ""}
    if number in (39, 49):
        return {"front" if number == 39 else "ground": ""}
    bright, digit = divmod(number, 10)
    places = {3: ("front", 0), 9: ("front", 8), 4: ("ground", 0), 10: ("ground", 8)}
    if bright not in places:
        return {}
    place, more = places[bright]
    return {place: str(digit + more)}


@pytest.mark.parametrize(
    ("terminal", "environment", "named"),
    [
        ("screen", {}, set()),
        ("screen", {"COLORTERM": "truecolor"}, {b"2"}),
        ("screen-256color", {}, {b"5"}),
        ("xterm-256color", {}, {b"5"}),
    ],
)
def test_a_terminal_of_few_colours_is_sent_no_others_and_shows_the_same(
    terminal: str, environment: dict[str, str], named: set[bytes]
) -> None:
    shown: dict[str, list[str]] = {}
    for name, wanted in (
        ("few", environment | {"TERM": terminal}),
        ("all", {"COLORTERM": "24bit"}),
    ):
        with running(**wanted) as program:
            for key in (*SCREENS, "w", "escape", "question_mark", "escape", "ctrl+p", "escape"):
                program.press(sent(key))
                program.quiet()
                shown.setdefault(name, []).extend(program.screen.lines)
            if name == "few":
                assert colours(program.raw)
                assert {*_NAMED.findall(program.raw)} == named
                assert unreadable(program.raw) == set()
    assert shown["few"] == shown["all"]
    assert sum(bool(line.strip()) for line in shown["few"]) > 100


def test_an_empty_no_color_asks_for_nothing() -> None:
    with running(NO_COLOR="") as program:
        assert colours(program.raw)


@pytest.mark.parametrize("terminal", [None, "", "dumb", "nonsense"])
def test_a_terminal_that_is_not_known_gets_lines_and_no_sequence(terminal: str | None) -> None:
    with case() as folder, Program(folder, *TODAY, environment={"TERM": terminal}) as program:
        assert program.ready()
        assert program.until(lambda: b"q Quit" in program.raw or b"Number or name" in program.raw)
        program.type("q\n")
        assert program.ends(60)
        assert program.code == 0
        assert b"\x1b" not in program.raw
        assert (b"TERM=xterm-256color" in program.raw) == (terminal != "dumb")


@pytest.mark.parametrize(
    ("arguments", "environment", "ascii_alone"),
    [
        ((), {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, True),
        (("--ascii",), {"TERM": "linux"}, False),
        (("--ascii",), {}, False),
    ],
)
def test_a_terminal_that_draws_ascii_is_sent_ascii_and_letters(
    arguments: tuple[str, ...], environment: dict[str, str], *, ascii_alone: bool
) -> None:
    with running("--lang", "fr", *arguments, **environment) as program:
        for key in SCREENS:
            program.press(sent(key))
        text = program.raw.decode()
        assert foreign(text) == set()
        assert "\\u" not in text
        assert text.isascii() == ascii_alone


def test_the_linux_console_is_sent_the_signs_of_its_fonts() -> None:
    with running("--lang", "fr", TERM="linux") as program:
        for key in SCREENS:
            program.press(sent(key))
        drawn = foreign(program.raw.decode())
        assert {*"─│┌┐└┘═█€"} <= drawn <= CONSOLE | {"\xa0"}


@pytest.mark.parametrize("key", SCREENS)
def test_nothing_is_sent_while_nobody_types(key: str) -> None:
    with running() as program:
        program.press(sent(key), 0.5)
        before = len(program.raw)
        program.read(3)
        assert bytes(program.raw[before:]) == b""


def test_to_show_another_screen_takes_less_than_a_page_of_bytes() -> None:
    with running() as program:
        for key in (*SCREENS, *SCREENS):
            before = len(program.raw)
            program.press(sent(key), 0.5)
            assert len(program.raw) - before <= _SWITCH


@pytest.mark.parametrize("asked", [False, True])
def test_a_clipboard_is_written_by_the_key_that_says_so_and_by_no_other(*, asked: bool) -> None:
    with case(*SENT) as folder, Program(folder, *TODAY) as program:
        assert program.ready()
        program.quiet()
        for key in (*SCREENS, "f3", "slash", "upload", "enter", "c"):
            program.press(sent(key))
        assert program.until(lambda: "Message to send, in French" in program.screen)
        assert "healthtui steps show portal-documents prints it too." in program.screen
        if asked:
            program.press("c")
            assert program.until(lambda: "Sent to your terminal. If pasting" in program.screen)
        found = re.findall(rb"\x1b\](\d+);", program.raw)
        assert found.count(b"52") == asked
        assert {*found} <= {b"52"}
        program.type(QUIT)
        assert program.ends(60)


@pytest.mark.parametrize(("value", "asked"), [(None, True), ("1", False)])
def test_a_terminal_is_asked_for_its_new_keys_unless_the_person_says_no(
    value: str | None, *, asked: bool
) -> None:
    with running(TEXTUAL_DISABLE_KITTY_KEY=value) as program:
        assert (re.search(rb"\x1b\[>\d+u", program.raw) is not None) == asked


@pytest.mark.parametrize("paste", ["\x1b[200~ 30 \nq\nu\n3\x1b[201~"])
def test_a_paste_of_several_lines_fills_its_field_and_presses_no_key(paste: str) -> None:
    with running() as program:
        program.press(sent("f4"))
        for _ in range(2):
            program.press(sent("down"))
        program.press(paste)
        assert program.until(lambda: "Of several lines the first" in program.screen)
        assert "[3 Costs]" in program.screen
        assert any(line.startswith("║  Price") and " 30 " in line for line in program.screen.lines)


def test_the_mouse_is_the_terminals_where_that_is_wanted() -> None:
    with running("--no-mouse") as program:
        assert not {mode for mode in program.screen.on if 1000 <= mode <= 1003}
        assert b"?1000h" not in program.raw
        assert b"?1003h" not in program.raw


def test_the_mouse_is_given_away_and_kept_away_by_the_palette() -> None:
    with case() as folder:
        for taken in (True, False):
            with Program(folder, *TODAY) as program:
                assert program.ready()
                program.quiet()
                assert (program.screen.on >= _TAKES_MOUSE) == taken
                if taken:
                    program.press("\x10")
                    program.press("mouse: leave")
                    program.press("\r")
                    assert not program.screen.on & _TAKES_MOUSE
                program.type(QUIT)
                assert program.ends(60)
                assert program.restored
        assert Store(folder).load().plain["view"]["mouse"] is False


# --- The cursor -------------------------------------------------------------------------------


class Stop:
    """Where the person is after a key: the line of it, and what stands there."""

    def __init__(self, key: str, where: str, app: HealthApp) -> None:
        self.key = key
        self.where = where
        widget = _held(app.screen)
        self.region, self.words = _line(widget)
        strips = app.screen._compositor.render_strips()  # noqa: SLF001
        self.lines = ["".join(each.text for each in strip).rstrip() for strip in strips]

    def __str__(self) -> str:
        return f"{self.where}, {self.key!r}: {self.region} {self.words!r}"


def _held(screen: Screen[Any]) -> Any:
    """The widget that a key acted on last."""
    found = screen.query("#found")
    if isinstance(screen, Page) and found and getattr(screen, "_moved_at", None):
        return found.first()
    return screen.focused


def _line(widget: Any) -> tuple[Region, str]:
    """The part of a widget where the person is, and the words that must be there."""
    inside = widget.content_region
    if isinstance(widget, OptionList) and widget.highlighted_option is not None:
        words = str(widget.highlighted_option.prompt).strip().splitlines()[0][:9]
        return inside, words.strip()
    if isinstance(widget, Rows) and widget.highlighted is not None:
        row = widget.highlighted - widget.scroll_offset.y
        return Region(inside.x, inside.y + row, inside.width, 1), ""
    if isinstance(widget, Input):
        before = cell_len(widget.value[: widget.cursor_position]) - widget.scroll_offset.x
        return Region(inside.x + before, inside.y, 1, 1), ""
    return inside, ""


async def _stops(plain: dict[str, Any]) -> list[Stop]:
    """A walk through every screen and page, and the whole ring of each."""
    keeping = partial(MemoryKeeper, plain=plain)  # what keeps nothing says other things
    app = HealthApp(load(config_dir()), plain, date(2026, 11, 23), Speaker("en"), keeping)
    stops: list[Stop] = []

    async def press(key: str, where: str) -> None:
        await pilot.press(key)
        await pilot.pause(0.02)
        await pilot.pause()
        stops.append(Stop(key, where, app))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name, there, back in STATES:
            for key in there:
                await press(key, name)
            first = app.focused
            for _ in range(40):
                await press("tab", name)
                if app.focused is first:
                    break
            assert app.focused is first, name
            if app.screen.query("#found, #list"):
                await press("down", name)
                await press("down", name)
            for key in back:
                await press(key, name)
    return stops


async def test_the_cursor_is_where_the_person_is_after_every_key() -> None:
    with case(*CARE) as folder:
        stops = await _stops(Store(folder).load().plain)
        assert len({stop.where for stop in stops}) == len(STATES)
        assert sum(bool(stop.words) for stop in stops) >= LISTED
        with Program(folder, *TODAY, "--cursor") as program:
            assert program.ready()
            program.quiet()
            for stop in stops:
                program.type(sent(stop.key))
                if stop.key == "escape":
                    program.read(0.15)  # what follows at once would make another key of it

                def there(stop: Stop = stop) -> bool:
                    column, row = program.screen.cursor
                    line = program.screen.lines[row]
                    same = [each.rstrip() for each in program.screen.lines] == stop.lines
                    return same and stop.region.contains(column, row) and stop.words in line

                assert program.until(there), f"{stop}: {program.screen.cursor}\n" + "\n".join(
                    program.screen.lines
                )
                assert 25 in program.screen.on
            program.type(QUIT)
            assert program.ends(60)


def test_the_cursor_is_hidden_unless_it_is_asked_for_and_is_kept_by_the_palette() -> None:
    with case() as folder:
        for shown in (False, True):
            with Program(folder, *TODAY) as program:
                assert program.ready()
                program.quiet()
                assert (25 in program.screen.on) == shown
                if not shown:
                    program.press("\x10")
                    program.press("cursor: show")
                    program.press("\r")
                    assert 25 in program.screen.on
                program.type(QUIT)
                assert program.ends(60)
        with Program(folder, *TODAY, environment={"HEALTHTUI_CURSOR": "0"}) as program:
            assert program.ready()
            program.quiet()
            assert 25 not in program.screen.on


def test_words_in_the_colour_of_their_ground_would_be_seen() -> None:
    words = (
        *(b"\x1b[0;31;41mone", b"\x1b[0;31mtwo", b"\x1b[48;5;7;38;5;7mthree", b"\x1b[39mfour"),
        *(b"\x1b[91;101mfive", b"\x1b[31msix", b"\x1b[0;38;2;1;2;3;48;2;1;2;3mseven"),
    )
    assert unreadable(b"".join(words)) == {"one", "three", "five", "seven"}
