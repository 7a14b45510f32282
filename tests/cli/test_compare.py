import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.files.store import Store

Run = Callable[..., Any]
GP = {"act": "gp_consultation", "price_eur": "30.00", "sector": "1"}
NAMES = ("Small", "Middle", "Large")
GOLDEN = [
    {"name": name, "percent": 100, "monthly_eur": price}
    for name, price in zip(NAMES, ("4.90", "10", 20), strict=True)
]
NO_C2S = {"rights_open": False}
FREE_C2S = {
    "rights_open": True,
    "stable_residence": True,
    "own_household": True,
    "household": 1,
    "income_eur": "5000",
}
BY_VISITS = [7, 14, 27]


def compared(run: Run, *arguments: str, **table: Any) -> Any:
    return run("compare", "--input", "-", *arguments, stdin=json.dumps(table))


def options(run: Run, *arguments: str, **table: Any) -> dict[str, Any]:
    answer = compared(run, "--json", *arguments, **table).json
    return {each["name"]: each for each in answer["options"]}


def saved(folder: Path) -> list[dict[str, Any]]:
    return list(Store(folder).load().plain.get("contracts", {}).values())


# --- Break-even -------------------------------------------------------------------------------


def test_the_golden_contracts_pay_off_from_7_14_and_27_visits(run: Run) -> None:
    found = options(run, acts=[GP], contracts=GOLDEN, c2s=NO_C2S)
    contracts = [found[name] for name in NAMES]
    assert [each["break_even"]["visits"] for each in contracts] == BY_VISITS
    sentence = contracts[1]["break_even"]["sentence"].replace("\N{NO-BREAK SPACE}", " ")
    assert sentence.startswith(
        "Middle: pays off from 14 visits like this (GP visit: 9.00 € saved each time), or in a year"
    )
    assert contracts[1]["break_even"]["typical_years"] == ["psychologist"]
    for each, visits in zip(contracts, BY_VISITS, strict=True):
        with_it, without = (
            [float(year["total_eur"]) for year in option["by_visits"]]
            for option in (each, found["nothing"])
        )
        pays = [number for number in range(31) if with_it[number] <= without[number]]
        assert pays == list(range(visits, 31))
    text = compared(run, acts=[GP], contracts=GOLDEN, c2s=NO_C2S).out
    for each in contracts:
        assert each["break_even"]["sentence"] in text.splitlines()


def test_without_acts_the_visit_that_is_named_counts(run: Run) -> None:
    dentist = {"act": "dentist_consultation", "price_eur": "23.00"}
    found = options(run, contracts=GOLDEN, visit=dentist, c2s=NO_C2S)
    assert found["Middle"]["break_even"]["visits"] == 14  # 120.00 / 9.20
    assert found["nothing"]["left_eur"] == "0.00"
    assert found["Middle"]["total_eur"] == "120.00"
    assert "Dentist visit" in found["Middle"]["break_even"]["sentence"]


def test_an_open_price_gives_a_range_of_visits(run: Run) -> None:
    found = options(run, acts=[GP], birth_date="2004-03-12")
    assert found["C2S"]["monthly_eur"] == {"min": "0.00", "max": "8.00"}
    assert found["C2S"]["break_even"]["visits"] == {"min": 0, "max": 9}  # 96.00 / 11.00


