from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core import c2s, care
from healthtui.core import situation as situations
from healthtui.core import visit as visits
from healthtui.core.answers import UNSURE, BadAnswerError, Field, Vocabulary
from healthtui.core.c2s import C2sAnswers
from healthtui.core.care import Care, new_id
from healthtui.core.case import SCREENS, THEMES, Case
from healthtui.core.case_plain import (
    change,
    from_plain,
    patched,
    read_c2s,
    read_care,
    read_situation,
    read_visit,
    to_plain,
)
from healthtui.core.kinds import (
    Choice,
    CountryCode,
    CountryCodes,
    Day,
    Factor,
    Flag,
    Language,
    Line,
    Number,
    Price,
)
from healthtui.core.ledger import ledger
from healthtui.core.offer import Offer
from healthtui.core.patch import Change, Patch, difference
from healthtui.core.plain_text import one_line, plain_text
from healthtui.core.progress import MAX_DETAIL, MAX_NOTE, STATUSES, Progress
from healthtui.core.quoting import quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.core.situation import Situation
from healthtui.core.visit import Visit

ACTS = ("gp_consultation", "dentist_consultation", "medicine_box_65")
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
CODES = st.sampled_from(("MA", "ES", "GB", "FR", "CH", "XK"))
OF_KIND: dict[type, st.SearchStrategy[Any]] = {
    Day: DAYS,
    Flag: st.booleans(),
    CountryCodes: st.lists(CODES, min_size=1, unique=True).map(tuple),
    Language: st.sampled_from(("fr", "ar", "el")),
    Price: st.integers(0, 10_000_000),
    Factor: st.integers(1, 100_000),
    Line: st.text(st.characters(categories=("L", "N")), min_size=1, max_size=60),
}
OF_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "act": st.sampled_from(ACTS),
    "contract": st.builds(
        lambda percent, dental, on_top: (
            ("percent", percent),
            ("dental_eur", dental),
            ("on_top", on_top),
        ),
        st.integers(0, 1000),
        st.integers(0, 50_000),
        st.booleans(),
    ),
    "year_so_far": st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(
        lambda both: (("flat_contribution_eur", both[0]), ("franchise_eur", both[1]))
    ),
}


def values(field: Field) -> st.SearchStrategy[Any]:
    """Values that a field of any kind takes."""
    match field.kind:
        case Choice(values=words):
            return st.sampled_from(words)
        case CountryCode(schemes=schemes):
            return CODES | st.sampled_from(schemes)
        case Number(least=least, most=most):
            return st.integers(least, most)
    known = type(field.kind) in OF_KIND
    return OF_KIND[type(field.kind)] if known else OF_FIELD[field.name]


def answers(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {}, optional={field.name: st.just(UNSURE) | values(field) for field in fields}
    )


MOVES = st.lists(
    st.tuples(st.sampled_from(STATUSES), DAYS, st.text(max_size=20)), min_size=0, max_size=4
)


def moved(moves: list[tuple[Any, date, str]]) -> Progress:
    progress = Progress()
    for move in moves:
        progress = progress.moved(*move)
    return progress


PROGRESS = st.builds(
    lambda progress, note, papers: replace(progress.noted(note), papers=papers),
    MOVES.map(moved),
    st.text(max_size=20),
    st.dictionaries(st.sampled_from(("identity", "iban")), MOVES.map(moved)),
)
CARES = st.builds(
    Care,
    act=st.sampled_from(ACTS),
    care_date=st.sampled_from((date(2025, 12, 31), date(2026, 10, 1))),
    sector=st.sampled_from((None, "1", UNSURE)),
    contract=st.sampled_from((None, UNSURE, (("percent", 100),))),
    received_eur=st.sampled_from((None, 0, 1900, UNSURE)),
    note=st.sampled_from((None, "cash", "card")),
)
OFFERS = st.builds(
    Offer,
    st.sampled_from(("A", "B")),
    st.sampled_from(
        ((), (("percent", 100),), (("dental_eur", 5), ("on_top", 1), ("monthly_eur", 490)))
    ),
)
YEARS: dict[str, st.SearchStrategy[Any]] = {
    "log": st.dictionaries(st.sampled_from(("a1", "b2", "c3")), CARES, max_size=2),
    "offers": st.dictionaries(st.sampled_from(("mine", "yours")), OFFERS, max_size=2),
    "c2s": st.builds(
        C2sAnswers,
        own_household=st.sampled_from((None, True, UNSURE)),
        income_eur=st.sampled_from((None, 0, 900_000)),
    ),
}
CASES = st.builds(
    Case,
    situation=answers(situations.FIELDS).map(lambda given: Situation(**given)),
    progress=st.dictionaries(st.sampled_from(("enrol", "pay-cvec", "mutuelle")), PROGRESS),
    visit=answers(visits.FIELDS).map(lambda given: Visit(**given)),
    **YEARS,
    screen=st.sampled_from(SCREENS),
    theme=st.sampled_from(("", *THEMES)),
    language=st.sampled_from(("", "fr", "zh")),
)


