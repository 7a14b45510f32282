"""Countries and days as people type them, at the door: what was understood is said back."""

from collections.abc import Sequence

import pytest
from tests.core.test_answers import FIRST_OF_SEPTEMBER, OTHER_DAYS
from tests.plain.conftest import Talk

from healthtui.texts.countries import name

COUNTRIES = (
    *(("cote", "CI"), ("côte d'ivoire", "CI"), ("cote d ivoire", "CI"), ("ivory coast", "CI")),
    *(("maroc", "MA"), ("MAROC", "MA"), ("marruecos", "MA"), ("marokko", "MA"), ("المغرب", "MA")),
    *(("MA", "MA"), ("moroco", "MA"), ("UK", "GB"), ("great britain", "GB"), ("royaume-uni", "GB")),
    *(("england", "GB"), ("usa", "US"), ("estados unidos", "US")),
    *(("chine", "CN"), ("chnia", "CN"), ("日本", "JP"), ("japon", "JP")),
    *(("south korea", "KR"), ("corée du sud", "KR"), ("EL", "GR")),
    *(("grèce", "GR"), ("türkiye", "TR"), ("turquie", "TR"), ("turkey", "TR"), ("niger", "NE")),
    *(("nigeria", "NG"), ("deutschland", "DE"), ("alemania", "DE"), ("allemagne", "DE")),
    *(("holland", "NL"), ("czech republic", "CZ"), ("tchéquie", "CZ")),
    *(("brésil", "BR"), ("brasil", "BR"), ("viet nam", "VN"), ("algérie", "DZ")),
    *(("swaziland", "SZ"), ("burma", "MM"), ("cap vert", "CV"), ("kosovo", "XK")),
)
SEVERAL = ("co", "états-unis", "中国", "pays bas", "guin", "united", "korea", "congo", "saint")
NONE = ("zzzz", "[b]qq", "42nd")
TO_NATIONALITY = ("1", "4", "nationality")


def said(talk: Talk, probes: Sequence[str], label: str) -> list[str]:
    """What each of the probes was taken for, in one sitting."""
    more = ("",) if label == "Nationality" else ()
    typed = [line for probe in probes for line in ("4", label, probe, *more)]
    out = talk("1", *typed).out.replace("\u00a0", " ")
    begins = f"Recorded: {label}: "
    nothing = "Nothing changed."
    lines = [line for line in out.splitlines() if line.startswith(begins) or line == nothing]
    last = ""
    found = []
    for line in lines:
        last = last if line == nothing else line.removeprefix(begins)
        found.append(last)
    return found


def test_there_are_forty_countries_and_sixty_days() -> None:
    assert len(COUNTRIES) >= 40
    assert len(FIRST_OF_SEPTEMBER) + len(OTHER_DAYS) >= 60


def test_a_country_is_understood_by_any_name(talk: Talk) -> None:
    wanted = [name(code, "en") for _, code in COUNTRIES]
    assert said(talk, [probe for probe, _ in COUNTRIES], "Nationality") == wanted


@pytest.mark.parametrize("typed", SEVERAL)
def test_a_name_that_fits_several_takes_none(talk: Talk, typed: str) -> None:
    told = talk(*TO_NATIONALITY, typed, "")
    assert f"answers fit “{typed}”:" in told.text
    assert "Recorded" not in told.text


@pytest.mark.parametrize("typed", NONE)
def test_a_name_that_fits_none_is_said(talk: Talk, typed: str) -> None:
    told = talk(*TO_NATIONALITY, typed, "")
    assert f"No answer here is called “{typed}”." in told.text
    assert "Recorded" not in told.text


def test_a_day_is_said_back_in_words(talk: Talk) -> None:
    days = [*((text, "1 September 2026") for text in FIRST_OF_SEPTEMBER)]
    assert said(talk, [text for text, _ in days], "Stay from") == [words for _, words in days]


def test_other_days_are_said_back_in_words(talk: Talk) -> None:
    told = said(talk, [text for text, _ in OTHER_DAYS], "Stay from")
    assert [words.split()[-1] for words in told] == [day[:4] for _, day in OTHER_DAYS]
    assert [int(words.split()[0]) for words in told] == [int(day[-2:]) for _, day in OTHER_DAYS]
