"""No mixed screens: every run of letters comes from the catalogues, or is named here."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.plain.conftest import Talk
from tests.plain.test_prompts import WALK
from tests.pseudo_locale.marked import Marking, mark, unmarked
from tests.tui.conftest import TODAY, Driver
from tests.tui.test_looks import PERSON, walk

from healthtui.cli.anatomy import command_line, metavar
from healthtui.cli.commands.export import FORMATS
from healthtui.core.progress import STATUSES
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import CONTRACT_PARTS
from healthtui.texts.codes import language_codes, language_name
from healthtui.texts.country_find import countries
from healthtui.texts.language import OWN_NAMES, available
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp

OF_THE_PERSON = ("done",)
NAMES = ("healthtui", *OWN_NAMES.values())
TYPED = ("COMMAND", "QUESTION", *STATUSES, *available(), *(name for name, _ in CONTRACT_PARTS))
"""What is typed after any command, and how help calls it."""
ANSWERING: tuple[tuple[str, ...], ...] = (
    *(("check",), ("explain", "check"), ("explain", "quote"), ("year",), ("compare",), ("number",)),
    *(("steps",), ("steps", "show", "portal-documents"), ("set", "work=job"), ("year", "add")),
    *(("quote", "--sectors", "--and-on", "2023-10-31", "--received", "7"), ("glossary", "vitale")),
    *(("help", "exit-codes"), ("steps", "set", "portal-documents", "sent")),
)
"""Commands that answer people; what else is printed is typed again or read by programs."""
SELDOM = (
    ("x",),
    ("ctrl+c",),
    ("U",),
    ("f4", "o"),
    ("f3", "m"),
    ("f3", "c"),
    ("f5", "a"),
    ("f5", "y"),
)
"""Keys that lead to what the walk past all screens leaves out."""
COMMANDS = [each.path for each in command_line(Speaker("en")).all()]


@pytest.fixture(autouse=True)
def _marking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthtui.cli.program.Speaker", Marking)


@pytest.fixture(autouse=True)
def _read_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("healthtui.cli.session.load", lambda _: rulebook)


def terms(rulebook: Rulebook) -> tuple[str, ...]:
    """What stays as it is in every language: names of countries and languages, French terms."""
    return (
        *(name for _, name in countries("en")),
        *(language_name(code, "en") for code in language_codes()),
        *(name for source in rulebook.sources.values() for name in source.publisher.split()),
        *(name for term in rulebook.glossary.values() for name in term.term.split()),
        *(name for term in rulebook.glossary.values() for name in term.also),
    )


async def test_every_screen_speaks_the_language_throughout(rulebook: Rulebook) -> None:
    app = HealthApp(rulebook, dict(PERSON), TODAY, Marking(), None)
    found: dict[str, set[str]] = {}
    async with app.run_test(size=(250, 70)) as pilot:
        await pilot.pause()
        drive = Driver(app, pilot, None)
        async for name in walk(drive):
            rest = unmarked(drive.lines(), (*NAMES, *OF_THE_PERSON, *terms(rulebook)))
            if rest:
                found[name] = rest
    assert found == {}


async def test_what_is_seldom_in_front_speaks_the_language_too(rulebook: Rulebook) -> None:
    app = HealthApp(rulebook, dict(PERSON), TODAY, Marking(), None)
    async with app.run_test(size=(250, 70)) as pilot:
        await pilot.pause()
        drive = Driver(app, pilot, None)
        for keys in SELDOM:
            await drive.press(*keys)
            await drive.drawn()
            rest = unmarked(drive.lines(), (*NAMES, *OF_THE_PERSON, *terms(rulebook)))
            assert rest == set(), keys
            await drive.press("escape", "escape", "escape")
        for size in ((30, 8), (60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            await drive.drawn()
            rest = unmarked(drive.lines(), (*NAMES, *OF_THE_PERSON, *terms(rulebook)))
            assert rest == set(), size


@pytest.mark.usefixtures("moroccan")
@pytest.mark.parametrize("command", ANSWERING, ids=" ".join)
def test_every_answer_speaks_the_language_throughout(
    run: Talk, rulebook: Rulebook, command: tuple[str, ...]
) -> None:
    run("year", "add")
    told = run(*command, typed=["255081416802538"])
    assert told.lines
    papers = (paper for step in rulebook.steps.values() for paper in step.papers)
    typed = (*rulebook.steps, *papers, "healthtui year set ID claimed_on=DATE received_eur=AMOUNT")
    lines = [re.sub(r"\b[0-9a-f]{6}\b", " ", line) for line in (*told.lines, told.err)]
    assert unmarked(lines, (*NAMES, *typed, *terms(rulebook))) == set()


@pytest.mark.usefixtures("moroccan")
def test_the_dialogue_speaks_the_language_throughout(run: Talk, rulebook: Rulebook) -> None:
    typed = [line if len(line) == 1 else mark(line) for line in WALK]
    asked = [line for each in typed for line in ("?", each)]
    told = run("plain", typed=asked)
    assert told.code == 0
    assert len(told.lines) > 300
    # An address may go on in the next line.
    whole = re.sub(r"(https://\S+[/_.-])\n", r"\1", told.out).splitlines()
    assert unmarked(whole, (*NAMES, *FORMATS, *terms(rulebook))) == set()


def typed_in(path: tuple[str, ...]) -> Iterator[str]:
    """What a person types after a command, and how a help calls what is typed."""
    program = command_line(Marking())
    command = next(each for each in program.all() if each.path == path)
    for action in (*program.options, *command.options, *command.places):
        yield from action.option_strings
        yield metavar(action)
        yield from map(str, action.choices or ())
    yield from (*path, *(each.path[-1] for each in command.below))
    yield from (line.strip() for line in command.examples.splitlines()[1:])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_speaks_the_language_throughout(
    run: Callable[..., Any], command: tuple[str, ...]
) -> None:
    told = run(*command, "--help")
    assert told.code == 0
    assert unmarked(told.lines, (*NAMES, *TYPED, *typed_in(command))) == set()


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("chek",), ("chek", "check")),
        (("zzzz",), ("zzzz", "COMMAND", *(path[0] for path in COMMANDS if path))),
        (("check", "--jsn"), ("jsn", "json", "check")),
        (("--them", "dark"), ("them", "theme")),
        (("check", "extra"), ("extra", "check")),
        (("rules",), ("rules", "COMMAND")),
        (("check", "--set"), ("check", "set")),
        (("check", "--json=3"), ("check", "json")),
        (("check", "--on", "soon"), ("on", "soon")),
        (("help", "accesibility"), ("accesibility", "accessibility")),
    ],
    ids=str,
)
def test_every_complaint_speaks_the_language_throughout(
    run: Callable[..., Any], arguments: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert unmarked(told.err.splitlines(), (*NAMES, "--help", *typed)) == set()


def test_what_was_forgotten_would_be_seen() -> None:
    lines = [mark("All is said"), "Not all", f"{mark('half')}ly", "https://example.org", "€ 12.00"]
    assert unmarked(lines, ()) >= {"Not", "all"}
    assert unmarked(lines[:1], ()) == set()
    assert unmarked(lines[2:], ()) != set()
