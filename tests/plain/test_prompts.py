"""What is promised at every prompt: help, the way back, undo, and an end that loses nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.plain.conftest import Talk

from healthtui.core.answers import UNSURE
from healthtui.core.case import Case
from healthtui.files.store import Store
from healthtui.plain.desk import Desk
from healthtui.plain.dialogue import Dialogue

WALK = [
    *("1", "4", "paid", "job", "b"),  # one answer of the situation
    *("1", "1", "", "b"),  # the open questions, and back
    *("m", "2", "1", "1", "2", "sent", "2/10/2026", "by post"),  # a status
    *("3", "1", "refused", "", "blurred", "b", "4", "called on Monday", "m"),  # paper, note
    *("3", "1", "gp visit", "23/11/2026", "30", ""),  # a visit, and the rest of its lines
    *("2", "sector 1", "", "", "no", "no", "6", "100", "", "", "", "", "", "", "", "", "", "9,90"),
    *(
        "n",
        "",
        "m",
        "4",
        "1",
        "dental scaling",
        "24/11/2026",
        "",
        "3",
        "1",
        "4",
        "10",
        "5",
        "b",
        "b",
    ),
    *("m", "5", "2", "Campus", *[""] * 10, "9,90", "5", "yes", "yes", "no", "1", "9000", "m"),
    *("6", "6"),
]
"""A way past every kind of prompt."""

TO_EACH_PROMPT: dict[str, list[str]] = {
    "main menu": [],
    "menu of a room": ["1"],
    "long list": ["1", "4", "nationality"],
    "another country": ["1", "4", "nationality", "Morocco"],
    "choice": ["1", "4", "card"],
    "day": ["1", "4", "born"],
    "amount": ["3", "1", "", ""],
    "reading": ["3", "1", "", "", "30"],
    "status": ["2", "1", "1", "2"],
    "since": ["2", "1", "1", "2", "sent"],
    "detail": ["2", "1", "1", "2", "sent", ""],
    "note": ["2", "1", "1", "4"],
    "number of a contract": ["5", "2", ""],
    "name of a contract": ["5", "2"],
    "yes or no": ["6", "ics"],
    "file": ["6", "6"],
    "another day": ["3", "6"],
    "amount received": ["3", "7"],
    "year": ["4", "2"],
    "visits": ["5", "4"],
}


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks of the dialogues that are held."""
    made: list[Desk] = []

    def remembered(*args: Any) -> Desk:
        made.append(Desk(*args))
        return made[-1]

    monkeypatch.setattr("healthtui.cli.dialogue.Desk", remembered)
    return made


@pytest.fixture
def compared(
    desks: list[Desk], saved: Callable[[], Case], monkeypatch: pytest.MonkeyPatch
) -> list[bool]:
    """For each line that is waited for, whether the case on disk is the one in memory."""
    same: list[bool] = []

    def looked(usual: Callable[[], str]) -> str:
        same.append(saved() == desks[-1].now.case)
        return usual()

    def listening(desk: Desk, speaker: Any, read: Callable[[], str], write: Any) -> Dialogue:
        return Dialogue(desk, speaker, lambda: looked(read), write)

    monkeypatch.setattr("healthtui.cli.dialogue.Dialogue", listening)
    return same


@pytest.mark.usefixtures("moroccan")
def test_whenever_a_line_is_waited_for_everything_is_on_disk(
    talk: Talk, compared: list[bool], saved: Callable[[], Case]
) -> None:
    ended = talk(*WALK)
    assert ended.code == 0
    assert ended.lines[-2:] == [
        "Which file? Enter: healthtui.json",
        "Goodbye. Everything is saved.",
    ]
    assert compared == [True] * (len(WALK) + 1)
    case = saved()
    assert (len(case.log), len(case.offers), case.c2s.household) == (1, 1, 1)
    assert case.visit.terms("contract")["monthly_eur"] == 990


@pytest.mark.usefixtures("moroccan")
def test_a_dialogue_that_saves_only_at_the_end_would_be_seen(
    talk: Talk, compared: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "_submit", lambda *_: None)
    talk("1", "4", "paid", "job")
    assert compared == [True] * 4 + [False]


@pytest.mark.usefixtures("moroccan")
def test_every_prompt_answers_a_question_mark(talk: Talk, saved: Callable[[], Case]) -> None:
    asked = [line for typed in WALK for line in ("?", typed)]
    ended = talk(*asked)
    assert ended.text.count("b: back. m: main menu. u: undo the last change.") == len(WALK)
    assert ended.lines[-1] == "Goodbye. Everything is saved."
    assert saved().visit.terms("contract")["monthly_eur"] == 990


@pytest.mark.usefixtures("moroccan")
@pytest.mark.parametrize("way", TO_EACH_PROMPT)
def test_the_end_of_input_ends_in_peace_at_every_kind_of_prompt(talk: Talk, way: str) -> None:
    ended = talk(*TO_EACH_PROMPT[way])
    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[-1] == "Goodbye. Everything is saved."


