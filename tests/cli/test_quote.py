import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> list[dict[str, Any]]:
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


EXAMPLES = rows("worked_examples")
DAYS = rows("worked_days")
REJECTED = rows("rejected_examples")
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


@pytest.mark.parametrize("example", DAYS, ids=lambda example: example["id"])
def test_published_limits_of_a_day_are_met_through_the_year(
    run: Run, example: dict[str, Any]
) -> None:
    told = json.dumps({"id": example["id"], **example["input"]})
    answer = run("year", "--input", "-", "--json", stdin=told).json
    totals = {key: answer["totals"][key] for key in example["expected"]}
    assert totals == example["expected"]


@pytest.mark.parametrize("example", REJECTED, ids=lambda example: example["id"])
def test_what_a_page_got_wrong_is_computed_by_the_rules_and_the_reason_is_on_record(
    run: Run, example: dict[str, Any]
) -> None:
    answer = quote(run, **example["input"]).json
    assert {key: answer[key] for key in example["ours"]} == example["ours"]
    assert example["why"]
    listed = (DATA.parents[1] / "docs" / "published_examples.md").read_text(encoding="utf-8")
    assert f"| {example['id']} |" in listed
    assert example["why"] in listed


def test_every_published_example_is_met_or_on_record() -> None:
    named = [row["id"] for row in (*EXAMPLES, *DAYS, *REJECTED)]
    assert len(named) == len(set(named)) == 92


def test_all_published_examples_run_as_one_file(run: Run, tmp_path: Path) -> None:
    lines = [{**e["input"], "id": e["id"], "source_url": e["source_url"]} for e in EXAMPLES]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    ended = run("quote", "--input", str(path), "--lenient", "--json")
    assert [answer["id"] for answer in ended.each] == [row["id"] for row in lines]
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


# Beside the quote


def test_the_same_visit_by_sector(run: Run) -> None:
    asked = ("quote", "--sectors", "--json", "--set", "price_eur=50")
    answer = run(*asked).json
    found = {each["sector"]: each["amo_net_eur"] for each in answer["sectors"]}
    assert found == {"1": "19.00", "2_optam": "19.00", "2": "14.10", "3": "0.00"}
    assert "sector 2: base 23.00" in run("quote", "--sectors", "--set", "price_eur=50").out


def test_the_same_visit_under_the_law_of_another_day(run: Run) -> None:
    asked = ("quote", "--and-on", "2023-10-31", "--set", "price_eur=30")
    answer = run(*asked, "--json").json
    assert (answer["amo_net_eur"], answer["and_on"]["amo_net_eur"]) == ("19.00", "16.50")
    assert answer["and_on"]["care_date"] == "2023-10-31"
    assert "The same visit under the law of 31 October 2023" in run(*asked).out
    assert run("quote", "--and-on", "soon").code == 2


@pytest.mark.parametrize(
    ("received", "first"),
    [
        ("19,00", ["cpam"]),
        ("7.00", ["no-declared-doctor", "cpam"]),
        ("15", ["kept-2-contributions", "cpam"]),
        ("14.10", ["sector-2", "cpam"]),
        ("16.55", ["tariff-of-2024-12-21", "cpam"]),
        ("21.00", ["limit-reached", "cpam"]),
    ],
)
def test_an_amount_received_is_explained_exactly(run: Run, received: str, first: list[str]) -> None:
    asked = ("quote", "--received", received, "--set", "price_eur=30")
    answer = run(*asked, "--json").json
    assert answer["hypotheses"][0]["ids"] == first
    told = run(*asked).out
    assert "You received" in told
    assert "1. " in told


def test_an_amount_that_nothing_explains_gets_what_to_do(run: Run) -> None:
    asked = ("quote", "--received", "12.34", "--set", "price_eur=30")
    assert run(*asked, "--json").json["hypotheses"] == []
    assert "None of the usual reasons" in run(*asked).out
    assert "two years" in run(*asked).out
    assert run("quote", "--received", "1e9").code == 2


