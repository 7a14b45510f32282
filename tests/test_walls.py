"""The walls of the house, at run time and by import-linter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LOADED = """
import importlib, json, pkgutil, sys
names = [sys.argv[1]]
package = importlib.import_module(names[0])
for found in pkgutil.walk_packages(getattr(package, "__path__", []), names[0] + "."):
    if not found.name.endswith(".__main__"):
        importlib.import_module(found.name)
        names.append(found.name)
print(json.dumps([names, sorted({name.split(".")[0] for name in sys.modules})]))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def loaded(room: str) -> tuple[list[str], set[str]]:
    """The modules of a room, and every top-level module that importing all of them loads."""
    done = run(sys.executable, "-c", LOADED, room)
    assert done.returncode == 0, done.stderr
    names, everything = json.loads(done.stdout)
    return names, set(everything)


@pytest.mark.parametrize(
    ("room", "modules", "forbidden"),
    [
        (
            "healthtui.core",
            15,
            {"textual", "rich", "pydantic", "pydantic_core", "babel", "tomllib", "tomli_w"}
            | {"platformdirs", "gettext"},
        ),
        ("healthtui.texts", 5, {"textual", "rich", "pydantic", "tomllib", "tomli_w"}),
        ("healthtui.files", 10, {"textual", "rich"}),
        (
            "healthtui.exports",
            9,
            {"textual", "rich", "pydantic", "tomllib", "tomli_w", "platformdirs"},
        ),
        (
            "healthtui.plain",
            12,
            {"textual", "rich", "pydantic", "tomllib", "tomli_w", "platformdirs", "icalendar"},
        ),
        ("healthtui.cli", 2, {"textual", "rich", "icalendar", "segno"}),
    ],
)
def test_a_room_loads_nothing_from_beyond_its_walls(
    room: str, modules: int, forbidden: set[str]
) -> None:
    names, everything = loaded(room)
    assert len(names) >= modules
    assert everything & forbidden == set()


@pytest.mark.parametrize("room", ["core", "texts", "files", "exports", "plain"])
def test_a_room_does_not_load_the_rooms_above_it(room: str) -> None:
    above = {
        "core": ("texts", "files", "exports", "plain", "tui", "cli"),
        "texts": ("files", "exports", "plain", "tui", "cli"),
        "files": ("exports", "plain", "tui", "cli"),
        "exports": ("files", "plain", "tui", "cli"),
        "plain": ("files", "exports", "tui", "cli"),
    }
    probe = (
        f"{LOADED}\nprint(json.dumps(sorted(n for n in sys.modules if n.startswith('healthtui.'))))"
    )
    done = run(sys.executable, "-c", probe, f"healthtui.{room}")
    assert done.returncode == 0, done.stderr
    names = json.loads(done.stdout.splitlines()[-1])
    rooms = {name.split(".")[1] for name in names}
    assert room in rooms
    assert rooms.isdisjoint(above[room])


def test_the_probe_sees_what_a_room_loads() -> None:
    _, everything = loaded("healthtui.tui")
    assert "textual" in everything


def test_every_contract_of_import_linter_is_kept() -> None:
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
    contracts = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").count("importlinter.contracts")
    )
    assert f"{contracts} kept" in done.stdout
