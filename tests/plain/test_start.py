"""How the dialogue is asked for, how a terminal ends it, and in which letters it speaks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plain.conftest import Talk, complaints
from tests.plain.driver import Driver

from healthtui.core.case import Case
from healthtui.plain.wrapping import cells, spelled, wrapped

HELLO = "healthtui: French health insurance for students, as a dialogue."


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [
        (["plain"], {}),
        (["--accessible"], {}),
        ([], {"ACCESSIBLE": "1"}),
        ([], {"HEALTHTUI_ACCESSIBLE": "yes"}),
    ],
)
def test_the_dialogue_needs_no_terminal(
    run: Talk, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environ: dict[str, str]
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    ended = run(*arguments, typed=["q"])
    assert (ended.code, ended.lines[0]) == (0, HELLO)
    assert complaints(ended.out) == []


@pytest.mark.parametrize("value", ["", "0", "false", "No"])
def test_a_variable_that_says_no_asks_for_no_dialogue(
    run: Talk, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ACCESSIBLE", value)
    monkeypatch.setenv("TERM", "dumb")
    ended = run(typed=["q"])
    assert (ended.code, ended.out) == (2, "")
    assert "needs a terminal" in ended.err


def test_ctrl_c_ends_with_everything_saved(
    folder: Path, environ: dict[str, str], saved: Callable[[], Case]
) -> None:
    driver = Driver(folder, environ | {"TERM": "dumb"}, terminal=True)
    for words, typed in (
        ("6. Take along", "1"),
        ("4. Change one answer", "4"),
        ("Which answer?", "paid"),
        ("7. I don't know", "job"),
        ("Recorded: Paid work: job", "1"),
    ):
        driver.answer(words, typed)
    driver.until("Question 1 of")
    driver.interrupt()
    assert driver.finish() == 130
    assert driver.heard[-1] == "Goodbye. Everything is saved."
    assert saved().situation.work == "job"


def test_ctrl_d_ends_with_everything_saved(
    folder: Path, environ: dict[str, str], saved: Callable[[], Case]
) -> None:
    driver = Driver(folder, environ | {"TERM": "xterm"}, "--accessible", terminal=True)
    driver.answer("6. Take along", "6")
    driver.until("6. json")
    driver.until("Number or name:")
    assert driver.end() == 0
    assert driver.heard[-1] == "Goodbye. Everything is saved."
    assert complaints(driver.out) == []
    assert saved() == Case()


def test_letters_that_the_output_lacks_are_spelled_another_way(
    folder: Path, environ: dict[str, str]
) -> None:
    narrow = environ | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    driver = Driver(folder, narrow, "--lang", "fr", "--ephemeral", "plain")
    driver.answer("6. A emporter", "3")
    driver.answer("1. Calculer", "3")
    line = driver.until("prix")
    assert "CPAM" in line
    assert driver.end() == 0
    assert driver.out.isascii()
    assert "EUR" in driver.out
    assert "?" not in line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("12.00\u00a0€ three", ["12.00\u00a0€", "three"]),
        ("中国中国 中国", ["中国中国", "中国"]),
        ("a/bcdefghijklm", ["a/bcdefgh", "ijklm"]),
        ("https:/abc-defgh", ["https:/", "abc-defgh"]),
        ("two\nlines", ["two", "lines"]),
    ],
)
def test_lines_are_broken_between_words(text: str, lines: list[str]) -> None:
    assert list(wrapped(text, 9)) == lines


def test_cells_are_those_of_a_terminal() -> None:
    assert [cells(text) for text in ("abc", "中国", "e\u0301", "한국")] == [3, 4, 1, 4]


def test_what_cannot_be_spelled_at_all_is_left_to_the_output() -> None:
    assert spelled("œuvre à 5 €", "ascii") == "oeuvre a 5 EUR"
    assert spelled("été", "latin-1") == "été"
    assert spelled("中", "ascii") == "中"
