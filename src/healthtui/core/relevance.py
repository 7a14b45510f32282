"""Which questions matter for a person: those whose answer can still change something."""

from collections.abc import Iterator
from datetime import date

from healthtui.core.answers import UNSURE
from healthtui.core.checklist_maker import applies
from healthtui.core.completions import possible_with
from healthtui.core.decision import decide
from healthtui.core.facts import Reader, all_hold, fields_of
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation
from healthtui.core.step_rules import Step

_ALWAYS = frozenset(("nationalities", "birth_date", "stay_from", "stay_until"))
"""Answers that the refund or the timeline needs whatever the route."""


def questions_that_matter(
    rulebook: Rulebook, situation: Situation, on: date, routes: tuple[str, ...]
) -> frozenset[str]:
    """The fields whose answer can change the route, the cover, a step, a paper or a deadline."""
    return frozenset((*_ALWAYS, *_of_route(rulebook, situation, on))) | frozenset(
        (*_of_cover(rulebook, routes), *_of_steps(rulebook, situation, on, routes))
    )


def _of_route(rulebook: Rulebook, situation: Situation, on: date) -> Iterator[str]:
    decision = decide(rulebook, situation, on)
    yield from decision.asked_fields()
    for place, cluster in enumerate(decision.clusters):
        answers = {name: getattr(situation, name) for name in cluster.fields}
        for name in set(cluster.fields) - set(decision.option(place).open_fields):
            opened = tuple({**answers, name: UNSURE}.values())
            reopened = decision.changed(place, possible_with(rulebook, opened, on, cluster))
            if name in reopened.asked_fields():
                yield name


def _of_cover(rulebook: Rulebook, routes: tuple[str, ...]) -> Iterator[str]:
    for route in routes:
        meaning = rulebook.routes[route]
        if meaning.cover_from != "none":
            yield meaning.cover_from
        if meaning.pays == "home":
            yield "card_valid_until"


def _of_steps(
    rulebook: Rulebook, situation: Situation, on: date, routes: tuple[str, ...]
) -> Iterator[str]:
    reader = Reader(rulebook, situation, on)
    for step in rulebook.steps.values():
        if not applies(step, routes):
            continue
        yield from _still_read(rulebook, reader, step.when)
        if all_hold(reader.holds(name) for name in step.when) is not False:
            yield from _of_step(rulebook, reader, step)


def _of_step(rulebook: Rulebook, reader: Reader, step: Step) -> Iterator[str]:
    for paper in step.papers:
        yield from _still_read(rulebook, reader, rulebook.papers[paper].when)
        for fact in rulebook.papers[paper].tells:
            yield from fields_of(rulebook, fact)
    for key in filter(None, (step.opens, step.deadline)):
        if rulebook.deadlines[key].anchor in BY_NAME:
            yield rulebook.deadlines[key].anchor


def _still_read(rulebook: Rulebook, reader: Reader, facts: tuple[str, ...]) -> Iterator[str]:
    """The fields on which facts hang that are not settled by another fact that already fails."""
    for fact in facts:
        others = (reader.holds(name) for name in facts if name != fact)
        if all_hold(others) is not False:
            fields = fields_of(rulebook, fact)
            yield from (field for field in fields if reader.hangs_on(fact, field))
