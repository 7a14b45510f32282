import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.files.store import Store

Run = Callable[..., Any]
ROWS = Path(__file__).parents[1] / "data" / "worked_examples.jsonl"
AGE = 24
STANDARD = ("situation=standard",)
COMPARED = ("price_eur", "amo_net_eur", "mutuelle_eur", "patient_remainder_eur", "franchise_eur")


def add(run: Run, *changes: str) -> str:
    """Log an act and give its id."""
    ended = run("year", "add", *STANDARD, *changes)
    assert (ended.code, ended.err) == (0, "")
    return str(ended.out.splitlines()[1].partition(":")[0])


def log(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = Store(folder).load().plain.get("log", {})
    return found


# --- The log ----------------------------------------------------------------------------------


def test_an_empty_log_says_how_to_begin(run: Run) -> None:
    ended = run("year")
    assert ended.code == 0
    assert ended.out.splitlines()[0] == "No care is in your log for 2026."
    assert "healthtui year add" in ended.out
    assert run("year", "--json").json["acts"] == []


def test_without_fields_a_visit_to_the_gp_today_is_logged(run: Run, folder: Path) -> None:
    ended = run("year", "add")
    assert ended.out.splitlines()[0] == "Saved"
    told = re.match(
        r"([0-9a-f]{6}): GP visit, 23 November 2026: price 30", ended.out.splitlines()[1]
    )
    assert told
    assert log(folder)[told[1]]["act"] == "gp_consultation"


def test_what_is_added_is_told_with_what_it_costs(run: Run, folder: Path) -> None:
    name = add(
        run, "price_eur=30,00", "care_date=1/3/2026", "contract=percent=100,dental_eur=200,50"
    )
    assert log(folder)[name]["contract"] == {"percent": 100, "dental_eur": "200.50"}
    answer = run("year", "--json").json
    (act,) = answer["acts"]
    assert (act["id"], act["care_date"], act["label"]) == (name, "2026-03-01", "GP visit")
    assert (act["amo_net_eur"], act["mutuelle_eur"], act["patient_remainder_eur"]) == (
        "19.00",
        "9.00",
        "2.00",
    )
    assert act["claim"]["status"] == "to-claim"
    assert act["claim"]["last_day"] == "2028-03-01"
    assert (answer["owed_eur"], answer["owed_by_mutuelle_eur"]) == ("19.00", "9.00")
    assert answer["verdict"] == "certain"


def test_a_claim_goes_on_and_an_answer_is_taken_back(run: Run, folder: Path) -> None:
    name = add(run)
    ended = run("year", "set", name, "claimed_on=2026-11-23")
    assert (ended.code, ended.out.splitlines()[2]) == (0, "Refund: claimed")
    run("year", "set", name, "received_eur=19", "note=by card")
    answer = run("year", "--json").json
    assert (answer["acts"][0]["claim"]["status"], answer["owed_eur"]) == ("received", "0.00")
    run("year", "set", name, "claimed_on=", "received_eur=", "note=")
    assert not {"claimed_on", "received_eur", "note"} & log(folder)[name].keys()
    assert run("year", "--json").json["acts"][0]["claim"]["status"] == "to-claim"


def test_what_came_short_is_told(run: Run) -> None:
    name = add(run)
    told = run("year", "set", name, "received_eur=17.50").out
    assert "1.50\N{NO-BREAK SPACE}€ less came than the rules give." in told


def test_acts_are_deleted_all_or_none(run: Run, folder: Path) -> None:
    first, second, third = add(run), add(run), add(run)
    assert run("year", "delete", first, "zzzzzz").code == 2
    assert log(folder).keys() == {first, second, third}
    ended = run("year", "delete", first, third)
    assert ended.out.splitlines() == [
        f"Deleted: GP visit, 23 November 2026 ({name})" for name in (first, third)
    ]
    assert log(folder).keys() == {second}


@pytest.mark.parametrize("arguments", [("set", "zzzzzz", "price_eur=1"), ("delete", "zzzzzz")])
def test_an_unknown_id_names_the_nearest(run: Run, arguments: tuple[str, ...]) -> None:
    assert "No care is in your log" in run("year", *arguments).err
    name = add(run)
    ended = run("year", *arguments)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert name in ended.err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("price_eur=much", "amount of euro"),
        ("prise_eur=30", "did you mean price_eur?"),
        ("act=surgery", "healthtui rules list"),
        ("care_date=", "care_date"),
        ("care_date=unsure", "care_date"),
        ("claimed_on", "FIELD=VALUE"),
        ("id=abc", "the fields are"),
    ],
)
def test_a_bad_answer_saves_nothing(run: Run, folder: Path, change: str, told: str) -> None:
    name = add(run)
    before = log(folder)
    for arguments in (("add",), ("set", name)):
        ended = run("year", *arguments, "note=x", change)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert told in ended.err
    assert log(folder) == before


