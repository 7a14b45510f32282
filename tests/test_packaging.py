"""What a person gets who installs the wheel."""

import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools.sbom import LOCK, document

COMPLETIONS = (
    ("bash", "share/bash-completion/completions/healthtui"),
    ("zsh", "share/zsh/site-functions/_healthtui"),
    ("fish", "share/fish/vendor_completions.d/healthtui.fish"),
)
ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 1_500_000
SHIPPED = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md")

FROM_THE_WHEEL = """
import sys
from pathlib import Path
place = Path(sys.argv[1])
sys.path.insert(0, str(place))
import healthtui
from healthtui.files.places import config_dir
from healthtui.files.rulebook_json import read
from healthtui.files.rulebook_toml import load
assert Path(healthtui.__file__).is_relative_to(place), healthtui.__file__
assert Path(str(config_dir())).is_relative_to(place), config_dir()
rulebook = load(config_dir())
compiled = read(config_dir())
assert compiled is not None
assert compiled.version == rulebook.version
print(len(rulebook.routes), rulebook.version)
"""


def built(checkout: Path, target: str, folder: Path) -> Path:
    """What is built of a checkout: a wheel or an sdist."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=checkout,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a wheel is made of, without compiled catalogues."""
    checkout = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        shutil.copy(ROOT / name, checkout / name)
    left_out = shutil.ignore_patterns("__pycache__", "*.mo", "rulebook.json")
    for name in ("src", "config"):
        shutil.copytree(ROOT / name, checkout / name, ignore=left_out)
    return checkout


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the copy."""
    return built(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def test_the_wheel_is_for_every_machine(wheel: Path) -> None:
    assert wheel.name.startswith("healthtui-")
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_is_small(wheel: Path) -> None:
    assert 100_000 < wheel.stat().st_size <= MOST_BYTES


def test_the_source_archive_builds_the_same_wheel(
    wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive = built(checkout, "sdist", tmp_path_factory.mktemp("sdist"))
    place = tmp_path_factory.mktemp("unpacked-sdist")
    shutil.unpack_archive(archive, place, filter="data")
    (source,) = place.iterdir()
    again = built(source, "wheel", tmp_path_factory.mktemp("again"))
    assert again.name == wheel.name
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        assert set(first.namelist()) == set(second.namelist())
        for name in first.namelist():
            assert first.read(name) == second.read(name), name


def test_the_wheel_names_its_licence_by_the_standard(unpacked: Path) -> None:
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    lines = metadata.read_text(encoding="utf-8").splitlines()
    assert "License-Expression: MIT" in lines
    assert "License-File: LICENSE" in lines
    assert not [line for line in lines if line.startswith("Classifier: License")]
    assert "Classifier: Typing :: Typed" in lines


def test_every_rule_file_is_in_the_wheel(names: set[str]) -> None:
    rules = {f"healthtui/config/{path.name}" for path in (ROOT / "config").glob("*.toml")}
    assert len(rules) > 10
    assert rules <= names


def test_every_module_style_sheet_schema_and_script_is_in_the_wheel(names: set[str]) -> None:
    source = ROOT / "src"
    for pattern in ("**/*.py", "**/*.tcss", "healthtui/schemas/*.json", "healthtui/shells/*"):
        expected = {path.relative_to(source).as_posix() for path in source.glob(pattern)}
        assert expected
        assert expected <= names


def test_every_catalogue_is_in_the_wheel_compiled_and_no_source_of_one(names: set[str]) -> None:
    source = ROOT / "src"
    catalogues = [path.relative_to(source) for path in source.glob("**/*.po")]
    assert catalogues
    assert {path.with_suffix(".mo").as_posix() for path in catalogues} <= names
    assert [name for name in names if name.endswith((".po", ".pot", ".pyc"))] == []


def test_the_wheel_tells_that_it_is_typed(names: set[str]) -> None:
    assert "healthtui/py.typed" in names


def test_nothing_of_the_workshop_is_in_the_wheel(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    endings = {top.rpartition(".")[2] for top in tops - {"healthtui"}}
    assert endings == {"dist-info", "data"}
    assert len(tops) == 3


def test_the_wheel_installs_the_page_of_the_manual(wheel: Path, names: set[str]) -> None:
    (place,) = (name for name in names if ".data/data/share/man/" in name)
    assert place.endswith("share/man/man1/healthtui.1")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(place).decode().startswith(".TH HEALTHTUI 1")


@pytest.mark.parametrize(("shell", "place"), COMPLETIONS)
def test_the_wheel_installs_the_completions_of_each_shell(
    wheel: Path, names: set[str], shell: str, place: str
) -> None:
    (found,) = (name for name in names if name.endswith(place))
    assert f".data/data/{place}" in found
    with zipfile.ZipFile(wheel) as archive:
        script = archive.read(found).decode()
    assert "portal-documents" in script
    if shell == "zsh":
        assert script.startswith("#compdef healthtui\n")


def test_the_wheel_starts_the_program_by_its_name(unpacked: Path) -> None:
    (points,) = unpacked.glob("*.dist-info/entry_points.txt")
    table = configparser.ConfigParser()
    table.read(points, encoding="utf-8")
    assert dict(table["console_scripts"]) == {"healthtui": "healthtui.cli:main"}


def test_the_wheel_bounds_what_it_depends_on(unpacked: Path) -> None:
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    lines = metadata.read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line.startswith("Requires-Dist:")]
    assert needed
    assert [line for line in needed if "<" not in line or ">=" not in line] == []


def test_the_rulebook_loads_from_inside_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", FROM_THE_WHEEL, str(unpacked)],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("17 ")


def test_the_program_starts_from_inside_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    start = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from healthtui.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", start, str(unpacked), "--version"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_bill_of_materials_names_all_that_is_locked_with_its_hashes() -> None:
    lock = LOCK.read_text("utf-8")
    components = document(lock)["components"]
    pinned = [line.split("==")[0] for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    assert [each["name"] for each in components] == pinned
    assert {"textual", "pydantic", "tomli-w"} <= set(pinned)
    assert sum(len(each["hashes"]) for each in components) == lock.count("--hash=sha256:")
    assert all(each["hashes"] and each["version"] for each in components)
