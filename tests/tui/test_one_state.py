from collections import Counter
from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from tests.tui.conftest import MODES, MOROCCAN, SPANIARD, Driver, Opening
from textual.app import ComposeResult

from healthtui.core.case import Case
from healthtui.core.case_plain import to_plain
from healthtui.core.outlook import Outlook
from healthtui.tui.app import HealthApp
from healthtui.tui.frame import FramedScreen
from healthtui.tui.live import NestedEditError, WrongThreadError
from healthtui.tui.widgets.picker import Picker


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    times: Counter[str] = Counter()
    compose = FramedScreen.compose

    def counting(self: FramedScreen) -> ComposeResult:
        times[self.NAME] += 1
        yield from compose(self)

    monkeypatch.setattr(FramedScreen, "compose", counting)
    return iter([times])


async def test_another_nationality_changes_every_hidden_screen(opened: Opening) -> None:
    log = {"ab12cd": {"act": "gp_consultation", "care_date": date(2026, 10, 5)}}
    async with opened({**MOROCCAN, "log": log}) as drive:
        await drive.visit_all()
        before = {mode: (drive.bar(mode), drive.answer(mode)) for mode in MODES}
        steps, cover = drive.listed(), drive.chosen("situation", "costs")

        await drive.choose("nationalities", "spain")
        await drive.choose("insured_in", "spain")
        await drive.choose("card", "ehic", "down")
        await drive.clear_and_type("card_valid_until", "20270731")

        assert drive.case.situation.nationalities == ("ES",)
        assert drive.app.current_mode == "situation"
        for mode in MODES:
            await drive.go(mode)
            assert drive.bar(mode) != before[mode][0], mode
            assert drive.answer(mode) != before[mode][1], mode
        assert drive.listed() != steps
        assert drive.chosen("situation", "costs") != cover
        shown = len(drive.app.now.checklist.tasks) + len(drive.app.now.checklist.not_needed)
        assert len(drive.listed()) == shown


