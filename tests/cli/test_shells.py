"""Completions: the script of each shell, run by the shells that are installed."""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from healthtui.cli.anatomy import Command, command_line, metavar
from healthtui.cli.completing import Table, table
from healthtui.core.progress import STATUSES
from healthtui.core.rulebook import Rulebook
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker

Run = Callable[..., Any]

ASK = r"""
source "$1"; shift
for COMP_LINE in "$@"; do
    COMP_POINT=${#COMP_LINE}
    COMPREPLY=()
    _healthtui
    printf '%s\n' "${COMPREPLY[@]}" =====
done
"""


@pytest.fixture(scope="module")
def program() -> Command:
    return command_line(Speaker("en"))


@pytest.fixture
def found(program: Command, rulebook: Rulebook) -> Table:
    return table(program, rulebook)


@pytest.fixture
def completed(run: Run, tmp_path: Path) -> Callable[..., list[list[str]]]:
    """What bash offers at the end of each line."""
    script = tmp_path / "healthtui.bash"
    script.write_text(run("completions", "bash").out, "utf-8")

    def completed(*lines: str) -> list[list[str]]:
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, "ask", str(script), *lines],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        assert done.stderr == ""
        told = done.stdout.split("=====\n")[:-1]
        return [[word for word in each.splitlines() if word] for each in told]

    return completed


Completed = Callable[..., Sequence[Sequence[str]]]


def test_every_command_is_completed(completed: Completed, program: Command) -> None:
    lines = {each.name: f"healthtui {each.name} ".replace("  ", " ") for each in program.all()}
    offered = dict(zip(lines, completed(*lines.values()), strict=True))
    for command in program.all():
        if command.below:
            assert offered[command.name] == [each.path[-1] for each in command.below]
    assert {"check", "steps", "schema", "completions", "man"} <= set(offered[""])


def test_every_option_is_completed(completed: Completed, program: Command) -> None:
    commands = list(program.all())
    lines = [f"healthtui {each.name} --".replace("  ", " ") for each in commands]
    for command, words in zip(commands, completed(*lines), strict=True):
        known = [name for each in command.options for name in each.option_strings]
        assert words == [name for name in known if name.startswith("--")]
        assert "--help" in words


def test_the_words_that_answers_are_made_of_are_completed(
    completed: Completed, rulebook: Rulebook
) -> None:
    (steps, states, acts, mine, half, sectors, yes, papers) = completed(
        "healthtui steps set ",
        "healthtui --lang fr steps --today 2026-11-23 set portal-documents ",
        "healthtui quote --set act=",
        "healthtui year add act=gp",
        "healthtui check --set nat",
        "healthtui set visit.sector=",
        "healthtui set work=none enrolled_in_france=",
        "healthtui steps set portal-documents refused --paper ib",
    )
    assert steps == list(rulebook.steps)
    assert states == list(STATUSES)
    assert acts == [*rulebook.acts, "unsure"]
    assert mine
    assert mine == [act for act in rulebook.acts if act.startswith("gp")]
    assert half == ["nationalities="]
    assert "2_optam" in sectors
    assert yes == ["yes", "no", "unsure"]
    assert papers == ["iban"]


def test_a_value_is_completed_where_it_is_one(completed: Completed) -> None:
    (languages, joined, formats, schemas, number, nothing, shells) = completed(
        "healthtui check --lang ",
        "healthtui check --lang=",
        "healthtui export ",
        "healthtui schema rules-",
        "healthtui year 2025 ",
        "healthtui check --on ",
        "healthtui completions ",
    )
    assert languages == joined == list(available())
    assert formats == ["md", "html", "ics", "csv", "jsonl", "json"]
    assert schemas == ["rules-check", "rules-list", "rules-show", "rules-diff"]
    assert (number, nothing) == ([], [])
    assert shells == ["bash", "zsh", "fish"]


def test_files_and_folders_are_completed_by_the_shell(completed: Completed, tmp_path: Path) -> None:
    (tmp_path / "my care.csv").touch()
    (tmp_path / "my folder").mkdir()
    imported, joined, folders = completed(
        "healthtui year import my",
        "healthtui quote --input=my",
        "healthtui --data-dir my",
    )
    assert sorted(imported) == sorted(joined) == ["my care.csv", "my folder"]
    assert folders == ["my folder"]


def test_each_place_that_takes_a_field_offers_some(program: Command, found: Table) -> None:
    for command in program.all():
        for action in (*command.options, *command.places):
            if metavar(action) == "FIELD=VALUE":
                slot = action.option_strings[0] if action.option_strings else "*"
                words = found.words[f"{command.name}|{slot}"]
                assert words
                assert all(word.endswith("=") for word in words)


def test_only_places_and_files_are_no_plain_words(found: Table) -> None:
    for words in found.words.values():
        for word in words:
            assert word in {"<file>", "<dir>"} or word.rstrip("=").replace(".", "").isascii()
            assert not set(word) & set(" '\"\\$`\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_one_that_its_shell_reads(run: Run, tmp_path: Path, shell: str) -> None:
    ended = run("completions", shell)
    assert (ended.code, ended.err) == (0, "")
    assert not re.search("@[a-z]+@", ended.out)
    assert "portal-documents" in ended.out
    script = tmp_path / "script"
    script.write_text(ended.out, "utf-8")
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(script)], check=True)


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_offers_what_bash_offers(run: Run, tmp_path: Path, completed: Completed) -> None:
    lines = (
        "healthtui ",
        "healthtui steps set ",
        "healthtui quote --set act=gp_c",
        "healthtui check --lang=",
        "healthtui export ",
        "healthtui help steps ",
        "healthtui --lang fr steps --today 2026-11-23 set portal-documents ",
    )
    script = tmp_path / "healthtui.fish"
    script.write_text(run("completions", "fish").out, "utf-8")
    ask = "source $argv[1]; for line in $argv[2..]; complete -C $line; echo =====; end"
    done = subprocess.run(
        ["fish", "--no-config", "-c", ask, str(script), *lines],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    offered = [each.splitlines() for each in done.stdout.split("=====\n")[:-1]]
    words = [{word.rpartition("=")[2] for word in each} for each in offered]
    assert words == [set(each) for each in completed(*lines)]
    assert all(words)
