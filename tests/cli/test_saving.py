import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.files.store import Store

Run = Callable[..., Any]


def test_answers_are_saved_and_taken_back(run: Run, folder: Path) -> None:
    ended = run("set", "nationalities=MA,UK", "work=unsure", "visit.price_eur=30")
    assert ended.code == 0
    assert ended.out.splitlines()[0] == "Saved"
    saved = Store(folder).load().plain
    assert saved["situation"] == {"nationalities": ["MA", "GB"], "work": "unsure"}
    assert saved["visit"] == {"price_eur": "30.00"}
    run("set", "work=", "visit.price_eur=")
    saved = Store(folder).load().plain
    assert saved["situation"] == {"nationalities": ["MA", "GB"]}
    assert not saved.get("visit")


def test_the_same_answer_twice_is_saved_once(run: Run, folder: Path) -> None:
    run("set", "work=job")
    assert run("set", "work=job").out.splitlines()[0] == "Nothing changed"
    assert Store(folder).newest_generation() == 1


@pytest.mark.parametrize(
    ("answers", "command"),
    [
        (("c2s.household=1", "visit.price_eur=30", "work=none"), "check"),
        (("c2s.household=1", "visit.price_eur=30"), "quote"),
        (("c2s.household=1",), "compare"),
    ],
)
def test_after_saving_the_command_that_uses_the_answers_is_named(
    run: Run, answers: tuple[str, ...], command: str
) -> None:
    assert run("set", *answers).out.splitlines()[-1] == f"Next: healthtui {command}"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("set", "nationalities=MA", "nationalities=FR"), "nationalities"),
        (("set", "visit.price_eur=30", "visit.price_eur="), "price_eur"),
        (("check", "--set", "work=job", "--set", "work=none"), "work"),
        (("quote", "--set", "price_eur=30", "--set", "visit.price_eur=50"), "price_eur"),
        (("year", "add", "price_eur=30", "price_eur=50"), "price_eur"),
        (("compare", "add", "Campus", "percent=100", "percent=200"), "percent"),
    ],
)
def test_two_answers_that_differ_are_refused_and_none_is_saved(
    run: Run, folder: Path, command: tuple[str, ...], name: str
) -> None:
    ended = run(*command)
    assert (ended.code, ended.err) == (2, f"“{name}” is given twice.\n")
    assert Store(folder).newest_generation() == 0


def test_a_contract_can_be_given_by_its_numbers(run: Run) -> None:
    for text in ("contract=100", "contract=percent=100"):
        assert run("quote", "--set", text, "--json").json["mutuelle_eur"] == "9.00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("work", "FIELD=VALUE"),
        ("work=waiter", "give one of"),
        ("wrok=job", "did you mean work?"),
        ("price_eur=30", "visit.price_eur"),
        ("birth_date=31/02/2004", "2026-09-01"),
        ("nationalities=Morocco", "two letters"),
        ("zzz=1", "the fields are"),
    ],
)
def test_a_bad_answer_saves_nothing(run: Run, folder: Path, text: str, told: str) -> None:
    ended = run("set", "card=none", text)
    assert ended.code == 2
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert not folder.exists()


def test_supposing_saves_nothing(run: Run, folder: Path, morocco: dict[str, Any]) -> None:
    run("set", *_texts(morocco))
    generations = Store(folder).newest_generation()
    assert run("check", "--json").json["route"] == "register-portal-non-eu"
    supposed = run("check", "--json", "--set", "work=apprenticeship")
    assert supposed.json["route"] == "employer-route"
    assert run("check", "--json").json["route"] == "register-portal-non-eu"
    assert Store(folder).newest_generation() == generations


def test_ephemeral_neither_reads_nor_writes(
    run: Run, folder: Path, morocco: dict[str, Any]
) -> None:
    assert run("--ephemeral", "check").code == 3
    assert run("set", "--ephemeral", "work=job").code == 2
    assert run("--ephemeral", "steps", "set", "enrol", "accepted").code == 2
    assert not folder.exists()
    run("set", *_texts(morocco))
    assert run("check", "--ephemeral", "--json").json["verdict"] == "open"


