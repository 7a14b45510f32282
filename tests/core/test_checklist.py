from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from healthtui.core.case import STATUSES, Case, Status
from healthtui.core.checklist import Checklist, Task
from healthtui.core.eligibility import asked_about
from healthtui.core.outlook import outlook
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation

TODAY = date(2026, 11, 23)
MOROCCAN = Situation(
    nationalities=("MA",),
    insured_in="MA",
    card="none",
    birth_date=date(2004, 3, 12),
    stay_from=date(2026, 9, 1),
    stay_until=date(2027, 7, 31),
    programme="degree",
    enrolled_in_france=True,
    enrolled_on=date(2026, 9, 7),
    work="none",
    residence_document="vls-ts",
    entered_france_on=date(2026, 9, 1),
    french_number="none",
    international_organisation=False,
    parent_insured_in_france=False,
    birth_certificate_language="ar",
)


def steps(rulebook: Rulebook, case: Case, today: date = TODAY) -> Checklist:
    return outlook(rulebook, case, today).checklist


def ids(checklist: Checklist) -> list[str]:
    return [task.id for task in checklist.tasks]


def task(checklist: Checklist, name: str) -> Task:
    return next(one for one in checklist.tasks if one.id == name)


def moved(case: Case, *names: str, to: Status = "accepted") -> Case:
    for name in names:
        case = case.stepped(name, to, TODAY)
    return case


def test_the_steps_of_a_student_who_registers_are_in_the_order_of_doing(
    rulebook: Rulebook,
) -> None:
    seen = ids(steps(rulebook, Case(MOROCCAN)))
    first = ["birth-certificate", "translate-birth-certificate", "pay-cvec", "enrol"]
    then = ["validate-visa", "portal-identity", "portal-documents", "portal-space"]
    last = ["civil-status", "definitive-number", "ameli-account", "carte-vitale"]
    assert [name for name in seen if name in first + then + last] == first + then + last
    assert seen == [name for name in rulebook.steps if name in seen]


def test_another_nationality_changes_the_steps(rulebook: Rulebook) -> None:
    card: dict[str, Any] = {
        "card": "ehic",
        "card_valid_until": date(2027, 12, 31),
        "insured_in": "ES",
    }
    case = Case(replace(MOROCCAN, nationalities=("ES",), **card))
    seen = ids(steps(rulebook, case))
    assert {"get-card", "check-card"} <= set(seen)
    assert not {"portal-identity", "portal-documents", "carte-vitale"} & set(seen)


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ({"residence_document": "permit"}, "validate-visa"),
        ({"birth_certificate_language": "es"}, "translate-birth-certificate"),
        ({"nationalities": ("DZ",)}, "validate-visa"),
        ({"programme": "exchange"}, "pay-cvec"),
        ({"french_number": "rights-open"}, "portal-identity"),
    ],
)
def test_an_answer_takes_a_step_away(
    rulebook: Rulebook, answers: dict[str, Any], step: str
) -> None:
    assert step in ids(steps(rulebook, Case(MOROCCAN)))
    assert step not in ids(steps(rulebook, Case(replace(MOROCCAN, **answers))))


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ({"nationalities": ("DZ",)}, "algerian-permit"),
        ({"programme": "exchange"}, "ask-cvec"),
        ({"work": "job"}, "tell-employer"),
        ({"french_number": "rights-open"}, "update-iban"),
        ({"card": "se-401-q-102", "insured_in": "CA-QC"}, "hand-in-quebec-form"),
    ],
)
def test_an_answer_adds_a_step(rulebook: Rulebook, answers: dict[str, Any], step: str) -> None:
    assert step not in ids(steps(rulebook, Case(MOROCCAN)))
    assert step in ids(steps(rulebook, Case(replace(MOROCCAN, **answers))))


def test_a_minor_with_an_insured_parent_has_a_step_for_sure(rulebook: Rulebook) -> None:
    child = replace(MOROCCAN, birth_date=date(2009, 5, 1), parent_insured_in_france=True)
    seen = task(steps(rulebook, Case(child)), "join-parent-cover")
    assert not seen.maybe


