"""The page of the manual says all that the parser knows, and roff reads it."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from healthtui.cli import refused
from healthtui.cli.anatomy import command_line
from healthtui.cli.manual import CODES
from healthtui.plain.wrapping import cells
from healthtui.texts.speaker import Speaker

Run = Callable[..., Any]


def shown(page: str) -> str:
    """The page as plain text, without a program of roff."""
    text = re.sub(r"\\f[BIR]|\\:", "", page)
    for escaped, letter in ((r"\-", "-"), (r"\(aq", "'"), (r"\(ti", "~"), (r"\e", "\\")):
        text = text.replace(escaped, letter)
    return text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_has_every_command_its_arguments_and_its_examples(run: Run, language: str) -> None:
    ended = run("man", "--lang", language)
    assert (ended.code, ended.err) == (0, "")
    page = shown(ended.out)
    for command in command_line(Speaker(language)).all():
        assert command.does in page
        assert command.examples.strip() in page
        assert all(sentence in page for sentence in command.more)
        if command.path:
            assert f"\n.SS healthtui {command.name}" in page
        for option in command.options:
            assert ", ".join(option.option_strings) in page


def test_the_page_has_every_exit_code(run: Run) -> None:
    constants = {
        value for name, value in vars(refused).items() if name.isupper() and isinstance(value, int)
    }
    assert set(CODES) == constants
    page = shown(run("man").out)
    told = page[page.index(".SH EXIT STATUS") : page.index(".SH FILES")]
    assert [int(code) for code in re.findall(r"^(\d+)$", told, re.MULTILINE)] == list(CODES)


def test_the_page_is_the_same_wherever_it_is_made(run: Run) -> None:
    assert run("man").out == run("man", "--ephemeral", "--today", "2030-01-01").out


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
@pytest.mark.parametrize("language", ["en", "fr", "es", "zh"])
def test_roff_reads_the_page_without_a_warning(run: Run, language: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-Tutf8", "-rLL=80n", "-ww", "-P-cbou"],
        input=run("man", "--lang", language).out.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # there letters of Chinese are as wide as they are
    )
    assert done.stderr == b""
    text = done.stdout.decode()
    typed = {
        line.strip()
        for each in command_line(Speaker("en")).all()
        for line in each.examples.splitlines()
    }
    prose = [line for line in text.splitlines() if line.strip() not in typed]
    assert [line for line in prose if cells(line) > 80] == []
    assert """echo '{"acts": [{"act": "gp_consultation"}]}' | healthtui year --input -""" in text
    assert "~/.local/share/healthtui" in text
