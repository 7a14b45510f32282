from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from healthtui.core.case import Case
from healthtui.core.checklist import Checklist
from healthtui.core.eligibility import asked_about
from healthtui.core.outlook import outlook
from healthtui.core.progress import STATUSES, Status
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation
from healthtui.core.task import Task

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


def on_top(checklist: Checklist) -> str | None:
    task = checklist.next_task()
    return task.id if task else None


def group(checklist: Checklist, name: str) -> str:
    return next(group for group, tasks in checklist.grouped if name in {one.id for one in tasks})


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


def unsure_answers() -> Situation:
    return replace(MOROCCAN, residence_document=None)


def test_an_open_answer_makes_a_step_a_maybe_that_is_not_counted(rulebook: Rulebook) -> None:
    sure = steps(rulebook, Case(MOROCCAN))
    unsure = steps(rulebook, Case(unsure_answers()))
    assert not task(sure, "validate-visa").maybe
    assert task(unsure, "validate-visa").maybe
    assert unsure.applicable < sure.applicable
    accepted = steps(rulebook, moved(Case(unsure_answers()), "validate-visa"))
    assert accepted.applicable == unsure.applicable + 1


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
    fresh = Case(MOROCCAN)
    assert on_top(steps(rulebook, fresh)) == "validate-visa"
    assert on_top(steps(rulebook, moved(fresh, "birth-certificate", to="refused"))) == (
        "birth-certificate"
    )


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
    again = [task for task in seen.tasks if not task.done]
    assert seen.accepted == seen.applicable == len(seen.tasks) - len(again)
    assert all(task.step.recurring and task.group == "later" for task in again)
    assert (seen.overdue, seen.soon) == (0, 0)


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
    later = steps(rulebook, moved(case, "validate-visa", "portal-space")).next_deadline()
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
    assert not seen.checklist.complete
    for one in seen.checklist.tasks:
        assert "any" in one.step.routes or set(seen.eligibility.routes) <= set(one.step.routes)


def test_without_a_known_rule_there_is_no_checklist(rulebook: Rulebook) -> None:
    seen = outlook(rulebook, Case(), date(2018, 8, 31))
    assert seen.eligibility.routes == ()
    assert seen.checklist.tasks == ()


def test_the_papers_follow_the_person(rulebook: Rulebook) -> None:
    def papers(answers: Situation) -> set[str]:
        seen = task(steps(rulebook, Case(answers)), "portal-documents")
        return {document.id for document in seen.documents}

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


# What to do first


def test_every_step_stands_in_exactly_one_group(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "pay-cvec", "portal-identity").stepped(
        "portal-documents", "sent", date(2026, 11, 20)
    )
    for situation in (MOROCCAN, replace(MOROCCAN, french_number="rights-open")):
        seen = steps(rulebook, replace(case, situation=situation))
        shown = [one.id for _, tasks in seen.grouped for one in tasks]
        assert sorted(shown) == sorted(one.id for one in (*seen.tasks, *seen.not_needed))
        assert all(tasks for _, tasks in seen.grouped)


def test_the_groups_say_what_can_be_done_today(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN).stepped("portal-identity", "accepted", TODAY)
    case = case.stepped("portal-documents", "sent", date(2026, 11, 20))
    case = case.stepped("claim-old-care", "not-needed", TODAY)
    seen = steps(rulebook, case)
    assert group(seen, "validate-visa") == "now"
    assert group(seen, "portal-documents") == "waiting"
    assert group(seen, "carte-vitale") == "later"
    assert group(seen, "portal-identity") == "done"
    assert group(seen, "campus-health") == "offer"
    assert group(seen, "claim-old-care") == "not-needed"


def test_without_news_for_longer_than_usual_a_step_becomes_the_top_line(
    rulebook: Rulebook,
) -> None:
    usual = rulebook.waits["unknown"].days
    last = TODAY - timedelta(days=usual)
    for since, late in ((last, False), (last - timedelta(days=1), True)):
        case = moved(Case(MOROCCAN), "validate-visa", to="refused")
        case = case.stepped("portal-documents", "sent", since, "on the portal")
        seen = steps(rulebook, case)
        assert (task(seen, "portal-documents").late is not None) == late
        assert group(seen, "portal-documents") == ("now" if late else "waiting")
        assert on_top(seen) == ("portal-documents" if late else "validate-visa")


