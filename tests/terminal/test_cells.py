"""Only changed cells are sent, and the terminal shows what it would if all were."""

import io
import re
from datetime import date
from random import Random
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from healthtui.files.places import config_dir
from healthtui.files.rulebook import load
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.terminal.cells import ChangedCells, Shown
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told

Update = LayoutUpdate | ChopsUpdate
TODAY = date(2026, 11, 23)
STUDENT: dict[str, Any] = {
    "situation": {"nationalities": ["MA"], "insured_in": "MA", "birth_date": date(2004, 3, 12)},
    "log": {
        f"5f01a{n}": {"act": "gp_consultation", "care_date": date(2026, 9, 1 + n)} for n in range(9)
    },
}
KEYS = ("f2", "f3", "f4", "f5", "tab", "down", "down", "up", "enter", "escape", "2", "ctrl+p", "w")
_SEQUENCE = re.compile(
    r"\x1b\[(\d+);(\d+)H|\x1b\[(\d*C)|\x1b\[([\d;]*)m|(\n)|(\x08)|([^\x00-\x1f]+)|(?s:(.))"
)
_ENDED = {22: {1, 2}, 23: {3}, 24: {4}, 25: {5}, 27: {7}, 29: {9}}


def console(colours: Any = "256") -> Console:
    return Console(file=io.StringIO(), force_terminal=True, color_system=colours, width=80)


class Terminal:
    """Shows cells with their look."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[Any, ...]] = {}
        self._x = self._y = 0
        self._attributes: set[int] = set()
        self._colours: dict[int, tuple[int, ...]] = {}

    def feed(self, text: str) -> None:
        for row, column, right, codes, line, back, letters, other in _SEQUENCE.findall(text):
            assert not other, repr(text)
            if row:
                self._y, self._x = int(row) - 1, int(column) - 1
            elif right:
                self._x += int(right.removesuffix("C") or 1)
            elif line:
                self._y, self._x = self._y + 1, 0
            elif back:
                self._x -= 1
            elif letters:
                self._draw(letters)
            else:
                self._turn([int(code or 0) for code in codes.split(";")])

    def _draw(self, letters: str) -> None:
        for letter in letters:
            self.cells[self._y, self._x] = self._seen(letter)
            for more in range(1, cell_len(letter)):
                self.cells[self._y, self._x + more] = ("",)
            self._x += cell_len(letter)

    def _seen(self, letter: str) -> tuple[Any, ...]:
        ground = self._colours.get(40)
        if letter == " " and not self._attributes & {4, 7, 9, 21, 53}:
            return letter, ground
        return letter, ground, self._colours.get(30), frozenset(self._attributes)

    def _turn(self, codes: list[int]) -> None:
        while codes:
            code = codes.pop(0)
            if code in {38, 48}:
                count = 2 if codes[0] == 5 else 4
                self._colours[code - 8], codes = tuple(codes[:count]), codes[count:]
            elif code == 0:
                self._attributes.clear()
                self._colours.clear()
            elif code in _ENDED:
                self._attributes -= _ENDED[code]
            elif code < 30 or code == 53:
                self._attributes.add(code)
            else:
                self._colours[code // 10 % 6 * 10 if code < 90 else 30 + code // 100 * 10] = (code,)


class Watched(HealthApp):
    """Keeps what Textual hands over to be drawn."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.updates: list[Update] = []

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self.updates.append(renderable)
        super()._display(screen, renderable)


async def _walk(keys: int) -> list[Update]:
    app = Watched(load(config_dir()), STUDENT, TODAY, Speaker("fr"))
    chance = Random(1)  # noqa: S311 - the same keys each time
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(keys):
            await pilot.press(chance.choice(KEYS))
            await pilot.pause()
    return app.updates


async def test_what_is_shown_is_what_would_be_if_all_were_drawn() -> None:
    whole, changed, shown = Terminal(), Terminal(), Shown()
    bytes_of_whole = bytes_of_changed = 0
    updates = await _walk(20)
    assert {type(each) for each in updates} == {LayoutUpdate, ChopsUpdate}
    for update in updates:
        all_of_it = update.render_segments(console())
        less = ChangedCells(update, shown).render_segments(console())
        whole.feed(all_of_it)
        changed.feed(less)
        assert changed.cells == whole.cells
        bytes_of_whole += len(all_of_it)
        bytes_of_changed += len(less)
    assert bytes_of_changed < 0.4 * bytes_of_whole


