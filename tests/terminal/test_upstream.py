"""What the room of the terminal replaces or leans on in Textual, as it was when it was written.

A failure is not a defect: it says that a method changed. Read what is new, adapt
`healthtui.tui.terminal`, run `python -m tools.terminal_trials`, and note the new digest here.
"""

import ast
import hashlib
import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import textual.app
from textual import constants
from textual._border import BORDER_CHARS
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import Monochrome, NoColor
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Static

SOURCES = Path(__file__).parents[2] / "src" / "healthtui" / "tui"

KNOWN: dict[Callable[..., Any], str] = {
    LinuxDriver.__init__: "e8ca9041a485",
    LinuxDriver.start_application_mode: "8db05819aafd",
    LinuxDriver.stop_application_mode: "a995aabfb072",
    LinuxDriver.disable_input: "80a72de23bd3",
    LinuxDriver.close: "791ac1907d90",
    LinuxDriver.run_input_thread: "f3984e4de289",
    LinuxDriver._run_input_thread: "0f4339cf2bf2",
    LinuxDriver._sigtstp_application: "044a693849ba",
    LinuxDriver._sigcont_application: "0423e655b58c",
    Driver.suspend_application_mode: "c49829b29115",
    Driver.resume_application_mode: "8100372c9a0e",
    Parser.tick: "e26c4c39e9bd",
    Parser.feed: "4a2b84b3fe40",
    XTermParser.parse_mouse_code: "65a8592036c4",
    XTermParser._sequence_to_key_events: "4c10f63dbeca",
    LinuxDriver._enable_mouse_support: "ee25a4a7d964",
    LinuxDriver._disable_mouse_support: "1a1219f9853f",
    Input._position_to_cell: "bc5e1d06e67d",
    OptionList._update_lines: "945bea933bdb",
    App.suspend: "1731601997d2",
    App._fatal_error: "6637f1053a6c",
    App._handle_exception: "69fff7238af7",
    App._print_error_renderables: "43c82bfc8f76",
    App._set_pointer_shape: "44b406a6aab3",
    App._shutdown: "41358e86bef3",
    App.exit: "406a1bfeecd1",
    App.panic: "e608d16a5af8",
    App.get_line_filters: "d7a33ab59d3e",
    App.pop_screen: "cf9b040a3d13",
    App._display: "1d7ddb6a1370",
    LayoutUpdate.render_segments: "c34f9bfdaf5a",
    ChopsUpdate.render_segments: "7eb28e4cc847",
    Screen.dismiss: "af6b00a19574",
    Stylesheet.apply: "39b29212010b",
    Stylesheet.parse: "f4476058d413",
    Stylesheet.reparse: "b2676c8fd9b8",
    Stylesheet.set_variables: "8d474994839a",
    Stylesheet._process_component_classes: "e0660e92780e",
    DOMNode.has_pseudo_class: "f3ca0f08001d",
    Screen._get_breakpoint_classes: "d5fb8e830101",
    App.refresh_css: "89a7291bcf8d",
    App._init_mode: "a3c498a491dc",
    Input._watch_value: "05f87159fba9",
    Compositor.render_partial_update: "504f70e6f580",
    Compositor._get_renders: "a491ea22fdb5",
    Compositor._render_chops: "c0fbeed389db",
    App._begin_update: "dc82152fa13f",
    App._end_update: "fcda424982bd",
    Widget._size_updated: "2a6dcf3bbc6b",
    Widget._scroll_update: "56f999c3256d",
    Widget._refresh_scrollbars: "49614cdd3d42",
    Widget.refresh: "152b8d3a0c5b",
    Static.update: "f3a56ce87f3c",
    ScrollBar.render: "0e7b7f14e811",
    ScrollBarRender.__rich_console__: "3b61642fe377",
}


def digest(method: Callable[..., Any]) -> str:
    """A digest of the code of a method, without its comments and layout."""
    tree = ast.dump(ast.parse(textwrap.dedent(inspect.getsource(method))))
    return hashlib.sha256(tree.encode()).hexdigest()[:12]


@pytest.mark.parametrize("method", KNOWN, ids=lambda method: method.__qualname__)
def test_what_is_replaced_is_as_it_was(method: Callable[..., Any]) -> None:
    assert digest(method) == KNOWN[method]


