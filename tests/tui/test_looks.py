"""Colours, focus, glyphs and widths, measured on what is drawn."""

import unicodedata
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from rich.color import Color as Rich
from rich.color import ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style
from tests.tui.conftest import GO, MODES, MOROCCAN, TODAY, Driver, Opening
from textual.color import Color
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input

from healthtui.core.case import THEMES as NAMES
from healthtui.core.rulebook import Rulebook
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.glyphs import ASCII, CONSOLE, ON_CONSOLE
from healthtui.tui.looks import USUAL, Looks
from healthtui.tui.theme import LIGHT, STRONG_DARK, STRONG_LIGHT, TERMINAL, THEMES
from healthtui.tui.widgets.fields import TypedField

ENOUGH, STRONG, MARK = 4.5, 7.0, 3.0
MEASURED = [theme for theme in THEMES if not theme.ansi]
VARIABLES = ("text-muted", "row", "row-here", "border")
ROLES = (
    *("background", "surface", "panel", "foreground", "primary", "secondary", "accent"),
    *("success", "warning", "error", *VARIABLES),
)
SEVERAL = 12
ROUNDING = 4
BLACK = "#000000"
RED, MAGENTA = 1, 5
DRAWN_OF = frozenset("─│┌┐└┘├┤═║╔╗╚╝█▒░▓·…")
CARE = {
    "log": {
        "ab12cd": {"act": "gp_consultation", "care_date": date(2026, 10, 1)},
        "ef34ab": {"act": "gp_consultation", "care_date": date(2023, 1, 2)},
    }
}
PERSON = {
    **MOROCCAN,
    **CARE,
    "steps": {
        "validate-visa": {"status": "accepted", "since": date(2026, 10, 1), "note": "done"},
        "birth-certificate": {"status": "refused", "since": date(2026, 10, 1)},
    },
}
STATES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("situation", ("f2", "tab"), ()),
    ("a date typed in", ("down", "down", "down", "end", "9"), ()),
    ("a field left", ("escape",), ()),
    ("a list", ("tab", "tab", "enter"), ("escape",)),
    ("steps", ("f3",), ()),
    ("papers", ("down", "down", "tab"), ("escape",)),
    ("note", ("n",), ("escape",)),
    ("find", ("slash",), ("escape",)),
    ("link", ("l",), ("escape",)),
    ("status", ("s",), ("escape",)),
    ("day and detail", ("exclamation_mark",), ("escape",)),
    ("costs", ("f4",), ()),
    ("contract", ("k",), ("escape",)),
    ("amount", ("v",), ("escape",)),
    ("year", ("f5",), ()),
    ("care", ("enter",), ("escape",)),
    ("compare", ("c",), ()),
    ("C2S", ("s",), ("escape", "escape")),
    ("why", ("w",), ("escape",)),
    ("keys", ("question_mark",), ("escape",)),
    ("glossary", ("g",), ("escape",)),
    ("palette", ("ctrl+p",), ("escape",)),
)
"""Everything that can be in front: the keys that lead there from the one before, and back."""
PAGES = {
    *("a list", "link", "status", "day and detail", "contract", "amount", "why", "keys"),
    *("glossary", "palette"),
}
"""What lies over a screen."""


@asynccontextmanager
async def looking(
    rulebook: Rulebook,
    looks: Looks = USUAL,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
    plain: Any = PERSON,
) -> AsyncIterator[Driver]:
    app = HealthApp(rulebook, dict(plain), TODAY, Speaker(language), None, looks)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Driver(app, pilot, None)


async def walk(drive: Driver) -> AsyncIterator[str]:
    """Bring every screen and page to the front, one after the other."""
    for name, there, back in STATES:
        await drive.press(*there)
        yield name
        await drive.press(*back)


def segments(drive: Driver) -> Iterator[Segment]:
    """What is drawn in front; what lies below a page is out of reach, and dim to say so."""
    strips = drive.screen._compositor.render_strips()  # noqa: SLF001
    box = drive.screen.children[0].region if drive.screen.is_modal else drive.screen.region
    for strip in strips[box.y : box.bottom]:
        yield from (each for each in strip.crop(box.x, box.right) if each.text.strip())


