"""What is supposed of a visit where nothing was answered, and the sentence that says so."""

from datetime import date
from typing import Any, Final

from healthtui.core.answers import UNSURE
from healthtui.core.care_rules import ActRule, CareKind
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import Visit, pays_anything

DEFAULT_ACT: Final = "gp_consultation"

EVERY_WAY: Final = (
    "sector",
    "pathway",
    "situation",
    "heavy_act",
    "linked_to_ald",
    "year_so_far",
)
"""Answers of which each value is tried while they are unsure; no default takes their place."""

_SAID: Final = {
    "act": say("a visit to a GP"),
    "care_date": say("care today"),
    "sector": say("a doctor of sector 1"),
    "pathway": say("seen by your declared doctor"),
    "situation": say("you are insured and have no exemption"),
}
"""Answers that have a default, and how it is told."""
_PRICE_IS_TARIFF: Final = say("the price is the tariff itself")
_PRICE_MAY_BE_MORE: Final = say("the price is the tariff itself, although such doctors ask more")
_FREE_PRICES: Final = (UNSURE, "2_optam", "2", "3")
"""Sectors in which a doctor may ask more than the tariff."""
_ADULT: Final = say("you are an adult")


def with_defaults(
    rulebook: Rulebook, visit: Visit, today: date, cover: str
) -> tuple[Visit, tuple[Sentence, ...]]:
    """The visit with every question answered, and a sentence for each default used.

    `cover` is the person's cover where the visit does not say it.
    """
    act = visit.known("act") or DEFAULT_ACT
    rule = rulebook.acts[act]
    kind = rulebook.kinds[rule.kind]
    defaults = {
        "act": act,
        "care_date": today,
        "sector": next(iter(rule.base)),
        "pathway": "in" if kind.rate_out else "not_applicable",
        "situation": cover,
    }
    changes: dict[str, Any] = {}
    assumed: list[Sentence] = []
    for name, sentence in _SAID.items():
        if _takes_default(visit, name):
            changes[name] = defaults[name]
            if _worth_saying(rulebook, name, kind, visit.known("situation") or cover):
                assumed.append(sentence)
    if rule.usual_age and visit.birth_date is None and visit.patient_age is None:
        changes["patient_age"] = rule.usual_age
    if visit.overseas is None:
        changes["overseas"] = False  # the form shows it: not worth a sentence
    filled = visit.with_answers(changes) if changes else visit
    return filled, (*assumed, *_about_the_rest(rule, visit, filled.known("care_date")))


def _fits_age(rule: ActRule, visit: Visit, day: date) -> bool:
    age, birth = visit.known("patient_age"), visit.known("birth_date")
    if age is not None:
        return not rule.age_until or rule.age_from <= age < rule.age_until
    return birth is None or rule.is_for(birth, day)


def _about_the_rest(rule: ActRule, visit: Visit, day: date) -> list[Sentence]:
    """What the computation supposes beside the defaults that stand in the form."""
    found = []
    if visit.known("price_eur") is None:
        free = visit.sector in _FREE_PRICES and "1" in rule.base
        found.append(_PRICE_MAY_BE_MORE if free else _PRICE_IS_TARIFF)
    if rule.units and visit.known("coefficient") is None:
        found.append(say("one unit of the scale (coefficient 1)"))
    if visit.birth_date is None and visit.patient_age is None:
        age = rule.usual_age
        found.append(say("a patient of {n} years", n=age) if age else _ADULT)
    elif not _fits_age(rule, visit, day):
        found.append(say("this care at that age, although it is for other ages: choose another"))
    if visit.overseas is UNSURE:
        found.append(say("care outside the overseas departments"))
    if rule.daily and visit.known("quantity") is None:
        found.append(say("a stay of one day"))
    if rule.daily and visit.heavy_act is None:
        found.append(say("no heavy act during the stay"))
    if rule.ceiling == "none" and pays_anything(visit.terms("contract")):
        found.append(say("a price within the ceiling of 100 % Santé, which our sources lack"))
    if visit.contract is UNSURE:
        found.append(say("no mutuelle is counted"))
    return found


def _takes_default(visit: Visit, name: str) -> bool:
    answer = getattr(visit, name)
    return answer in (None, "any") or (answer is UNSURE and name not in EVERY_WAY)


def _worth_saying(rulebook: Rulebook, name: str, kind: CareKind, cover: str) -> bool:
    """Whether a default could have been otherwise: a dentist has no sector 2, no pathway."""
    if name == "pathway":
        return bool(kind.rate_out) and rulebook.covers[cover].pathway
    if name == "sector":
        return "1" in kind.sectors
    return name != "situation" or cover == "standard"
