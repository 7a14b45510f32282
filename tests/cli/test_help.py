"""`healthtui help`: topics, and how each command is used."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import healthtui
from healthtui.cli import app
from healthtui.cli.anatomy import command_line
from healthtui.cli.manual import CODES, ENVIRONMENT
from healthtui.cli.topics import TOPICS
from healthtui.plain.wrapping import cells
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker

Run = Callable[..., Any]


def heard(ended: Any) -> str:
    """What was told, as if there were no lines."""
    return " ".join(ended.out.split())


def test_the_topics_are_listed(run: Run) -> None:
    ended = run("help")
    assert (ended.code, ended.err) == (0, "")
    for name in TOPICS:
        assert f"healthtui help {name}: " in ended.out


def test_accessibility_names_modes_switches_limits_and_how_to_complain(run: Run) -> None:
    told = heard(run("help", "accessibility"))
    ways = ("healthtui plain", "--accessible", "ACCESSIBLE=1", "TERM=dumb", "--theme high-contrast")
    for words in (*ways, "NO_COLOR=1", "HEALTHTUI_ASCII=1", "Known limits:", "To complain:"):
        assert words in told
    assert told.index("Known limits:") < told.index("To complain:")


def test_exit_codes_are_all_there(run: Run) -> None:
    told = run("help", "exit-codes").out.splitlines()
    assert [line.split(":")[0] for line in told[1:-1]] == [str(code) for code in CODES]


def test_the_environment_names_what_asks_for_the_dialogue(run: Run) -> None:
    told = heard(run("help", "environment"))
    named = [name for names in ENVIRONMENT for name in names.split(", ")]
    assert all(name in told for name in named)
    assert set(app.ASKING) <= set(named)


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("topic", [(), *((name,) for name in TOPICS)])
def test_every_topic_fits_a_narrow_window_in_every_language(
    run: Run, language: str, topic: tuple[str, ...]
) -> None:
    ended = run("help", *topic, "--lang", language)
    assert ended.code == 0
    assert max(map(cells, ended.out.splitlines())) <= 79
    assert not any("\u2500" <= letter <= "\u259f" for letter in ended.out)


@pytest.mark.parametrize(
    "command", [each.path for each in command_line(Speaker("en")).all() if each.path], ids=" ".join
)
def test_help_on_a_command_is_its_help(run: Run, command: tuple[str, ...]) -> None:
    assert run("help", *command).out == run(*command, "--help").out


@pytest.mark.parametrize(
    ("words", "near"),
    [(("accesibility",), "accessibility"), (("chek",), "check"), (("steps", "sett"), "steps set")],
)
def test_an_unknown_topic_names_the_nearest(run: Run, words: tuple[str, ...], near: str) -> None:
    ended = run("help", *words)
    assert (ended.code, ended.out) == (2, "")
    assert f"the nearest is {near}." in ended.err
    assert ended.err.count("\n") == 1


def test_the_first_help_leads_to_the_others(run: Run) -> None:
    told = heard(run("--help"))
    for words in ("healthtui help", "healthtui man", "README", "the key ?", "healthtui plain"):
        assert words in told
    assert "Nothing is ever sent anywhere." in told


def test_every_variable_that_the_program_reads_is_told() -> None:
    told = {name for names in ENVIRONMENT for name in names.split(", ")}
    package = Path(healthtui.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    read = set(re.findall(r'"((?:HEALTHTUI|TEXTUAL)_[A-Z_]+|NO_COLOR|COLORFGBG|TERM)"', sources))
    assert {"HEALTHTUI_CURSOR", "HEALTHTUI_MOUSE", "NO_COLOR", "TERM"} <= read
    set_by_us = {"TEXTUAL_ANIMATIONS", "TEXTUAL_SMOOTH_SCROLL"}
    assert {name for name in read - set_by_us if not name.endswith("_")} <= told


def test_each_switch_of_the_screens_is_an_option_and_a_variable(run: Run) -> None:
    told, usage = heard(run("help", "accessibility")), run("--help").out
    for option, variable in (
        ("--no-color", "NO_COLOR=1"),
        ("--ascii", "HEALTHTUI_ASCII=1"),
        ("--cursor", "HEALTHTUI_CURSOR=1"),
        ("--no-mouse", "HEALTHTUI_MOUSE=0"),
        ("--accessible", "ACCESSIBLE=1"),
    ):
        assert f"healthtui {option}" in told
        assert variable in told
        assert option in usage


def test_examples_come_before_options(run: Run) -> None:
    for command in ((), ("check",), ("steps", "set")):
        told = run(*command, "--help").out
        assert 0 < told.index("examples:") < told.index("options of every command:")


def test_a_line_of_chinese_is_as_full_as_it_can_be(run: Run) -> None:
    text = run("help", "accessibility", "--lang", "zh").out
    assert "\nhealthtui plain\uff1a" in text
    assert not any(unicodedata.category(line[0]) == "Po" for line in text.splitlines())