IN_A_YEAR = st.builds(
    Case,
    visit=st.builds(Visit, sector=st.sampled_from((None, "1")), contract=OF_FIELD["contract"]),
    progress=st.dictionaries(st.just("enrol"), st.builds(Progress, st.sampled_from(STATUSES))),
    **YEARS,
)


def ids(sentences: tuple[Sentence, ...]) -> str:
    return repr(sentences)


@settings(max_examples=300, deadline=None)
@given(case=CASES)
def test_a_case_comes_back_as_it_was_saved(rules: Callable[[], Rulebook], case: Case) -> None:
    again, problems = from_plain(to_plain(case), rules().vocabulary)
    assert again == case
    assert problems == ()


def test_unsure_and_not_asked_are_saved_as_two_things(rulebook: Rulebook) -> None:
    case = Case(Situation(work=UNSURE))
    assert to_plain(case)["situation"] == {"work": "unsure"}
    again, _ = from_plain(to_plain(case), rulebook.vocabulary)
    assert again.situation.work is UNSURE
    assert again.situation.card is None
    assert again.answered("work", None).situation == Situation()


def test_every_field_takes_unsure(rulebook: Rulebook) -> None:
    every = dict.fromkeys(situations.BY_NAME, "unsure")
    situation = read_situation(every, rulebook.vocabulary)
    assert set(situation.answers().values()) == {UNSURE}
    visit = read_visit(dict.fromkeys(visits.BY_NAME, " Unsure "), rulebook.vocabulary)
    assert set(visit.answers().values()) == {UNSURE}


def test_a_verb_leaves_the_case_it_was_called_on_alone() -> None:
    case = Case()
    later = case.answered("work", "job").stepped("enrol", "sent", date(2026, 9, 7))
    later = later.noted("enrol", "by post").on_screen("steps").visiting("sector", "1")
    assert case == Case()
    assert later.progress["enrol"] == Progress("sent", date(2026, 9, 7), note="by post")
    assert (later.situation.work, later.screen, later.visit.sector) == ("job", "steps", "1")


