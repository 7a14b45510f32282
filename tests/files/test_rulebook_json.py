"""The compiled rules: the same as the TOML, and never used where they are not."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from healthtui.core import decision_table
from healthtui.core.answers import UNSURE
from healthtui.core.decision import decide
from healthtui.core.decision_table import tables_ahead
from healthtui.core.diagram_written import Written
from healthtui.core.eras import era
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation
from healthtui.core.what_if import would_change
from healthtui.files import rulebook, rulebook_json, rulebook_toml
from healthtui.files.places import config_dir
from healthtui.files.rulebook_schema import SCHEMAS

PROBE = """
import json, sys
from pathlib import Path
from healthtui.files.rulebook import load
print(json.dumps([len(load(Path(sys.argv[1])).routes), sorted(sys.modules)]))
"""

COMPILE = """
import sys
from pathlib import Path
from healthtui.files.rulebook_toml import compile_in
compile_in(Path(sys.argv[1]))
"""
DAY = date(2026, 11, 23)
PERSONS = (
    Situation(),
    Situation(**dict.fromkeys(BY_NAME, UNSURE)),
    Situation(nationalities=("MA",), programme="degree", enrolled_in_france=True),
    Situation(nationalities=("ES",), card="ehic", card_valid_until=date(2027, 7, 31)),
    Situation(nationalities=UNSURE, birth_date=date(2009, 3, 12), stay_from=date(2026, 9, 1)),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rules with the compiled file beside them."""
    folder = tmp_path_factory.mktemp("rules") / "config"
    left_out = shutil.ignore_patterns(rulebook_json.FILE)
    shutil.copytree(str(config_dir()), folder, ignore=left_out)
    rulebook_toml.compile_in(folder)
    return folder


@pytest.fixture
def config(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "config"))


def parts(book: Rulebook) -> dict[str, object]:
    return {name: getattr(book, name) for name in book.__struct_fields__}


def test_every_toml_file_has_a_place_in_the_print() -> None:
    assert set(rulebook_json.TOML_FILES) == set(SCHEMAS)


def test_the_compiled_rules_are_those_of_the_toml(built: Path) -> None:
    compiled = rulebook_json.read(built)
    assert compiled is not None
    from_toml = rulebook_toml.load(built)
    assert parts(compiled) == parts(from_toml)
    # Equal is not enough: True is 1, and the order of keys is that of the answers.
    for name, part in parts(compiled).items():
        if name != "vocabulary":
            assert repr(part) == repr(parts(from_toml)[name]), name