def test_what_is_not_law_is_shown_as_such_with_what_it_would_change(run: Run) -> None:
    answer = run("explain", "quote", "--json", "--set", "price_eur=30").json
    dropped = {each["id"]: each for each in answer["proposals"]}["double_contributions_2025"]
    assert dropped["stage"] == "dropped"
    assert answer["amo_net_eur"] == "19.00"
    assert dropped["would_be"]["amo_net_eur"] == "17.00"
    assert dropped["source"]["url"].startswith("https://")


def test_a_range_names_the_answers_under_which_it_is_least_and_most(run: Run) -> None:
    answer = quote(run, act="gp_consultation", sector="unsure", price_eur=50).json
    bound = answer["bounds"]["amo_net_eur"]
    assert bound == {"min_if": {"sector": "3"}, "max_if": {"sector": "1"}}
    assert answer["ask"] == [
        "Bonjour, le médecin est-il en secteur 1, ou en secteur 2 avec l'OPTAM ?"
    ]
    for side, sector in (("min", "3"), ("max", "1")):
        one = quote(run, act="gp_consultation", sector=sector, price_eur=50).json
        assert one["amo_net_eur"] == answer["amo_net_eur"][side]


def test_a_free_price_that_is_unsure_has_no_most(run: Run) -> None:
    answer = quote(run, act="gp_consultation", sector="2", price_eur="unsure").json
    assert answer["amo_net_eur"] == "14.10"
    assert answer["patient_remainder_eur"] == {"min": "8.90", "max": None}
    regulated = quote(run, act="gp_consultation", sector="1", price_eur="unsure").json
    assert regulated["patient_remainder_eur"] == "11.00"


# Other care


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        ({"act": "emergency_visit_no_admission"}, {"patient_remainder_eur": "23.00"}),
        (
            {"act": "emergency_visit_no_admission", "contract": 100},
            {"mutuelle_eur": "23.00", "patient_remainder_eur": "0.00"},
        ),
        (
            {"act": "hospital_stay", "price_eur": 3000, "quantity": 3},
            {"amo_net_eur": "2400.00", "patient_remainder_eur": "600.00"},
        ),
        (
            {"act": "hospital_stay", "price_eur": 3000, "quantity": 3, "heavy_act": True},
            {"amo_net_eur": "2968.00", "patient_remainder_eur": "101.00"},
        ),
        (
            {"act": "hospital_stay", "price_eur": 4000, "quantity": 40},
            {"amo_gross_eur": "3400.00"},
        ),
        (
            {"act": "glasses_class_A", "price_eur": 95, "contract": 100},
            {"patient_remainder_eur": "0.00"},
        ),
        ({"act": "nurse_act", "coefficient": "1.5"}, {"base_eur": "4.73"}),
        ({"act": "transport_own_car", "quantity": 50}, {"base_eur": "15.00"}),
        (
            {"act": "medicine_box_65", "price_eur": 10, "quantity": 2},
            {"franchise_eur": "2.00", "amo_gross_eur": "6.50"},
        ),
        (
            {"act": "gp_consultation", "situation": "alsace_moselle"},
            {"rate_percent": 90, "amo_net_eur": "25.00"},
        ),
        (
            {"act": "gp_consultation", "situation": "ALD", "linked_to_ald": False},
            {"rate_percent": 70},
        ),
        (
            {"act": "gp_consultation", "third_party": True},
            {
                "paid_to_provider_eur": "21.00",
                "year_so_far": {
                    "flat_contribution_eur": "2.00",
                    "franchise_eur": "0.00",
                    "debt_eur": "2.00",
                },
            },
        ),
        (
            {"act": "gp_consultation", "year_so_far": {"debt_eur": "4"}},
            {"debt_taken_eur": "4.00", "amo_net_eur": "19.00"},
        ),
    ],
)
def test_care_of_every_kind_is_computed(
    run: Run, visit: dict[str, Any], expected: dict[str, Any]
) -> None:
    answer = quote(run, care_date="2026-11-02", patient_age=24, **visit).json
    assert {key: answer[key] for key in expected} == expected


