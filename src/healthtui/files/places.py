"""Where the shipped files and the person's files are."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_NAME = "healthtui"


def config_dir() -> "Traversable":
    """The folder of the shipped rulebook and texts: in an installed package, else in a checkout.

    Raises FileNotFoundError with one sentence that names both places where it is in neither.
    """
    places = (_packaged(), _checked_out())
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The rules are missing: neither {places[0]} nor {places[1]} exists.")


def data_dir(override: str | None = None) -> Path:
    """The folder of the person's saved case, which may not exist yet: `override` or the usual one.

    A relative XDG_DATA_HOME is ignored, as its specification asks.
    """
    if override:
        return Path(override).expanduser().absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where it is told

    usual = user_data_path(_NAME)
    return usual if usual.is_absolute() else Path.home() / ".local" / "share" / _NAME


def files(package: str) -> "Traversable":
    """The folder of the program: on the disk, or in the archive that it lies in."""
    folder = Path(__file__).resolve().parents[1]
    if folder.is_dir():
        return folder
    # Rare, and the library for it takes long to load.
    from importlib.resources import files as in_archive  # noqa: PLC0415

    return in_archive(package)


def _packaged() -> "Traversable":
    return files(_NAME) / "config"


def _checked_out() -> Path:
    return Path(__file__).resolve().parents[3] / "config"
