"""What a question loads: each library that it does not need costs as long as the answer."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from healthtui.files import rulebook_json, rulebook_toml
from healthtui.files.places import config_dir

PROBE = """
import contextlib, io, json, sys
from pathlib import Path
from healthtui.cli import main, session
session.config_dir = lambda: Path(sys.argv[1])
with contextlib.redirect_stdout(io.StringIO()) as told:
    main(["--ephemeral", "--today", "2026-11-23", *sys.argv[2:]])
print(json.dumps([len(told.getvalue()), sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules") / "config"
    shutil.copytree(str(config_dir()), folder, ignore=shutil.ignore_patterns(rulebook_json.FILE))
    rulebook_toml.compile_in(folder)
    return folder


def loaded(rules: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(rules), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    length, modules = json.loads(done.stdout)
    assert length > 100
    return set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ("quote", "--set", "price_eur=30"),
        ("quote", "--json", "--set", "sector=unsure"),
        ("explain", "quote", "--json"),
        ("check",),
        ("check", "--json", "--set", "nationalities=MA", "--set", "stay_from=2026-09-01"),
        ("steps", "--json"),
        ("--help",),
    ],
)
def test_a_question_loads_no_library_that_it_does_not_need(
    rules: Path, arguments: tuple[str, ...]
) -> None:
    modules = loaded(rules, *arguments)
    heavy = {"textual", "rich", "pydantic", "pydantic_core", "babel", "tomllib", "icalendar"}
    assert modules & (heavy | {"segno", "importlib.resources", "dateutil"}) == set()
    assert modules & {"tempfile", "shutil"} == set()


@pytest.mark.parametrize("command", ["quote", "check"])
def test_where_nothing_is_saved_no_place_is_looked_for(rules: Path, command: str) -> None:
    assert "platformdirs" not in loaded(rules, command)


def test_a_command_loads_no_other_command(rules: Path) -> None:
    modules = loaded(rules, "check")
    commands = {name for name in modules if name.startswith("healthtui.cli.commands.")}
    assert commands == {"healthtui.cli.commands.check"}


def test_to_check_the_rules_loads_what_checks_them(rules: Path) -> None:
    assert {"pydantic", "tomllib"} <= loaded(rules, "rules", "check")


def test_the_app_loads_no_command() -> None:
    probe = """
import sys
from healthtui.cli import app, main
def instead(*given):
    print(sorted(sys.modules))
    return 0
app.open_app = instead
app._is_terminal = lambda stream: True
sys.exit(main(["--ephemeral", "--overlay=/nowhere", "--today", "2026-11-23"]))
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    modules = set(ast.literal_eval(done.stdout))
    assert "healthtui.files.packs" in modules
    assert {name for name in modules if name.startswith("healthtui.cli.commands.")} == set()
    assert modules & {"_hashlib", "tomllib"} == set()