def test_a_note_too_long_is_refused() -> None:
    assert Case().noted("enrol", "x" * MAX_NOTE).progress["enrol"].note == "x" * MAX_NOTE
    with pytest.raises(BadAnswerError):
        Case().noted("enrol", "x" * (MAX_NOTE + 1))


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ({"situation": {"work": "sometimes", "card": "ehic"}}, "work"),
        ({"situation": {"birth_date": "2004-02-30", "card": "ehic"}}, "birth_date"),
        ({"situation": {"birth_date": 20040212, "card": "ehic"}}, "birth_date"),
        ({"situation": {"nationalities": ["MA", "ZZ"], "card": "ehic"}}, "nationalities"),
        ({"situation": {"nationalities": [], "card": "ehic"}}, "nationalities"),
        ({"situation": {"enrolled_in_france": "maybe", "card": "ehic"}}, "enrolled_in_france"),
        ({"situation": {"card": "ehic"}, "visit": {"price_eur": "-3"}}, "price_eur"),
        ({"situation": {"card": "ehic"}, "visit": {"price_eur": 25.5}}, "price_eur"),
        ({"situation": {"card": "ehic"}, "visit": {"contract": {"rent": 3}}}, "contract"),
        ({"situation": {"card": "ehic"}, "visit": {"quantity": 0}}, "quantity"),
        ({"situation": {"card": "ehic"}, "visit": {"act": "haircut"}}, "act"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": {"status": "lost"}}}, "steps.enrol"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": {"since": "soon"}}}, "steps.enrol"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": {"status": []}}}, "steps.enrol"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": 5}}, "steps.enrol"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": {"note": 5}}}, "steps.enrol.note"),
        ({"situation": {"card": "ehic"}, "steps": {"enrol": {"past": 5}}}, "steps.enrol.past"),
        (
            {"situation": {"card": "ehic"}, "steps": {"enrol": {"past": {"sent": ""}}}},
            "steps.enrol.past",
        ),
        (
            {"situation": {"card": "ehic"}, "steps": {"enrol": {"papers": {"iban": 5}}}},
            "steps.enrol.papers.iban",
        ),
    ],
)
def test_a_bad_entry_is_named_and_everything_else_is_read(
    rulebook: Rulebook, table: dict[str, Any], named: str
) -> None:
    case, problems = from_plain(table, rulebook.vocabulary)
    assert case.situation.card == "ehic"
    assert len(problems) == 1
    assert named in ids(problems)


@pytest.mark.parametrize("name", ["situation", "visit", "steps", "view"])
@pytest.mark.parametrize("wrong", [5, "text", [1], None])
def test_a_table_that_is_none_hurts_nothing_else(
    rulebook: Rulebook, name: str, wrong: object
) -> None:
    plain = to_plain(Case(Situation(work="job"), {}, Visit(sector="1"), screen="costs"))
    case, _ = from_plain({**plain, name: wrong}, rulebook.vocabulary)
    kept = {"situation": case.situation.work, "visit": case.visit.sector, "view": case.screen}
    kept.pop(name, None)
    whole = {"situation": "job", "visit": "1", "view": "costs"}
    assert kept == {key: value for key, value in whole.items() if key != name}


@pytest.mark.parametrize("read", [read_situation, read_visit])
def test_json_with_an_unknown_field_is_refused_by_name(
    rulebook: Rulebook, read: Callable[[dict[str, Any], Vocabulary], object]
) -> None:
    with pytest.raises(BadAnswerError) as refused:
        read({"shoe_size": 43}, rulebook.vocabulary)
    assert "shoe_size" in repr(refused.value.sentence)


def test_json_null_is_not_asked(rulebook: Rulebook) -> None:
    assert read_situation({"work": None}, rulebook.vocabulary) == Situation()


# Progress

SENT, HEARD, REFUSED = date(2026, 9, 15), date(2026, 9, 20), date(2026, 11, 2)


def test_a_status_that_is_left_is_remembered_with_its_day_and_detail() -> None:
    case = Case().stepped("portal-documents", "sent", SENT, "registered post")
    case = case.stepped("portal-documents", "waiting", HEARD, "CPAM du Rhône")
    case = case.stepped("portal-documents", "refused", REFUSED, "the IBAN is not readable")
    progress = case.step("portal-documents")
    assert (progress.status, progress.since) == ("refused", REFUSED)
    assert progress.detail == "the IBAN is not readable"
    told = [(event.status, event.since, event.detail) for event in progress.past]
    assert told == [("sent", SENT, "registered post"), ("waiting", HEARD, "CPAM du Rhône")]


def test_a_correction_of_the_present_status_is_not_remembered_as_another() -> None:
    case = Case().stepped("enrol", "sent", SENT, "by post")
    corrected = case.stepped("enrol", "sent", HEARD, "at the desk").step("enrol")
    assert (corrected.since, corrected.detail, corrected.past) == (HEARD, "at the desk", ())


def test_the_wait_counts_from_the_day_of_sending() -> None:
    progress = Progress().moved("sent", SENT).moved("waiting", HEARD, "the CPAM")
    assert progress.out_of_hand_since == SENT
    assert progress.moved("refused", REFUSED).out_of_hand_since is None
    again = progress.moved("refused", REFUSED).moved("sent", date(2026, 11, 10))
    assert again.out_of_hand_since == date(2026, 11, 10)