def test_an_act_without_a_tariff_takes_the_one_on_the_quote(run: Run) -> None:
    answer = quote(run, act="specialist_technical_act", price_eur=90, tariff_eur="80").json
    assert (answer["base_eur"], answer["amo_gross_eur"]) == ("80.00", "56.00")


# A year


def test_a_year_applies_its_limits_in_date_order(run: Run) -> None:
    acts = [
        {"act": "gp_consultation", "care_date": f"2025-{month:02}-{day:02}"}
        for month in range(12, 0, -1)
        for day in (5, 15, 25)
    ]
    told = json.dumps({"acts": acts, "contract": {"percent": 100}})
    answer = run("year", "--input", "-", "--json", stdin=told).json
    assert answer["schema"] == "healthtui/year/1"
    assert answer["totals"]["flat_contribution_eur"] == "50.00"
    kept = [act["flat_contribution_eur"] for act in answer["acts"]]
    after_the_limit = ["0.00"] * 9 + ["2.00", "0.00", "0.00"]
    assert kept == after_the_limit + ["2.00"] * 24
    assert answer["totals"]["patient_remainder_eur"] == "50.00"
    text = run("year", "--input", "-", stdin=told).out
    assert "Together:" in text
    assert "36. " in text


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"acts": 3}, "acts"),
        ({"acts": [{"act": "haircut"}]}, "act 1: act"),
        ({"acts": [5]}, "act 1"),
        ({"acts": [], "rent": 3}, "rent"),
    ],
)
def test_a_bad_year_is_one_line(run: Run, table: dict[str, Any], told: str) -> None:
    ended = run("year", "--input", "-", stdin=json.dumps(table))
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err


def test_the_days_of_two_professionals_are_counted_apart(run: Run) -> None:
    act = {"act": "gp_consultation", "care_date": "2025-03-10"}
    other = act | {"professional": "Dr B"}
    answer = run(
        "year", "--input", "-", "--json", stdin=json.dumps({"acts": [act] * 5 + [other] * 2})
    ).json
    assert answer["totals"]["flat_contribution_eur"] == "12.00"


# What is supposed is said


@pytest.mark.parametrize(
    ("visit", "paid", "told"),
    [
        ({"act": "gp_consultation_child_under_6"}, "24.50", "a patient of 5 years"),
        (
            {"act": "gp_consultation_child_under_6", "patient_age": 24},
            "22.50",
            "although it is for other ages",
        ),
        ({"act": "hospital_stay", "price_eur": "1000.00"}, "800.00", "no heavy act"),
        ({"act": "imaging_exam", "price_eur": "60.00"}, "40.00", "the base is the whole price"),
        (
            {"act": "crown_100_sante", "price_eur": "500.00", "contract": 100},
            "72.00",
            "within the ceiling",
        ),
    ],
)
def test_what_a_figure_rests_on_is_named(
    run: Run, visit: dict[str, Any], paid: str, told: str
) -> None:
    answer = quote(run, care_date="2026-11-20", situation="standard", **visit).json
    assert answer["amo_net_eur"] == paid
    assert told in " ".join(answer["assumed"])


def test_medicine_has_a_fixed_price_and_supposes_none(run: Run) -> None:
    answer = quote(run, act="medicine_box_65", price_eur="10.00").json
    assert "the base is the whole price" not in " ".join(answer["assumed"])


def test_a_doctor_without_contract_may_ask_more_than_the_c2s_pays(run: Run) -> None:
    visit = {"act": "gp_consultation", "sector": "3", "situation": "C2S", "price_eur": "120.00"}
    answer = quote(run, **visit).json
    assert answer["patient_remainder_eur"] == "119.39"
    inside = quote(run, **visit | {"sector": "1", "price_eur": "30.00"}).json
    assert inside["patient_remainder_eur"] == "0.00"