def test_a_wait_counts_from_the_sending_and_the_letter_names_that_day(rulebook: Rulebook) -> None:
    sent = date(2026, 9, 1)
    case = Case(MOROCCAN).stepped("portal-documents", "sent", sent)
    case = case.stepped("portal-documents", "waiting", date(2026, 11, 20), "the CPAM")
    late = task(steps(rulebook, case), "portal-documents")
    assert late.late is not None
    assert (late.late.since, late.late.days) == (sent, (TODAY - sent).days)
    assert late.late.provenance.source.publisher == "healthtui"
    assert late.letter is not None
    assert dict(late.letter.values) == {"since": sent}
    assert late.letter.id.startswith("Bonjour")
    assert late.contact is not None
    assert late.contact.phone == "36 46"


def test_an_answer_ends_the_wait(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN).stepped("portal-documents", "sent", date(2026, 1, 1))
    for status in ("refused", "accepted", "to-do", "not-needed"):
        seen = task(steps(rulebook, moved(case, "portal-documents", to=status)), "portal-documents")
        assert seen.late is None, status
        assert seen.letter is None, status


def test_a_step_whose_usual_time_is_known_waits_that_long(rulebook: Rulebook) -> None:
    days = rulebook.waits["definitive-number"].days
    assert days > rulebook.waits["unknown"].days
    since = TODAY - timedelta(days=days)
    case = Case(MOROCCAN).stepped("definitive-number", "waiting", since)
    assert task(steps(rulebook, case), "definitive-number").late is None
    tomorrow = steps(rulebook, case, TODAY + timedelta(days=1))
    assert task(tomorrow, "definitive-number").late is not None


def test_a_refused_paper_brings_its_step_to_the_top_with_the_way_out(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN).stepped("portal-documents", "waiting", date(2026, 11, 20))
    case = case.papered("portal-documents", "iban", "refused", TODAY, "blurred")
    seen = steps(rulebook, case)
    (paper,) = task(seen, "portal-documents").refused
    assert (paper.id, paper.progress.detail) == ("iban", "blurred")
    assert paper.paper.fix
    assert on_top(seen) == "portal-documents"
    mended = case.papered("portal-documents", "iban", "sent", TODAY)
    assert task(steps(rulebook, mended), "portal-documents").refused == ()


def test_a_deadline_that_is_near_goes_before_what_has_time(rulebook: Rulebook) -> None:
    near = date(2026, 11, 1)
    for today, first in ((near, "validate-visa"), (date(2026, 10, 1), "birth-certificate")):
        case = Case(replace(MOROCCAN, entered_france_on=date(2026, 9, 1)))
        assert on_top(steps(rulebook, case, today)) == first


def test_late_and_soon_are_counted_until_they_are_accepted(rulebook: Rulebook) -> None:
    case = Case(MOROCCAN)
    for today, counted in (
        (date(2026, 10, 1), (0, 0)),
        (date(2026, 11, 1), (0, 1)),
        (date(2026, 12, 1), (0, 1)),
        (date(2026, 12, 2), (1, 0)),
    ):
        seen = steps(rulebook, case, today)
        assert (seen.overdue, seen.soon) == counted, today
        done = steps(rulebook, moved(case, "validate-visa"), today)
        assert (done.overdue, done.soon) == (0, 0), today


# Events and offers


def test_what_may_never_happen_neither_presses_nor_counts(rulebook: Rulebook) -> None:
    after_may = date(2027, 7, 1)
    seen = steps(rulebook, Case(MOROCCAN), after_may)
    refund = task(seen, "cvec-refund")
    assert refund.step.kind == "event"
    assert refund.deadline is not None
    assert refund.deadline.day == date(2027, 5, 31)
    assert not refund.counts
    assert group(seen, "cvec-refund") == "later"
    assert "cvec-refund" not in {one.id for one in seen.dated()}
    begun = steps(rulebook, moved(Case(MOROCCAN), "cvec-refund", to="ready"), after_may)
    assert "cvec-refund" in {one.id for one in begun.dated()}


def test_an_offer_counts_only_once_it_was_taken(rulebook: Rulebook) -> None:
    before = steps(rulebook, Case(MOROCCAN))
    after = steps(rulebook, moved(Case(MOROCCAN), "mt-dents"))
    assert (after.accepted, after.applicable) == (before.accepted + 1, before.applicable + 1)


def test_an_offer_ends_with_its_age(rulebook: Rulebook) -> None:
    older = replace(MOROCCAN, birth_date=date(2000, 11, 1))
    assert "condoms" in ids(steps(rulebook, Case(MOROCCAN)))
    assert "condoms" not in ids(steps(rulebook, Case(older)))


def test_a_step_the_person_does_not_need_is_not_counted(rulebook: Rulebook) -> None:
    before = steps(rulebook, Case(MOROCCAN))
    after = steps(rulebook, moved(Case(MOROCCAN), "mutuelle", to="not-needed"))
    assert after.applicable == before.applicable - 1