def test_each_option_has_the_keys_of_the_contract(run: Run) -> None:
    answer = compared(run, "--json", "--visits", "3", acts=[GP], contracts=GOLDEN, c2s=NO_C2S).json
    assert (answer["schema"], answer["verdict"], answer["best"]) == (
        "healthtui/compare/1",
        "certain",
        "nothing",
    )
    nothing, *contracts = answer["options"]
    assert {key: nothing[key] for key in ("name", "label", "kind", "monthly_eur", "total_eur")} == {
        "name": "nothing",
        "label": "Buying nothing",
        "kind": "nothing",
        "monthly_eur": "0.00",
        "total_eur": "11.00",
    }
    assert (nothing["break_even"]["visits"], nothing["break_even"]["typical_years"]) == (None, [])
    small = contracts[0]
    money = ("monthly_eur", "paid_in_eur", "left_eur", "total_eur", "saved_eur")
    assert [small[key] for key in money] == ["4.90", "58.80", "2.00", "60.80", "9.00"]
    assert [year["visits"] for year in small["by_visits"]] == [0, 1, 2, 3]
    assert small["typical_years"][0]["key"] == "healthy"
    assert [each["dominated_by"] for each in contracts] == [None, "Small", "Small"]


def test_without_contracts_usual_levels_stand_in_without_a_price(run: Run) -> None:
    found = options(run, acts=[GP], c2s=NO_C2S)
    examples = [each for each in found.values() if each["kind"] == "example"]
    assert examples
    for each in examples:
        assert (each["monthly_eur"], each["total_eur"], each["break_even"]["visits"]) == (
            None,
            None,
            None,
        )
        assert "pays off up to" in each["break_even"]["sentence"]


# --- The C2S ----------------------------------------------------------------------------------


def test_the_c2s_that_is_free_is_best_and_dominates(run: Run) -> None:
    table = {"acts": [GP], "contracts": GOLDEN, "birth_date": "2004-03-12"}
    answer = compared(run, "--json", c2s=FREE_C2S, **table).json
    assert (answer["c2s"]["standing"], answer["c2s"]["monthly_eur"]) == ("free", "0.00")
    assert (answer["best"], answer["verdict"]) == ("C2S", "certain")
    assert {each["dominated_by"] for each in answer["options"] if each["name"] != "C2S"} == {"C2S"}


def test_an_open_c2s_leaves_the_answer_open_and_names_what_decides(run: Run) -> None:
    asked = {"rights_open": True}
    ended = compared(run, "--json", acts=[GP], contracts=GOLDEN, c2s=asked)
    assert (ended.code, ended.json["verdict"], ended.json["c2s"]["standing"]) == (3, "open", "open")
    unsure = [each["field"] for each in ended.json["c2s"]["unsure"]]
    assert unsure == ["stable_residence", "own_household", "household", "income_eur"]
    never_asked = compared(run, "--json", acts=[GP], contracts=GOLDEN)
    assert (never_asked.code, never_asked.json["c2s"]["standing"]) == (0, "open")
    assert never_asked.json["assumed"]
    assert not ended.json["assumed"]
    text = compared(run, acts=[GP], contracts=GOLDEN, c2s={"rights_open": "unsure"}).out
    assert "People in household?" in text
    assert "Open: Your rights" in text


def test_an_open_c2s_that_could_not_cost_less_leaves_it_certain(run: Run) -> None:
    ended = compared(run, "--json", contracts=GOLDEN)
    assert (ended.code, ended.json["best"], ended.json["c2s"]["standing"]) == (0, "nothing", "open")


def test_answers_about_the_c2s_are_saved_and_supposed(run: Run, folder: Path) -> None:
    ended = run("set", "c2s.household=1", "income_eur=9000", "own_household=unsure")
    assert ended.code == 0
    assert Store(folder).load().plain["c2s"] == {
        "household": 1,
        "income_eur": "9000.00",
        "own_household": "unsure",
    }
    assert "Income of a year" in ended.out
    supposed = [f"--set=c2s.{name}={value}" for name, value in FREE_C2S.items()]
    answer = run("compare", "--json", *supposed).json
    assert answer["c2s"]["standing"] == "free"
    assert run("compare", "--json").json["c2s"]["standing"] == "open"
    run("set", "c2s.household=")
    assert "household" not in Store(folder).load().plain["c2s"]


# --- Contracts of the case --------------------------------------------------------------------


