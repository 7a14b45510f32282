"""Keys for every hand and terminal: what is never bound, second ways, rings, and ways out."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import pytest
from rich.cells import cell_len
from tests.tui.conftest import TODAY, Driver, Opening
from tests.tui.test_looks import PERSON, STATES, looking
from textual import constants
from textual.binding import Binding
from textual.dom import DOMNode
from textual.selection import SELECT_ALL
from textual.widget import Widget
from textual.widgets import OptionList

import healthtui.tui
from healthtui.core.rulebook import Rulebook
from healthtui.texts.language import available
from healthtui.tui.app import OTHER_ESCAPE
from healthtui.tui.keys import KEYS
from healthtui.tui.terminal.keyboard import Keyboard
from healthtui.tui.theme import THEME_WORDS
from healthtui.tui.widgets.bars import KeyBar
from healthtui.tui.widgets.rows import Rows

ALIASES = {"ctrl+h", "ctrl+j", "ctrl+m", "ctrl+i", "ctrl+left_square_brace"}
"""What a terminal sends for backspace, enter, tab and escape."""
NOT_SENT = {"ctrl+enter", "ctrl+slash", "ctrl+underscore"}
ALT_GR = {
    *("left_square_bracket", "right_square_bracket", "left_curly_bracket"),
    *("right_curly_bracket", "vertical_line", "tilde", "backslash", "at", "number_sign"),
    *("circumflex_accent", "grave_accent"),
}
"""Signs for which AZERTY has no key of their own."""
OF_A_FIELD = {f"ctrl+{letter}" for letter in "aedfkuwxv"}
TAKEN = {
    **dict.fromkeys(("f1", "f10", "f11"), "GNOME Terminal, xfce4-terminal"),
    **dict.fromkeys(("ctrl+p", "ctrl+q"), "VS Code"),
    **dict.fromkeys(("ctrl+w", "ctrl+t", "ctrl+n"), "browsers"),
    **dict.fromkeys(("ctrl+b", "ctrl+a"), "tmux, screen"),
}
RING = 40
UNASKED = ["French, from", "Card renewable", "Year ends on", "Parent insured"]


def ours() -> Iterator[type[DOMNode]]:
    """Every class of ours that can have bindings."""
    for module in walk_packages(healthtui.tui.__path__, "healthtui.tui."):
        for each in vars(import_module(module.name)).values():
            if (
                isinstance(each, type)
                and issubclass(each, DOMNode)
                and each.__module__.startswith("healthtui")
            ):
                yield each


def bound() -> dict[str, str]:
    """Every key that is bound by us, and where."""
    found: dict[str, str] = {}
    for kind in ours():
        for each in vars(kind).get("BINDINGS", ()):
            assert isinstance(each, Binding)
            found |= dict.fromkeys(each.key.split(","), kind.__name__)
    return found


def test_no_key_is_bound_that_means_another_or_needs_alt_gr_or_edits_a_field() -> None:
    keys = bound()
    assert {"q", "ctrl+l", "escape", "f2"} <= keys.keys()
    assert not keys.keys() & (ALIASES | NOT_SENT | ALT_GR | OF_A_FIELD)
    assert not [key for key in keys if "alt+" in key or key == "inverted_exclamation_mark"]


def test_no_action_has_only_keys_that_something_else_takes() -> None:
    for key in KEYS:
        ways = set(key.keys.split(","))
        assert ways - TAKEN.keys(), key.action
        assert not all(way.startswith("f") and way[1:].isdecimal() for way in ways), key.action


# --- Tab --------------------------------------------------------------------------------------


def controls(drive: Driver) -> list[Widget]:
    """What can be used with the keyboard on what is in front."""
    return [
        each
        for each in drive.screen.query("*")
        if each.focusable and each.display and not each.disabled
    ]


async def visited(drive: Driver) -> AsyncIterator[str]:
    for name, there, back in STATES:
        await drive.press(*there)
        yield name
        await drive.press(*back)


async def test_tab_visits_each_control_once_and_comes_round_on_every_screen_and_page(
    rulebook: Rulebook,
) -> None:
    several = 0
    async with looking(rulebook) as drive:
        async for name in visited(drive):
            first = drive.app.focused
            assert first is not None, name
            ring = [first]
            while len(ring) < RING:
                await drive.press("tab")
                if drive.app.focused is first:
                    break
                assert drive.app.focused is not None
                ring.append(drive.app.focused)
            wanted = controls(drive)
            assert len(ring) == len(wanted), (name, ring)
            assert {*ring} == {*wanted}, name
            several += len(ring) > 1
            for each in reversed(ring):
                await drive.press("shift+tab")
                assert drive.app.focused is each, name
    assert several >= len(("situation", "steps", "costs", "contract", "care"))


async def test_home_end_and_pages_move_in_every_list(rulebook: Rulebook) -> None:
    log = {
        f"ab{day:04}": {"act": "gp_consultation", "care_date": date(2026, 10, day)}
        for day in range(1, 29)
    }
    async with looking(rulebook, size=(80, 16), plain=PERSON | {"log": log}) as drive:
        for key, name in (("f3", "#list"), ("f5", "#log"), ("g", "#found")):
            await drive.press(key)
            await drive.drawn()
            found = drive.screen.query(name) or drive.screen.query(Rows)
            assert found, name
            listed = found.first()
            assert isinstance(listed, OptionList | Rows)
            last: dict[str, set[bool]] = {}
            for move in ("pageup", "pagedown", "home", "end", "pageup", "home", "down"):
                before = listed.highlighted
                await drive.press(move)
                await drive.drawn()
                last.setdefault(move, set()).add(before != listed.highlighted)
            moved = [move for move, seen in last.items() if True in seen]
            assert "down" in moved, (name, last)
            wanted = {"end", "home", "pageup", "pagedown"}
            if drive.screen.is_modal:  # there, home and end belong to the field above the list
                wanted = {"pageup", "pagedown"}
            assert wanted <= {*moved}, (name, last)


# --- Out --------------------------------------------------------------------------------------


def test_escape_is_known_soon_and_two_of_them_are_two() -> None:
    assert constants.ESCAPE_DELAY <= 0.15
    keyboard = Keyboard()
    assert list(keyboard.feed(b"\x1b")) == []
    assert keyboard.patience == constants.ESCAPE_DELAY
    assert [each.key for each in keyboard.silence()] == ["escape"]  # type: ignore[attr-defined]
    assert not any("escape,escape" in key or "escape+" in key for key in bound())


async def test_another_key_leads_out_of_everything_that_escape_does(rulebook: Rulebook) -> None:
    left = 0
    async with looking(rulebook) as drive:
        for name, there, back in STATES:
            await drive.press(*there)
            before = (drive.screen, drive.app.focused)
            for key in back:
                assert key == "escape"
                await drive.press(OTHER_ESCAPE)
            if back:
                assert (drive.screen, drive.app.focused) != before, name
                assert not drive.screen.is_modal, name
                left += 1
    assert left == sum(bool(back) for _, _, back in STATES)


async def test_ctrl_c_quits_at_the_second_time_in_turn(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("ctrl+c")
        assert drive.notices() == ["Ctrl+C again saves and quits."]
        await drive.press("down", "ctrl+c")
        assert drive.runs()
        await drive.press("ctrl+c")
        await drive.until(lambda: not drive.runs())
        assert drive.keeper.closed


@pytest.mark.parametrize("page", ["x", "w", "question_mark", "g", "ctrl+p", "enter", "too small"])
async def test_ctrl_c_quits_from_every_page(opened: Opening, page: str) -> None:
    async with opened() as drive:
        if page == "too small":
            await drive.pilot.resize_terminal(20, 5)
        else:
            await drive.press(page)
        assert drive.screen.is_modal
        await drive.press("ctrl+c")
        assert drive.runs()
        await drive.press("ctrl+c")
        await drive.until(lambda: not drive.runs())
        assert drive.keeper.closed


async def test_ctrl_c_on_a_page_copies_what_is_selected(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("x")
        drive.screen.selections = {drive.screen.query_one("#reading"): SELECT_ALL}
        await drive.press("ctrl+c")
        assert drive.app.clipboard.startswith("Type the 13 or 15 characters.")


async def test_ctrl_c_in_a_field_copies_says_so_and_quits_at_the_second_time(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.focus("birth_date")
        await drive.press("ctrl+c")
        assert drive.app.clipboard == "2004-03-12"
        (told,) = drive.notices()
        assert told.startswith("Sent to your terminal. If pasting gives nothing")
        assert told.endswith("Ctrl+C again saves and quits.")
        await drive.press("left", "ctrl+c")
        assert drive.runs()
        await drive.press("ctrl+c")
        await drive.until(lambda: not drive.runs())
        assert drive.keeper.closed


async def test_from_every_text_field_escape_and_one_key_lead_everywhere(opened: Opening) -> None:
    async with opened() as drive:
        fields = (
            ("f2", "birth_date"),
            ("f4", "price_eur"),
            ("f3", "note"),
            ("f3", "find"),
        )
        for screen, name in fields:
            for key, there in (("1", "situation"), ("2", "steps"), ("3", "costs"), ("4", "year")):
                await drive.press(screen)
                if screen == "f3":
                    await drive.press("n" if name == "note" else "slash")
                else:
                    await drive.focus(name)
                assert drive.focused == name
                before = drive.field(name).value if name != "note" else ""  # type: ignore[attr-defined]
                await drive.press("escape", key)
                assert drive.app.current_mode == there, (name, key)
                await drive.press("escape", "question_mark")
                assert drive.screen.is_modal, name
                await drive.press("question_mark")
                assert not drive.screen.is_modal
                if name in {"birth_date", "price_eur"}:
                    mode = "situation" if screen == "f2" else "costs"
                    assert drive.typed(name, mode).value == before
        assert drive.note() == ""


# --- Footer and help --------------------------------------------------------------------------


@pytest.mark.parametrize("language", available())
async def test_the_footer_never_overflows_and_always_leads_to_help_and_out(
    rulebook: Rulebook, language: str
) -> None:
    async with looking(rulebook, language=language) as drive:
        async for name in visited(drive):
            if not drive.screen.query(KeyBar):
                continue
            for width in (40, 60, 80, 120):
                await drive.pilot.resize_terminal(width, 24)
                await drive.drawn()
                bar = drive.screen.query_one(KeyBar)
                assert bar.max_scroll_x == drive.screen.max_scroll_x == 0
                last = drive.lines()[-1]
                assert cell_len(str(bar.content).rstrip()) <= width, (name, width)
                assert "q " in last, (name, width, last)
                assert "? " in last or "Esc" in last or "Échap" in last, (name, width, last)
            await drive.pilot.resize_terminal(80, 24)
            await drive.drawn()


async def test_themes_whose_contrast_was_not_measured_are_not_offered(opened: Opening) -> None:
    async with opened() as drive:
        assert len(drive.app.available_themes) > len(THEME_WORDS)
        await drive.press("ctrl+p")
        await drive.type("theme:")
        offered = {line for line in drive.found() if line.startswith("Theme:")}
        wanted = {f"Theme: {drive.says(words)}" for words in THEME_WORDS.values()}
        assert offered == wanted


# --- States without colour --------------------------------------------------------------------


async def test_every_state_has_a_sign_of_its_own_without_colour(rulebook: Rulebook) -> None:
    """The signs are read from what is drawn: no colour is in it."""
    async with looking(rulebook, plain=PERSON, size=(80, 50)) as drive:
        await drive.go("steps")
        drive.app.edit(lambda case: case.stepped("ask-cvec-refund", "accepted", TODAY))
        await drive.press("m")
        await drive.drawn()
        steps = drive.listed()
        marked = steps[str(drive.highlighted())]
        signs = {
            "done": next(line[:3] for line in steps.values() if "x" in line[:3]),
            "to do": next(line[:3] for line in steps.values() if line[:3] == "[ ]"),
            "refused": steps["birth-certificate"][:3],
            "not yet": next(line[:3] for line in steps.values() if "·" in line[:3]),
            "selected": marked[3],
        }
        drawn = drive.text()
        assert all(sign in drawn for sign in signs.values())
        await drive.press("escape")
        await drive.go("situation")
        await drive.clear_and_type("stay_until", "20261301")
        await drive.press("tab")
        await drive.drawn()
        form = drive.screen.query_one("#form").region
        labels = [line[form.x + 1 : form.x + 20].strip() for line in drive.lines()]
        labels = labels[form.y + 1 : form.bottom - 1]
        signs["error"] = next(label[0] for label in labels if label.endswith("from, until"))
        unasked = [label for label in labels if label.startswith("·")]
        assert signs["error"] == "!"
        assert [label.strip("· ") for label in unasked] == UNASKED
        assert len({*signs.values()}) == len(signs)
        empty = drive.field("card_valid_until")
        assert empty.disabled
        assert "yyyy" not in drive.lines()[empty.region.y]
