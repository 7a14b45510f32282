import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from msgspec.structs import replace
from tests.tui.conftest import MODES, TODAY, Driver, Opening, fields_of
from textual._xterm_parser import XTermParser
from textual.events import Key as KeyEvent
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from healthtui.core.care import Care
from healthtui.core.progress import Status
from healthtui.tui.keys import KEYS, Key, keys_on, moves_on
from healthtui.tui.screens.amount import AmountScreen
from healthtui.tui.screens.care import CareScreen
from healthtui.tui.screens.compare import CompareScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.glossary import GlossaryScreen
from healthtui.tui.screens.link import LinkScreen
from healthtui.tui.screens.message import MessageScreen
from healthtui.tui.screens.palette import Palette
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.screens.standing import StandingScreen
from healthtui.tui.widgets.picker import Picker

GOES = {f"go('{mode}')": mode for mode in MODES}
PAGES = {
    "why": ReadingScreen,
    "keys": ReadingScreen,
    "screen.status": Picker,
    "screen.standing": StandingScreen,
    "screen.link": LinkScreen,
    "screen.message": MessageScreen,
    "screen.contract": ContractScreen,
    "screen.received": AmountScreen,
    "screen.other_day": Picker,
    "undo_several": Picker,
    "screen.add": CareScreen,
    "screen.edit": CareScreen,
    "screen.compare": CompareScreen,
    "screen.years": Picker,
    "command_palette": Palette,
    "glossary": GlossaryScreen,
}
ACT: dict[str, Care] = {"ab12cd": Care(act="gp_consultation", care_date=date(2026, 10, 1))}
LOGGED: dict[str, Callable[[Mapping[str, Care]], bool]] = {
    "screen.log": lambda log: any(care.day == TODAY for care in log.values()),
    "screen.claimed": lambda log: log["ab12cd"].claimed_on == TODAY,
    "screen.settled": lambda log: log["ab12cd"].received_eur == 19_00,
    "screen.delete": lambda log: not log,
}
SAYS = {"pause": ["Nothing would bring it back from a pause; q quits."], "draw_anew": []}
FOCUSED = {"screen.note": "note", "screen.find": "find"}
PUTS = re.compile(r"screen\.put\('(.+)'\)")


async def check(drive: Driver, key: Key, start: str, how: str) -> None:
    """The action of a key has happened; then what it opened is closed."""
    put = PUTS.fullmatch(key.action)
    if key.action in GOES:
        assert drive.app.current_mode == GOES[key.action], how
        assert drive.case.screen == GOES[key.action], how
        await drive.go(start)
    elif put is not None:
        assert drive.case.progress[str(drive.highlighted())].status == put[1], how
        await drive.press("escape")
    elif key.action == "screen.mark":
        assert any(line[3] == "*" for line in drive.listed().values()), how
        await drive.press("escape")
    elif key.action in FOCUSED:
        assert drive.focused == FOCUSED[key.action], how
        await drive.press("escape")
        assert drive.focused == "list", how
    elif key.action in LOGGED:
        assert LOGGED[key.action](drive.case.log), how
    elif key.action in SAYS:
        assert drive.notices()[-1:] == SAYS[key.action], how
    elif key.action not in ("undo", "redo"):
        assert isinstance(drive.screen, PAGES.get(key.action, ModalScreen)), how
        await drive.press("escape")
        assert drive.screen is drive.base(start), how
    elif key.action == "undo":
        assert drive.case.situation.card == "none", how
        drive.app.redo()
    else:
        assert drive.case.situation.card == "s1", how


async def prepare(drive: Driver, key: Key) -> None:
    if key.screens == ("steps",):
        # Somewhere between to do and accepted, so that each key has something to do.
        step = "portal-documents"
        await drive.highlight(step)
        status: Status = "ready" if key.action == "screen.put('sent')" else "sent"
        drive.app.edit(lambda case: case.stepped(step, status, TODAY))
        drive.app.history.seal()
        await drive.pause()
    if key.screens == ("year",):
        drive.app.edit(lambda case: replace(case, log=ACT))
    for card in ("none", "s1"):
        drive.app.clear_notifications()
        drive.app.history.seal()
        drive.app.edit(lambda case, c=card: case.answered("card", c))  # type: ignore[misc]
    if key.action == "redo":
        drive.app.undo()


