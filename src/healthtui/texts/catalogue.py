"""Where translated texts come from: the gettext catalogues beside this module."""

import re
import struct
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

ENGLISH = "en"
"""The language of the sentences in the code; it needs no catalogue."""

DOMAIN = "healthtui"
FOLDER = Path(__file__).with_name("catalogues")

_ONE_INSTALL = 2_000_000_000
"""Nanoseconds within which an installer writes both files, in whatever order."""

_PLACE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=8)
def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Name the languages that can be spoken: English, then those with a catalogue, by code."""
    found = {path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.[mp]o")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


@lru_cache(maxsize=8)
def catalogue(language: str, folder: Path = FOLDER) -> NullTranslations:
    """Return the translations into `language`; without a readable catalogue, none (English)."""
    if language == ENGLISH:
        return NullTranslations()
    source = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = source.with_suffix(".mo")
    try:
        if _fresh(compiled, source):
            return GNUTranslations(BytesIO(compiled.read_bytes()))
        return _from_source(source)
    except (OSError, ValueError, LookupError, SyntaxError, struct.error):
        return NullTranslations()


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[str]:
    """Return the names of the `{places}` of a sentence."""
    return frozenset(_PLACE.findall(text))


def fill(text: str, values: dict[str, str]) -> str:
    """Put the values into the `{places}` of a sentence; a place without a value stays as it is."""
    if not places(text):
        return text
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def _fresh(compiled: Path, source: Path) -> bool:
    """Tell whether the compiled catalogue exists and is not older than its source, if any."""
    if not compiled.exists() or not source.exists():
        return compiled.exists()
    return source.stat().st_mtime_ns - compiled.stat().st_mtime_ns < _ONE_INSTALL


def _from_source(source: Path) -> NullTranslations:
    """Read a catalogue that was not compiled: the slow way, met in a checkout only."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    language = source.parent.parent.name
    compiled = BytesIO()
    try:
        with source.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    except PoFileError as error:
        raise ValueError(str(error)) from error
    compiled.seek(0)
    return GNUTranslations(compiled)
