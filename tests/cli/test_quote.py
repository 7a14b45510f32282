import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EXAMPLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "worked_examples.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
AMOUNTS = (
    "price_eur",
    "base_eur",
    "amo_gross_eur",
    "flat_contribution_eur",
    "franchise_eur",
    "amo_net_eur",
    "ticket_moderateur_eur",
    "overrun_eur",
    "mutuelle_eur",
    "patient_remainder_eur",
)


def quote(run: Run, **visit: Any) -> Any:
    return run("quote", "--input", "-", "--json", stdin=json.dumps(visit))


@pytest.mark.parametrize(
    ("care_date", "price", "paid"),
    [
        ("2017-05-01", "25.00", "16.50"),
        ("2023-10-31", "25.00", "16.50"),
        ("2023-11-01", "26.50", "17.55"),
        ("2024-05-15", "26.50", "16.55"),
        ("2024-12-22", "30.00", "19.00"),
    ],
)
def test_a_visit_to_a_gp_through_the_years(run: Run, care_date: str, price: str, paid: str) -> None:
    ended = quote(run, act="gp_consultation", care_date=care_date, price_eur=price)
    assert ended.code == 0
    assert ended.json["amo_net_eur"] == paid
    assert ended.json["base_eur"] == price


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_published_figures_are_met_to_the_cent(run: Run, example: dict[str, Any]) -> None:
    answer = quote(run, id=example["id"], **example["input"]).json
    assert answer["id"] == example["id"]
    assert {key: answer[key] for key in example["expected"]} == example["expected"]


def test_all_published_examples_run_as_one_file(run: Run, tmp_path: Path) -> None:
    rows = [{**e["input"], "id": e["id"], "source_url": e["source_url"]} for e in EXAMPLES]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ended = run("quote", "--input", str(path), "--lenient", "--json")
    assert [answer["id"] for answer in ended.each] == [row["id"] for row in rows]
    assert ended.code == 0
    assert run("quote", "--input", str(path), "--json").code == 2


def test_the_amounts_add_up_to_the_price(run: Run) -> None:
    answer = quote(
        run, act="gp_consultation", sector="2", price_eur=70, contract={"percent": 150}
    ).json
    cents = {key: round(float(answer[key]) * 100) for key in AMOUNTS}
    assert cents["price_eur"] == 7000
    shares = cents["amo_net_eur"] + cents["mutuelle_eur"] + cents["patient_remainder_eur"]
    assert shares == cents["price_eur"]


def test_what_was_used_and_assumed_is_told(run: Run) -> None:
    answer = quote(run, act="gp_consultation").json
    used = [answer[key] for key in ("act", "care_date", "sector", "pathway", "situation")]
    assert used == ["gp_consultation", "2026-11-23", "1", "in", "standard"]
    assert answer["assumed"]
    assert answer["rate_percent"] == 70


@pytest.mark.parametrize(
    ("written", "cents"),
    [("25", "25.00"), ("25.5", "25.50"), ('"25,50"', "25.50"), ('"1 250,50 €"', "1250.50")],
)
def test_prices_are_exact_however_json_writes_them(run: Run, written: str, cents: str) -> None:
    ended = run("quote", "--input", "-", "--json", stdin=f'{{"price_eur": {written}}}')
    assert ended.json["price_eur"] == cents


@pytest.mark.parametrize(
    "price", ["NaN", "Infinity", "-1", "1e9", "1e1", "26.505", '"abc"', "true"]
)
def test_what_is_no_price_gets_one_sentence(run: Run, price: str) -> None:
    ended = run("quote", "--input", "-", "--json", stdin=f'{{"price_eur": {price}}}')
    assert ended.code == 2
    assert ended.err.startswith("line 1: price_eur: “")
    assert ended.err.count("\n") == 1


def test_an_unsure_sector_gives_a_range_and_names_the_question(run: Run) -> None:
    ended = quote(run, act="gp_consultation", sector="unsure", price_eur=30)
    answer = ended.json
    assert (ended.code, answer["verdict"]) == (3, "open")
    assert answer["amo_net_eur"]["max"] == "19.00"
    assert answer["amo_net_eur"]["min"] < "19.00"
    assert [fact["field"] for fact in answer["unsure"]] == ["sector"]
    assert answer["unsure"][0]["where_to_find"]


@pytest.mark.parametrize(
    "field",
    ["act", "care_date", "price_eur", "birth_date", "quantity", "contract", "year_so_far"],
)
def test_any_other_answer_may_be_unsure_too(run: Run, field: str) -> None:
    ended = quote(run, **{"act": "gp_consultation", field: "unsure"})
    assert ended.code == 3
    assert [fact["field"] for fact in ended.json["unsure"]] == [field]


def test_a_sector_without_a_tariff_is_a_rule_that_is_not_known(run: Run) -> None:
    ended = quote(run, act="gp_video_consultation", sector="2", price_eur=50)
    answer = ended.json
    assert (ended.code, answer["verdict"]) == (4, "rule-unknown")
    assert [answer[key] for key in AMOUNTS] == [None] * len(AMOUNTS)
    assert "sector 2" in answer["reasons"][0]["text"]
    assert quote(run, act="gp_video_consultation", sector="any").code == 0


def test_a_day_outside_the_known_rules_is_not_guessed(run: Run) -> None:
    for day in ("2010-01-01", "2029-01-01"):
        ended = quote(run, act="gp_consultation", care_date=day)
        assert (ended.code, ended.json["verdict"]) == (4, "rule-unknown")


def test_text_tells_each_amount_on_a_line(run: Run) -> None:
    ended = run("quote", "--set", "price_eur=30")
    lines = ended.out.splitlines()
    assert lines[0] == "GP visit, 23 November 2026"
    assert "Paid by the CPAM: 19.00\N{NO-BREAK SPACE}€" in lines
    assert "Stays with you: 11.00\N{NO-BREAK SPACE}€" in lines
    assert lines[-1].startswith("Next: ")


def test_explain_gives_every_step_its_source(run: Run) -> None:
    lines = run("explain", "quote").out.splitlines()
    why = [line for line in lines if line.startswith("Why: ")]
    assert any("https://" in line and "checked on" in line for line in why)


def test_the_saved_situation_decides_the_cover(run: Run) -> None:
    run("set", "nationalities=ES", "insured_in=ES", "card=ehic", "card_valid_until=2028-01-01")
    run("set", "stay_from=2026-09-01", "stay_until=2027-06-30", "programme=exchange")
    run("set", "enrolled_in_france=yes", "enrolled_on=2026-09-07", "work=none")
    run("set", "french_number=none", "international_organisation=no", "birth_date=2004-01-01")
    assert run("check", "--json").json["route"] == "keep-ehic"
    assert run("quote", "--json").json["situation"] == "ehic"
    supposed = run("quote", "--json", "--set", "situation=not_registered").json
    assert supposed["amo_net_eur"] == "0.00"
    assert run("quote", "--json").json["situation"] == "ehic"