TYPED = (
    *("f3", "down", "down", "down", "up", "pagedown", "tab", "down", "up", "n", "x", "escape"),
    *("f4", "down", "down", "4", "1", "backspace", "backspace", "down", "enter", "down", "enter"),
    *("f5", "up", "enter", "down", "down", "4", "1", "0", "backspace", "ctrl+down", "escape"),
    *("2", "right", "f2", "down", "down", "1", "backspace", "f3", "slash", "v", "escape"),
    *("ctrl+p", "x", "q", "z", "backspace", "escape", "f4", "enter", "z", "z", "escape", "w"),
)


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)])
async def test_what_was_drawn_piece_by_piece_is_what_is_there(size: tuple[int, int]) -> None:
    """Of what changed only some lines are drawn: the screen made anew says which there are.

    Nor is it laid out more than once for a change: a panel scrolls no further than its text goes.
    """
    app = Watched(load(config_dir()), STUDENT, TODAY, Speaker("fr"))
    terminal, shown = Terminal(), Shown()
    parts = 0
    async with app.run_test(size=size) as pilot:
        for key in TYPED:
            await pilot.press(key)
            await pilot.pause(0.15)
            for update in app.updates:
                terminal.feed(ChangedCells(update, shown).render_segments(console()))
            parts += sum(isinstance(each, ChopsUpdate) for each in app.updates)
            app.updates.clear()
            anew = Terminal()
            anew.feed(made_anew(app).render_segments(console()))
            assert terminal.cells == anew.cells, key
            for panel in app.screen.query(Panel):
                told = panel.query_one(Told)
                assert isinstance(told.content, Content)
                assert told.size.height == told.content.get_height({}, told.size.width), key
    assert parts > len(TYPED)


def made_anew(app: Watched) -> LayoutUpdate:
    """All of the screen, of which nothing is remembered."""
    for screen in app.screen_stack:
        for widget in (screen, *screen.walk_children(Widget)):
            widget._styles_cache.clear()  # noqa: SLF001
            widget._dirty_regions.add(widget.outer_size.region)  # noqa: SLF001
    below = app._background_screens  # noqa: SLF001
    whole = app.screen._compositor.render_update(full=True, screen_stack=below)  # noqa: SLF001
    assert isinstance(whole, LayoutUpdate)
    return whole


def line(*segments: tuple[str, str], x: int = 0, y: int = 0) -> LayoutUpdate:
    Style.parse.cache_clear()  # a style keeps the codes of the colours it was first drawn in
    strip = Strip([Segment(text, Style.parse(style)) for text, style in segments])
    return LayoutUpdate([[strip]], Region(x, y, strip.cell_length, 1))


def drawn(shown: Shown, update: Update, colours: str = "256") -> str:
    return ChangedCells(update, shown).render_segments(console(colours))


def test_what_is_shown_already_is_not_sent() -> None:
    shown = Shown()
    assert "word" in drawn(shown, line(("word", "bold")))
    assert drawn(shown, line(("word", "bold"))) == ""
    assert drawn(shown, line(("ward", "bold"))) == "\x1b[1;2H\x1b[1ma\x1b[m"


def test_after_forgetting_all_is_sent() -> None:
    shown = Shown()
    first = drawn(shown, line(("word", "red on blue")))
    shown.forget()
    assert drawn(shown, line(("word", "red on blue"))) == first


@pytest.mark.parametrize("colours", ["standard", "256", "truecolor"])
@pytest.mark.parametrize(
    "styles",
    [
        ("bold red on blue", "red on blue"),
        ("underline", "none"),
        ("reverse #123456 on #654321", "dim italic #123456"),
        ("strike on green", "bright_red on green"),
        ("bold", "dim"),
        ("bold dim", "bold"),
    ],
)
def test_every_change_of_a_look_is_seen(colours: str, styles: tuple[str, str]) -> None:
    whole, changed, shown = Terminal(), Terminal(), Shown()
    first, second = styles
    for update in (
        line(("a b", first), (" c", second)),
        line(("a  b", second), ("c", first)),
        line((" b ", first), ("  ", second)),
    ):
        whole.feed(update.render_segments(console(colours)))
        changed.feed(drawn(shown, update, colours))
        assert changed.cells == whole.cells


@pytest.mark.parametrize("text", ["日本", "e\u0301a", "a\u200bb"])
def test_a_line_with_letters_of_another_width_is_sent_whole_each_time(text: str) -> None:
    shown = Shown()
    drawn(shown, line(("abcd", "")))
    assert text in drawn(shown, line((text, "red")))
    assert text in drawn(shown, line((text, "red")))
    assert "ab" in drawn(shown, line(("abcd", "")))
