"""Must this person register, and why: the verdict on a situation."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.decision import decide
from healthtui.core.facts import Reader, Truth, all_hold
from healthtui.core.reasons import Reason, Verdict, provenance
from healthtui.core.route_rules import Reading, Route, Row
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.situation import BY_NAME, Situation
from healthtui.core.timeline import Segment, cover_begins, cover_ends, segments


class Eligibility(Struct, frozen=True):
    """The verdict on a situation on the day `on`, with its reasons.

    `route` is the answer if certain; while open it is the probable one, under the `usual`
    answers to questions not asked yet, or None. `routes` are all that are still possible.
    `unsure` are the open fields that decide, the one that narrows most first.
    """

    verdict: Verdict
    on: date
    route: str | None
    routes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    must_know: tuple[Sentence, ...]
    unsure: tuple[str, ...]
    usual: tuple[str, ...]
    meanwhile: tuple[Sentence, ...]
    readings: tuple[Reading, ...]
    question: str
    covered_from: date | None
    covered_until: date | None
    segments: tuple[Segment, ...]


def asked_about(situation: Situation, today: date) -> date:
    """The day that a verdict without a named day is about: today, or the nearest of the stay."""
    first, last = situation.day("stay_from"), situation.day("stay_until")
    if first is not None and today < first:
        return first
    if last is not None and today > last and (first is None or first <= last):
        return last
    return today


def eligibility(rulebook: Rulebook, situation: Situation, on: date) -> Eligibility:
    """The verdict on a situation on a day, and everything the person should know with it."""
    decision = decide(rulebook, situation, on)
    routes = decision.routes()
    if not routes or on > _known_until(rulebook):
        return _rule_unknown(rulebook, on)
    unsure = decision.deciding_fields() if len(routes) > 1 else ()
    supposed, usual = _with_usual(rulebook, situation, unsure)
    rows = decide(rulebook, supposed, on).rows() if usual else decision.rows()
    route = rows[0].route if len({row.route for row in rows}) == 1 else None
    told = rows if route else ()
    meaning = rulebook.routes[route] if route else None
    return Eligibility(
        verdict=Verdict.CERTAIN if len(routes) == 1 else Verdict.OPEN,
        on=on,
        route=route,
        routes=routes,
        reasons=tuple(_reasons(rulebook, supposed, on, told)),
        must_know=tuple(word(text) for row in told for text in row.must_know),
        unsure=unsure,
        usual=usual,
        meanwhile=_meanwhile(rulebook, unsure),
        readings=_readings(meaning, Reader(rulebook, supposed, on)) if meaning else (),
        question=meaning.question if meaning else "",
        covered_from=cover_begins(meaning, situation) if meaning else None,
        covered_until=cover_ends(rulebook, meaning, situation) if meaning else None,
        segments=segments(rulebook, supposed) if meaning else (),
    )


def tried(rulebook: Rulebook, situation: Situation, on: date) -> tuple[Reason, ...]:
    """Every row of the table in order: the ones that do not apply say which fact forbids it."""
    reader = Reader(rulebook, situation, on)
    found: list[Reason] = []
    for row in rulebook.rows:
        if row.holds_on(on):
            found.append(_row_reason(rulebook, reader, row))
            if found[-1].applied:
                break
    return tuple(found)


def _rule_unknown(rulebook: Rulebook, on: date) -> Eligibility:
    first = min(row.valid_from for row in rulebook.rows)
    last = _known_until(rulebook)
    text = say(
        "No known rule for {day}: the rules here hold from {first} to {last}.",
        day=on,
        first=first,
        last=last,
    )
    return Eligibility(
        verdict=Verdict.RULE_UNKNOWN,
        on=on,
        route=None,
        routes=(),
        reasons=(Reason("rulebook", text, applied=False),),
        must_know=(),
        unsure=(),
        usual=(),
        meanwhile=(),
        readings=(),
        question="",
        covered_from=None,
        covered_until=None,
        segments=(),
    )


def _known_until(rulebook: Rulebook) -> date:
    """The last day for which every row in force may be trusted."""
    last: date | None = rulebook.made_of_all.get(_known_until)
    if last is None:
        in_force = (row for row in rulebook.rows if row.valid_to is None)
        last = min(rulebook.trusted_until(row) for row in in_force)
        rulebook.made_of_all[_known_until] = last
    return last


def _with_usual(
    rulebook: Rulebook, situation: Situation, unsure: tuple[str, ...]
) -> tuple[Situation, tuple[str, ...]]:
    """The situation in which questions not asked yet have their usual answer, and their names."""
    usual: dict[str, Any] = {}
    for name in unsure:
        answer = rulebook.questions[name].usual
        if answer is not None and getattr(situation, name) is None:
            usual[name] = BY_NAME[name].read(answer, rulebook.vocabulary)
    return replace(situation, **usual) if usual else situation, tuple(usual)


def _readings(route: Route, reader: Reader) -> tuple[Reading, ...]:
    return tuple(
        reading
        for reading in route.readings
        if all_hold(reader.holds(name) for name in reading.when) is True
    )


def _meanwhile(rulebook: Rulebook, unsure: tuple[str, ...]) -> tuple[Sentence, ...]:
    texts = (rulebook.questions[name].meanwhile for name in unsure)
    return tuple(word(text) for text in dict.fromkeys(texts) if text)


def _reasons(
    rulebook: Rulebook, situation: Situation, on: date, rows: tuple[Row, ...]
) -> Iterator[Reason]:
    reader = Reader(rulebook, situation, on)
    for row in rows:
        yield Reason(f"routes.{row.id}", word(row.reason), True, None, provenance(rulebook, row))
        for name in row.when:
            truth = reader.holds(name)
            if truth is not None:
                yield _fact_reason(rulebook, name, truth)


@cache
def _fact_reason(rulebook: Rulebook, name: str, truth: bool) -> Reason:  # noqa: FBT001 - as told
    """What a fact says for it, made once: it is the same for everybody."""
    return Reason(f"facts.{name}", _told(rulebook, name, truth), truth)


def _row_reason(rulebook: Rulebook, reader: Reader, row: Row) -> Reason:
    truths = {name: reader.holds(name) for name in row.when}
    forbids = next((name for name, truth in truths.items() if truth is False), None)
    source = provenance(rulebook, row)
    title = word(rulebook.routes[row.route].title)
    if forbids is not None:
        because = _told(rulebook, forbids, False)
        text = say("“{route}” does not apply: {because}", route=title, because=because)
        return Reason(f"routes.{row.id}", text, False, None, source)
    if None in truths.values():
        text = say("“{route}” may apply: it depends on an open answer.", route=title)
        return Reason(f"routes.{row.id}", text, None, None, source)
    return Reason(f"routes.{row.id}", word(row.reason), True, None, source)


def _told(rulebook: Rulebook, name: str, truth: Truth) -> Sentence:
    """What a fact says of itself; for a negated name, of the fact without `not`."""
    fact = rulebook.facts[name.removeprefix("not ")]
    holds = (truth is True) != name.startswith("not ")
    return word(fact.when_true if holds else fact.when_false)