def test_each_paper_of_a_step_has_a_standing_of_its_own() -> None:
    case = Case().stepped("portal-documents", "sent", SENT)
    case = case.papered("portal-documents", "iban", "refused", REFUSED, "blurred")
    case = case.papered("portal-documents", "identity", "accepted", REFUSED)
    step = case.step("portal-documents")
    assert (step.status, step.papers["iban"].detail) == ("sent", "blurred")
    again = case.stepped("portal-documents", "accepted", REFUSED).step("portal-documents")
    assert again.papers == step.papers


def test_a_detail_too_long_is_refused() -> None:
    assert Case().stepped("enrol", "sent", SENT, "x" * MAX_DETAIL)
    with pytest.raises(BadAnswerError):
        Case().stepped("enrol", "sent", SENT, "x" * (MAX_DETAIL + 1))


@given(text=st.text())
def test_text_that_is_kept_cannot_steer_a_terminal(text: str) -> None:
    kept = plain_text(text)
    forbidden = {chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))} - {"\t", "\n"}
    forbidden |= set("\u061c\u200e\u200f\u2028\u2029\ufeff")
    forbidden |= {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert not forbidden & set(kept)
    assert plain_text(kept) == kept
    kept.encode()
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "text",
    ["[b]x[/b] [/ [@click=app.quit]", "日本語 العربية e\u0301 👩\u200d👧", "a\n\n\tb", "é" * 9000],
)
def test_text_without_steering_marks_is_kept_to_the_letter(text: str) -> None:
    assert plain_text(text) == text


# Patches


@settings(max_examples=300, deadline=None)
@given(before=CASES, after=CASES)
def test_a_difference_turns_one_case_into_the_other_and_back(
    rules: Callable[[], Rulebook], before: Case, after: Case
) -> None:
    words = rules().vocabulary
    old, new = to_plain(before), to_plain(after)
    patch = difference(old, new)
    assert from_plain(patch.apply(old), words) == (after, ())
    assert from_plain(patch.reversed().apply(new), words) == (before, ())
    assert patch.reversed().reversed() == patch


@given(before=CASES, after=CASES)
def test_applying_a_patch_twice_is_applying_it_once(before: Case, after: Case) -> None:
    old = to_plain(before)
    patch = difference(old, to_plain(after))
    once = patch.apply(old)
    assert patch.apply(once) == once
    assert patch.conflicts(old) == ()
    assert patch.conflicts(once) == ()


@given(case=CASES)
def test_a_case_does_not_differ_from_itself(case: Case) -> None:
    plain = to_plain(case)
    assert difference(plain, to_plain(case)) == Patch(())
    assert Patch(()).apply(plain) == plain


@given(before=CASES, after=CASES)
def test_applying_a_patch_leaves_the_tables_it_was_given_alone(before: Case, after: Case) -> None:
    old = to_plain(before)
    difference(old, to_plain(after)).apply(old)
    assert old == to_plain(before)


def disjoint(one: Patch, other: Patch) -> bool:
    paths = [change.path for change in one.changes]
    return not any(
        path[: len(change.path)] == change.path or change.path[: len(path)] == path
        for change in other.changes
        for path in paths
    )


@settings(max_examples=300)
@given(base=CASES, one=CASES, other=CASES, data=st.data())
def test_patches_of_different_entries_commute(
    base: Case, one: Case, other: Case, data: st.DataObject
) -> None:
    plain = to_plain(base)
    first = difference(plain, to_plain(one))
    taken = {change.path for change in first.changes}
    left = [c for c in difference(plain, to_plain(other)).changes if c.path not in taken]
    chosen = data.draw(st.lists(st.sampled_from(left), unique_by=lambda c: c.path)) if left else []
    second = Patch(tuple(chosen))
    if disjoint(first, second):
        both = second.apply(first.apply(plain))
        assert both == first.apply(second.apply(plain))
        assert second.conflicts(first.apply(plain)) == ()


