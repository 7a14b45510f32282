import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from healthtui import __version__
from healthtui.cli import app, main
from healthtui.cli.anatomy import command_line
from healthtui.plain.wrapping import cells
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker

Run = Callable[..., Any]
Start = Callable[..., Any]

COMMANDS = [each.path for each in command_line(Speaker("en")).all()]


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_examples_and_fits_80_columns(
    run: Run, command: tuple[str, ...], language: str
) -> None:
    ended = run(*command, "--help", "--lang", language)
    assert (ended.code, ended.err) == (0, "")
    assert f"  {' '.join(('healthtui', *command))}" in ended.out
    assert "--data-dir" in ended.out
    assert max(map(cells, ended.out.splitlines())) <= 80
    assert not any("\u2500" <= letter <= "\u259f" for letter in ended.out)


def test_every_command_that_answers_does_so_as_json_too() -> None:
    without = {
        each.name
        for each in command_line(Speaker("en")).all()
        if each.runs and not any("--json" in option.option_strings for option in each.options)
    }
    # They open the app, save, tell one step, or print a format of its own.
    assert without == {
        "",
        "set",
        "steps show",
        "steps set",
        "year add",
        "year set",
        "year delete",
        "year import",
        "compare add",
        "compare set",
        "compare remove",
        "export",
        "wipe",
        "schema",
        "completions",
        "man",
        "plain",
        "help",
    }


def test_the_version_is_one_line(run: Run) -> None:
    assert run("--version").out == f"healthtui {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chek",), "did you mean check?"),
        (("check", "--jsn"), "did you mean --json?"),
        (("--them", "dark"), "did you mean --theme?"),
        (("--theme", "drak"), "did you mean dark?"),
        (("export", "htm"), "did you mean html?"),
        (("zzzz",), "there is: check, set, steps"),
        (("check", "--set"), "--set needs a value"),
        (("check", "--json=3"), "--json takes no value"),
        (("check", "--js"), "“--js” is not known here"),
        (("check", "extra"), "extra"),
        (("rules",), "required"),
        (("set",), "required"),
        (("check", "--on", "tomorrow"), "--on: “tomorrow”"),
        (("--today", "32", "check"), "--today: “32”"),
        (("check", "--lenient"), "--input"),
    ],
)
def test_bad_usage_is_one_line_and_ends_with_2(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_options_are_taken_before_and_after_the_command(run: Run) -> None:
    assert main(["--today", "2030-01-01", "--ephemeral", "quote"]) == 4
    assert main(["quote", "--today", "2030-01-01", "--ephemeral"]) == 4
    assert run("quote", "--today", "2030-01-01").code == 4


def test_without_a_terminal_the_app_does_not_open(run: Run) -> None:
    ended = run(stdin="")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "healthtui needs a terminal; try “healthtui check”.\n"


def test_with_a_terminal_the_app_opens(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_is_terminal", lambda _: True)
    monkeypatch.setattr(app, "open_app", lambda *_: 5)
    assert run().code == 5


def test_a_defect_is_one_sentence_that_gives_nothing_away(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("born 2004-03-12")

    monkeypatch.setattr("healthtui.cli.session.load", broken)
    ended = run("check")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "ValueError" in ended.err
    assert "2004" not in ended.err


def test_an_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("healthtui.cli.session.load", interrupted)
    assert run("check").code == 130


def test_no_command_but_the_app_knows_the_screen_library(start: Start) -> None:
    code = (
        "import sys\n"
        "from healthtui.cli import main\n"
        "for command in (['check'], ['quote'], ['steps'], ['rules', 'check'], ['paths'], []):\n"
        "    main(['--ephemeral', *command])\n"
        "    assert not {'textual', 'rich'} & set(sys.modules), command\n"
    )
    process = start(python=("-c", code))
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors


def test_each_line_is_answered_before_the_next_is_read(start: Start) -> None:
    with start("quote", "--input", "-", "--json") as process:
        for number in range(3):
            process.stdin.write(f'{{"id": {number}}}\n')
            process.stdin.flush()
            assert f'"id":{number},' in process.stdout.readline()
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_closed_pipe_ends_in_silence(start: Start) -> None:
    with start("quote", "--input", "-", "--json") as process:
        process.stdin.write('{"id": 1}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write('{"id": 2}\n')
        process.stdin.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == ""


@pytest.mark.parametrize("command", [("rules", "list"), ("man",), ("completions", "bash")])
def test_a_reader_that_leaves_after_a_line_ends_it_in_silence(
    start: Start, command: tuple[str, ...]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as after `| head -1`, which may be gone before anything is written
    process = start(*command, stdout=writing)
    os.close(writing)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (141, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_told(start: Start) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        process = start("rules", "list", stdout=full)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert errors.count("\n") == 1
    assert "Traceback" not in errors


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A process started in the background inherits that it ignores interrupts: not here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_of_the_process_ends_with_130(start: Start) -> None:
    with start("quote", "--input", "-", "--json") as process:
        process.stdin.write("{}\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == ""


def test_a_narrow_encoding_costs_no_answer(start: Start) -> None:
    narrow = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    process = start("quote", environ=narrow)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (3, "")
    assert "Stays with you: 11.00" in out
    process = start("quote", "--json", environ=narrow)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert '"price_eur": "30.00"' in out


def test_python_m_healthtui_is_the_program(start: Start) -> None:
    process = start("check", "--ephemeral")
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert out.splitlines()[0] == "It depends"
