"""Where the shipped files and the person's files are."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_NAME = "healthtui"
_OVERLAY = "HEALTHTUI_OVERLAY"


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
        return _absolute(override)
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


def overlay_dir(override: str | None = None) -> Path | None:
    """The folder of an institution's packs: `override`, else the one of the environment.

    Without either it is the first that exists of those for everybody on the host, or None.
    """
    named = override or os.environ.get(_OVERLAY)
    if named:
        return _absolute(named)
    from platformdirs import site_config_dir  # noqa: PLC0415 - as above

    places = map(Path, site_config_dir(_NAME, multipath=True).split(os.pathsep))
    overlays = (place / "overlay" for place in places if place.is_absolute())
    return next((overlay for overlay in overlays if os.path.lexists(overlay)), None)


def _absolute(named: str) -> Path:
    """The place that a person names; the home of somebody who is not known stays as it is."""
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:
        return Path(named).absolute()


def _packaged() -> "Traversable":
    return files(_NAME) / "config"


def _checked_out() -> Path:
    return Path(__file__).resolve().parents[3] / "config"
