import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
CONTRACT = {
    "schema",
    "verdict",
    "on",
    "route",
    "routes",
    "reasons",
    "assumed",
    "unsure",
    "title",
    "summary",
    "alternatives",
    "question",
    "covered_from",
    "covered_until",
    "segments",
    "gaps",
    "would_change",
    "meanwhile",
    "must_know",
    "rulebook",
}
REASON = {
    "rule",
    "text",
    "applied",
    "source",
    "valid_from",
    "valid_to",
    "checked_on",
    "confidence",
}


def check(run: Run, situation: dict[str, Any], *more: str) -> Any:
    return run("check", "--input", "-", "--json", *more, stdin=json.dumps(situation))


def test_a_certain_answer_has_everything_the_contract_names(
    run: Run, morocco: dict[str, Any]
) -> None:
    ended = check(run, morocco)
    assert (ended.code, ended.err) == (0, "")
    answer = ended.json
    assert set(answer) >= CONTRACT
    assert answer["schema"] == "healthtui/check/1"
    assert (answer["verdict"], answer["route"]) == ("certain", "register-portal-non-eu")
    assert answer["routes"] == ["register-portal-non-eu"]
    assert (answer["covered_from"], answer["covered_until"]) == ("2026-09-07", "2027-07-31")
    assert answer["unsure"] == answer["assumed"] == answer["alternatives"] == []


def test_every_reason_has_exactly_the_keys_of_the_contract(
    run: Run, morocco: dict[str, Any]
) -> None:
    reasons = check(run, morocco).json["reasons"]
    assert reasons
    assert all(set(reason) - {"amount_eur"} == REASON for reason in reasons)
    source = reasons[0]["source"]
    assert set(source) == {"publisher", "url", "page_date"}
    assert source["url"].startswith("http")


def test_days_without_cover_are_named_with_what_to_do(run: Run, morocco: dict[str, Any]) -> None:
    answer = check(run, morocco).json
    (gap,) = answer["gaps"]
    assert (gap["from"], gap["until"], gap["days"]) == ("2026-09-01", "2026-09-06", 6)
    assert "insurance" in gap["text"]
    assert sum(segment["days"] for segment in answer["segments"]) == 334


def test_what_would_change_the_route_really_does(run: Run, morocco: dict[str, Any]) -> None:
    answer = check(run, morocco).json
    turns = [turn for turn in answer["would_change"] if turn["route"]]
    assert {turn["field"] for turn in turns} >= {"work", "programme", "french_number"}
    for turn in turns:
        changed = check(run, morocco | {turn["field"]: turn["value"]}).json
        assert (changed["verdict"], changed["route"]) == ("certain", turn["route"]), turn


def test_an_open_answer_names_the_deciding_facts_and_ends_with_3(
    run: Run, morocco: dict[str, Any]
) -> None:
    ended = check(run, morocco | {"work": "unsure"})
    answer = ended.json
    assert ended.code == 3
    assert answer["verdict"] == "open"
    assert "employer-route" in answer["routes"]
    first = answer["unsure"][0]
    assert first["field"] == "work"
    assert first["label"]
    assert first["where_to_find"]


def test_usual_answers_are_told_as_assumed(run: Run, morocco: dict[str, Any]) -> None:
    del morocco["french_number"]
    answer = check(run, morocco).json
    assert (answer["verdict"], answer["route"]) == ("open", "register-portal-non-eu")
    assert len(answer["assumed"]) == 1


def test_a_day_long_before_all_rules_ends_with_4(run: Run, morocco: dict[str, Any]) -> None:
    ended = check(run, morocco, "--on", "2001-01-01")
    answer = ended.json
    assert ended.code == 4
    assert (answer["verdict"], answer["route"]) == ("rule-unknown", None)
    assert "2001" in answer["reasons"][0]["text"]


def test_a_day_before_the_first_rule_ends_with_4(run: Run, morocco: dict[str, Any]) -> None:
    ended = check(run, morocco, "--on", "2018-08-31")
    answer = ended.json
    assert ended.code == 4
    assert (answer["verdict"], answer["route"]) == ("rule-unknown", None)


def test_a_disputed_case_gives_its_readings_and_the_question_in_french(
    run: Run, morocco: dict[str, Any]
) -> None:
    british = morocco | {
        "nationalities": ["UK"],
        "insured_in": "UK",
        "card": "ghic",
        "card_valid_until": "2028-01-01",
    }
    answer = check(run, british, "--lang", "en").json
    assert answer["route"] == "uk-check"
    assert [reading["default"] for reading in answer["alternatives"]] == [True, False]
    assert all(reading["source"]["url"] for reading in answer["alternatives"])
    assert answer["question"].startswith("Bonjour")


def test_dates_that_contradict_each_other_are_told(run: Run, morocco: dict[str, Any]) -> None:
    answer = check(run, morocco | {"stay_until": "2026-08-01"}).json
    assert [problem["field"] for problem in answer["problems"]] == ["stay_until", "enrolled_on"]


def test_text_begins_with_the_answer_and_ends_with_the_next_step(
    run: Run, morocco: dict[str, Any]
) -> None:
    ended = run("check", "--input", "-", stdin=json.dumps(morocco))
    lines = ended.out.splitlines()
    assert lines[0] == "You must register"
    assert "Covered from 7 September 2026." in lines
    assert lines[-1].startswith("Next: ")
    assert all(line.strip() for line in lines)
    assert not set("│─╭╮\x1b") & set(ended.out)


def test_explain_adds_the_rules_that_lost(run: Run, morocco: dict[str, Any]) -> None:
    plain = json.dumps(morocco)
    short = run("check", "--input", "-", "--json", stdin=plain).json
    long = run("explain", "check", "--input", "-", "--json", stdin=plain).json
    lost = [reason for reason in long["reasons"] if not reason["applied"]]
    assert lost
    assert [r for r in long["reasons"] if r["applied"]] == short["reasons"]
    assert long["verdict"] == short["verdict"]


def test_french_answers_are_french(run: Run, morocco: dict[str, Any]) -> None:
    french = run("check", "--input", "-", "--lang", "fr", stdin=json.dumps(morocco))
    assert french.code == 0
    assert "7 septembre 2026" in french.out
    assert "7 September 2026" not in french.out
    assert check(run, morocco, "--lang", "fr").json["covered_from"] == "2026-09-07"


def test_the_language_may_come_from_the_environment(
    run: Run, morocco: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = check(run, morocco, "--lang", "fr").out
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert check(run, morocco).out == asked
