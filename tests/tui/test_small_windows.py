"""Nothing that counts is cut off in a small window, and every sign is explained in words."""

import pytest
from rich.cells import cell_len
from tests.tui.conftest import GO, MODES, MOROCCAN, TODAY, Opening
from tests.tui.test_looks import looking
from textual.widgets import Static

from healthtui.core.rulebook import Rulebook
from healthtui.texts.contract import PART_WORDS
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import days_left
from healthtui.tui.care_list import sums
from healthtui.tui.glyphs import ASCII
from healthtui.tui.looks import USUAL, Looks
from healthtui.tui.screens.year import YearScreen


@pytest.mark.parametrize("looks", [USUAL, Looks(signs=ASCII, colourless=True)])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_what_the_sign_before_a_question_means_stands_below_the_form(
    rulebook: Rulebook, looks: Looks, size: tuple[int, int]
) -> None:
    sign = "·" if looks.signs.every else "-"
    async with looking(rulebook, looks, size=size) as drive:
        await drive.drawn()
        form = drive.screen.query_one("#form").region
        assert f"{sign} changes nothing for you" in drive.lines()[form.bottom - 1]
        await drive.press("question_mark")
        told = str(drive.screen.query_one("#page Static", Static).content)
        assert f"{sign}  before a question: whatever you" in told.replace("\n        ", " ")
    async with looking(rulebook, looks, size=size, plain={}) as drive:
        names = frozenset(each for each in drive.screen.query_one("#form").names)  # type: ignore[attr-defined]
        drive.screen.query_one("#form").dim_all_but(names)  # type: ignore[attr-defined]
        await drive.drawn()
        assert "changes nothing" not in drive.text()


async def test_a_question_that_is_passed_by_says_so_when_it_is_asked_for_by_name(
    opened: Opening,
) -> None:
    async with opened() as drive:
        for asked, said in (("card renewable", True), ("paid work", False)):
            drive.app.clear_notifications()
            await drive.press("ctrl+p")
            await drive.type(asked)
            await drive.press("enter")
            await drive.drawn()
            assert any("changes nothing" in told for told in drive.notices()) == said


@pytest.mark.parametrize("language", available())
async def test_the_help_tells_the_question_in_full_that_a_small_window_cuts(
    rulebook: Rulebook, language: str
) -> None:
    async with looking(rulebook, size=(40, 15), language=language) as drive:
        for mode, name in (("situation", "nationalities"), ("costs", "act")):
            await drive.go(mode)
            await drive.focus(name)
            questions = rulebook.questions if mode == "situation" else rulebook.visit_questions
            help_text = drive.app.speaker.word(questions[name].help)
            await drive.press("f1")
            told = str(drive.screen.query_one("#page Static", Static).content)
            assert told.splitlines()[1] == help_text
            assert drive.app.speaker.word(questions[name].label) in told.splitlines()[0]
            await drive.press("escape")


async def test_the_help_is_laid_out_for_the_window_and_ends_with_its_last_line(
    opened: Opening,
) -> None:
    async with opened(size=(80, 24)) as drive:
        await drive.press("question_mark")
        for width, height in ((80, 24), (60, 20), (40, 15), (80, 24)):
            await drive.pilot.resize_terminal(width, height)
            await drive.press("end")
            await drive.drawn()
            page = drive.screen.query_one("#page")
            last = drive.lines()[page.content_region.bottom - 1]
            told = str(drive.screen.query_one("#page Static", Static).content).splitlines()
            assert told[-1].strip() in last
            assert max(map(cell_len, told[3:])) <= page.content_region.width
            assert all(line[:6].strip() or not line[:8].strip() for line in told[3:] if line)


@pytest.mark.parametrize("language", available())
async def test_the_days_to_the_next_deadline_are_never_cut(
    rulebook: Rulebook, language: str
) -> None:
    speaker = Speaker(language)
    async with looking(rulebook, language=language, plain=MOROCCAN) as drive:
        task = drive.app.now.checklist.next_deadline()
        assert task is not None
        assert task.deadline is not None
        left = task.deadline.days_left(TODAY)
        whole = drive.screen._next_deadline(drive.app.now.checklist, task, left)  # type: ignore[attr-defined]  # noqa: SLF001
        days = whole[: whole.index(speaker.word(task.step.title))].rstrip()
        shown = 0
        for width in (40, 50, 60, 71, 80, 100, 140):
            await drive.pilot.resize_terminal(width, 24)
            for mode in MODES:
                await drive.press(GO[mode])
                await drive.drawn()
                line = drive.lines()[0].rstrip()
                assert f"[{MODES.index(mode) + 1}" in line
                if line.endswith("…"):
                    assert days in line, (width, mode)
                    shown += 1
                else:
                    shown += line.endswith((whole, days_left(left, speaker)))
        assert shown >= 5 * len(MODES)


@pytest.mark.parametrize("language", available())
async def test_no_amount_of_the_year_is_cut(rulebook: Rulebook, language: str) -> None:
    async with looking(rulebook, size=(40, 15), language=language) as drive:
        await drive.go("year")
        await drive.drawn()
        assert isinstance(drive.screen, YearScreen)
        row = drive.lines()[drive.screen.query_one("#sums").region.y]
        assert "…" not in row
        assert drive.app.speaker.word("You") in row
        assert "€" in row
        for width in range(20, 100):
            now = drive.app.now
            told = sums(now.ledger, 2026, now, drive.app.speaker, width).plain.splitlines()
            amounts = [line for line in told[:3] if line.startswith(drive.app.speaker.word("You"))]
            assert amounts or cell_len(told[0]) <= width


async def test_what_a_number_of_a_mutuelle_is_stands_in_full_where_its_line_is_cut(
    rulebook: Rulebook,
) -> None:
    async with looking(rulebook, size=(40, 15), language="fr") as drive:
        await drive.go("costs")
        await drive.press("k")
        cut = 0
        for name, words in PART_WORDS.items():
            assert drive.focused == name
            await drive.drawn()
            hint = str(drive.screen.query_one("#hint", Static).content)
            label = drive.says(words)
            assert hint.splitlines()[0] == label
            cut += label not in drive.lines()[drive.field(name).region.y]
            await drive.press("tab")
        assert cut