def test_a_step_is_saved_with_its_day_and_note(run: Run, morocco: dict[str, Any]) -> None:
    run("set", *_texts(morocco))
    assert run("steps", "set", "pay-cvec", "accepted").code == 0
    ended = run("steps", "set", "enrol", "refused", "--on", "2026-10-02", "--note", "no stamp")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "Saved")
    steps = {step["id"]: step for step in run("steps", "--json").json["steps"]}
    assert (steps["pay-cvec"]["status"], steps["pay-cvec"]["since"]) == ("accepted", "2026-11-23")
    assert (steps["enrol"]["status"], steps["enrol"]["note"]) == ("refused", "no stamp")
    assert steps["enrol"]["since"] == "2026-10-02"


def test_a_paper_is_saved_with_its_reason_and_the_past_is_kept(
    run: Run, morocco: dict[str, Any]
) -> None:
    run("set", *_texts(morocco))
    step = ("steps", "set", "portal-documents")
    run(*step, "sent", "--on", "2026-11-01", "--detail", "on the portal")
    run(*step, "waiting", "--on", "2026-11-05")
    told = run(*step, "refused", "--paper", "iban", "--on", "2026-11-20", "--detail", "blurred")
    assert told.out.splitlines()[1].startswith("IBAN in your own name: refused on 20 Nov")
    steps = {step["id"]: step for step in run("steps", "--json").json["steps"]}
    found = steps["portal-documents"]
    assert (found["status"], found["since"]) == ("waiting", "2026-11-05")
    assert found["past"] == [
        {"status": "sent", "since": "2026-11-01", "detail": "on the portal"},
    ]
    papers = {paper["id"]: paper for paper in found["papers"]}
    assert (papers["iban"]["status"], papers["iban"]["detail"]) == ("refused", "blurred")
    assert papers["identity"]["status"] == "to-do"
    assert found["group"] == "now"
    assert run("steps", "--json").json["next"] == "portal-documents"


def test_one_step_is_shown_whole(run: Run, morocco: dict[str, Any]) -> None:
    run("set", *_texts(morocco))
    run("steps", "set", "portal-documents", "sent", "--on", "2026-09-01", "--detail", "portal")
    shown = run("steps", "show", "portal-documents")
    assert shown.code == 0
    for part in ("sent on 1 Sept 2026: portal", "ask for news", "36 46", "Bonjour"):
        assert part in shown.out, part
    assert "Le 1er septembre 2026" in shown.out
    assert "https://etudiant-etranger.ameli.fr" in shown.out
    assert run("steps", "show", "get-card").out.startswith("“Have your card or PRC in hand” is not")
    assert run("steps", "show", "get-kard").code == 2