def test_the_mutuelle_waits_for_the_answer_on_the_c2s_whatever_it_is(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "portal-space")
    window = task(steps(rulebook, case), "ask-c2s").opens
    assert window is not None
    assert "ask-c2s" not in task(steps(rulebook, case), "mutuelle").blocked_by
    for status in STATUSES:
        asked = moved(case, "ask-c2s", to=status)
        seen = task(steps(rulebook, asked, window.day), "mutuelle")
        settled = status in ("accepted", "refused", "not-needed")
        assert ("ask-c2s" not in seen.blocked_by) == settled, status


# What comes again, and what is not forgotten


def test_a_yearly_duty_comes_again_with_the_days_of_the_next_year(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "ask-c2s")
    case = case.stepped("ask-c2s", "accepted", date(2026, 12, 1))
    first = task(steps(rulebook, case, date(2027, 8, 5)), "renew-c2s")
    assert first.deadline is not None
    assert (first.deadline.day, first.group) == (date(2027, 10, 1), "now")
    case = case.stepped("renew-c2s", "accepted", date(2027, 9, 1))
    done = task(steps(rulebook, case, date(2027, 9, 2)), "renew-c2s")
    assert (done.status, done.group, done.comes_again) == ("accepted", "done", True)
    second = task(steps(rulebook, case, date(2028, 8, 5)), "renew-c2s")
    assert second.deadline is not None
    assert (second.deadline.day, second.group) == (date(2028, 10, 1), "now")
    assert [event.since for event in second.progress.past] == [date(2027, 9, 1)]


def test_what_was_done_a_little_early_counts_for_the_window_that_comes(rulebook: Rulebook) -> None:
    longer = replace(MOROCCAN, stay_until=date(2029, 7, 31))
    early = Case(longer).stepped("enrol-again", "accepted", date(2027, 6, 25))
    for today in (date(2027, 6, 25), date(2027, 9, 5)):
        done = task(steps(rulebook, early, today), "enrol-again")
        assert done.status == "accepted", today
    said = early.stepped("enrol-again", "accepted", date(2026, 11, 1))
    again = task(steps(rulebook, said, date(2027, 7, 2)), "enrol-again")
    assert (again.status, again.group) == ("ready", "now")


def test_a_renewed_permit_is_to_be_sent_each_time(rulebook: Rulebook) -> None:
    sent = Case(MOROCCAN).stepped("send-new-title", "accepted", date(2026, 10, 20))
    renewed = sent.stepped("renew-permit", "accepted", date(2027, 6, 1))
    due = task(steps(rulebook, renewed, date(2027, 6, 2)), "send-new-title")
    assert due.deadline is not None
    assert (due.status, due.group, due.deadline.day) == ("ready", "now", date(2027, 7, 1))


def test_a_duty_that_is_late_goes_before_a_refusal(rulebook: Rulebook) -> None:
    late = date(2026, 12, 20)
    case = moved(Case(MOROCCAN), "birth-certificate", to="refused")
    assert on_top(steps(rulebook, case, late)) == "validate-visa"


def test_what_was_begun_stays_in_the_list_while_the_route_is_open(rulebook: Rulebook) -> None:
    case = moved(Case(MOROCCAN), "portal-documents", to="sent")
    unsure = replace(case, situation=replace(MOROCCAN, insured_in=None))
    seen = steps(rulebook, unsure)
    assert not seen.complete
    kept = task(seen, "portal-documents")
    assert kept.maybe
    assert kept.progress.status == "sent"


def test_what_was_sent_no_longer_presses_but_waits(rulebook: Rulebook) -> None:
    late = date(2026, 12, 20)
    before = steps(rulebook, Case(MOROCCAN), late)
    assert task(before, "validate-visa").days_late(late) == 19
    assert before.overdue == 1
    sent = steps(rulebook, moved(Case(MOROCCAN), "validate-visa", to="sent"), late)
    assert task(sent, "validate-visa").days_late(late) == 0
    assert sent.overdue == 0
    assert group(sent, "validate-visa") == "waiting"


def test_before_arrival_nothing_is_asked_that_needs_france(rulebook: Rulebook) -> None:
    coming = replace(MOROCCAN, stay_from=date(2027, 1, 10), entered_france_on=date(2027, 1, 10))
    seen = steps(rulebook, Case(coming))
    for name in ("validate-visa", "portal-identity"):
        opens = task(seen, name).opens
        assert opens is not None
        assert opens.day == date(2027, 1, 10)
        assert group(seen, name) == "later"


# Windows and deadlines of every kind