def test_nothing_is_logged_where_nothing_may_be_saved(run: Run, folder: Path) -> None:
    for arguments in (("add",), ("set", "a", "price_eur=1"), ("delete", "a"), ("import", "-")):
        assert run("--ephemeral", "year", *arguments, stdin="id\n").code == 2
    assert not folder.exists()


def test_the_same_answer_again_changes_nothing(run: Run, folder: Path) -> None:
    name = add(run, "price_eur=30")
    generation = Store(folder).newest_generation()
    assert run("year", "set", name, "price_eur=30").out.splitlines()[0] == "Nothing changed"
    assert Store(folder).newest_generation() == generation


# --- A calendar year --------------------------------------------------------------------------


def test_a_year_is_named_bare_or_as_an_option(run: Run) -> None:
    add(run, "care_date=2025-05-05")
    add(run)
    for arguments in (("2025",), ("--year", "2025"), ("--json", "2025"), ("--json", "--year=2025")):
        answer = run("year", *arguments, *(() if "--json" in arguments else ("--json",))).json
        assert (answer["year"], answer["years"], len(answer["acts"])) == (2025, [2025, 2026], 1)
    text = run("year").out
    assert text.splitlines()[:2] == ["Your care of 2026, acts: 1", "Years with care: 2025"]
    assert run("year", "--input", "2025").code == 2  # a file of that name
    assert run("year", "1800").code == 2
    assert run("year", "2025", "2026").code == 2


def test_both_accounts_tell_where_they_stop(run: Run) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 8) for day in (5, 6, 7, 8)]
    rows = [
        {"id": day, "act": "gp_consultation", "care_date": day, "situation": "standard"}
        for day in days
    ]
    run("year", "import", "-", stdin="\n".join(map(json.dumps, reversed(rows))))
    answer = run("year", "--json").json
    flat, franchise = answer["meters"]
    assert (flat["account"], flat["kept_eur"], flat["limit_eur"]) == (
        "flat_contribution",
        "50.00",
        "50.00",
    )
    assert (flat["stops_with"]["id"], flat["more"]) == (days[24], 0)
    assert (franchise["kept_eur"], franchise["stops_with"], franchise["more"]) == ("0.00", None, 50)
    assert flat["source"]["publisher"]
    kept = [act["flat_contribution_eur"] for act in answer["acts"]]
    assert kept == ["2.00"] * 25 + ["0.00"] * 3
    assert answer["totals"]["flat_contribution_eur"] == "50.00"
    text = run("year").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Flat contributions: 50.00 € of 50.00 €: stopped with GP visit on 5 July 2026" in text


def test_what_stays_with_the_person_runs_on_in_date_order(run: Run) -> None:
    add(run, "care_date=2026-03-01")
    add(run, "care_date=2026-01-01", "price_eur=35", "sector=2_optam")
    acts = run("year", "--json").json["acts"]
    assert [act["care_date"] for act in acts] == ["2026-01-01", "2026-03-01"]
    assert [act["running_remainder_eur"] for act in acts] == ["16.00", "27.00"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [((), 0), (("pathway=unsure",), 3), (("care_date=2026-01-01", "act=filling_one_face"), 4)],
)
def test_the_verdict_of_the_year_is_the_exit_code(
    run: Run, changes: tuple[str, ...], code: int
) -> None:
    add(run, *changes)
    assert (run("year").code, run("year", "--json").code) == (code, code)