def test_textual_uses_its_palette_nowhere_but_where_it_opens_one() -> None:
    """The names of `textual.command` are empty in the program, which opens a palette of its own."""
    tree = ast.parse(inspect.getsource(textual.app))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "textual.command"
        for alias in node.names
    }
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and imported & _named(node)
    ]
    assert imported
    assert {node.name for node in functions} == {
        "action_command_palette",
        "search_commands",
        "search_themes",
    }


def _named(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {
        node.id
        for statement in function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
    }


def test_no_name_of_ours_hides_one_of_textual() -> None:
    theirs = {
        name for kind in (MessagePump, Widget, Screen, App, Driver) for name in _assigned(kind)
    }
    assert "_closed" in theirs
    ours = {
        (path.name, name)
        for path in SOURCES.rglob("*.py")
        if path.parent.name != "terminal"
        for name in _assigned_in(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {pair for pair in ours if pair[1] in theirs and pair[1].startswith("_")} == set()


def _assigned(kind: type) -> set[str]:
    return _assigned_in(ast.parse(textwrap.dedent(inspect.getsource(kind))))


def _assigned_in(tree: ast.AST) -> set[str]:
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }


# --- Traps: each test fails once the library no longer needs our way round ------------------------

STOCK = {
    *("Select", "SelectionList", "Checkbox", "RadioButton", "RadioSet", "Switch", "MaskedInput"),
    *("Footer", "Header", "CommandPalette", "WebDriver"),
}
"""What tells states by colour alone, loses what is pasted, picks by itself, or hides keys."""


def test_no_widget_of_the_library_that_is_a_trap_is_used() -> None:
    used = {
        getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "name", None)
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute | ast.alias)
    }
    assert "OptionList" in used
    assert not used & STOCK
    assert not used & {"webbrowser", "open_url"}, "a browser may be one that draws in the terminal"


def test_a_toggle_still_draws_one_glyph_for_on_and_off() -> None:
    on, off = Checkbox("x", value=True), Checkbox("x", value=False)
    assert on.BUTTON_INNER == off.BUTTON_INNER == "X"


def test_what_scrolls_still_takes_the_focus() -> None:
    assert VerticalScroll.can_focus


def test_a_focus_within_still_leaves_what_is_inside_as_it_was() -> None:
    """No rule of ours looks from a box with the focus at something in it."""
    inside = re.compile(r":focus-within[^{};,]*\s+[>\w#.]")
    assert inside.search("Box:focus-within > Line { color: red; }")
    sheets = [
        *(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.tcss")),
        *(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")),
    ]
    assert any(":focus-within" in sheet for sheet in sheets)
    assert not [found for sheet in sheets if (found := inside.search(sheet))]


@pytest.mark.parametrize(("told", "kind"), [(None, Monochrome), (True, NoColor)])
def test_no_color_still_makes_greys_unless_the_colours_are_the_terminals(
    monkeypatch: pytest.MonkeyPatch, *, told: bool | None, kind: type
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    kinds = {type(each) for each in App(ansi_color=told)._filters}
    assert kinds & {Monochrome, NoColor} == {kind}


def test_an_empty_no_color_still_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert App().no_color


def test_settings_are_still_read_once_at_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    before = constants.DISABLE_KITTY_KEY, constants.ESCAPE_DELAY, constants.TEXTUAL_ANIMATIONS
    for name in ("TEXTUAL_DISABLE_KITTY_KEY", "ESCDELAY"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "basic")
    assert before == (
        *(constants.DISABLE_KITTY_KEY, constants.ESCAPE_DELAY),
        constants.TEXTUAL_ANIMATIONS,
    )


def test_scrollbars_and_borders_are_still_drawn_in_eighths() -> None:
    assert set("▁▂▃") <= {*ScrollBarRender.VERTICAL_BARS}
    assert "▊" in str(BORDER_CHARS["tall"])


def test_ctrl_c_still_only_tells_how_to_quit_and_copies_in_a_field_in_silence() -> None:
    app = {each.key: each.action for each in App.BINDINGS if isinstance(each, Binding)}
    assert app["ctrl+c"] == "help_quit"
    assert "notify" not in inspect.getsource(App.copy_to_clipboard)


def test_the_palette_of_the_library_still_offers_a_picture_on_disk() -> None:
    assert "Screenshot" in inspect.getsource(App.get_system_commands)


def test_the_cursor_of_the_terminal_is_still_hidden() -> None:
    assert "25l" in inspect.getsource(LinuxDriver.start_application_mode)
