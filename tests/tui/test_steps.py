import pytest
from tests.tui.conftest import MOROCCAN, TODAY, Driver, Opening
from textual.events import Paste
from textual.widgets import TextArea

from healthtui.core.case import MAX_NOTE, STATUSES, Progress
from healthtui.texts.wording import STATUS_WORDS
from healthtui.tui.screens.note import NoteScreen
from healthtui.tui.signs import SIGNS
from healthtui.tui.widgets.picker import Picker


async def highlight(drive: Driver, step: str) -> None:
    await drive.press("home")
    for _ in drive.steps():
        if drive.highlighted() == step:
            return
        await drive.press("down")
    raise AssertionError(step)


def line_of(drive: Driver, step: str) -> str:
    tasks = (*drive.app.now.checklist.tasks, *drive.app.now.checklist.not_needed)
    return drive.steps()[[task.id for task in tasks].index(step)]


async def test_every_status_is_set_by_keyboard_and_shown_as_a_sign_and_a_word(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        for place, status in enumerate(STATUSES):
            await drive.press("enter" if place % 2 else "s")
            assert isinstance(drive.screen, Picker)
            await drive.press(*["down"] * place, "enter")
            if status == "to-do":
                continue
            assert drive.case.progress[step].status == status
            assert drive.case.progress[step].since == TODAY
            assert drive.highlighted() == step
            line = line_of(drive, step)
            assert line.startswith(SIGNS[status])
            assert drive.says(STATUS_WORDS[status]) in line


async def test_a_status_is_found_by_typing_its_word(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("s")
        await drive.type("waiting")
        await drive.press("enter")
        assert drive.case.progress[step].status == "waiting"


async def test_a_refused_step_comes_first_when_the_screen_opens(opened: Opening) -> None:
    async with opened() as drive:
        last = drive.app.now.checklist.tasks[-1].id
        drive.app.edit(lambda case: case.stepped(last, "refused", TODAY))
        await drive.go("steps")
        assert drive.highlighted() == last


async def test_only_accepted_steps_count_as_progress(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        steps = [task.id for task in drive.app.now.checklist.tasks if not task.maybe]
        sent = ("ready", "sent", "waiting", "refused")
        for step, status in zip(steps, sent, strict=False):
            drive.app.edit(lambda case, s=step, t=status: case.stepped(s, t, TODAY))  # type: ignore[misc]
        await drive.pause()
        total = drive.app.now.checklist.applicable
        assert f"0/{total}" in drive.bar()
        await highlight(drive, steps[0])
        await drive.press("s")
        await drive.type("accepted")
        await drive.press("enter")
        assert f"1/{total}" in drive.bar()
        assert f"1 of {total}" in drive.text()


@pytest.mark.parametrize(
    "note",
    [
        "[b]x[/b] [/ [@click=app.quit]here[/] [red",
        "日本語 العربية e\u0301 👩‍👩‍👧 \u202eabc",
        "line one\nline two\n\n\tline five",
        "\x1b[31mred\x1b[0m \x07 \\[b] $error {n} %s",
    ],
)
async def test_a_note_is_shown_as_it_was_typed(opened: Opening, note: str) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        assert isinstance(drive.screen, NoteScreen)
        drive.app.post_message(Paste(note))
        await drive.pause()
        await drive.press("escape")
        kept = drive.case.progress[step].note
        assert kept == note
        shown = drive.answer("steps")
        assert note.translate({7: None, 27: None}) in shown.translate({7: None, 27: None})
        assert not any("\x1b" in line or "\x07" in line for line in drive.lines())
        assert drive.runs()
        await drive.press("n")
        assert drive.screen.query_one(TextArea).text == note
        await drive.press("escape", "w", "escape")
        assert drive.case.progress[step].note == note


async def test_a_note_of_the_greatest_length_is_kept_whole_and_no_longer_one(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        for length in (MAX_NOTE, MAX_NOTE + 500):
            await drive.press("n")
            drive.screen.query_one(TextArea).text = "é" * length
            await drive.press("escape")
            assert drive.case.progress[step].note == "é" * MAX_NOTE
        assert "éééé" in drive.answer("steps")
        assert all(len(line) <= 80 for line in drive.lines())


async def test_a_note_that_is_only_looked_at_changes_nothing(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        before = drive.case
        await drive.press("n", "escape")
        assert drive.case == before
        assert not drive.app.undo()


async def test_a_step_that_stops_applying_is_kept_and_comes_back(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        visa = next(
            task.id
            for task in drive.app.now.checklist.tasks
            if drive.app.now.checklist.next_deadline() is task
        )
        await highlight(drive, visa)
        await drive.press("s")
        await drive.type("waiting")
        await drive.press("enter", "n")
        await drive.type("my file")
        await drive.press("escape")
        done = drive.case.progress[visa]
        await drive.go("situation")
        await drive.choose("nationalities", "spain")
        assert visa not in {task.id for task in drive.app.now.checklist.tasks}
        assert line_of(drive, visa).startswith(SIGNS["not-needed"])
        await drive.go("steps")
        await highlight(drive, visa)
        assert "my file" in drive.answer()
        assert drive.case.progress[visa] == done
        await drive.go("situation")
        await drive.choose("nationalities", "morocco")
        assert visa in {task.id for task in drive.app.now.checklist.tasks}
        assert line_of(drive, visa).startswith(SIGNS["waiting"])
        assert drive.case.progress[visa] == done


async def test_progress_on_a_step_nobody_knows_is_kept_in_the_file(opened: Opening) -> None:
    plain = {**MOROCCAN, "steps": {"of-tomorrow": {"status": "sent", "note": "n"}}}
    async with opened(plain) as drive:
        await drive.visit_all()
        await drive.choose("nationalities", "spain")
        assert drive.keeper.plain["steps"]["of-tomorrow"] == {"status": "sent", "note": "n"}
        assert drive.case.progress["of-tomorrow"] == Progress("sent", None, "n")


async def test_undoing_the_first_status_leaves_no_trace(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("s", "down", "down", "enter", "u")
        assert drive.case.progress == {}


async def test_a_list_of_steps_without_steps_takes_every_key(opened: Opening) -> None:
    async with opened({}) as drive:
        await drive.go("steps")
        if not drive.steps():
            await drive.press("s", "n", "enter", "down", "end", "w", "escape")
            assert drive.screen is drive.base("steps")