def test_a_patch_of_another_session_is_a_conflict_only_on_the_same_entry() -> None:
    mine = Patch((Change(("situation", "work"), None, "job"),))
    assert mine.conflicts({"situation": {"card": "ehic"}}) == ()
    assert mine.conflicts({"situation": {"work": "job"}}) == ()
    assert mine.conflicts({"situation": {"work": "unsure"}}) == mine.changes


@pytest.mark.parametrize("there", ["unsure", 100])
def test_a_patch_inside_a_table_survives_that_another_session_replaced_it(there: object) -> None:
    mine = Patch((Change(("visit", "contract", "percent"), 100, 150),))
    assert mine.apply({"visit": {"contract": there}}) == {"visit": {"contract": {"percent": 150}}}


def test_undoing_the_first_word_on_a_step_forgets_the_step(rulebook: Rulebook) -> None:
    before = Case(Situation(work="job"))
    after = before.stepped("enrol", "sent", date(2026, 9, 7) + timedelta(days=1))
    undo = difference(to_plain(before), to_plain(after)).reversed()
    again, _ = from_plain(undo.apply(to_plain(after)), rulebook.vocabulary)
    assert again == before


def test_a_new_id_is_drawn_until_it_is_not_taken() -> None:
    drawn = iter(("a", "b", "a", "c"))
    assert new_id({"a", "b"}, lambda: next(drawn)) == "c"
    assert new_id((), lambda: "a") == "a"


# The log, the contracts, the C2S


@settings(max_examples=100, deadline=None)
@given(before=IN_A_YEAR, after=IN_A_YEAR, kept=st.booleans())
def test_a_change_is_the_whole_difference_though_it_looks_at_little(
    rules: Callable[[], Rulebook], before: Case, after: Case, *, kept: bool
) -> None:
    if kept:
        after = replace(after, log={**before.log, **after.log}, offers=before.offers)
    old, new = to_plain(before), to_plain(after)
    made = change(before, after)
    assert from_plain(made.apply(old), rules().vocabulary) == (after, ())
    looked_everywhere = difference(old, new).changes
    assert sorted(made.changes, key=repr) == sorted(looked_everywhere, key=repr)
    assert from_plain(made.reversed().apply(new), rules().vocabulary) == (before, ())


@settings(max_examples=100, deadline=None)
@given(case=IN_A_YEAR, before=IN_A_YEAR, after=IN_A_YEAR)
def test_a_patched_case_is_the_one_that_the_patched_file_holds(
    rules: Callable[[], Rulebook], case: Case, before: Case, after: Case
) -> None:
    words = rules().vocabulary
    for start in (case, before):
        made = change(before, after)
        assert patched(start, made, words) == from_plain(made.apply(to_plain(start)), words)[0]
    assert patched(before, change(before, after), words) == after


@settings(max_examples=40, deadline=None)
@given(given_answers=answers(care.FIELDS), said=answers(c2s.FIELDS))
def test_every_answer_of_an_act_and_of_the_c2s_comes_back_as_it_was_saved(
    rules: Callable[[], Rulebook], given_answers: dict[str, Any], said: dict[str, Any]
) -> None:
    act = Care(**{**given_answers, "act": "gp_consultation", "care_date": date(2026, 10, 1)})
    case = Case(log={"one": act}, c2s=C2sAnswers(**said))
    assert from_plain(to_plain(case), rules().vocabulary) == (case, ())


GP = Care(act="gp_consultation", care_date=date(2026, 10, 1))


def test_two_sessions_that_log_different_acts_merge(rulebook: Rulebook) -> None:
    words = rulebook.vocabulary
    base = Case(log={"old": GP})
    one = base.logged("a", replace(GP, note="mine")).cared("old", "received_eur", 1900)
    two = base.logged("b", replace(GP, note="yours")).cared("old", "note", "cash")
    mine, yours = change(base, one), change(base, two)
    merged = patched(patched(base, mine, words), yours, words)
    assert merged == patched(patched(base, yours, words), mine, words)
    assert set(merged.log) == {"old", "a", "b"}
    assert merged.log["old"] == replace(GP, received_eur=1900, note="cash")
    assert yours.conflicts(to_plain(one)) == ()