PERMIT_END = date(2027, 3, 31)
PERMIT = replace(MOROCCAN, residence_document="permit", residence_document_until=PERMIT_END)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (PERMIT_END - timedelta(days=121), "later"),
        (PERMIT_END - timedelta(days=120), "now"),
        (PERMIT_END - timedelta(days=60), "now"),
        (PERMIT_END - timedelta(days=59), "now"),
    ],
)
def test_a_permit_is_renewed_between_120_and_60_days_before_it_ends(
    rulebook: Rulebook, today: date, stands: str
) -> None:
    seen = steps(rulebook, Case(PERMIT), today)
    renewal = task(seen, "renew-permit")
    assert group(seen, "renew-permit") == stands
    assert (renewal.opens is not None) == (stands == "later")
    assert renewal.deadline is not None
    assert renewal.deadline.day == PERMIT_END - timedelta(days=60)
    assert seen.overdue == (today > renewal.deadline.day)


@pytest.mark.parametrize(
    ("accepted", "opens", "last"),
    [
        (date(2026, 11, 1), date(2027, 7, 1), date(2027, 9, 1)),
        (date(2026, 6, 30), date(2027, 2, 28), date(2027, 4, 30)),
    ],
)
def test_the_c2s_is_renewed_four_to_two_months_before_its_year_ends(
    rulebook: Rulebook, accepted: date, opens: date, last: date
) -> None:
    case = moved(Case(MOROCCAN), "portal-space").stepped("ask-c2s", "accepted", accepted)
    early = task(steps(rulebook, case, opens - timedelta(days=1)), "renew-c2s")
    assert early.opens is not None
    assert (early.opens.day, early.group) == (opens, "later")
    assert early.deadline is not None
    assert early.deadline.day == last
    assert task(steps(rulebook, case, opens), "renew-c2s").group == "now"


def test_a_card_that_ends_before_the_stay_is_renewed_a_month_ahead(rulebook: Rulebook) -> None:
    spaniard = replace(
        MOROCCAN,
        nationalities=("ES",),
        insured_in="ES",
        card="ehic",
        card_valid_until=date(2027, 1, 31),
        card_renewable=True,
        programme="exchange",
        residence_document="not-needed",
    )
    seen = steps(rulebook, Case(spaniard))
    renewal = task(seen, "renew-card")
    assert renewal.deadline is not None
    assert renewal.deadline.day == date(2027, 1, 1)
    assert group(seen, "renew-card") == "now"
    assert group(steps(rulebook, Case(spaniard), date(2026, 10, 1)), "renew-card") == "later"


def test_claims_count_two_years_from_the_day_each_cover_begins(rulebook: Rulebook) -> None:
    portal = task(steps(rulebook, Case(MOROCCAN)), "claim-old-care")
    assert portal.deadline is not None
    assert portal.deadline.day == date(2028, 9, 7)
    at_work = replace(MOROCCAN, work="apprenticeship", work_from=date(2026, 10, 1))
    employed = task(steps(rulebook, Case(at_work)), "claim-care-cpam")
    assert employed.deadline is not None
    assert employed.deadline.day == date(2028, 10, 1)


# Papers


def hints(checklist: Checklist, step: str, paper: str) -> list[str]:
    (found,) = [one for one in task(checklist, step).documents if one.id == paper]
    return [hint.id for hint in found.hints]


def test_a_paper_tells_what_holds_for_this_person(rulebook: Rulebook) -> None:
    def told(paper: str, **answers: Any) -> str:
        seen = steps(rulebook, Case(replace(MOROCCAN, **answers)))
        return " ".join(hints(seen, "civil-status", paper))

    assert "must be translated" in told("civil-status")
    assert "must be translated" not in told("civil-status", birth_certificate_language="es")
    italian: dict[str, Any] = {"nationalities": ("IT",), "insured_in": "IT"}
    assert "neither apostille" in told("civil-status", **italian)
    assert "Canada and China" in told("apostille", nationalities=("CN",))
    assert "Hague" in told("apostille")


def test_every_paper_says_which_forms_are_taken_and_what_to_do_if_refused(
    rulebook: Rulebook,
) -> None:
    for key, paper in rulebook.papers.items():
        assert paper.accepted, key
        assert paper.fix, key
    languages = rulebook.papers["civil-status"].language
    accepted = rulebook.facts["birth_certificate_in_accepted_language"].one_of
    assert languages.count(",") == len(set(accepted) - {"nb", "nn"})


def test_every_step_that_waits_for_a_french_office_has_a_letter_and_a_contact(
    rulebook: Rulebook,
) -> None:
    for key, step in rulebook.steps.items():
        if "CPAM" in step.waiting_for:
            assert step.letter, key
            assert step.contact, key
    for key, letter in rulebook.letters.items():
        assert letter.french.startswith(("Bonjour", "Madame, Monsieur")), key
