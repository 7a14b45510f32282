"""The language chosen in the app or in the dialogue is that of their next start."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.cli import app
from healthtui.core.case import Case
from healthtui.core.case_plain import change
from healthtui.files.store import Store

Run = Callable[..., Any]


@pytest.fixture
def chose(folder: Path) -> Callable[[str], None]:
    """Somebody chose a language before."""

    def chose(language: str) -> None:
        Store(folder).commit(change(Case(), Case().in_language(language)))

    return chose


@pytest.fixture
def opened_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The language in which the app opens."""
    found: list[str] = []

    def opening(*given: Any) -> int:
        found.append(given[4].language)
        return 0

    def opened_in(*arguments: str) -> str:
        assert run(*arguments).code == 0
        return found.pop()

    monkeypatch.setattr(app, "_is_terminal", lambda _: True)
    monkeypatch.setattr(app, "open_app", opening)
    monkeypatch.setenv("TERM", "xterm")
    return opened_in


@pytest.mark.parametrize(
    ("saved", "environ", "arguments", "language"),
    [
        ("fr", "es_ES.UTF-8", (), "fr"),
        ("fr", "es_ES.UTF-8", ("--lang", "zh"), "zh"),
        ("fr", "es_ES.UTF-8", ("--lang", "xx"), "en"),
        ("fr", "es_ES.UTF-8", ("--lang", ""), "fr"),
        ("fr", "es_ES.UTF-8", ("--ephemeral",), "es"),
        ("xx", "es_ES.UTF-8", (), "es"),
        ("", "es_ES.UTF-8", (), "es"),
        ("en", "es_ES.UTF-8", (), "en"),
        ("zh", "", (), "zh"),
    ],
)
def test_the_option_goes_before_what_was_chosen_and_that_before_the_environment(  # noqa: PLR0913, PLR0917 - a table
    chose: Callable[[str], None],
    opened_in: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    saved: str,
    environ: str,
    arguments: tuple[str, ...],
    language: str,
) -> None:
    if saved:
        chose(saved)
    monkeypatch.setenv("LANG", environ)
    assert opened_in(*arguments) == language


def test_the_dialogue_remembers_it_for_itself_and_for_the_app(
    run: Run, opened_in: Callable[..., str]
) -> None:
    ended = run("plain", stdin="9\nfran\nq\n")
    assert "9. Language: English" in ended.out
    assert ended.out.splitlines()[-1] == "Au revoir. Tout est enregistré."
    again = run("plain", stdin="9\n\nq\n")
    assert "l'assurance maladie" in again.out.splitlines()[0]
    assert opened_in() == "fr"
    assert "Goodbye" in run("--lang", "en", "plain", stdin="q\n").out


def test_a_command_keeps_to_the_environment(run: Run, chose: Callable[[str], None]) -> None:
    chose("fr")
    assert run("check").out.startswith("It depends")