def contrast(style: Style) -> float:
    """How much text stands out from its ground, by WCAG."""
    assert style.color is not None
    assert style.bgcolor is not None
    pair = [Color.from_rich_color(each) for each in (style.color, style.bgcolor)]
    lightest, darkest = sorted(map(luminance, pair), reverse=True)
    return (lightest + 0.05) / (darkest + 0.05)


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_text(segment: Segment) -> bool:
    return any(letter.isalnum() or letter in "?!$%€" for letter in segment.text)


def too_weak(drive: Driver, least: float) -> list[str]:
    """The texts in front that do not stand out."""
    return [
        f"{contrast(segment.style):.2f} {segment.text.strip()!r} {segment.style}"
        for segment in segments(drive)
        if segment.style and is_text(segment) and contrast(segment.style) < least
    ]


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert contrast(Style(color="#000000", bgcolor="#ffffff")) == pytest.approx(21)
    assert contrast(Style(color="#767676", bgcolor="#ffffff")) == pytest.approx(4.54, abs=0.01)
    assert contrast(Style(color="#777777", bgcolor="#ffffff")) < ENOUGH


def role_theme() -> Theme:
    """A theme in which each colour tells its role: all are far from each other."""
    grid = [
        f"#{r}{g}{b}" for r in ("20", "80", "e0") for g in ("20", "80", "e0") for b in ("20", "e0")
    ]
    of = dict(zip(ROLES, grid, strict=False))
    variables = {role: of[role] for role in VARIABLES}
    colours: dict[str, Any] = {role: of[role] for role in ROLES if role not in VARIABLES}
    return Theme(name="roles", dark=True, variables=variables, **colours)


def role_of(theme: Theme, drawn: Color) -> str:
    """The role of a drawn colour, or the colour itself where it is a mixture."""
    for role in ROLES:
        near = zip(Color.parse(color_of(theme, role)).rgb, drawn.rgb, strict=True)
        if all(abs(one - other) <= ROUNDING for one, other in near):
            return role
    return drawn.hex


def color_of(theme: Theme, role: str) -> str:
    return str(theme.variables[role] if role in VARIABLES else getattr(theme, role))


async def test_every_pair_of_colours_on_screen_stands_out_in_every_theme(
    rulebook: Rulebook,
) -> None:
    """Screens are walked once, in a theme that shows which roles lie on which.

    Borders, bars and marks count as well as letters.
    """
    roles = role_theme()
    pairs: dict[tuple[str, str], str] = {}
    marks: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    async with looking(rulebook) as drive:
        drive.app.register_theme(roles)
        drive.app.theme = roles.name
        async for name in walk(drive):
            await drive.drawn()
            if name == "a date typed in":
                assert drive.typed("stay_from").value.endswith("9")
            assert drive.screen.is_modal == (name in PAGES), name
            seen |= foreign(drive.text())
            for segment in segments(drive):
                style = segment.style
                if style and style.color and style.bgcolor:
                    drawn = map(Color.from_rich_color, (style.color, style.bgcolor))
                    first, second = (role_of(roles, each) for each in drawn)
                    if BLACK not in {first, second}:  # the code for a phone is black on white
                        (pairs if is_text(segment) else marks)[first, second] = name
    assert {role for pair in (*pairs, *marks) for role in pair} <= {*ROLES}
    assert len(pairs) > SEVERAL
    assert ("border", "surface") in marks
    for theme in MEASURED:
        least = STRONG if theme.name.startswith("high") else ENOUGH
        for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
            assert not weak(theme, pairs, least, system), (theme.name, system)
            assert not weak(theme, marks, MARK, system), (theme.name, system)
    assert {"█", "─", "║"} <= seen
    assert seen - DRAWN_OF <= set("“”«»€–−→▀▄\xa0’")  # noqa: RUF001 - as drawn