def test_an_act_that_one_session_deletes_and_the_other_edits_is_a_conflict(
    rulebook: Rulebook,
) -> None:
    base = Case(log={"old": GP})
    gone = change(base, base.unlogged(["old"]))
    edited = base.cared("old", "note", "cash")
    assert gone.conflicts(to_plain(edited)) == ()
    assert change(base, edited).conflicts(to_plain(base.unlogged(["old"]))) == ()
    after = patched(base.unlogged(["old"]), change(base, edited), rulebook.vocabulary)
    assert after.log == {}


def test_needed_answers_of_an_act_stay_and_an_act_not_there_is_not_made() -> None:
    case = Case(log={"old": GP})
    assert case.cared("old", "act", None).cared("old", "care_date", UNSURE) == case
    assert case.cared("new", "note", "x") == case
    assert case.cared("old", "care_date", date(2026, 1, 1)).log["old"].day == date(2026, 1, 1)


WHOLE = {"act": "gp_consultation", "care_date": date(2026, 10, 1)}
BROKEN: dict[str, Any] = {
    "no act": {"care_date": date(2026, 10, 1), "price_eur": "30.00"},
    "no day": {"act": "gp_consultation"},
    "an act nobody knows": {**WHOLE, "act": "haircut"},
    "an act that is unsure": {**WHOLE, "act": "unsure"},
    "a day that is none": {**WHOLE, "care_date": "2026-02-30"},
    "a day that is unsure": {**WHOLE, "care_date": "unsure"},
    "not a table": 5,
    "a list": [WHOLE],
    "nothing": {},
}


@pytest.mark.parametrize("entry", BROKEN.values(), ids=BROKEN)
def test_a_broken_act_is_told_kept_in_the_file_and_never_counted(
    rulebook: Rulebook, entry: object
) -> None:
    plain: dict[str, Any] = {"log": {"whole": WHOLE, "broken": entry}}
    case, problems = from_plain(plain, rulebook.vocabulary)
    assert set(case.log) == {"whole"}
    assert "log.broken" in ids(problems) or "broken" in ids(problems)
    made = change(case, case.logged("new", GP).cared("whole", "note", "cash").unlogged(["new"]))
    after = made.apply(plain)
    assert after["log"]["broken"] == entry
    assert after["log"]["whole"]["note"] == "cash"
    again, told = from_plain(after, rulebook.vocabulary)
    assert (set(again.log), told) == ({"whole"}, problems)
    today = date(2026, 11, 24)
    book = ledger(rulebook, case.log, lambda visit: quote(rulebook, visit, today), today)
    assert book.totals(2026)["net"].least == 1900


def test_a_bad_answer_of_an_act_is_told_and_the_rest_of_the_act_counts(rulebook: Rulebook) -> None:
    plain = {"log": {"one": {**WHOLE, "received_eur": "much", "note": "cash"}}}
    case, problems = from_plain(plain, rulebook.vocabulary)
    assert case.log == {"one": replace(GP, note="cash")}
    assert len(problems) == 1
    assert "received_eur" in ids(problems)


@pytest.mark.parametrize("table", ["log", "contracts", "c2s"])
@pytest.mark.parametrize("wrong", [5, "text", [1]])
def test_a_table_of_the_year_that_is_none_is_told_and_hurts_nothing(
    rulebook: Rulebook, table: str, wrong: object
) -> None:
    case, problems = from_plain({"situation": {"work": "job"}, table: wrong}, rulebook.vocabulary)
    assert case == Case(Situation(work="job"))
    assert [table in ids((each,)) for each in problems] == [True]


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (5, "contracts.mine"),
        ({}, "contracts.mine.name"),
        ({"name": ""}, "contracts.mine.name"),
        ({"name": "A", "percent": "lots"}, "contracts.mine.percent"),
        ({"name": "A", "shoe_size": 43}, "shoe_size"),
    ],
)
def test_a_broken_contract_is_told_and_kept(rulebook: Rulebook, entry: Any, named: str) -> None:
    plain = {"contracts": {"mine": entry, "yours": {"name": "B", "percent": 100}}}
    case, problems = from_plain(plain, rulebook.vocabulary)
    assert case.offers == {"yours": Offer("B", (("percent", 100),))}
    assert len(problems) == 1
    assert named in ids(problems)
    after = change(case, case.not_offered("yours")).apply(plain)
    assert after["contracts"] == {"mine": entry}


