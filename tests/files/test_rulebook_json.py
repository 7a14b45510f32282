"""The compiled rules: the same as the TOML, and never used where they are not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from healthtui.core.rulebook import Rulebook
from healthtui.files import rulebook, rulebook_json, rulebook_toml
from healthtui.files.places import config_dir
from healthtui.files.rulebook_schema import SCHEMAS

PROBE = """
import json, sys
from pathlib import Path
from healthtui.files.rulebook import load
print(json.dumps([len(load(Path(sys.argv[1])).routes), sorted(sys.modules)]))
"""


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


def test_compiling_twice_gives_the_same_bytes(built: Path) -> None:
    before = (built / rulebook_json.FILE).read_bytes()
    rulebook_toml.compile_in(built)
    assert (built / rulebook_json.FILE).read_bytes() == before


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
    for act in book["acts"].values():
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
