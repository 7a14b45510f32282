"""The codes of countries, and their names in every language."""

from functools import lru_cache

from healthtui.core.sentence import say
from healthtui.texts import names
from healthtui.texts.catalogue import catalogue

_TABLE = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""

CODES = frozenset(_TABLE.split())
"""ISO 3166-1 alpha-2, and XK for Kosovo."""

QUEBEC = "CA-QC"
"""The one scheme that is not a whole country's."""

_ALIASES = {"EL": "GR", "UK": "GB"}
_SPECIAL = {QUEBEC: say("Quebec (Canada)"), "none": say("no country")}


def canonical(code: str) -> str | None:
    """Return the code as this program writes it (`el` is `GR`), or None if nothing has it.

    `CA-QC` is known too; `none` is not a country, so it is left to the fields that accept it.
    """
    upper = code.strip().upper()
    known = _ALIASES.get(upper, upper)
    return known if known in CODES or known == QUEBEC else None


def name(code: str, language: str) -> str:
    """Return the name of a country, of `CA-QC` or of `none`; an unknown code as it is."""
    special = _SPECIAL.get(code)
    if special is not None:
        return catalogue(language).gettext(special.id)
    return names_in(language).get(code, code)


@lru_cache(maxsize=16)
def names_in(language: str) -> dict[str, str]:
    """The names of the countries by code, in a language."""
    named = names.territories(language)
    return {code: named[code] for code in sorted(CODES) if code in named}