def test_an_open_answer_makes_a_step_a_maybe_that_is_not_counted(rulebook: Rulebook) -> None:
    sure = steps(rulebook, Case(MOROCCAN))
    unsure = steps(rulebook, Case(replace(MOROCCAN, residence_document=None)))
    assert not task(sure, "validate-visa").maybe
    assert task(unsure, "validate-visa").maybe
    assert unsure.applicable == sum(not one.maybe for one in unsure.tasks)
    assert unsure.applicable < sure.applicable


def test_progress_is_kept_while_a_step_is_not_needed_and_comes_back(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "portal-identity", to="sent").noted("portal-identity", "a note")
    away = case.answered("french_number", "rights-open")
    seen = steps(rulebook, away)
    assert "portal-identity" not in ids(seen)
    (left,) = [one for one in seen.not_needed if one.id == "portal-identity"]
    assert left.status == "not-needed"
    assert left.progress.note == "a note"
    back = task(steps(rulebook, away.answered("french_number", "none")), "portal-identity")
    assert (back.status, back.progress.since, back.progress.note) == ("sent", TODAY, "a note")


def test_a_step_is_blocked_until_what_it_waits_for_is_accepted(rulebook: Rulebook) -> None:
    case = Case(replace(MOROCCAN, enrolled_on=None))
    blocked = task(steps(rulebook, case), "enrol")
    assert blocked.blocked_by == ("pay-cvec",)
    assert blocked.status == "to-do"
    for status in STATUSES:
        seen = task(steps(rulebook, moved(case, "pay-cvec", to=status)), "enrol")
        assert (seen.blocked_by == ()) == (status in ("accepted", "not-needed")), status
        assert seen.status == ("to-do" if seen.blocked_by else "ready")


def test_a_step_does_not_wait_for_one_that_does_not_apply(rulebook: Rulebook) -> None:
    exchange = Case(replace(MOROCCAN, programme="exchange"))
    assert task(steps(rulebook, exchange), "enrol").blocked_by == ()


def test_only_accepted_steps_count_as_done(rulebook: Rulebook) -> None:
    for status in STATUSES:
        admitted = Case(replace(MOROCCAN, enrolled_on=None))
        seen = steps(rulebook, moved(admitted, "pay-cvec", to=status))
        assert seen.accepted == (status == "accepted"), status
        assert task(seen, "pay-cvec").done == (status == "accepted")


def test_a_refused_step_comes_first(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN)
    fresh = steps(rulebook, case).next_task()
    assert fresh is not None
    assert fresh.id == ids(steps(rulebook, case))[0]
    case = moved(case, "validate-visa", to="refused")
    refused = steps(rulebook, case).next_task()
    assert refused is not None
    assert refused.id == "validate-visa"


def test_a_sent_step_is_not_the_next_one_while_another_is_ready(rulebook: Rulebook) -> None:
    seen = steps(rulebook, moved(Case(MOROCCAN), "birth-certificate", to="sent")).next_task()
    assert seen is not None
    assert seen.id != "birth-certificate"
    assert seen.blocked_by == ()


def test_when_all_is_accepted_nothing_is_next(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), *rulebook.steps)
    seen = steps(rulebook, case)
    assert seen.next_task() is None
    assert seen.next_deadline() is None
    assert seen.accepted == seen.applicable == len(seen.tasks)


@pytest.mark.parametrize(
    ("entered", "last"),
    [
        (date(2026, 9, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 10, 15), date(2027, 1, 15)),
    ],
)
def test_a_visa_is_validated_within_three_calendar_months(
    rulebook: Rulebook, entered: date, last: date
) -> None:
    case = Case(replace(MOROCCAN, entered_france_on=entered))
    deadline = task(steps(rulebook, case), "validate-visa").deadline
    assert deadline is not None
    assert deadline.day == last
    assert deadline.days_left(last) == 0
    assert deadline.days_left(last + timedelta(days=1)) == -1
    assert deadline.provenance.source.publisher


def test_the_next_deadline_is_the_nearest_that_is_not_accepted(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN)
    seen = steps(rulebook, case).next_deadline()
    assert seen is not None
    assert seen.id == "validate-visa"
    later = steps(rulebook, moved(case, "validate-visa")).next_deadline()
    assert later is not None
    assert later.id != "validate-visa"
    assert later.deadline is not None
    assert seen.deadline is not None
    assert later.deadline.day > seen.deadline.day


