import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from healthtui.core.case import Case
from healthtui.core.case_plain import read_situation
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook

TABLE = Path(__file__).parent.parent / "data" / "personas.toml"
TODAY = date(2026, 11, 23)
ROWS = (
    *("01", "02", "03a", "03b", "03c", "04", "05a", "05b", "06a", "06b", "06c", "06d", "06e"),
    *("07a", "07b", "07c", "08a", "08b", "08c", "08d", "08e", "08f", "09", "10"),
    *("11a", "11b", "11c", "12a", "12b", "12c", "12d", "13a", "13b", "14"),
)


@dataclass(frozen=True)
class Persona:
    name: str
    row: str
    answers: dict[str, Any]
    today: date = TODAY
    verdict: str = ""
    route: str = ""
    decides: str = ""
    routes: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()

    def expected_verdict(self) -> str:
        return self.verdict or ("open" if self.decides else "certain")


def personas() -> list[Persona]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    found = []
    for entry in table["persona"]:
        persona = Persona(**entry)
        common = {k: v for k, v in table["student"].items() if k not in persona.not_asked}
        persona.answers.update(common | persona.answers)
        found.append(persona)
    return found


PERSONAS = personas()
CERTAIN = [persona for persona in PERSONAS if persona.expected_verdict() == "certain"]
OPEN = [persona for persona in PERSONAS if persona.expected_verdict() == "open"]


def asked(rulebook: Rulebook, persona: Persona) -> Outlook:
    situation = read_situation(persona.answers, rulebook.vocabulary)
    return outlook(rulebook, Case(situation), persona.today)


def told(seen: Outlook) -> str:
    answer = seen.eligibility
    texts = [sentence.id for sentence in (*answer.must_know, *answer.meanwhile)]
    texts += [reason.text.id for reason in answer.reasons]
    texts += [reading.text for reading in answer.readings]
    if answer.route:
        route = seen.rulebook.routes[answer.route]
        texts += [route.title, route.summary, answer.question]
    return "\n".join(texts)


def to_do(seen: Outlook) -> str:
    tasks = seen.checklist.tasks
    texts = [text for task in tasks for text in (task.step.title, task.step.what)]
    texts += [document.paper.title for task in tasks for document in task.documents]
    return "\n".join(texts)


def each(people: list[Persona]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "persona", people, ids=[f"{persona.row}: {persona.name}" for persona in people]
    )


def test_the_table_has_sixty_people_with_names_of_their_own() -> None:
    assert len(PERSONAS) >= 60
    assert len({persona.name for persona in PERSONAS}) == len(PERSONAS)


def test_every_row_of_the_facts_has_a_person() -> None:
    assert set(ROWS) <= {persona.row for persona in PERSONAS}


def test_every_route_has_a_person(rulebook: Rulebook) -> None:
    assert len(rulebook.routes) == 17
    assert {persona.route for persona in CERTAIN} == set(rulebook.routes)


@each(PERSONAS)
def test_everybody_gets_the_verdict_of_the_facts(rulebook: Rulebook, persona: Persona) -> None:
    answer = asked(rulebook, persona).eligibility
    assert answer.verdict.value == persona.expected_verdict(), answer.routes


@each(CERTAIN)
def test_everybody_gets_the_route_of_the_facts(rulebook: Rulebook, persona: Persona) -> None:
    answer = asked(rulebook, persona).eligibility
    assert answer.routes == (persona.route,)
    assert answer.route == persona.route
    assert answer.unsure == ()


@each(CERTAIN)
def test_every_route_comes_with_its_source(rulebook: Rulebook, persona: Persona) -> None:
    reason = asked(rulebook, persona).eligibility.reasons[0]
    assert reason.applied
    assert reason.provenance is not None
    assert reason.provenance.source.publisher
    assert reason.provenance.valid_from <= persona.today


@each(OPEN)
def test_an_open_answer_names_what_decides(rulebook: Rulebook, persona: Persona) -> None:
    answer = asked(rulebook, persona).eligibility
    assert set(answer.routes) == set(persona.routes)
    assert answer.unsure[:1] == (persona.decides,)
    assert rulebook.questions[persona.decides].where_to_find


@each([persona for persona in PERSONAS if persona.say])
def test_everybody_is_told_what_their_row_says(rulebook: Rulebook, persona: Persona) -> None:
    text = told(asked(rulebook, persona))
    assert [part for part in persona.say if part not in text] == []


@each([persona for persona in PERSONAS if persona.do])
def test_everybody_finds_what_there_is_to_do(rulebook: Rulebook, persona: Persona) -> None:
    text = to_do(asked(rulebook, persona))
    assert [part for part in persona.do if part not in text] == []


@each([persona for persona in PERSONAS if persona.never])
def test_nobody_is_told_what_is_not_for_them(rulebook: Rulebook, persona: Persona) -> None:
    seen = asked(rulebook, persona)
    text = to_do(seen) + told(seen)
    assert [part for part in persona.never if part in text] == []


def test_outside_all_known_rules_nothing_is_claimed(rulebook: Rulebook) -> None:
    persona = next(one for one in PERSONAS if one.verdict == "rule-unknown")
    seen = asked(rulebook, persona)
    assert seen.eligibility.verdict is Verdict.RULE_UNKNOWN
    assert seen.eligibility.route is None
    assert seen.eligibility.routes == ()
    assert seen.checklist.tasks == ()