@pytest.mark.parametrize("seed", ["1", "2"])
def test_compiling_in_another_process_gives_the_same_bytes(config: Path, seed: str) -> None:
    """Sets have another order there."""
    before = (config / rulebook_json.FILE).read_bytes()
    (config / rulebook_json.FILE).unlink()
    command = [sys.executable, "-c", COMPILE, str(config)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (config / rulebook_json.FILE).read_bytes() == before


@pytest.mark.parametrize("checkout", [False, True])
def test_the_compiled_diagrams_are_those_that_the_rows_give(built: Path, *, checkout: bool) -> None:
    """Also in the checkout, where the code may have changed since the rules were compiled."""
    compiled = rulebook.load(config_dir() if checkout else built)
    given = tables_ahead(rulebook_toml.load(built))
    assert compiled.made_of_all.get(Written, given) == given


def test_every_era_that_a_person_can_still_ask_about_is_compiled(built: Path) -> None:
    compiled = rulebook.load(built)
    checked = max(row.checked_on for row in compiled.rows)
    changes = {row.valid_from for row in compiled.rows} | {date(2040, 1, 1), checked}
    eras = {era(compiled, day) for day in changes if day >= checked}
    assert eras == set(compiled.made_of_all[Written])


@pytest.mark.parametrize("day", [date(2019, 9, 2), date(2022, 9, 2), date(2026, 11, 23)])
def test_a_person_gets_the_same_decision_with_and_without_the_compiled_diagram(
    built: Path, day: date
) -> None:
    books = (rulebook.load(built), rulebook_toml.load(built))
    for person in PERSONS:
        with_it, without = (decide(book, person, day) for book in books)
        assert with_it.rows() == without.rows()
        assert with_it.deciding_fields() == without.deciding_fields()
        assert would_change(books[0], person, day) == would_change(books[1], person, day)


def test_with_the_compiled_diagram_none_is_made(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(decision_table, "table_of")
    assert decide(rulebook.load(built), PERSONS[1], DAY).routes()


def test_changed_rules_never_use_the_diagram_of_those_they_were_made_of(built: Path) -> None:
    fewer = rulebook_toml.load(built).rows[1:]
    changed, made = (
        replace(book, rows=fewer) for book in (rulebook.load(built), rulebook_toml.load(built))
    )
    for person in PERSONS:
        assert decide(changed, person, DAY).rows() == decide(made, person, DAY).rows()
    proposed = rulebook.load(built).with_proposal(next(iter(changed.proposals)), DAY)
    assert Written not in proposed.made_of_all


def test_a_diagram_over_other_facts_is_not_used(built: Path) -> None:
    """What is left of an earlier version of the program, of which the rules were the same."""
    compiled = rulebook.load(built)
    since = era(compiled, DAY)
    table = compiled.made_of_all[Written][since]
    wrong = replace(table, facts=table.facts[::-1], nodes=(), top=-1)
    compiled.made_of_all[Written] = {since: wrong}
    assert decide(compiled, PERSONS[1], DAY).routes()


def test_a_changed_toml_file_is_read_instead(config: Path) -> None:
    rates = config / "rates.toml"
    before = rulebook.load(config)
    changed = rates.read_text(encoding="utf-8").replace("percent = 70", "percent = 71")
    rates.write_text(changed, encoding="utf-8")
    assert rulebook_json.read(config) is None
    after = rulebook.load(config)
    assert after.version != before.version
    assert 71 in {value.value for each in after.parameters.values() for value in each.values}


@pytest.mark.parametrize("place", [0, 70, 200, 5000, -5000, -2])
def test_a_damaged_file_is_not_used(config: Path, place: int) -> None:
    compiled = config / rulebook_json.FILE
    data = bytearray(compiled.read_bytes())
    data[place] ^= 1
    compiled.write_bytes(data)
    assert rulebook_json.read(config) is None
    assert rulebook.load(config).routes


def test_half_a_file_and_none_are_not_used(config: Path) -> None:
    compiled = config / rulebook_json.FILE
    data = compiled.read_bytes()
    compiled.write_bytes(data[: len(data) // 2])
    assert rulebook_json.read(config) is None
    compiled.unlink()
    assert rulebook_json.read(config) is None
    assert rulebook.load(config).routes


def test_a_file_whose_records_have_other_fields_is_not_used(config: Path) -> None:
    """What another version of the program made, whole and from these very files."""
    compiled = config / rulebook_json.FILE
    first, second = compiled.read_text(encoding="utf-8").splitlines()
    book = json.loads(second)
    for act in book["rulebook"]["acts"].values():
        act["colour"] = "red"
    changed = json.dumps(book)
    prints = f"{first.split()[0]} {rulebook_json.print_of([changed.encode()])}"
    compiled.write_text(f"{prints}\n{changed}\n", encoding="utf-8")
    assert rulebook_json.read(config) is None


@pytest.mark.parametrize(("compiled", "checks"), [(True, False), (False, True)])
def test_only_the_toml_needs_the_library_that_checks_it(
    config: Path, *, compiled: bool, checks: bool
) -> None:
    if not compiled:
        (config / rulebook_json.FILE).unlink()
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(config)], capture_output=True, text=True, check=True
    )
    routes, modules = json.loads(done.stdout)
    assert routes > 10
    for heavy in ("pydantic", "tomllib"):
        assert (heavy in modules) is checks, heavy
    assert "babel" not in modules