def test_contracts_are_added_corrected_and_removed(run: Run, folder: Path) -> None:
    added = run("compare", "add", "Campus", "percent=100", "monthly_eur=9,90")
    assert (added.code, added.out.splitlines()[0]) == (0, "Saved")
    assert saved(folder) == [{"name": "Campus", "percent": 100, "monthly_eur": "9.90"}]
    key = next(iter(Store(folder).load().plain["contracts"]))
    assert f"Campus ({key})" in added.out
    run("compare", "set", "campus", "monthly_eur=12", "dental_eur=200")
    run("compare", "set", key, "dental_eur=", "name=Campus 2")
    assert saved(folder) == [{"name": "Campus 2", "percent": 100, "monthly_eur": "12.00"}]
    assert run("compare", "set", key, "percent=100").out.splitlines()[0] == "Nothing changed"
    names = [each["name"] for each in run("compare", "--json").json["options"]]
    assert names == ["nothing", "C2S", "Campus 2"]
    assert run("compare", "remove", "Campus 2").code == 0
    assert saved(folder) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "Campus"), "there already"),
        (("add", "Other", "percent=lots"), "Other.percent: “lots”"),
        (("add", "Other", "percentage=1"), "did you mean percent?"),
        (("add", " "), "at most 60"),
        (("set", "Campus", "name="), "at most 60"),
        (("set", "Kampus", "percent=1"), "the nearest is Campus"),
        (("set", "Campus", "percent"), "FIELD=VALUE"),
        (("remove", "Kampus"), "the nearest is Campus"),
        (("--visits", "many"), "--visits"),
        (("--year", "1"), "--year"),
    ],
)
def test_what_cannot_be_is_one_line_and_saves_nothing(
    run: Run, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    run("compare", "add", "Campus", "percent=100")
    before = saved(folder)
    ended = run("compare", *arguments)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err
    assert saved(folder) == before


def test_nothing_is_saved_where_nothing_may_be(run: Run, folder: Path) -> None:
    for arguments in (("add", "A"), ("set", "A", "percent=1"), ("remove", "A")):
        assert run("--ephemeral", "compare", *arguments).code == 2
    assert not folder.exists()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"actes": []}, "actes"),
        ({"acts": 3}, "acts"),
        ({"acts": [{"act": "surgery"}]}, "act 1"),
        ({"contracts": [{"percent": 100}]}, "contracts.1.name"),
        ({"contracts": [{"name": "A", "percent": -1}]}, "contracts.1.percent"),
        ({"contracts": "A"}, "contracts"),
        ({"visit": 3}, "visit"),
        ({"c2s": {"income": 3}}, "income"),
        ({"birth_date": "soon"}, "birth_date"),
    ],
)
def test_a_bad_input_is_one_line(run: Run, table: dict[str, Any], told: str) -> None:
    ended = compared(run, **table)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err


# --- The care of the case ---------------------------------------------------------------------


def test_the_care_of_the_year_is_what_is_compared(run: Run) -> None:
    for day in ("2026-03-01", "2026-04-01", "2025-04-01"):
        run("year", "add", "situation=standard", "price_eur=30", f"care_date={day}")
    run("compare", "add", "Small", "percent=100", "monthly_eur=4.90")
    supposed = ("--set=c2s.rights_open=false",)
    for year, left in (("2026", ["22.00", "4.00"]), ("2025", ["11.00", "2.00"])):
        answer = run("compare", "--json", "--year", year, *supposed).json
        assert [each["left_eur"] for each in answer["options"]] == left
    text = run("compare", *supposed).out.replace("\N{NO-BREAK SPACE}", " ")
    lines = text.splitlines()
    assert lines[0] == "For your care of 2026, acts: 2"
    assert lines[2] == (
        "Small: 4.90 € a month, 58.80 € paid in, 4.00 € left to you, 62.80 € a year in all"
    )
    assert "For this care buying nothing costs least: 22.00 € a year." in lines
    assert any(line.startswith("A healthy year: Buying nothing") for line in lines)