@pytest.mark.parametrize("mode", MODES)
async def test_every_key_works_on_its_screen_in_every_spelling(opened: Opening, mode: str) -> None:
    async with opened() as drive:
        await drive.go(mode)
        for key in keys_on(mode):
            if key.action == "leave":
                continue
            spellings = key.keys.split(",")
            for spelling in spellings if mode == "steps" else spellings[-1:]:
                await prepare(drive, key)
                await drive.press(spelling)
                await check(drive, key, mode, f"{spelling} on {mode}")


async def test_the_palette_finds_and_runs_every_action(opened: Opening) -> None:
    mode = "steps"
    async with opened() as drive:
        await drive.go(mode)
        for key in keys_on(mode):
            if key.action in ("leave", "command_palette"):
                continue
            await prepare(drive, key)
            await drive.press("ctrl+p")
            assert isinstance(drive.screen, Palette)
            await drive.type(drive.says(key.label).lower())
            await drive.until(lambda: _hits(drive) > 0)
            await drive.press("enter")
            await drive.pause()
            await check(drive, key, mode, f"{key.action} by palette on {mode}")


def _hits(drive: Driver) -> int:
    listed = drive.screen.query_one("#found", OptionList)
    return listed.option_count if drive.screen.query_one(Input).value else 0


async def test_the_palette_can_quit(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("colon")
        await drive.type("quit")
        await drive.until(lambda: _hits(drive) > 0)
        await drive.press("enter")
        await drive.pause()
        assert not drive.runs()
        assert drive.keeper.closed


def joined(told: str) -> list[str]:
    """The rows of the help, without the breaks inside what a key does."""
    return told.replace("\n        ", " ").splitlines()


@pytest.mark.parametrize("mode", MODES)
async def test_the_help_lists_exactly_the_keys_of_the_screen(opened: Opening, mode: str) -> None:
    async with opened(size=(80, 40)) as drive:
        await drive.go(mode)
        await drive.press("question_mark")
        about, _, told = str(drive.screen.query_one("#page Static", Static).content).rpartition(
            "\n\n"
        )
        assert bool(about) == (mode in {"situation", "costs"})
        assert [line.split() for line in joined(told)] == [
            [shown, *drive.says(help_text).split()]
            for shown, help_text in (
                *((key.shown, key.help) for key in keys_on(mode)),
                *moves_on(mode),
            )
        ]
        drawn = drive.text()
        for key in KEYS:
            assert (drive.says(key.help) in drawn) == (key in keys_on(mode))


async def test_every_key_that_scrolls_a_page_scrolls_it(opened: Opening) -> None:
    async with opened(size=(60, 20)) as drive:
        await drive.press("w")
        page = drive.screen.query_one("#page")
        await drive.drawn()
        for key in ("j", "down", "pagedown"):
            before = page.scroll_offset.y
            await drive.press(key)
            await drive.drawn()
            assert page.scroll_offset.y > before, key


async def test_the_keys_of_steps_do_nothing_elsewhere(opened: Opening) -> None:
    async with opened() as drive:
        for mode in ("situation", "costs"):
            await drive.go(mode)
            await drive.focus(fields_of(drive)[0])
            await drive.press("s", "n", "d")
            assert drive.screen is drive.base(mode)


def test_the_azerty_digit_row_arrives_under_the_names_that_are_bound() -> None:
    bound = {name for key in KEYS for name in key.keys.split(",")}
    parser = XTermParser()
    for typed in "1234&é\"'wsnur?:q":
        events = [event for event in parser.feed(typed) if isinstance(event, KeyEvent)]
        assert len(events) == 1
        assert {events[0].key, *events[0].aliases} & bound, typed


@pytest.mark.parametrize("mode", ["situation", "costs"])
async def test_tab_visits_every_field_that_counts_once_and_comes_round(
    opened: Opening, mode: str
) -> None:
    async with opened() as drive:
        await drive.go(mode)
        ring = [name for name in fields_of(drive) if not drive.field(name).disabled]
        await drive.focus(ring[0])
        seen = []
        for _ in ring:
            seen.append(drive.focused)
            await drive.press("tab")
        assert seen == ring
        assert drive.focused == ring[0]
        for name in reversed(ring):
            await drive.press("shift+tab")
            assert drive.focused == name


async def test_tab_goes_round_the_list_the_papers_and_the_note(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        for step, ring in (
            ("validate-visa", ["list", "note"]),
            ("birth-certificate", ["list", "papers", "note"]),
        ):
            await drive.highlight(step)
            for stop in (*ring[1:], "list"):
                await drive.press("tab")
                assert drive.focused == stop
            for stop in reversed(ring):
                await drive.press("shift+tab")
                assert drive.focused == stop


async def test_tab_stays_inside_an_open_list(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("enter", "tab", "tab", "shift+tab")
        assert isinstance(drive.screen, Picker)
        assert drive.focused == "query"


async def test_escape_never_quits(opened: Opening) -> None:
    async with opened() as drive:
        for mode in MODES:
            await drive.go(mode)
            await drive.press("escape", "escape", "escape")
            for opening in ("w", "question_mark", "ctrl+p"):
                await drive.press(opening, "escape", "escape")
            assert drive.runs()
            assert drive.app.current_mode == mode
        await drive.go("costs")
        await drive.focus("price_eur")
        await drive.press("5", "escape", "escape")
        assert drive.runs()
        assert drive.case.visit.price_eur == 5_00


async def test_after_escape_a_letter_acts_although_a_field_was_typed_in(opened: Opening) -> None:
    async with opened() as drive:
        await drive.clear_and_type("stay_until", "20270615")
        await drive.press("escape", "u")
        assert drive.typed("stay_until").value == "2027-07-31"
        await drive.focus("stay_until")
        await drive.press("escape", "3")
        assert drive.app.current_mode == "costs"


async def test_up_and_down_move_between_fields(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("birth_date")
        await drive.press("down")
        assert drive.focused == "stay_from"
        await drive.press("up", "up")
        assert drive.focused == "card"
        await drive.press("down")
        assert drive.focused == "birth_date"


async def test_a_page_closes_with_the_key_that_opened_it(opened: Opening) -> None:
    async with opened() as drive:
        for keys in (("w", "w"), ("question_mark", "question_mark"), ("f1", "f1"), ("w", "q")):
            await drive.press(*keys)
            assert drive.screen is drive.base("situation"), keys
            assert drive.runs()


@pytest.mark.parametrize("mode", MODES)
async def test_q_quits_with_everything_saved(opened: Opening, mode: str) -> None:
    async with opened() as drive:
        drive.app.edit(lambda case: case.answered("card", "s1"))
        await drive.go(mode)
        if mode == "costs":
            await drive.focus("act")
        await drive.press("q")
        await drive.until(lambda: not drive.runs())
        assert drive.app.return_code == 0
        assert drive.keeper.closed
        assert drive.keeper.plain["situation"]["card"] == "s1"


async def test_ctrl_q_quits_from_inside_a_field_and_saves(opened: Opening) -> None:
    async with opened() as drive:
        await drive.clear_and_type("stay_until", "20270615")
        await drive.press("ctrl+q")
        await drive.until(lambda: not drive.runs())
        assert drive.app.return_code == 0
        assert drive.keeper.closed
        assert str(drive.keeper.plain["situation"]["stay_until"]) == "2027-06-15"


@pytest.mark.parametrize("opening", ["enter", "w", "question_mark", "ctrl+p"])
async def test_ctrl_q_quits_safely_while_something_is_open(opened: Opening, opening: str) -> None:
    async with opened() as drive:
        await drive.press(opening)
        assert drive.screen is not drive.base("situation")
        await drive.press("ctrl+q")
        await drive.until(lambda: not drive.runs())
        assert drive.keeper.closed


async def test_ctrl_q_in_a_note_does_not_lose_the_note(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        await drive.type("kept")
        await drive.press("ctrl+q")
        await drive.pause()
        if drive.runs():
            await drive.press("escape")
        assert drive.keeper.plain["steps"][step]["note"] == "kept"


async def test_keys_pressed_right_after_quitting_do_no_harm(opened: Opening) -> None:
    async with opened() as drive:
        drive.send("q", "f3", "f4", "u")
        await asyncio.sleep(0.1)
        await drive.pause()
        assert not drive.runs()
