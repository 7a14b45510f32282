from datetime import date

import pytest
from tests.tui.conftest import MOROCCAN, TODAY, Driver, Opening
from textual.events import Paste
from textual.widgets import OptionList

from healthtui.core.patch import Plain
from healthtui.core.progress import MAX_NOTE, STATUSES, Progress
from healthtui.core.sentence import word
from healthtui.texts.steps import DETAIL_WORDS, GROUP_WORDS, STATUS_WORDS
from healthtui.tui.screens.link import LinkScreen
from healthtui.tui.screens.message import MessageScreen
from healthtui.tui.screens.standing import StandingScreen
from healthtui.tui.signs import SIGNS
from healthtui.tui.widgets.note_field import NoteField
from healthtui.tui.widgets.picker import Picker

SENT: Plain = {
    **MOROCCAN,
    "steps": {
        "portal-identity": {"status": "accepted", "since": date(2026, 9, 10)},
        "portal-documents": {"status": "sent", "since": date(2026, 9, 1), "detail": "portal"},
    },
}


def stands_under(drive: Driver, step: str) -> str:
    """The heading above a step."""
    options = drive.base("steps").query_one("#list", OptionList).options
    above = ""
    for option in options:
        if option.id is None:
            above = str(option.prompt)
        elif option.id == step:
            return above
    raise AssertionError(step)


async def test_every_status_is_set_by_keyboard_and_shown_as_a_sign_and_a_word(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        for place, status in enumerate(STATUSES):
            await drive.press("enter" if place % 2 else "s")
            assert isinstance(drive.screen, Picker)
            await drive.press(*["up"] * len(STATUSES), *["down"] * place, "enter")
            assert isinstance(drive.screen, StandingScreen) == (status in DETAIL_WORDS)
            if status in DETAIL_WORDS:
                await drive.press("escape")
            assert drive.case.progress[step].status == status
            assert drive.case.progress[step].since == TODAY
            assert drive.highlighted() == step
            assert drive.listed()[step].startswith(SIGNS[status])
            shown = "ready" if status == "to-do" else status
            assert drive.says(STATUS_WORDS[shown]) in drive.answer()


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("space", "accepted"),
        ("greater_than_sign", "sent"),
        ("full_stop", "waiting"),
        ("exclamation_mark", "refused"),
        ("minus", "not-needed"),
    ],
)
async def test_a_status_is_set_by_one_key(opened: Opening, key: str, status: str) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press(key)
        assert (drive.case.progress[step].status, drive.case.progress[step].since) == (
            status,
            TODAY,
        )
        assert isinstance(drive.screen, StandingScreen) == (status == "refused")
        await drive.press("escape")
        await drive.press("u")
        assert drive.case.progress == {}


