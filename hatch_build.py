"""Build hook: a wheel carries texts and rules compiled, the manual, and completions of shells."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MANUAL = "build/healthtui.1"
COMPLETIONS = {
    "bash": "share/bash-completion/completions/healthtui",
    "zsh": "share/zsh/site-functions/_healthtui",
    "fish": "share/fish/vendor_completions.d/healthtui.fish",
}
"""Where a shell looks for the completions of what is installed for everybody."""
SOURCES = "src/healthtui/texts/catalogues/*/LC_MESSAGES/healthtui.po"

_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)


def compile_catalogues(root: Path) -> tuple[Path, ...]:
    """Write a .mo beside every .po of the checkout `root` and return what was written.

    The same .po gives the same bytes on any day; an unreadable one raises PoFileError.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    written = []
    for source in sorted(root.glob(SOURCES)):
        language = source.parent.parent.name
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        catalogue.creation_date = _NO_DATE
        compiled = source.with_suffix(".mo")
        with compiled.open("wb") as file:
            write_mo(file, catalogue)
        written.append(compiled)
    return tuple(written)


def compile_rulebook(root: Path) -> Path:
    """Write the compiled rules beside those of the checkout `root` and return the file.

    Rules that may not be used raise RulebookError, which names everything that is wrong.
    """
    sources = str(root / "src")
    sys.path.insert(0, sources)
    try:
        from healthtui.files.rulebook_toml import compile_in  # noqa: PLC0415
    finally:
        sys.path.remove(sources)
    return compile_in(root / "config")


def write_manual(root: Path) -> Path:
    """Write the page of the manual of the checkout `root` and return the file."""
    return _printed(root, MANUAL, "man")


def write_completions(root: Path) -> dict[str, Path]:
    """Write the script of each shell of the checkout `root` and return the files."""
    return {
        shell: _printed(root, f"build/healthtui.{shell}", "completions", shell)
        for shell in COMPLETIONS
    }


def _printed(root: Path, name: str, *command: str) -> Path:
    """Write what the program of the checkout prints into a file of it."""
    start = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from healthtui.cli import main; main()"
    )
    words = (str(root / "src"), "--lang", "en", "--data-dir", ".", *command)
    # A process of its own, because the program changes where it may import from.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", start, *words],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    file = root / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(done.stdout)
    return file


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes what a wheel carries beside its sources, before its files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make them; a wheel installs the page and the scripts, a source distribution has none."""
        compile_catalogues(Path(self.root))
        compile_rulebook(Path(self.root))
        if self.target_name == "wheel":
            page = write_manual(Path(self.root))
            shared = build_data["shared_data"]
            shared[str(page)] = f"share/man/man1/{page.name}"
            for shell, script in write_completions(Path(self.root)).items():
                shared[str(script)] = COMPLETIONS[shell]
