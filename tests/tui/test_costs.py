import io
import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.conftest import TODAY, Opening, fields_of

from healthtui.cli import main
from healthtui.core.answers import UNSURE
from healthtui.core.case_plain import read_visit
from healthtui.core.money import cents
from healthtui.tui.screens.amount import AmountScreen
from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.reading import ReadingScreen
from healthtui.tui.widgets.picker import Picker

NOBODY: dict[str, object] = {}


async def test_a_visit_of_thirty_euro_brings_nineteen_back(opened: Opening) -> None:
    for plain in (None, NOBODY):
        async with opened() if plain is None else opened(plain) as drive:
            await drive.go("costs")
            first = drive.answer().splitlines()[0]
            assert first.startswith("CPAM")
            assert first.endswith("19.00\u00a0€")
            assert "30.00" in drive.answer()


async def test_the_answer_follows_each_key_of_a_price(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.focus("price_eur")
        seen = []
        for key in "45,5":
            await drive.press(key)
            seen.append((drive.case.visit.price_eur, drive.app.now.quote.amounts["price"].most))
        assert seen == [(4_00, 4_00), (45_00, 45_00), (45_00, 45_00), (45_50, 45_50)]
        assert drive.typed("price_eur").value == "45,5"
        amounts = drive.app.now.quote.amounts
        assert drive.app.speaker.money(amounts["remainder"].most) in drive.text().replace(
            " €", "\u00a0€"
        )
        await drive.press("tab")
        assert drive.typed("price_eur").value == "45.50"
        await drive.focus("act")
        await drive.press("u")
        assert drive.case.visit.price_eur is None


async def test_a_price_is_written_in_the_ways_people_write_it(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        for text, amount in (
            ("26,50", 26_50),
            ("26.5", 26_50),
            ("30 €", 30_00),
            ("1 250", 1250_00),
        ):
            await drive.clear_and_type("price_eur", text)
            assert drive.case.visit.price_eur == amount, text


async def test_a_price_that_is_none_is_kept_and_told_when_it_is_left(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        field = await drive.clear_and_type("price_eur", "30 euros")
        await drive.press("tab")
        assert field.value == "30 euros"
        assert field.has_class("-wrong")
        await drive.press("shift+tab")
        assert "30 euros" in drive.hint()


async def test_an_unknown_sector_gives_the_least_and_the_most(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.choose("sector", "know")
        assert drive.case.visit.sector is UNSURE
        bounds = drive.app.now.quote.amounts["net"]
        assert bounds.least < bounds.most
        least, most = (drive.app.speaker.money(cents) for cents in (bounds.least, bounds.most))
        assert f"{least} - {most}" in drive.answer()


async def test_care_before_the_tariff_rose_is_paid_by_the_old_one(opened: Opening) -> None:
    async with opened(NOBODY) as drive:
        await drive.go("costs")
        await drive.clear_and_type("care_date", "20191015")
        assert drive.case.visit.care_date == date(2019, 10, 15)
        assert drive.answer().splitlines()[0].endswith("16.50\u00a0€")


async def test_care_before_the_enrolment_is_not_covered(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        cover = drive.chosen("situation")
        await drive.clear_and_type("care_date", "20260903")
        assert drive.app.now.quote.visit.situation == "not_registered"
        assert drive.chosen("situation") != cover
        assert drive.answer().splitlines()[0].endswith(" 0.00\u00a0€")
        await drive.clear_and_type("care_date", "20260907")
        assert drive.app.now.quote.visit.situation == "standard"
        assert drive.answer().splitlines()[0].endswith("19.00\u00a0€")


async def test_a_care_date_before_all_known_rules_says_that_the_rule_is_unknown(
    opened: Opening,
) -> None:
    async with opened(NOBODY) as drive:
        await drive.go("costs")
        await drive.clear_and_type("care_date", "20010101")
        assert drive.app.speaker.word("Rule unknown") in drive.answer()
        await drive.press("ctrl+p", "escape")


async def test_a_mutuelle_in_percent_takes_over_the_copayment(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("contract", "100")
        assert drive.answer().splitlines()[1].endswith("9.00\u00a0€")
        assert drive.answer().splitlines()[2].endswith("2.00\u00a0€")
        await drive.go("steps", "costs")
        assert drive.typed("contract").value == "100"
        await drive.clear_and_type("contract", "")
        assert drive.case.visit.contract is None


# The same numbers as the command line, for every published example


async def test_the_screen_shows_the_numbers_of_the_command_line(
    opened: Opening, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(__file__).parents[1] / "data" / "worked_examples.jsonl"
    examples = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    told = "".join(json.dumps(example["input"]) + "\n" for example in examples)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told.encode())))
    main(["--today", TODAY.isoformat(), "quote", "--input", "-", "--json"])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == len(examples)
    async with opened({}) as drive:
        await drive.go("costs")
        for example, answer in zip(examples, answers, strict=True):
            visit = read_visit(example["input"], drive.app.rulebook.vocabulary)
            drive.app.edit(lambda case, v=visit: case.visited(v))  # type: ignore[misc]
            await drive.quiet()
            shown = drive.answer()
            for key in ("amo_net_eur", "mutuelle_eur", "patient_remainder_eur", "base_eur"):
                money = drive.app.speaker.money(cents(answer[key]))
                assert money in shown, (example["id"], key)
            for key, expected in example["expected"].items():
                assert answer[key] == expected, example["id"]


# What an act reads


@pytest.mark.parametrize(
    ("act", "asked", "not_asked"),
    [
        ("gp_consultation", {"sector", "pathway"}, {"quantity", "coefficient", "tariff_eur"}),
        ("medicine_box_65", {"quantity", "tariff_eur"}, {"sector", "pathway", "heavy_act"}),
        ("nurse_act", {"coefficient", "quantity"}, {"sector", "tariff_eur"}),
        ("hospital_stay", {"quantity", "heavy_act"}, {"sector", "coefficient"}),
        ("dentist_consultation", {"price_eur"}, {"sector", "pathway", "year_so_far"}),
    ],
)
async def test_only_what_the_act_reads_is_asked(
    opened: Opening, act: str, asked: set[str], not_asked: set[str]
) -> None:
    async with opened() as drive:
        await drive.go("costs")
        drive.app.edit(lambda case: case.visiting("act", act))
        await drive.pause()
        shown = set(fields_of(drive))
        assert asked <= shown
        assert not not_asked & shown
        labels = [line for line in drive.told("#labels").splitlines() if line.strip()]
        assert len(labels) == len(shown)


async def test_the_sectors_stand_side_by_side(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "50")
        await drive.drawn()
        beside = drive.told("#sectors")
        for name, net in (
            ("sector 1", "19.00"),
            ("sector 2 ", "14.10"),
            ("not contracted", "0.00"),
        ):
            assert any(line.startswith(name) and net in line for line in beside.splitlines())
        drive.app.edit(lambda case: case.visiting("act", "dentist_consultation"))
        await drive.pause()
        assert drive.told("#sectors").strip() == ""


async def test_an_unsure_sector_names_the_bounds_and_the_question_in_french(
    opened: Opening,
) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "50")
        await drive.choose("sector", "know")
        shown = drive.answer()
        assert "if Doctor's sector: sector 1" in shown
        assert "if Doctor's sector: not contracted" in shown
        assert "«\N{NO-BREAK SPACE}Bonjour, le médecin est-il en secteur 1" in shown


async def test_an_amount_received_is_explained(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "30")
        await drive.press("escape", "v")
        assert isinstance(drive.screen, AmountScreen)
        await drive.type("sieben")
        await drive.press("enter")
        assert isinstance(drive.screen, AmountScreen)
        await drive.drawn()
        assert "an amount of euro" in drive.text()
        await drive.press(*["backspace"] * 6)
        await drive.type("7,00")
        await drive.press("enter")
        await drive.drawn()
        assert isinstance(drive.screen, ReadingScreen)
        assert "1. The CPAM knew of no declared doctor" in drive.text()


async def test_the_same_visit_under_an_older_law(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.press("escape", "o")
        assert isinstance(drive.screen, Picker)
        await drive.type("21 december 2024")
        await drive.press("enter")
        await drive.drawn()
        shown = drive.text()
        assert "30.00" in shown
        assert "26.50" in shown
        await drive.press("end")
        await drive.drawn()
        assert "Not in force" in drive.text()
        assert "(dropped)" in drive.text()


async def test_any_day_is_compared_once_it_is_typed(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.press("escape", "o")
        await drive.type("2019-10-15")
        await drive.press("enter")
        await drive.drawn()
        assert "15 Oct 2019" in drive.text()
        assert "25.00" in drive.text()


async def test_the_sectors_show_ranges_while_answers_are_open(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "50")
        await drive.choose("pathway", "know")
        await drive.drawn()
        assert "7.00-19.00" in drive.text()
        assert "If Care pathway: declared doctor" in drive.answer()


async def test_a_refused_price_changes_nothing(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "30")
        await drive.press("tab")
        await drive.clear_and_type("price_eur", "50,123")
        await drive.press("tab")
        assert drive.case.visit.price_eur == 3000


async def test_a_contract_of_several_numbers_is_typed_and_kept(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("costs")
        await drive.press("escape", "k")
        assert isinstance(drive.screen, ContractScreen)
        await drive.type("150")
        await drive.press("tab")
        await drive.type("13x")
        await drive.press("enter")
        await drive.drawn()
        assert isinstance(drive.screen, ContractScreen)
        assert "0 to 1000" in drive.text()
        await drive.press("backspace")
        await drive.type("0")
        await drive.press("enter")
        assert drive.case.visit.terms("contract") == {"percent": 150, "percent_outside_optam": 130}
        assert drive.typed("contract").value == "150 +"
        await drive.focus("contract")
        await drive.press("home", "delete", "2")
        assert drive.case.visit.terms("contract") == {"percent": 250, "percent_outside_optam": 130}
        await drive.press("escape", "k", "escape")
        assert drive.case.visit.terms("contract")["percent"] == 250


@pytest.mark.parametrize("language", ["en", "fr", "es", "zh"])
async def test_amounts_end_in_one_column_with_their_unit_and_add_up(
    opened: Opening, language: str
) -> None:
    async with opened(language=language, size=(120, 40)) as drive:
        await drive.go("costs")
        await drive.drawn()
        lines = drive.answer().splitlines()
        ends = [cell_len(line) for line in lines if re.search(r"(\d\s?€|€\s?[\d.,]+)$", line)]
        assert len(ends) > len(("CPAM", "Mutuelle", "You", "base", "70 %"))
        assert len({*ends}) == 1
        payers = [int(re.sub(r"\D", "", re.findall(r"[\d.,]+", line)[-1])) for line in lines[:3]]
        assert sum(payers) == drive.app.now.quote.amounts["price"].most