async def test_a_tick_is_taken_back_by_the_same_key(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("space")
        assert stands_under(drive, step).startswith(drive.says(GROUP_WORDS["done"]))
        await drive.press("space")
        assert drive.case.progress[step].status == "to-do"
        assert stands_under(drive, step).startswith(drive.says(GROUP_WORDS["now"]))


async def test_the_day_and_the_reason_are_asked_and_kept(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("exclamation_mark")
        await drive.type("stamp is [missing]")
        await drive.press("up")
        await drive.type("20261120")
        await drive.press("enter", "enter")
        progress = drive.case.progress[step]
        assert progress == Progress("refused", date(2026, 11, 20), "stamp is [missing]")
        assert "refused on 20 Nov 2026: stamp is [missing] (3 days ago)" in drive.answer()


async def test_a_day_that_is_none_is_named_and_nothing_changes(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("greater_than_sign", "e", "enter")
        await drive.type("20261145")
        await drive.press("enter")
        assert isinstance(drive.screen, StandingScreen)
        await drive.drawn()
        assert "“2026-11-45” is no day: that month has 30 days" in drive.text()
        await drive.press("escape")
        assert drive.case.progress[step] == Progress("sent", TODAY)


async def test_a_correction_replaces_the_day_and_keeps_the_past(opened: Opening) -> None:
    async with opened(SENT) as drive:
        await drive.go("steps")
        assert drive.highlighted() == "portal-documents"
        await drive.press("full_stop", "e")
        assert "your CPAM" in drive.text()
        await drive.press("enter", "enter")
        progress = drive.case.progress["portal-documents"]
        assert (progress.status, progress.detail) == ("waiting", "your CPAM")
        (before,) = progress.past
        assert (before.status, before.since, before.detail) == ("sent", date(2026, 9, 1), "portal")
        assert "- sent on 1 Sept 2026: portal" in drive.answer()


async def test_a_status_for_all_marked_steps_is_one_act(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        steps = list(drive.listed())[:3]
        await drive.press("m", "m", "m")
        assert [drive.listed()[step][3] for step in steps] == ["*"] * 3
        await drive.press("space")
        assert {drive.case.progress[step].status for step in steps} == {"accepted"}
        assert not any(line[3] == "*" for line in drive.listed().values())
        await drive.press("u")
        assert drive.case.progress == {}


async def test_only_marked_steps_that_are_seen_change(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        first, second = list(drive.listed())[:2]
        await drive.press("m", "m")
        assert "2 marked" in drive.text()
        title = drive.says(word(drive.app.rulebook.steps[second].title))
        await drive.press("slash")
        await drive.type(title)
        await drive.press("enter")
        assert list(drive.listed()) == [second]
        await drive.press("greater_than_sign")
        assert set(drive.case.progress) == {second}
        assert first not in drive.case.progress


async def test_marks_end_with_the_screen_and_a_correction_is_of_one_step(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        first, second = list(drive.listed())[:2]
        await drive.press("greater_than_sign")
        await drive.highlight(second)
        await drive.press("m")
        await drive.highlight(first)
        await drive.press("e")
        await drive.type("by post")
        await drive.press("enter", "enter")
        assert {step: one.detail for step, one in drive.case.progress.items()} == {first: "by post"}
        await drive.highlight(second)
        await drive.press("m")
        await drive.go("costs")
        await drive.go("steps")
        assert "marked" not in drive.text()


async def test_a_day_to_come_is_refused(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("greater_than_sign", "e", "enter")
        await drive.type("20270101")
        await drive.press("enter")
        await drive.drawn()
        assert "still to come" in drive.text()
        await drive.press("escape")
        assert drive.case.progress[step].since == TODAY


async def test_what_is_taken_back_is_named(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        title = drive.says(word(drive.app.rulebook.steps[step].title))
        await drive.press("U")
        assert drive.notices()[-1] == "Nothing to undo."
        await drive.press("greater_than_sign")
        await drive.press("n")
        await drive.type("call")
        await drive.press("escape", "u")
        assert drive.notices()[-1] == f"Taken back: your note on “{title}”"
        await drive.press("u", "r")
        assert drive.notices()[-1] == f"Done again: {title}: sent"


async def test_while_typing_only_the_keys_that_work_are_shown(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        keys = drive.told("#keys")
        await drive.press("slash")
        assert "Esc Whole list" in drive.told("#keys")
        assert "Tick" not in drive.told("#keys")
        await drive.press("escape", "n")
        assert drive.told("#keys").split() == ["Esc", "Back", "to", "the", "list", "^q", "Quit"]
        await drive.press("escape")
        assert drive.told("#keys") == keys


async def test_marks_are_taken_away_by_escape(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("m", "m", "escape")
        assert not any(line[3] == "*" for line in drive.listed().values())
        await drive.press("space")
        assert len(drive.case.progress) == 1


async def test_several_acts_are_taken_back_at_once(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        before = drive.case
        for _ in range(3):
            await drive.press("home", "space")
        assert len(drive.case.progress) == 3
        await drive.press("U")
        assert isinstance(drive.screen, Picker)
        assert len(drive.found()) >= 3
        await drive.press("down", "down", "enter")
        assert drive.case.progress == before.progress
        await drive.press("r", "r", "r")
        assert len(drive.case.progress) == 3


async def test_a_status_is_found_by_typing_its_word(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("s")
        await drive.type("waiting")
        await drive.press("enter", "escape")
        assert drive.case.progress[step].status == "waiting"


async def test_a_refused_step_comes_first_when_the_screen_opens(opened: Opening) -> None:
    async with opened() as drive:
        last = drive.app.now.checklist.tasks[-1].id
        drive.app.edit(lambda case: case.stepped(last, "refused", TODAY))
        await drive.go("steps")
        assert drive.highlighted() == last
        assert next(iter(drive.listed())) == last


async def test_only_accepted_steps_count_as_progress(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        steps = [task.id for task in drive.app.now.checklist.tasks if task.counts]
        sent = ("ready", "sent", "waiting", "refused")
        for step, status in zip(steps, sent, strict=False):
            drive.app.edit(lambda case, s=step, t=status: case.stepped(s, t, TODAY))  # type: ignore[misc]
        await drive.pause()
        total = drive.app.now.checklist.applicable
        assert f"0/{total}" in drive.bar()
        await drive.highlight(steps[0])
        await drive.press("s")
        await drive.type("accepted")
        await drive.press("enter")
        assert f"1/{total}" in drive.bar()
        assert f"1 of {total}" in drive.told("#progress")


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("[b]x[/b] [/ [@click=app.quit]here[/] [red", None),
        ("日本語 العربية e\u0301 👩\u200d👩\u200d👧", None),
        ("line one\nline two\n\n\tline five", None),
        ("\\[b] $error {n} %s", None),
        ("\x1b[31mred\x1b[0m \x07 \u202eabc", "\ufffd[31mred\ufffd[0m \ufffd \ufffdabc"),
        ("a\x1b]52;c;aGk=\x07b\x9b31m", "a\ufffd]52;c;aGk=\ufffdb\ufffd31m"),
    ],
)
async def test_a_note_is_kept_as_it_was_typed_and_cannot_steer_the_screen(
    opened: Opening, note: str, kept: str | None
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        assert isinstance(drive.app.focused, NoteField)
        drive.app.post_message(Paste(note))
        await drive.pause()
        await drive.press("escape")
        assert drive.case.progress[step].note == (kept or note)
        assert drive.note() == (kept or note)
        steering = ("\x1b", "\x07", "\x9b", "\u202e")
        assert not any(mark in line for line in drive.lines() for mark in steering)
        assert drive.runs()
        await drive.press("n", "escape", "w", "escape")
        assert drive.case.progress[step].note == (kept or note)


async def test_a_note_of_the_greatest_length_is_kept_whole_and_no_longer_one(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        for length in (MAX_NOTE, MAX_NOTE + 500):
            await drive.press("n", "ctrl+a")
            drive.app.post_message(Paste("é" * length))
            await drive.pause()
            await drive.press("escape")
            assert drive.case.progress[step].note == "é" * MAX_NOTE
        assert "10 000" in drive.notices()[-1]
        assert all(len(line) <= 80 for line in drive.lines())


async def test_a_full_note_takes_no_more_and_loses_nothing_of_its_end(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        full = "start" + "é" * (MAX_NOTE - 8) + "end"
        await drive.press("n")
        drive.app.post_message(Paste(full))
        await drive.press("escape")
        assert drive.case.progress[step].note == full
        assert not drive.notices()
        await drive.press("n", "ctrl+home", "x")
        drive.app.post_message(Paste("pasted"))
        await drive.press("escape")
        assert drive.case.progress[step].note == full
        assert "10 000" in drive.notices()[-1]


async def test_a_note_is_kept_a_moment_after_the_last_key(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        await drive.type("call them")
        await drive.until(lambda: step in drive.case.progress)
        assert drive.case.progress[step].note == "call them"
        assert isinstance(drive.app.focused, NoteField)
        await drive.type(" on Monday")
        await drive.press("f2")
        assert drive.case.progress[step].note == "call them on Monday"


async def test_digits_and_signs_in_a_note_are_text(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        await drive.type("1 2 > . ! - s u q ? /")
        await drive.press("escape")
        assert drive.app.current_mode == "steps"
        assert drive.case.progress[step] == Progress(note="1 2 > . ! - s u q ? /")


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
        await drive.highlight(visa)
        await drive.press("s")
        await drive.type("waiting")
        await drive.press("enter", "escape", "n")
        await drive.type("my file")
        await drive.press("escape")
        done = drive.case.progress[visa]
        await drive.go("situation")
        await drive.choose("nationalities", "spain")
        assert visa not in {task.id for task in drive.app.now.checklist.tasks}
        await drive.go("steps")
        assert drive.listed()[visa].startswith(SIGNS["not-needed"])
        await drive.highlight(visa)
        assert drive.note() == "my file"
        assert drive.case.progress[visa] == done
        await drive.go("situation")
        await drive.choose("nationalities", "morocco")
        assert visa in {task.id for task in drive.app.now.checklist.tasks}
        await drive.go("steps")
        assert drive.listed()[visa].startswith(SIGNS["waiting"])
        assert drive.case.progress[visa] == done


async def test_progress_on_a_step_nobody_knows_is_kept_in_the_file(opened: Opening) -> None:
    plain = {**MOROCCAN, "steps": {"of-tomorrow": {"status": "sent", "note": "n"}}}
    async with opened(plain) as drive:
        await drive.visit_all()
        await drive.choose("nationalities", "spain")
        assert drive.keeper.plain["steps"]["of-tomorrow"] == {"status": "sent", "note": "n"}
        assert drive.case.progress["of-tomorrow"] == Progress("sent", None, note="n")


async def test_undoing_the_first_status_leaves_no_trace(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("s", "down", "down", "enter", "escape", "u")
        assert drive.case.progress == {}


async def test_a_list_of_steps_without_steps_takes_every_key(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("slash")
        await drive.type("nothing has this")
        await drive.press("enter")
        assert not drive.listed()
        for key in (
            "s",
            "space",
            "greater_than_sign",
            "minus",
            "e",
            "m",
            "n",
            "l",
            "c",
            "end",
            "w",
        ):
            await drive.press(key)
            assert drive.runs()
        await drive.press("escape", "escape")
        assert drive.case.progress == {}
        assert drive.listed()


# Groups, papers, finding, links, messages


async def test_what_waits_too_long_is_the_top_line_with_what_to_do(opened: Opening) -> None:
    async with opened(SENT) as drive:
        await drive.go("steps")
        await drive.drawn()
        assert next(iter(drive.listed())) == drive.highlighted() == "portal-documents"
        assert drive.headings()[0].startswith(drive.says(GROUP_WORDS["now"]))
        assert drive.listed()["portal-documents"].rstrip().endswith("83 d")
        assert "No answer for 83 days: ask for news." in drive.answer()
        assert "36 46" in drive.answer()
        await drive.press("c")
        assert isinstance(drive.screen, MessageScreen)
        assert "Le 1er septembre 2026" in drive.text()
        await drive.press("c")
        assert drive.app.clipboard.startswith("Bonjour")
        await drive.press("escape")
        assert drive.focused == "list"


async def test_without_anything_sent_there_is_no_message_and_that_is_said(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("c")
        assert drive.screen is drive.base("steps")
        assert "once this step is sent" in drive.notices()[-1]


async def test_each_paper_is_moved_by_keyboard_and_tells_its_rules(opened: Opening) -> None:
    async with opened(SENT) as drive:
        await drive.go("steps")
        assert "Papers: 0 of 5 accepted" in drive.text()
        await drive.press("tab", "down", "down", "down", "down")
        assert "IBAN in your own name" in drive.answer()
        await drive.press("exclamation_mark")
        await drive.type("blurred")
        await drive.press("enter", "enter")
        paper = drive.case.progress["portal-documents"].papers["iban"]
        assert paper == Progress("refused", TODAY, "blurred")
        assert drive.case.progress["portal-documents"].status == "sent"
        assert drive.papers()["iban"].startswith(SIGNS["refused"])
        assert "refused on 23 Nov 2026: blurred (today)" in drive.answer()
        await drive.press("up", "space")
        assert drive.papers()["visa-validation"].startswith(SIGNS["accepted"])
        await drive.press("escape")
        assert drive.focused == "list"
        assert "IBAN in your own name was refused on 23 November 2026: blurred." in drive.answer()


async def test_steps_are_found_by_any_word_in_them(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        every = list(drive.listed())
        await drive.press("slash")
        await drive.type("medecin TRAITANT")
        assert "medecin-traitant" in drive.listed()
        assert len(drive.listed()) < len(every)
        await drive.press("enter")
        assert drive.focused == "list"
        await drive.press("space")
        assert drive.case.progress
        await drive.press("escape")
        assert sorted(drive.listed()) == sorted(every)
        await drive.press("slash")
        await drive.type("zzzz")
        assert drive.listed() == {}
        assert "Nothing fits" in drive.answer()
        await drive.press("escape")
        assert len(drive.listed()) == len(every)


async def test_the_official_page_is_shown_as_text_and_as_a_code(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.highlight("portal-identity")
        await drive.press("l")
        await drive.drawn()
        assert isinstance(drive.screen, LinkScreen)
        assert "https://etudiant-etranger.ameli.fr" in drive.text()
        assert drive.text().count("█▀▀▀▀▀█") == 3
        await drive.press("escape")
        await drive.pilot.resize_terminal(60, 16)
        await drive.press("l")
        await drive.drawn()
        assert "https://etudiant-etranger.ameli.fr" in drive.text()
        assert "█▀▀▀▀▀█" not in drive.text()
        assert "too small" in drive.text()


async def test_every_address_of_a_step_is_shown_as_text(opened: Opening) -> None:
    async with opened(SENT, size=(120, 60)) as drive:
        await drive.go("steps")
        for step in drive.listed():
            await drive.highlight(step)
            task = next(one for one in drive.app.now.checklist.tasks if one.id == step)
            assert task.provenance.source.url in drive.answer()
            assert task.step.where in drive.answer()
