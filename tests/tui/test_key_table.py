"""One table of keys: the bindings, the footer, the help, the manual and the README hold it."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.test_manual import shown
from tests.tui.conftest import MODES, Opening

from healthtui.cli.program import main
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.keys import KEYS, keys_on, names_of
from healthtui.tui.leaving import INTERRUPT

README = Path(__file__).parents[2] / "README.md"
MOVING = {"tab", "shift+tab", "enter", "esc", "page down", "page up", "ctrl+c", "ctrl+g"}
"""Keys of fields, lists and the terminal, which are in no table."""


def test_what_is_bound_is_the_table() -> None:
    bound = {each.key: each.action for each in HealthApp.BINDINGS if each.key != INTERRUPT}  # type: ignore[union-attr]
    assert bound.keys() == {each for key in KEYS for each in key.keys.split(",")}
    listed = [(each.key, each.action) for each in HealthApp.BINDINGS]  # type: ignore[union-attr]
    wanted = [(each, key.action) for key in KEYS for each in key.keys.split(",")]
    assert listed == [*wanted, (INTERRUPT, "interrupt")]


@pytest.mark.parametrize("mode", MODES)
async def test_the_footer_holds_keys_of_the_table_alone(opened: Opening, mode: str) -> None:
    async with opened(size=(250, 30)) as drive:
        await drive.go(mode)
        await drive.drawn()
        wanted = [f"{key.shown} {drive.says(key.label)}" for key in keys_on(mode) if key.in_footer]
        footer = drive.lines()[-1]
        assert all(f" {each} " in footer for each in wanted)
        assert cell_len(footer.rstrip()) + 1 == sum(cell_len(each) + 2 for each in wanted)


def test_the_manual_has_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["man", "--lang", "en"]) == 0
    page = shown(capsys.readouterr().out)
    told = page[page.index(".SH KEYS") : page.index(".SH EXIT STATUS")]
    rows = [row.replace("\\&", "").splitlines() for row in told.split(".TP\n")[1:]]
    said = Speaker("en").text
    assert [(keys, does.rpartition(": ")[2]) for keys, does in rows] == [
        (", ".join(names_of(key)), said(key.help).rpartition(": ")[2]) for key in KEYS
    ]


def test_the_readme_has_every_key_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    table = text[text.index("## Keys") : text.index("## Without a screen")]
    told = {each for row in table.splitlines() for each in re.findall(r"`([^`]+)`", row)}
    told |= {f"F{number}" for number in range(2, 6)} if {"F2", "F5"} <= told else set()
    told = {each.lower() if len(each) > 1 else each for each in told}
    wanted = {name for key in KEYS for name in names_of(key)}
    assert wanted - told == set()
    assert told - wanted - MOVING == set()