def weak(
    theme: Theme, pairs: Mapping[tuple[str, str], str], least: float, system: ColorSystem
) -> dict[tuple[str, str], tuple[float, str]]:
    """The pairs that do not stand out, in the colours that a terminal has."""
    found = {}
    for pair, where in pairs.items():
        text, ground = (Rich.parse(color_of(theme, role)).downgrade(system) for role in pair)
        value = contrast(Style.from_color(text, ground))
        if value < least:
            found[pair] = (round(value, 2), where)
    return found


async def test_a_weak_theme_is_found(rulebook: Rulebook) -> None:
    async with looking(rulebook) as drive:
        drive.app.theme = "solarized-light"
        await drive.drawn()
        assert too_weak(drive, ENOUGH)
    pale = Theme(
        name="pale", primary="#22384a", background="#ffffff", variables={"border": "#bbbbbb"}
    )
    for pair in (("border", "background"), ("primary", "primary")):
        assert weak(pale, {pair: ""}, MARK, ColorSystem.EIGHT_BIT)


def test_the_names_of_the_themes_are_those_that_a_case_keeps() -> None:
    assert tuple(theme.name for theme in THEMES) == NAMES


async def test_a_theme_is_chosen_in_the_palette_and_kept(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("ctrl+p")
        await drive.type("theme: high contrast, light")
        await drive.press("enter")
        assert drive.app.theme == STRONG_LIGHT.name
        assert drive.keeper.plain["view"]["theme"] == STRONG_LIGHT.name
        plain = drive.keeper.plain
    async with opened(plain) as drive:
        assert drive.app.theme == STRONG_LIGHT.name


@pytest.mark.parametrize(
    ("looks", "plain", "theme"),
    [
        (Looks(), {}, "dark"),
        (Looks(light=True), {}, LIGHT.name),
        (Looks(light=True), {"view": {"theme": STRONG_DARK.name}}, STRONG_DARK.name),
        (Looks(theme="terminal"), {"view": {"theme": "light"}}, TERMINAL.name),
        (Looks(), {"view": {"theme": "no such"}}, "dark"),
        (Looks(colourless=True, theme="light"), {}, TERMINAL.name),
        (Looks(few_colours=True, light=True), {}, TERMINAL.name),
        (Looks(few_colours=True, theme="light"), {}, LIGHT.name),
    ],
)
async def test_the_theme_of_the_start(
    rulebook: Rulebook, looks: Looks, plain: dict[str, Any], theme: str
) -> None:
    async with looking(rulebook, looks, plain=plain) as drive:
        assert drive.app.theme == theme


def colours(drive: Driver) -> set[ColorType]:
    found = (segment.style for segment in segments(drive) if segment.style)
    return {color.type for style in found for color in (style.color, style.bgcolor) if color}


async def test_the_terminals_theme_uses_its_colours_and_its_ground(rulebook: Rulebook) -> None:
    seen: set[ColorType] = set()
    read: set[int | None] = set()
    async with looking(rulebook, Looks(theme=TERMINAL.name)) as drive:
        for name in (*MODES, "glossary"):
            await drive.press({**GO, "glossary": "g"}[name])
            await drive.drawn()
            seen |= colours(drive)
            grounds = {
                segment.style.bgcolor.type
                for segment in segments(drive)
                if segment.style and segment.style.bgcolor and is_text(segment)
            }
            assert grounds <= {ColorType.DEFAULT}, name
            read |= {
                segment.style.color.number
                for segment in segments(drive)
                if segment.style and segment.style.color and is_text(segment)
            }
    assert ColorType.STANDARD in seen
    # Whatever the ground: blue is lost on black, yellow, green and cyan on white.
    assert read == {None, RED, MAGENTA}


# --- Focus ------------------------------------------------------------------------------------


def focused(drive: Driver) -> Widget:
    """The one widget with the focus, which must be seen."""
    widget = drive.screen.focused
    assert widget is not None, "the focus is nowhere"
    assert [each for each in drive.screen.query("*") if each.has_focus] == [widget]
    visible = drive.screen._compositor.visible_widgets  # noqa: SLF001
    assert widget in visible, f"{widget} has the focus and is not on screen"
    assert drive.screen.find_widget(widget).visible_region.area, f"{widget} is not seen"
    return widget


def looks_of(drive: Driver, *, colourless: bool) -> list[tuple[str, object]]:
    """Each cell that is drawn, with how it is drawn."""
    cells: list[tuple[str, object]] = []
    for strip in drive.screen._compositor.render_strips():  # noqa: SLF001
        for text, style, _ in strip:
            how = style or Style()
            marks: tuple[object, ...] = (how.bold, how.reverse, how.underline)
            if not colourless:
                marks = (*marks, how.color, how.bgcolor)
            cells += [(letter, marks) for letter in text]
    return cells


async def marked_cells(drive: Driver, widget: Widget, *, colourless: bool) -> int:
    """How many cells are drawn otherwise because a widget has the focus."""
    with_focus = looks_of(drive, colourless=colourless)
    widget.has_focus = False
    drive.screen.set_reactive(Screen.focused, None)
    drive.screen._update_focus_styles(blurred=widget)  # noqa: SLF001
    await drive.drawn()
    without = looks_of(drive, colourless=colourless)
    widget.has_focus = True
    drive.screen.set_reactive(Screen.focused, widget)
    drive.screen._update_focus_styles(focused=widget)  # noqa: SLF001
    await drive.drawn()
    return sum(one != other for one, other in zip(with_focus, without, strict=True))


@pytest.mark.parametrize(
    "looks",
    [
        Looks(),
        Looks(colourless=True),
        Looks(signs=ASCII, colourless=True),
        Looks(signs=ON_CONSOLE, few_colours=True),
    ],
    ids=["colours", "none", "ascii", "console"],
)
async def test_the_focus_is_seen_after_every_key(rulebook: Rulebook, looks: Looks) -> None:
    marked: set[tuple[str, str]] = set()
    async with looking(rulebook, looks, size=(40, 15)) as drive:
        for name, there, back in STATES:
            for key in (*there, "tab", "shift+tab", *back):
                await drive.press(key)
                await drive.pilot.pause()
                widget = focused(drive)
                if looks.colourless:
                    assert colours(drive) <= {ColorType.DEFAULT}, name
                kind = (type(drive.screen).__name__, type(widget).__name__)
                if kind not in marked:
                    marked.add(kind)
                    await drive.drawn()
                    count = await marked_cells(drive, widget, colourless=looks.colourless)
                    assert count > 1, (name, key, widget)


async def test_a_field_that_is_left_keeps_the_focus_and_letters_are_keys(opened: Opening) -> None:
    async with opened() as drive:
        field = await drive.focus("stay_until")
        assert isinstance(field, TypedField)
        before = field.value
        await drive.press("escape", "x")
        assert (
            drive.screen.query(Input).first().id != "stay_until"
        )  # the helper for numbers is open
        await drive.press("escape", "backspace", "z")
        assert (drive.focused, field.value) == ("stay_until", before)
        await drive.press("enter", "end", "backspace")
        assert field.value == before[:-1]
        await drive.press("escape", "3")
        assert drive.app.current_mode == "costs"


# --- ASCII ------------------------------------------------------------------------------------


def foreign(text: str) -> set[str]:
    """What is neither ASCII nor a letter."""
    return {c for c in text if not c.isascii() and unicodedata.category(c)[0] not in "LM"}


async def test_an_ascii_terminal_gets_ascii_and_letters_alone(rulebook: Rulebook) -> None:
    async with looking(rulebook, Looks(signs=ASCII), language="fr") as drive:
        async for name in walk(drive):
            await drive.drawn()
            assert not foreign(drive.text()), name
            assert all(cell_len(line) == 80 for line in drive.lines()), name
        assert "EUR" in drive.base("costs").query_one("#told").render().plain  # type: ignore[union-attr]
        assert "+---" in drive.text() or "+- " in drive.text()


async def test_the_linux_console_gets_the_signs_of_its_fonts_and_letters_alone(
    rulebook: Rulebook,
) -> None:
    looks = Looks(signs=ON_CONSOLE, few_colours=True)
    seen: set[str] = set()
    async with looking(rulebook, looks, language="fr") as drive:
        async for name in walk(drive):
            await drive.drawn()
            seen |= foreign(drive.text())
            assert seen <= CONSOLE | {"\xa0"}, name
            assert all(cell_len(line) == 80 for line in drive.lines()), name
    assert {*"─│┌┐└┘═█░·€«»"} <= seen


# --- Widths -----------------------------------------------------------------------------------

WIDE = "健康保険 e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT} 👩 한국"


async def test_a_note_of_any_script_is_drawn_and_edited_without_shifting(opened: Opening) -> None:
    async with opened(size=(60, 20)) as drive:
        await drive.go("steps")
        step = drive.highlighted()
        await drive.press("n")
        await drive.type(WIDE)
        await drive.press("left", "left", "backspace")
        await drive.drawn()
        assert all(cell_len(line) == 60 for line in drive.lines())
        right = {line[-1] for line in drive.lines()[2:-1] if line.rstrip()}
        assert right <= set("│┐┘╗╝║")
        await drive.press("escape")
        assert drive.case.step(str(step)).note == WIDE[:-3] + WIDE[-2:]


async def test_no_sign_of_french_begins_a_line(rulebook: Rulebook) -> None:
    for width in (40, 61):
        async with looking(rulebook, size=(width, 24), language="fr") as drive:
            for mode in MODES:
                await drive.go(mode)
                await drive.drawn()
                for line in drive.lines()[1:-1]:
                    words = line.strip("│║ \xa0").split()
                    assert not words or words[0] not in {":", ";", "?", "!", "€", "%", "»"}, line


# --- Sizes ------------------------------------------------------------------------------------


async def test_a_window_that_is_too_small_says_so_and_keeps_what_is_typed(opened: Opening) -> None:
    async with opened(size=(80, 24)) as drive:
        field = await drive.focus("stay_until")
        assert isinstance(field, TypedField)
        await drive.press("end", "backspace")
        typed = field.value
        for size in ((30, 8), (40, 15), (39, 24), (250, 70), (80, 9), (60, 20)):
            await drive.pilot.resize_terminal(*size)
            await drive.drawn()
            if size in ((30, 8), (39, 24), (80, 9)):
                assert "Window too small" in drive.lines()[0]
            else:
                assert drive.app.focused is field
                assert field.value == typed
        await drive.pilot.resize_terminal(30, 8)
        await drive.drawn()
        await drive.press("q")
        await drive.pause()
        assert not drive.runs()


@pytest.mark.parametrize(
    ("size", "language"),
    [
        (size, language)
        for size in ((40, 15), (60, 20), (80, 24), (120, 40))
        for language in available()
    ],
)
async def test_every_screen_and_page_is_of_use_in_its_window(
    rulebook: Rulebook, size: tuple[int, int], language: str
) -> None:
    async with looking(rulebook, size=size, language=language) as drive:
        async for name in walk(drive):
            await drive.drawn()
            lines = drive.lines()
            assert [cell_len(line) for line in lines] == [size[0]] * size[1], name
            for widget in drive.screen.query("*"):
                if widget.display and widget.region.area and widget.visible:
                    assert widget.region.right <= size[0], (name, widget)
            if drive.screen.query("#keys"):
                assert "? " in lines[-1] or "Esc" in lines[-1] or "Échap" in lines[-1], name
                assert "q " in lines[-1], name
            for widget in drive.screen.query("Form, #list, #found"):
                if not (widget.has_focus_within or drive.screen.is_modal):
                    continue
                inside = widget.content_size.height
                assert inside >= 4 or inside >= widget.virtual_size.height, (name, widget)
            for page in drive.screen.query(VerticalScroll):
                assert page.size.height > 0, (name, page)


async def test_nothing_moves_by_itself(opened: Opening) -> None:
    async with opened(size=(60, 16)) as drive:
        assert drive.app.animation_level == "none"
        await drive.press("question_mark")
        page = drive.screen.query_one("#page")
        page.scroll_to(y=5)
        await drive.drawn()
        assert page.scroll_y == 5