def test_a_letter_is_french_in_every_language(run: Run, morocco: dict[str, Any]) -> None:
    table = morocco | {"steps": {"portal-documents": {"status": "sent", "since": "2026-09-01"}}}
    both = [
        run("--lang", language, "steps", "--input", "-", "--json", stdin=json.dumps(table)).json
        for language in ("en", "fr")
    ]
    letters = [
        step["letter"]
        for answer in both
        for step in answer["steps"]
        if step["id"] == "portal-documents"
    ]
    assert letters[0] == letters[1]
    assert "1er septembre 2026" in letters[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("portal-documents", "sent", "--paper", "iban-card"), "iban"),
        (("enrol", "sent", "--detail", "x" * 501), "500"),
        (("enroll", "accepted"), "enrol"),
        (("zzzzzz", "accepted"), "healthtui rules list steps"),
        (("enrol", "done"), "give one of to-do"),
        (("enrol", "accepted", "--on", "soon"), "--on"),
        (("enrol", "accepted", "--on", "2031-01-01"), "still to come"),
        (("enrol",), "--note"),
        (("enrol", "accepted", "--note", "x" * 10_001), "10 000"),
    ],
)
def test_a_bad_step_saves_nothing(
    run: Run, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    ended = run("steps", "set", *arguments)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err
    assert not folder.exists()


def test_the_checklist_says_what_waits_for_what(run: Run, morocco: dict[str, Any]) -> None:
    del morocco["enrolled_on"]
    table = morocco | {"steps": {"pay-cvec": {"status": "accepted", "since": "2026-09-01"}}}
    ended = run("steps", "--input", "-", "--json", stdin=json.dumps(table))
    answer = ended.json
    steps = {step["id"]: step for step in answer["steps"]}
    keys = {"id", "title", "status", "deadline", "deadline_reason", "depends_on", "waiting_for"}
    assert all(set(step) >= keys | {"papers", "where", "note", "source"} for step in steps.values())
    assert steps["enrol"]["waiting_for"] == []
    assert steps["enrol"]["status"] == "ready"
    assert steps["portal-identity"]["waiting_for"] == [steps["enrol"]["title"]]
    assert answer["progress"]["accepted"] == 1
    assert answer["progress"]["applicable"] > 1
    assert ended.code == 0


def test_a_sent_step_waits_for_its_office(run: Run, morocco: dict[str, Any]) -> None:
    done = {"status": "accepted"}
    table = morocco | {
        "steps": {"pay-cvec": done, "enrol": done, "portal-identity": {"status": "sent"}}
    }
    answer = run("steps", "--input", "-", "--json", stdin=json.dumps(table)).json
    (portal,) = [step for step in answer["steps"] if step["id"] == "portal-identity"]
    assert portal["status"] == "sent"
    assert len(portal["waiting_for"]) <= 1


@pytest.mark.parametrize(
    ("steps", "told"), [({"enroll": {}}, "enrol"), ([], "steps"), ({"enrol": {"status": 3}}, "3")]
)
def test_bad_progress_in_json_is_one_line(run: Run, steps: object, told: str) -> None:
    ended = run("steps", "--input", "-", stdin=json.dumps({"steps": steps or [1]}))
    assert ended.code == 2
    assert told in ended.err


def test_the_checklist_as_text_begins_with_the_step_to_do(
    run: Run, morocco: dict[str, Any]
) -> None:
    run("set", *_texts(morocco))
    lines = run("steps").out.splitlines()
    assert lines[0].startswith("Steps: 2 of ")
    assert lines[2].startswith("Next: ")
    assert lines[4] == "Do now:"
    assert lines[5].startswith(f"1. {lines[2].removeprefix('Next: ')} (")


def test_what_is_not_given_of_a_step_stays(run: Run, morocco: dict[str, Any]) -> None:
    def saved() -> tuple[str, str, str, str]:
        (step,) = [one for one in run("steps", "--json").json["steps"] if one["id"] == "enrol"]
        return step["status"], step["since"], step["detail"], step["note"]

    run("set", *_texts(morocco))
    run("steps", "set", "enrol", "sent", "--on", "2026-09-02", "--detail", "by post")
    assert saved() == ("sent", "2026-09-02", "by post", "")
    run("steps", "set", "enrol", "--note", "ask on Monday")
    run("steps", "set", "enrol", "sent")
    assert saved() == ("sent", "2026-09-02", "by post", "ask on Monday")
    run("steps", "set", "enrol", "--on", "2026-09-03")
    assert saved()[1:3] == ("2026-09-03", "by post")
    run("steps", "set", "enrol", "waiting")
    assert saved()[::2] == ("waiting", "")
    assert saved()[1] != "2026-09-03"


def test_a_step_of_others_is_saved_and_said_to_be_none_of_yours(
    run: Run, morocco: dict[str, Any]
) -> None:
    run("set", *_texts(morocco))
    assert "not one of your steps" in run("steps", "set", "renew-card", "accepted").out
    assert "not one of your steps" not in run("steps", "set", "enrol", "to-do").out


def test_a_broken_file_is_told_and_nothing_is_lost(run: Run, folder: Path) -> None:
    run("set", "work=job")
    (only,) = [path for path in folder.iterdir() if path.suffix == ".toml"]
    only.write_bytes(b"\x00 broken")
    ended = run("check")
    assert only.name in ended.err
    assert run("set", "work=none").code == 1
    exported = run("export", "json")
    assert (exported.code, exported.out) == (1, "")
    assert only.read_bytes() == b"\x00 broken"


def _texts(situation: dict[str, Any]) -> list[str]:
    written = {
        name: ",".join(value) if isinstance(value, list) else str(value).lower()
        for name, value in situation.items()
    }
    return [f"{name}={value}" for name, value in written.items()]
