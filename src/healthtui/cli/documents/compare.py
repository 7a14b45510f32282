"""A comparison of options as JSON."""

from typing import Final

from healthtui.cli.comparing import verdict_of
from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.cli.documents.quote import bounds_of
from healthtui.core.c2s import C2s
from healthtui.core.compare import BreakEven, Outcome
from healthtui.core.comparison import Comparison
from healthtui.core.options import Option
from healthtui.core.quote import Bounds
from healthtui.texts import compare as words
from healthtui.texts.speaker import Speaker

SCHEMA: Final = "healthtui/compare/1"


def document(found: Comparison, visits: int, speaker: Speaker) -> Document:
    """The options, each with its year of 0 to so many `visits`, the C2S, and the best."""
    best = found.best()
    return {
        "schema": SCHEMA,
        "verdict": verdict_of(found).value,
        "best": _name(best.option, speaker) if best else None,
        "best_sentence": speaker.text(words.best(found)),
        "options": [_option(each, found, visits, speaker) for each in found.outcomes],
        "c2s": _c2s(found, speaker),
        "assumed": [] if found.aid_asked else [speaker.text(words.NO_C2S)],
        "rulebook": found.rulebook.version,
    }


def _name(option: Option, speaker: Speaker) -> str:
    match option.kind:
        case "nothing":
            return "nothing"
        case "c2s":
            return "C2S"
        case "example":
            return option.key
        case "contract":
            return "own" if option.key == "own" else speaker.text(option.name)


def _option(outcome: Outcome, found: Comparison, visits: int, speaker: Speaker) -> Document:
    option, year = outcome.option, outcome.year
    return {
        "id": option.key,
        "name": _name(option, speaker),
        "label": speaker.text(option.name),
        "kind": option.kind,
        "verdict": year.verdict.value,
        "monthly_eur": bounds_of(option.monthly),
        "paid_in_eur": bounds_of(year.paid_in),
        "left_eur": bounds_of(year.left),
        "total_eur": bounds_of(year.total),
        "saved_eur": bounds_of(year.saved),
        "break_even": {
            "visits": _visits(outcome.break_even),
            "sentence": speaker.text(words.break_even(outcome, found)),
            "typical_years": list(outcome.break_even.pays_in) if outcome.break_even else [],
        },
        "dominated_by": _cheapest(outcome.dominated_by, speaker),
        "typical_years": [
            {
                "key": key,
                "title": speaker.word(found.rulebook.typical_years[key].title),
                "left_eur": bounds_of(cost.left),
                "total_eur": bounds_of(cost.total),
                "verdict": cost.verdict.value,
            }
            for key, cost in outcome.typical.items()
        ],
        "by_visits": [
            {"visits": count, "total_eur": bounds_of(cost.total)}
            for count, cost in enumerate(outcome.by_visits[: visits + 1])
        ],
    }


def _visits(even: BreakEven | None) -> int | Document | None:
    if even is None or even.least is None:
        return None
    if even.least == even.most:
        return even.least
    return {"min": even.least, "max": even.most}


def _cheapest(dominating: tuple[Option, ...], speaker: Speaker) -> str | None:
    if not dominating:
        return None
    return _name(min(dominating, key=_price), speaker)


def _price(option: Option) -> int:
    return option.monthly.most if option.monthly else 0


def _c2s(found: Comparison, speaker: Speaker) -> Document:
    aid = found.aid
    return {
        "standing": aid.standing,
        "monthly_eur": _monthly(aid),
        "conditions": [parts.reason(speaker, each) for each in aid.reasons],
        "unsure": parts.unsure(speaker, found.rulebook.c2s_questions, aid.open_fields),
    }


def _monthly(aid: C2s) -> str | Document | None:
    if aid.standing in ("no", "rule-unknown"):
        return None
    return bounds_of(Bounds(aid.least, aid.most))