@pytest.mark.usefixtures("moroccan")
@pytest.mark.parametrize("way", TO_EACH_PROMPT)
def test_every_kind_of_prompt_leads_back_and_to_the_main_menu(talk: Talk, way: str) -> None:
    typed = TO_EACH_PROMPT[way]
    menu = "Main menu. The answer now: You must register"
    assert talk(*typed, "m").text.count(menu) == 2
    back = talk(*typed, *["b"] * 6)
    assert back.text.count(menu) >= 1 + bool(typed)
    assert "This is the main menu. q quits." in back.text


@pytest.mark.usefixtures("moroccan")
@pytest.mark.parametrize(
    ("way", "bad", "told"),
    [
        ("main menu", "99", "“99” is no answer here. Type 1 to 9."),
        ("main menu", "zzz", "No answer here is called “zzz”."),
        ("main menu", "", "Nothing is chosen yet. Type a number, or ? for help."),
        ("long list", "3", "No list was told yet: type a part of the name, or n."),
        ("long list", "qqqq", "No answer here is called “qqqq”."),
        ("choice", "0", "“0” is no answer here. Type 1 to 11."),
        ("day", "31/02/2004", "“31/02/2004” is no day: that month has 29 days."),
        ("day", "2004", "“2004” is not accepted; give a date such as"),
        ("amount", "thirty", "“thirty” is not accepted; give an amount of euro such as"),
        ("amount", "-5", "“-5” is not accepted; give an amount of euro such as"),
        ("reading", "what", "Enter goes on reading, b stops."),
        ("status", "done and dusted", "No answer here is called “done and dusted”."),
        ("since", "24/12/2026", "24 December 2026 is still to come: check the date."),
        ("since", "soon", "“soon” is not accepted; give a date such as"),
        ("detail", "x" * 501, "This text has at most 500 characters."),
        ("note", "x" * 10_001, "A note has at most 10 000 characters."),
        ("number of a contract", "lots", "“lots” is not accepted; give a whole number"),
        ("name of a contract", "x" * 61, "give a text of at most 60 characters."),
        ("visits", "many", "“many” is not accepted; give a whole number"),
        ("visits", "367", "“367” is not accepted; give a whole number"),
        ("amount received", "", "“” is not accepted; give an amount of euro such as"),
        ("file", "/nowhere/at/all.json", "/nowhere/at/all.json cannot be written"),
    ],
)
def test_bad_input_gets_one_sentence_and_the_question_again(
    talk: Talk, folder: Any, way: str, bad: str, told: str
) -> None:
    before = Store(folder).newest_generation()
    typed = TO_EACH_PROMPT[way]
    usual, ended = talk(*typed), talk(*typed, bad)
    assert ended.code == 0
    said = ended.lines[len(usual.lines) - 1 : -1]
    assert told in " ".join(said)
    asked = usual.lines[-2]
    assert asked in said or way in ("note", "file")
    saved_answers = sum("Recorded" in line for line in usual.lines)
    assert Store(folder).newest_generation() - before <= 2 * saved_answers


@pytest.mark.usefixtures("moroccan")
def test_undo_takes_back_and_names_what_it_took_back(talk: Talk, saved: Callable[[], Case]) -> None:
    ended = talk("1", "4", "paid", "apprenticeship", "u", "r", "u", "u")
    assert "The answer now: Your work insures you" in ended.text
    assert ended.text.count("Taken back: Paid work") == 2
    assert ended.text.count("Done again: Paid work") == 1
    assert "Nothing to take back." in ended.text
    assert saved().situation.work == "none"


@pytest.mark.usefixtures("moroccan")
def test_an_undo_in_the_middle_of_a_question_puts_the_question_anew(talk: Talk) -> None:
    ended = talk("1", "4", "paid", "job", "4", "paid", "u")
    after = ended.out[ended.out.index("Taken back: Paid work") :]
    assert "Answered so far: none. Enter keeps it." in after


@pytest.mark.usefixtures("moroccan")
def test_enter_alone_says_what_it_keeps(talk: Talk, saved: Callable[[], Case]) -> None:
    before = saved()
    ended = talk("1", "4", "nationality", "", "4", "born", "", "m", "3", "1", "", "", "")
    for said in (
        "Unchanged: Nationality: Morocco",
        "Unchanged: Born on: 12 March 2004",
        "Left as supposed: Care: GP visit",
        "Left without an answer: Price",
    ):
        assert said in ended.text
    assert saved() == before


def test_i_do_not_know_is_an_answer_and_a_minus_sign_takes_it_back(
    talk: Talk, saved: Callable[[], Case]
) -> None:
    talk(
        *("1", "4", "nationality", "d"),
        *("4", "card or form", "11"),
        *("4", "born", "d", "4", "born", "-"),
    )
    situation = saved().situation
    assert (situation.nationalities, situation.card) == (UNSURE, UNSURE)
    assert situation.birth_date is None


def test_the_open_questions_lead_back_one_by_one(talk: Talk) -> None:
    ended = talk("1", "1", "Morocco", "", "Spain", "b", "Morocco")
    assert "Answered so far: Spain. Enter keeps it." in ended.text
    assert ended.text.count("Question 2 of ") == 2
    assert ended.text.count("Question 3 of ") == 2