def test_without_its_day_a_deadline_is_not_guessed(rulebook: Rulebook) -> None:
    case = Case(replace(MOROCCAN, entered_france_on=None))
    assert task(steps(rulebook, case), "validate-visa").deadline is None


def test_a_deadline_counts_from_the_day_a_step_was_accepted(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN)
    assert task(steps(rulebook, case), "civil-status").deadline is None
    case = case.stepped("portal-space", "accepted", date(2026, 11, 30))
    deadline = task(steps(rulebook, case), "civil-status").deadline
    assert deadline is not None
    assert deadline.day == date(2027, 2, 28)
    sent = case.stepped("portal-space", "sent", date(2026, 11, 30))
    assert task(steps(rulebook, sent), "civil-status").deadline is None


def test_while_the_route_is_open_only_what_all_routes_share_is_listed(rulebook: Rulebook) -> None:
    unsure = replace(MOROCCAN, nationalities=("ES",), insured_in="ES", card=None)
    seen = outlook(rulebook, Case(unsure), TODAY)
    assert len(seen.eligibility.routes) > 1
    for one in seen.checklist.tasks:
        assert "any" in one.step.routes or set(seen.eligibility.routes) <= set(one.step.routes)


def test_without_a_known_rule_there_is_no_checklist(rulebook: Rulebook) -> None:
    seen = outlook(rulebook, Case(), date(2018, 8, 31))
    assert seen.eligibility.routes == ()
    assert seen.checklist.tasks == ()


def test_the_papers_follow_the_person(rulebook: Rulebook) -> None:
    def papers(answers: Situation) -> set[str]:
        seen = task(steps(rulebook, Case(answers)), "portal-documents")
        return {name for name, _ in seen.papers}

    assert "parental-authorisation" not in papers(MOROCCAN)
    assert "parental-authorisation" in papers(replace(MOROCCAN, birth_date=date(2011, 1, 15)))
    assert "visa-validation" in papers(MOROCCAN)
    assert "visa-validation" not in papers(replace(MOROCCAN, residence_document="permit"))
    european = replace(MOROCCAN, nationalities=("IE",), insured_in="IE")
    assert "resources" in papers(european)
    assert "resources" not in papers(MOROCCAN)


def test_a_step_that_is_not_in_the_rulebook_any_more_hurts_nobody(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "a-step-of-another-version")
    assert ids(steps(rulebook, case)) == ids(steps(rulebook, Case(MOROCCAN)))
    assert steps(rulebook, case).not_needed == ()


def test_every_dependency_of_a_step_stands_before_it(rulebook: Rulebook) -> None:
    order = list(rulebook.steps)
    for name, step in rulebook.steps.items():
        assert all(order.index(other) < order.index(name) for other in step.depends_on), name


def test_every_route_has_steps_of_its_own(rulebook: Rulebook) -> None:
    for route in rulebook.routes:
        assert any(route in step.routes for step in rulebook.steps.values()), route


@pytest.mark.parametrize(
    ("today", "about"),
    [
        (date(2026, 8, 1), date(2026, 9, 1)),
        (TODAY, TODAY),
        (date(2028, 1, 1), date(2027, 7, 31)),
    ],
)
def test_a_verdict_is_about_today_or_the_nearest_day_of_the_stay(today: date, about: date) -> None:
    assert asked_about(MOROCCAN, today) == about


def test_what_other_answers_show_is_done_unless_the_person_says_otherwise(
    rulebook: Rulebook,
) -> None:
    seen = steps(rulebook, Case(MOROCCAN))
    assert task(seen, "enrol").done
    assert task(seen, "pay-cvec").done
    refused = steps(rulebook, moved(Case(MOROCCAN), "enrol", to="refused"))
    assert task(refused, "enrol").status == "refused"
    ahead = Case(replace(MOROCCAN, enrolled_on=date(2027, 1, 10)))
    assert not task(steps(rulebook, ahead), "enrol").done
