"""Build hook: a wheel, also an editable one, carries its texts and its rules compiled."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles catalogues and rules before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile; neither the version of the build nor its data matter."""
        compile_catalogues(Path(self.root))
        compile_rulebook(Path(self.root))
