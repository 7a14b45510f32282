from datetime import date

import pytest
from tests.tui.conftest import MOROCCAN, Driver, Opening
from textual import events
from textual.widgets import Input

from healthtui.core.answers import UNSURE
from healthtui.core.case import Case
from healthtui.core.progress import Progress
from healthtui.core.sentence import say
from healthtui.core.situation import Situation

EMPTY_DATE = "entered_france_on"
NOT_ENTERED = {
    "situation": {
        name: answer
        for name, answer in MOROCCAN["situation"].items()
        if name != "entered_france_on"
    }
}


async def paste(drive: Driver, text: str) -> None:
    drive.app.post_message(events.Paste(text))
    await drive.pause()


def answer(drive: Driver, name: str) -> object:
    return getattr(drive.case.situation, name)


async def test_eight_digits_make_a_date_with_its_hyphens(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.focus(EMPTY_DATE)
        shown = []
        for digit in "20260901":
            await drive.press(digit)
            shown.append(drive.typed(EMPTY_DATE).value)
        assert shown[3:] == ["2026-", "2026-0", "2026-09-", "2026-09-0", "2026-09-01"]
        assert answer(drive, EMPTY_DATE) == date(2026, 9, 1)
        assert drive.focused == EMPTY_DATE
        await drive.press("tab")
        assert drive.typed(EMPTY_DATE).value == "2026-09-01"


async def test_a_date_typed_with_its_hyphens_is_taken_too(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.clear_and_type(EMPTY_DATE, "2026-09-01")
        assert drive.typed(EMPTY_DATE).value == "2026-09-01"
        assert answer(drive, EMPTY_DATE) == date(2026, 9, 1)


async def test_a_burst_of_digits_is_kept_in_every_rhythm(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.focus(EMPTY_DATE)
        for size in (1, 2, 3, 5, 7, 8):
            await drive.clear_and_type(EMPTY_DATE, "")
            await drive.focus("nationalities")
            assert answer(drive, EMPTY_DATE) is None
            await drive.focus(EMPTY_DATE)
            digits = "20260901"
            for start in range(0, 8, size):
                drive.send(*digits[start : start + size])
                await drive.quiet()
            await drive.press("tab")
            assert answer(drive, EMPTY_DATE) == date(2026, 9, 1), size
            assert drive.typed(EMPTY_DATE).value == "2026-09-01", size
            await drive.press("shift+tab")


async def test_a_date_is_edited_in_the_middle(opened: Opening) -> None:
    async with opened() as drive:
        field = await drive.focus("stay_until")
        await drive.press("home", *["right"] * 6, "delete")
        assert drive.typed("stay_until").value == "2027-0-31"
        assert drive.typed("stay_until").cursor_position == 6
        await drive.press("8")
        assert drive.typed("stay_until").value == "2027-08-31"
        assert drive.typed("stay_until").cursor_position == 7
        assert answer(drive, "stay_until") == date(2027, 8, 31)
        assert drive.app.focused is field


async def test_hyphens_can_be_taken_away_and_come_back(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.clear_and_type(EMPTY_DATE, "202609")
        await drive.press("backspace", "backspace")
        assert drive.typed(EMPTY_DATE).value == "2026-0"
        await drive.type("801")
        assert drive.typed(EMPTY_DATE).value == "2026-08-01"
        assert answer(drive, EMPTY_DATE) == date(2026, 8, 1)


async def test_clearing_a_date_takes_the_answer_back(opened: Opening) -> None:
    async with opened() as drive:
        before = answer(drive, "stay_until")
        await drive.clear_and_type("stay_until", "")
        assert answer(drive, "stay_until") == before
        await drive.focus("birth_date")
        assert answer(drive, "stay_until") is None
        await drive.focus("stay_until")
        assert drive.hint() == drive.app.speaker.word(
            drive.app.rulebook.questions["stay_until"].help
        )
        await drive.focus("nationalities")
        await drive.press("u")
        assert answer(drive, "stay_until") == date(2027, 7, 31)
        assert drive.typed("stay_until").value == "2027-07-31"


@pytest.mark.parametrize("text", ["1/9/26", "1/9/2026", "1 sept 2026", "mardi 1er septembre 2026"])
async def test_a_date_is_typed_as_people_write_it_and_said_back_once_it_is_left(
    opened: Opening, text: str
) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.focus(EMPTY_DATE)
        for letter in text:
            await drive.type(letter)
            assert answer(drive, EMPTY_DATE) in (None, date(2026, 9, 1))
            assert not drive.typed(EMPTY_DATE).has_class("-wrong")
        await drive.press("tab")
        assert answer(drive, EMPTY_DATE) == date(2026, 9, 1)
        assert drive.typed(EMPTY_DATE).value == "2026-09-01"


async def test_a_pasted_date_is_taken_without_its_spaces(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.focus(EMPTY_DATE)
        await paste(drive, "2026-09-01 ")
        assert answer(drive, EMPTY_DATE) == date(2026, 9, 1)
        await drive.press("tab")
        assert drive.typed(EMPTY_DATE).value == "2026-09-01"
        await drive.focus("stay_from")
        await drive.press("end", *["backspace"] * 10)
        await paste(drive, "  2026-10-05\nand another line\n")
        assert answer(drive, "stay_from") == date(2026, 10, 5)
        before = drive.case
        for text in ("", "\n", "\r\n \n"):
            await paste(drive, text)
        assert drive.case == before


async def test_a_wrong_date_is_kept_with_a_mark_and_one_sentence(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("stay_until")
        field = drive.typed("stay_until")
        await drive.press("end", *["backspace"] * 5)
        await drive.type("0231")
        assert field.value == "2027-02-31"
        assert answer(drive, "stay_until") == date(2027, 7, 31)
        row = next(line for line in drive.lines() if "2027-02-31" in line)
        assert "! " in row
        assert "2027-02-31" in drive.hint()
        await drive.press("tab")
        assert field.value == "2027-02-31"
        assert any(label.startswith("!") for label in drive.labels())
        await drive.go("costs", "steps", "situation")
        assert field.value == "2027-02-31"
        assert answer(drive, "stay_until") == date(2027, 7, 31)
        await drive.clear_and_type("stay_until", "20270228")
        assert answer(drive, "stay_until") == date(2027, 2, 28)
        assert not any(label.startswith("!") for label in drive.labels())


async def test_an_unfinished_date_is_kept_on_the_way_to_another_screen(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("stay_until")
        field = drive.typed("stay_until")
        await drive.press("end", "backspace", "backspace")
        assert field.value == "2027-07-"
        await drive.go("costs", "situation")
        assert field.value == "2027-07-"
        await drive.type("30")
        assert answer(drive, "stay_until") == date(2027, 7, 30)


async def test_an_unfinished_date_is_told_when_it_is_left(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.clear_and_type(EMPTY_DATE, "20261")
        assert not any(label.startswith("!") for label in drive.labels())
        await drive.press("tab")
        assert any(label.startswith("!") for label in drive.labels())
        assert drive.typed(EMPTY_DATE).value == "2026-1"
        assert answer(drive, EMPTY_DATE) is None
        help_of_next = drive.app.rulebook.questions["french_number"].help
        assert drive.focused == "french_number"
        assert drive.hint() == drive.app.speaker.word(help_of_next)
        await drive.press("shift+tab")
        assert "2026-1" in drive.hint()


async def test_dates_that_contradict_each_other_are_told_while_they_are_typed(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.clear_and_type("stay_until", "20260101")
        assert answer(drive, "stay_until") == date(2026, 1, 1)
        assert any(label.startswith("!") for label in drive.labels())
        assert drive.hint() == drive.says(drive.app.now.problems["stay_until"])


async def test_a_question_mark_is_the_answer_unsure(opened: Opening) -> None:
    async with opened() as drive:
        await drive.clear_and_type("stay_until", "?")
        assert answer(drive, "stay_until") is UNSURE
        await drive.press("tab")
        assert drive.typed("stay_until").value == "unsure"
        await drive.focus("nationalities")
        await drive.press("u")
        assert drive.typed("stay_until").value == "2027-07-31"
        await drive.press("r")
        assert answer(drive, "stay_until") is UNSURE
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "?")
        assert drive.case.visit.price_eur is UNSURE


async def test_digits_and_signs_typed_in_a_field_never_switch_screens(opened: Opening) -> None:
    async with opened(NOT_ENTERED) as drive:
        await drive.focus(EMPTY_DATE)
        await drive.press(*'1234&é"qwurn:')
        assert drive.app.current_mode == "situation"
        assert drive.runs()
        assert drive.typed(EMPTY_DATE).value.endswith('&é"qwurn:')
        await drive.go("costs")
        await drive.focus("price_eur")
        await drive.press("1", "2", "3")
        assert drive.app.current_mode == "costs"
        assert drive.case.visit.price_eur == 123_00


async def test_typing_one_date_is_undone_and_redone_as_one_act(opened: Opening) -> None:
    async with opened() as drive:
        start = drive.case.situation
        await drive.clear_and_type("stay_until", "20270615")
        await drive.focus("nationalities")
        typed = drive.case.situation
        await drive.press("u")
        assert drive.case.situation == start
        assert drive.typed("stay_until").value == "2027-07-31"
        await drive.press("r")
        assert drive.case.situation == typed
        assert drive.typed("stay_until").value == "2027-06-15"
        await drive.press("r")
        assert drive.case.situation == typed
        assert drive.notices()[-1] == drive.says(say("Nothing to do again."))


async def test_every_kind_of_change_is_undone_in_order_and_redone(opened: Opening) -> None:
    async with opened() as drive:
        seen: list[object] = [drive.case]

        async def then(*keys: str) -> None:
            await drive.press(*keys)
            assert drive.case != seen[-1]
            seen.append(drive.case)

        await drive.choose("nationalities", "spain")
        seen.append(drive.case)
        await drive.focus("card")
        await then("delete")
        await drive.clear_and_type("stay_until", "20270630")
        seen.append(drive.case)
        await drive.go("steps")
        seen[-1] = drive.case
        await drive.press("s")
        await then("down", "down", "enter")
        await drive.press("escape", "n")
        await drive.type("a note")
        await then("escape")
        for place in range(len(seen) - 2, -1, -1):
            await drive.press("u")
            assert plain(drive) == plain_of(seen[place]), place
        await drive.press("u")
        assert drive.case.situation == seen_situation(seen[0])
        for place in range(1, len(seen)):
            await drive.press("r")
            assert plain(drive) == plain_of(seen[place]), place


async def test_two_choices_in_one_field_are_two_acts(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("nationalities", "spain")
        await drive.choose("nationalities", "italy")
        await drive.press("u")
        assert drive.case.situation.nationalities == ("ES",)
        await drive.press("u")
        assert drive.case.situation.nationalities == ("MA",)


async def test_two_notes_on_one_step_are_two_acts(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        for word in ("one", "two", "six"):
            await drive.press("n", "end")
            await drive.type(word)
            await drive.press("escape")
        assert drive.case.progress[step].note == "onetwosix"
        await drive.press("u")
        assert drive.case.progress[step].note == "onetwo"


async def test_a_change_after_an_undo_forgets_what_was_undone(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("nationalities", "spain")
        await drive.press("u")
        await drive.choose("nationalities", "italy")
        await drive.press("r")
        assert drive.case.situation.nationalities == ("IT",)
        assert drive.notices()[-1] == drive.says(say("Nothing to do again."))


async def test_enter_goes_on_to_the_next_field(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("birth_date")
        await drive.press("enter")
        assert drive.focused == "stay_from"


async def test_a_saved_answer_that_cannot_be_read_is_told_and_stays_in_the_file(
    opened: Opening,
) -> None:
    plain = {"situation": {**MOROCCAN["situation"], "card": "golden", "stay_until": "soon"}}
    async with opened(plain) as drive:
        assert len(drive.notices()) == 2
        await drive.choose("nationalities", "spain")
        assert drive.keeper.plain["situation"]["card"] == "golden"
        assert drive.keeper.plain["situation"]["stay_until"] == "soon"


def plain(drive: Driver) -> object:
    return plain_of(drive.case)


def plain_of(case: object) -> object:
    assert isinstance(case, Case)
    done = {step: done for step, done in case.progress.items() if done != Progress()}
    return case.situation, done


def seen_situation(case: object) -> Situation:
    assert isinstance(case, Case)
    return case.situation


async def test_what_is_wrong_stands_right_below_its_field(opened: Opening) -> None:
    async with opened() as drive:
        field = await drive.clear_and_type("stay_until", "20270231")
        await drive.drawn()
        beside = drive.screen.query_one("#beside")
        assert beside.display
        assert beside.region.y == field.region.bottom
        assert "2027-02-31" in drive.text().splitlines()[beside.region.y]
        await drive.press("escape")
        await drive.drawn()
        assert not beside.display
        await drive.focus("stay_until")
        await drive.drawn()
        assert beside.display
        await drive.clear_and_type("stay_until", "20270228")
        await drive.drawn()
        assert not beside.display


@pytest.mark.parametrize("move", ["down", "tab"])
async def test_keys_that_arrive_at_once_reach_the_field_that_is_meant(
    opened: Opening, move: str
) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.focus("act")
        drive.send(move, move, "5", "0", move)
        await drive.pause()
        assert drive.case.visit.price_eur == 5000
        assert drive.app.current_mode == "costs"


async def test_keys_that_come_faster_than_the_state_follows_are_all_kept(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        for text in ("62304", "1250", "48,25"):
            await drive.clear_and_type("price_eur", "")
            drive.send(*text)
            await drive.pause()
            assert drive.typed("price_eur").value == text
        await drive.press("tab")
        assert drive.case.visit.price_eur == 48_25


async def test_keys_that_edit_and_letters_that_arrive_at_once_act_in_their_order(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("costs")
        for _ in range(5):
            await drive.clear_and_type("price_eur", "30")
            drive.send(
                "end", "5", "backspace", "4", "home", "1", "delete", "2", "right", "left", "9"
            )
            await drive.pause()
            assert drive.typed("price_eur").value == "12904"
            await drive.focus("act")
            await drive.focus("price_eur")
            drive.send("end", "7")
            await drive.pause()
            assert drive.typed("price_eur").value.endswith("7")
            assert len(drive.typed("price_eur").value) > 5


async def test_keys_that_arrive_at_once_act_in_the_order_in_which_they_came(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.focus("birth_date")
        drive.send("down", "end", "backspace", "5")
        await drive.pause()
        assert drive.typed("stay_from").value == "2026-09-05"
        drive.send("left", "left", "backspace", "backspace", "backspace", "-", "1", "1", "delete")
        await drive.pause()
        assert drive.typed("stay_from").value == "2026--115"
        await drive.go("costs")
        await drive.press("k")
        first = drive.screen.query(Input).first()
        drive.send("1", "5", "backspace", "0", "0", "home", "delete", "2")
        await drive.pause()
        assert first.value == "200"
        await drive.press("escape")
        await drive.go("steps")
        await drive.press("n")
        drive.send("a", "b", "left", "c", "backspace", "d", "home", "e", "end", "f")
        await drive.pause()
        assert drive.note() == "eadbf"