def test_an_offer_keeps_its_name_and_its_numbers_in_order() -> None:
    offer = Offer("A").answered("monthly_eur", 490).answered("percent", 100)
    assert offer == Offer("A", (("percent", 100), ("monthly_eur", 490)))
    assert offer.monthly == 490
    assert offer.answered("name", None) == offer
    assert offer.answered("monthly_eur", None).monthly is None
    assert offer.answered("name", "B").name == "B"


@pytest.mark.parametrize("written", [True, 1])
def test_a_contract_on_top_of_the_cpam_comes_back_as_it_was_saved(
    rulebook: Rulebook, written: Any
) -> None:
    offer = Offer("A", (("percent", 100), ("on_top", 1)))
    case = Case().offered("mine", offer).visiting("contract", offer.terms)
    plain = to_plain(case)
    assert plain["contracts"]["mine"]["on_top"] is plain["visit"]["contract"]["on_top"] is True
    plain["contracts"]["mine"]["on_top"] = plain["visit"]["contract"]["on_top"] = written
    assert from_plain(plain, rulebook.vocabulary) == (case, ())


@pytest.mark.parametrize("read", [read_care, read_c2s])
def test_json_of_the_year_with_an_unknown_field_is_refused_by_name(
    rulebook: Rulebook, read: Callable[[dict[str, Any], Vocabulary], object]
) -> None:
    with pytest.raises(BadAnswerError) as refused:
        read({"shoe_size": 43}, rulebook.vocabulary)
    assert "shoe_size" in repr(refused.value.sentence)


@pytest.mark.parametrize("since", ["unsure", "soon", 3])
def test_a_status_without_a_day_that_can_be_read_is_told(rulebook: Rulebook, since: Any) -> None:
    plain = {"steps": {"enrol": {"status": "sent", "since": since}}}
    case, problems = from_plain(plain, rulebook.vocabulary)
    assert not case.progress
    assert len(problems) == 1
    assert "steps.enrol.since" in ids(problems)


NOTE = ("steps", "enrol", "note")


def noted(text: str) -> dict[str, Any]:
    return {"steps": {"enrol": {"note": text}}} if text else {}


@pytest.mark.parametrize(
    ("theirs", "before", "after", "both"),
    [
        ("theirs", None, "mine", "theirs\n\nmine"),
        ("theirs\n\nmi", "mi", "mine", "theirs\n\nmine"),
        ("mi\n\ntheirs", "mi", "mine", "mine\n\ntheirs"),
        ("call the CPAM", "call", "call ameli", "call the CPAM\n\ncall ameli"),
        ("theirs\n\nmine", "mine", None, "theirs"),
        ("same", "old", "same", "same"),
    ],
)
def test_two_texts_of_one_note_both_stay_and_once_only(
    theirs: str, before: str | None, after: str | None, both: str
) -> None:
    patch = Patch((Change(NOTE, before, after),))
    merged = patch.apply(noted(theirs))
    assert merged == noted(both)
    assert patch.apply(merged) == merged


def test_texts_that_are_too_long_together_do_not_spoil_the_note() -> None:
    patch = Patch((Change(NOTE, None, "m" * 6_000),))
    assert patch.apply(noted("t" * 6_000)) == noted("m" * 6_000)


@pytest.mark.parametrize("raw", [["gp_consultation"], {"a": 1}, 3, None])
def test_an_act_that_is_no_word_is_refused(rulebook: Rulebook, raw: Any) -> None:
    case, problems = from_plain({"visit": {"act": raw}}, rulebook.vocabulary)
    assert case.visit.act is None
    assert len(problems) == 1