def test_sectors_are_compared_at_one_price(run: Run) -> None:
    answer = run("quote", "--sectors", "--json").json
    assert answer["price_eur"] == "30.00"
    others = {each["sector"]: each for each in answer["sectors"]}
    assert others["2"]["patient_remainder_eur"] == "15.90"
    assert others["3"]["patient_remainder_eur"] == "30.00"


def test_third_party_payment_says_who_is_paid_what(run: Run) -> None:
    asked = ("quote", "--set", "third_party=yes", "--set", "price_eur=30")
    told = run(*asked).out.replace("\xa0", " ")
    assert "pays 21.00 € to the professional, you pay 9.00 € at the desk" in told
    assert "2.00 € is taken from a later refund" in told
    assert "is taken from a later refund" not in run(*asked, "--set", "patient_age=10").out


def test_before_the_cover_begins_the_way_to_be_paid_later_is_told(run: Run) -> None:
    asked = ("quote", "--set", "situation=not_registered", "--set", "price_eur=30")
    assert "Keep every feuille de soins" in run(*asked).out


def test_of_open_answers_the_reasons_name_their_case(run: Run) -> None:
    told = run("explain", "quote", "--set", "pathway=unsure", "--set", "price_eur=30").out
    assert "If Care pathway: declared doctor:" in told
    assert "Did not apply: Doctor, outside the care pathway" in told


def test_after_the_stay_the_cover_is_only_supposed(run: Run, morocco: dict[str, Any]) -> None:
    for name, value in morocco.items():
        told = ",".join(value) if isinstance(value, list) else str(value).lower()
        run("set", f"{name}={told}")
    during = run("quote", "--set", "care_date=2026-11-20", "--json").json
    assert not any("goes on after" in told for told in during["assumed"])
    after = run("quote", "--set", "care_date=2027-09-20", "--json").json
    assert any("goes on after" in told for told in after["assumed"])
    assert after["verdict"] == "open"


@pytest.mark.parametrize(
    ("care_date", "sector", "base", "gross"),
    [
        ("2023-10-31", "1", "29.60", "20.72"),
        ("2023-11-01", "2_optam", "31.40", "21.98"),
        ("2024-12-22", "1", "36.00", "25.20"),
        ("2024-12-22", "2", "27.60", "19.32"),
    ],
)
def test_overseas_a_visit_to_a_gp_has_another_tariff(
    run: Run, care_date: str, sector: str, base: str, gross: str
) -> None:
    visit = {"act": "gp_consultation", "care_date": care_date, "sector": sector, "overseas": True}
    answer = quote(run, **visit).json
    assert (answer["base_eur"], answer["amo_gross_eur"]) == (base, gross)


def test_an_overseas_tariff_that_is_not_known_is_asked_for(run: Run) -> None:
    visit = {"act": "dentist_consultation", "overseas": True}
    assert quote(run, **visit).code == 4
    asked = ("--set", "overseas=yes", "--set", "act=dentist_consultation")
    assert "overseas tariff" in run("quote", *asked).out
    answer = quote(run, **visit, tariff_eur="25.00", price_eur="25.00").json
    assert answer["base_eur"] == "25.00"
    unsure = quote(run, act="gp_consultation", overseas="unsure").json
    assert "care outside the overseas departments" in unsure["assumed"]
    assert unsure["verdict"] == "open"


@pytest.mark.parametrize(
    ("sector", "told"),
    [
        ("1", "the price is the tariff itself"),
        ("2_optam", "the price is the tariff itself, although such doctors ask more"),
        ("3", "the price is the tariff itself, although such doctors ask more"),
        ("unsure", "the price is the tariff itself, although such doctors ask more"),
    ],
)
def test_a_tariff_is_not_told_as_the_price_of_who_asks_more(
    run: Run, sector: str, told: str
) -> None:
    asked = {"act": "gp_consultation", "care_date": "2026-11-20", "sector": sector}
    assert told in quote(run, **asked).json["assumed"]
    priced = quote(run, **asked, price_eur=60).json["assumed"]
    assert not [each for each in priced if "tariff" in each]
