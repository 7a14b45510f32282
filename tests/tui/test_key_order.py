"""Keys that arrive together, as over a slow line, take effect in their order."""

from datetime import date

import pytest
from tests.tui.conftest import Opening
from textual.widgets import Input, TextArea


def written(text: str) -> tuple[str, ...]:
    return tuple({" ": "space"}.get(letter, letter) for letter in text)


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("a", "x", "backspace", "b"), "ab"),
        (("b", "home", "a", "end", "c"), "abc"),
        (("a", "c", "left", "b"), "abc"),
        (("x", "y", "ctrl+u", "a"), "a"),
    ],
)
async def test_letters_and_keys_of_a_field(
    opened: Opening, keys: tuple[str, ...], left: str
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("slash")
        drive.send(*keys)
        await drive.pause()
        assert drive.screen.query_one("#find", Input).value == left
        await drive.press("escape", "n")
        drive.send(*keys)
        await drive.pause()
        assert drive.screen.query_one(TextArea).text == left


async def test_a_chosen_text_is_written_over_only_if_it_is_still_chosen(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("insured_in")
        drive.send("down", "down", "end", "9")
        await drive.pause()
        assert drive.focused == "birth_date"
        assert drive.typed("birth_date").value == "2004-03-129"


async def test_an_answer_and_the_key_that_takes_it(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("insured_in")
        await drive.press("enter")
        drive.send(*written("spain"), "enter")
        await drive.pause()
        assert drive.case.situation.insured_in == "ES"
        await drive.go("costs")
        drive.screen.set_focus(None)
        await drive.press("k")
        drive.send(*written("150"), "enter")
        await drive.pause()
        assert dict(drive.case.visit.terms("contract")) == {"percent": 150}


async def test_the_reason_and_the_day_of_a_step(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("exclamation_mark")
        drive.send(*written("no stamp"), "enter", "enter")
        await drive.pause()
        assert drive.case.progress[step].detail == "no stamp"


async def test_a_page_has_every_letter_that_comes_with_the_key_that_opens_it(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        drive.send("exclamation_mark", *written("no stamp"), "enter", "enter")
        await drive.pause()
        assert drive.case.progress[step].detail == "no stamp"
        drive.send("e", "tab", *written("2026-11-02"), "enter")
        await drive.pause()
        assert drive.case.progress[step].since == date(2026, 11, 2)
        await drive.press("f5", "c")
        drive.send("a", *written("Campus"), "tab", *written("150"), "enter")
        await drive.pause()
        (offer,) = drive.case.offers.values()
        assert (offer.name, dict(offer.terms)) == ("Campus", {"percent": 150})