async def test_the_nationality_alone_changes_the_steps_and_the_next_deadline(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.visit_all()
        steps, pressing = drive.listed(), _pressing(drive, "costs")
        await drive.go("situation")
        await drive.choose("nationalities", "spain")
        await drive.visit_all()
        assert drive.listed() != steps
        assert pressing
        assert _pressing(drive, "costs") == _pressing(drive, "steps") != pressing


def _pressing(drive: Driver, mode: str) -> str:
    """What the strip says of the next deadline."""
    return drive.bar(mode).partition("Costs")[2].strip("] ")


async def test_a_screen_that_was_hidden_shows_what_a_new_one_would(opened: Opening) -> None:
    async with opened() as drive:
        await drive.visit_all()
        await drive.choose("nationalities", "spain")
        shown = await _on_all(drive)
        plain = to_plain(drive.case)
    async with opened(plain) as drive:
        assert await _on_all(drive) == shown


async def _on_all(drive: Driver) -> dict[str, tuple[str, str]]:
    """What the screens show, each when it is visited."""
    shown = {}
    for mode in MODES:
        await drive.go(mode)
        shown[mode] = (drive.bar(mode), drive.answer(mode))
    return shown


async def test_only_the_screen_that_is_seen_is_painted(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    show = FramedScreen.show

    def noting(self: FramedScreen, now: Outlook) -> None:
        painted.append(self.NAME)
        show(self, now)

    async with opened() as drive:
        await drive.visit_all()
        await drive.go("situation")
        monkeypatch.setattr(FramedScreen, "show", noting)
        await drive.choose("nationalities", "spain")
        assert set(painted) == {"situation"}
        painted.clear()
        await drive.go("costs")
        assert painted
        assert set(painted) == {"costs"}


async def test_a_screen_first_visited_after_a_change_starts_from_it(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("nationalities", "spain")
        await drive.go("steps")
        tasks = (*drive.app.now.checklist.tasks, *drive.app.now.checklist.not_needed)
        assert len(drive.listed()) == len(tasks)
        listed = drive.app.now.checklist
        assert f"{listed.accepted}/{listed.applicable}" in drive.bar()


async def test_no_screen_is_composed_twice_and_no_widget_replaced(
    opened: Opening, composed: Iterator[Counter[str]]
) -> None:
    times = next(composed)
    async with opened() as drive:
        await drive.visit_all()
        before = {mode: list(drive.base(mode).query("*")) for mode in MODES}
        await drive.choose("nationalities", "spain")
        await drive.clear_and_type("stay_until", "20270131")
        await drive.press("tab", "u", "r")
        await drive.visit_all()
        assert times == dict.fromkeys(MODES, 1)
        for mode in MODES:
            assert list(drive.base(mode).query("*")) == before[mode]


async def test_focus_and_cursor_stay_through_a_change(opened: Opening) -> None:
    async with opened() as drive:
        await drive.visit_all()
        field = await drive.focus("stay_until")
        await drive.press("end", "left", "left", "left")
        at = drive.typed("stay_until").cursor_position
        drive.app.edit(lambda case: case.answered("nationalities", ("ES",)))
        await drive.pause()
        assert drive.app.focused is field
        assert drive.typed("stay_until").cursor_position == at
        await drive.go("costs", "situation")
        assert drive.app.focused is field
        assert drive.typed("stay_until").cursor_position == at


async def test_the_highlighted_step_stays_while_steps_come_and_go(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("end")
        kept = drive.highlighted()
        await drive.go("situation")
        await drive.choose("birth_certificate_language", "french")
        assert drive.highlighted() == kept


async def test_visiting_the_screens_changes_no_answer(opened: Opening) -> None:
    for plain in (MOROCCAN, SPANIARD, {}):
        async with opened(plain) as drive:
            before = drive.case
            await drive.visit_all()
            assert drive.case == before
            assert not drive.app.undo()


async def test_an_empty_case_opens_on_every_screen(opened: Opening) -> None:
    async with opened({}) as drive:
        await drive.visit_all()
        assert drive.focused == "nationalities"


async def test_the_list_of_nationalities_closes_back_to_its_field(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("nationalities")
        await drive.press("space")
        assert isinstance(drive.screen, Picker)
        await drive.type("spain")
        await drive.press("enter")
        assert drive.focused == "nationalities"
        assert drive.chosen("nationalities") == "Spain"


class Rash(HealthApp):
    """Edits while a screen is told."""

    rash = False

    def edit_while_told(self, now: Outlook | None) -> None:
        if now is not None and self.rash:
            self.edit(lambda case: case.answered("stay_from", date(2025, 1, 1)))


async def test_an_edit_inside_show_is_refused(opened: Opening) -> None:
    async with opened(kind=Rash) as drive:
        app = drive.app
        assert isinstance(app, Rash)
        app.watch(drive.base("situation"), "focused", lambda: None, init=False)
        drive.base("situation").watch(app, "outlook", app.edit_while_told, init=False)
        app.rash = True
        with pytest.raises(NestedEditError):
            app.edit(lambda case: case.answered("card", "ehic"))
        app.rash = False
        app.edit(lambda case: case.answered("card", "s1"))
        assert drive.case.situation.card == "s1"


async def test_an_edit_from_a_thread_is_refused(opened: Opening) -> None:
    async with opened() as drive:
        before = drive.case
        raised: list[BaseException] = []

        def change(case: Case) -> Case:
            return case.answered("card", "ehic")

        def work() -> None:
            try:
                drive.app.edit(change)
            except WrongThreadError as error:
                raised.append(error)

        thread = Thread(target=work)
        thread.start()
        thread.join(5)
        assert len(raised) == 1
        assert drive.case == before
        assert not drive.keeper.kept
        assert not drive.app.undo()
