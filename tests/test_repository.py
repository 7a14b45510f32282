"""What whoever opens the repository may rely on: registries, versions, changes, the README."""

import os
import re
from pathlib import Path

import pytest

import healthtui
from healthtui.cli.anatomy import command_line
from healthtui.texts.speaker import Speaker

ROOT = Path(__file__).resolve().parents[1]
HOSTS = ("pypi" + ".org", "pypi" + ".python.org", "pythonhosted" + ".org", "--index" + "-url")
LOCKS = ("requirements.txt", "requirements-dev.txt")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"}
README = (ROOT / "README.md").read_text("utf-8")
FIRST_SCREENFUL = 40


def files() -> list[Path]:
    """Every file of the repository; what is made or hidden is none, but for the checks."""
    found: list[Path] = []
    for place, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not made(name)]
        found += [Path(place, name) for name in names if not name.startswith(".")]
    assert len(found) > 300
    return found


def made(folder: str) -> bool:
    """Whether a folder holds what a build or a tool made."""
    return folder.startswith((".", "__pycache__")) or folder in {"build", "dist"}


def naming_a_registry(paths: list[Path]) -> list[str]:
    """The files that say where packages come from."""
    texts = ((path, path.read_bytes()) for path in paths)
    return [path.name for path, text in texts if any(host.encode() in text for host in HOSTS)]


def test_no_file_names_a_registry(tmp_path: Path) -> None:
    # The check of every commit must name them, to look for them.
    assert naming_a_registry([path for path in files() if path.name != "run"]) == []
    (tmp_path / "one.txt").write_text(f"see https://{HOSTS[0]}/x")
    assert naming_a_registry([tmp_path / "one.txt"]) == ["one.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_everything_that_is_installed_is_pinned_with_its_hashes(name: str) -> None:
    whole = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in whole.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 10
    assert [line for line in lines if not re.match(r"[\w.-]+(\[\w,]+\])?==\S+ ", line)] == []
    # One hash is enough for pip to ask for all of them, as with --require-hashes.
    assert [line for line in lines if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_the_readme_and_every_commit_install_from_the_lock(name: str) -> None:
    (command,) = (line for line in README.splitlines() if f"install -q -r {name}" in line)
    assert "--no-deps --no-build-isolation -e ." in command


def test_the_version_stands_in_one_place() -> None:
    version = re.escape(healthtui.__version__)
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.?(dev|a|b|rc)\d+)?", healthtui.__version__)
    written = re.compile(rf"""version__? *= *["']{version}["']""")
    found = [path for path in files() if path.suffix in {".py", ".toml"}]
    holding = [path.name for path in found if written.search(path.read_text("utf-8"))]
    assert holding == ["__init__.py"]
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_changelog_has_versions_and_kinds_of_changes() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    assert lines[0] == "# Changelog"
    versions = [line for line in lines if line.startswith("## ")]
    assert versions[0] == "## Unreleased"
    for version in versions[1:]:
        assert re.fullmatch(r"## \d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", version)
    assert {line.removeprefix("### ") for line in lines if line.startswith("### ")} <= KINDS
    changes = [line for line in lines if line.startswith("- ")]
    assert len(changes) > 30


def test_the_first_screenful_of_the_readme_says_what_it_is_and_how_to_begin() -> None:
    first = README.splitlines()[:FIRST_SCREENFUL]
    told = " ".join(first)
    commands = [line for line in first if line.startswith("python3 -m venv")]
    assert commands[0].endswith(".venv/bin/healthtui")
    assert commands[1].endswith("-m pytest")
    assert "For international students in France" in told
    assert "healthtui plain" in told
    assert "docs/accessibility.md" in told
    assert "works offline and sends nothing" in told
    assert "uv tool install" in told
    assert "pipx install" in told
    assert sum(line.startswith("![") for line in first) == 1


def test_every_command_that_the_readme_shows_is_one() -> None:
    known = {each.path[0] for each in command_line(Speaker("en")).all() if each.path}
    shown = re.findall(r"^(?:\.venv/bin/)?healthtui ([a-z]+)", README, re.MULTILINE)
    assert len(shown) > 15
    assert {*shown} <= known


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"], ids=lambda path: path.name
)
def test_every_link_of_the_documentation_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_troubleshooting_speaks_of_what_terminals_do() -> None:
    page = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8").lower()
    for about in ("keys", "colours", "font", "copy", "ssh", "tmux", "screen reader"):
        assert re.search(rf"^## .*{about}", page, re.MULTILINE), about
