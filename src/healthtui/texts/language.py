"""Which language the person wants: the flag first, then what the environment says."""

from collections.abc import Mapping
from typing import Final

from healthtui.texts.catalogue import ENGLISH, languages

OWN_NAMES: Final = {"en": "English", "fr": "Français", "es": "Español", "zh": "中文"}
"""What each language calls itself."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def available() -> tuple[str, ...]:
    """Name the languages that can be spoken, English first."""
    return languages()


def chosen(lang: str | None, environ: Mapping[str, str]) -> str:
    """Pick one of `available()`.

    The first wish that is not empty decides: `lang` (the value of --lang), then LANGUAGE (a list
    by preference, joined by colons), LC_ALL, LC_MESSAGES and LANG. An unknown language, `C` and
    `POSIX` mean English; nothing is an error.
    """
    wishes = (lang, *(environ.get(name) for name in _VARIABLES))
    wish = next((text for text in wishes if text and text.strip()), "")
    spoken = available()
    for name in wish.split(":"):
        for code in _codes(name):
            if code in spoken:
                return code
    return ENGLISH


def _codes(name: str) -> tuple[str, ...]:
    """Read one locale name (`pt_BR.UTF-8@x`, `fr-CA`) into codes, the narrower first."""
    plain = name.strip().split(".")[0].split("@")[0].replace("-", "_")
    language, _, region = plain.partition("_")
    return (f"{language.lower()}_{region.upper()}", language.lower())
