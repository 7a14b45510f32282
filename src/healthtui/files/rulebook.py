"""Reads the rules: compiled where that is what the TOML says, else from the TOML itself."""

from typing import TYPE_CHECKING

from healthtui.core.rulebook import Rulebook
from healthtui.files import rulebook_json

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load(folder: "Traversable") -> Rulebook:
    """The rulebook in a folder; RulebookError names file, key and reason of each problem."""
    ready = rulebook_json.read(folder)
    if ready is not None:
        return ready
    # The library that checks the files takes longer to load than all the rest.
    from healthtui.files import rulebook_toml  # noqa: PLC0415

    return rulebook_toml.load(folder)
