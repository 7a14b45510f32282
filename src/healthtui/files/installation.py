"""How the program is installed: its versions, and whether it is compiled."""

import importlib.util
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

import healthtui

LIBRARIES: Final = ("textual", "pydantic", "tomli-w", "platformdirs", "babel", "icalendar")


def versions() -> dict[str, str]:
    """The versions of the program, of Python, and of the libraries that are installed."""
    found = {"healthtui": healthtui.__version__, "python": sys.version.split()[0]}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def sources() -> Path:
    """The folder of the program's own modules."""
    return Path(healthtui.__file__).parent


def uncompiled() -> int:
    """How many modules have no compiled twin, and are compiled at every start."""
    modules = sources().rglob("*.py")
    twins = (Path(importlib.util.cache_from_source(str(module))) for module in modules)
    return sum(not twin.exists() for twin in twins)