def test_a_year_can_be_asked_with_other_answers(run: Run) -> None:
    run("year", "add")
    assert run("year", "--json").json["verdict"] == "open"
    supposed = [
        f"--set={name}={value}"
        for name, value in {
            "nationalities": "MA",
            "insured_in": "MA",
            "card": "none",
            "birth_date": "2004-03-12",
            "stay_from": "2026-09-01",
            "stay_until": "2027-07-31",
            "programme": "degree",
            "enrolled_in_france": "true",
            "enrolled_on": "2026-09-07",
            "work": "none",
            "french_number": "none",
            "international_organisation": "false",
        }.items()
    ]
    assert run("year", "--json", *supposed).json["verdict"] == "certain"
    assert run("year", "--json").json["verdict"] == "open"


# --- Acts of an input -------------------------------------------------------------------------


def test_acts_of_an_input_have_claims_ids_and_the_order_of_entry(run: Run) -> None:
    acts = [
        {
            "id": "b",
            "act": "gp_consultation",
            "care_date": "2026-05-02",
            "claimed_on": "2026-05-03",
        },
        {"act": "gp_consultation", "care_date": "2026-05-01", "received_eur": "19.00"},
    ]
    told = json.dumps({"acts": acts, "contract": {"percent": 100}})
    answer = run("year", "--input", "-", "--json", stdin=told).json
    first, second = answer["acts"]
    assert (first["id"], first["claim"]["status"]) == ("b", "claimed")
    assert "id" not in second
    assert (second["care_date"], second["claim"]["owed_by_mutuelle_eur"]) == ("2026-05-01", "9.00")
    assert answer["totals"]["mutuelle_eur"] == "18.00"


# --- A real year ------------------------------------------------------------------------------


def real_year() -> list[dict[str, Any]]:
    """Twelve published acts of 2025 of one person."""
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    acts: dict[str, dict[str, Any]] = {}
    for row in rows:
        given = row["input"]
        if given["care_date"].startswith("2025") and given["patient_age"] == AGE:
            acts.setdefault(given["act"] + given.get("sector", ""), row)
    return list(acts.values())[-12:]


def change(name: str, value: Any) -> str:
    if isinstance(value, dict):
        value = ",".join(f"{part}={number}" for part, number in value.items())
    return f"{name}={value}"


def test_a_real_year_agrees_to_the_cent_by_every_door(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    rows = real_year()
    assert len({row["input"]["act"] for row in rows}) >= 8
    names = [add(run, *(change(*pair) for pair in row["input"].items())) for row in rows]
    saved = run("year", "2025", "--json").json
    by_id = {act["id"]: act for act in saved["acts"]}
    for name, row in zip(names, rows, strict=True):
        published = {key: by_id[name][key] for key in row["expected"]}
        assert published == row["expected"], row["id"]
    for kind in ("csv", "jsonl"):
        file, other = tmp_path / f"care.{kind}", ("--data-dir", str(tmp_path / kind))
        assert run("export", kind, "--output", str(file)).code == 0
        assert run("year", "import", str(file), *other).out.splitlines()[0] == "Imported: 12"
        assert log(tmp_path / kind) == log(folder)
        assert run("year", "2025", "--json", *other).json == saved
    acts = [json.loads(line) for line in (tmp_path / "care.jsonl").read_text("utf-8").splitlines()]
    asked = run("year", "--input", "-", "--json", stdin=json.dumps({"acts": acts})).json
    assert asked["totals"] == saved["totals"]
    for act in asked["acts"]:
        assert all(act[key] == by_id[act["id"]][key] for key in COMPARED)
