"""A real year, twelve published acts, typed in: every door tells the same to the cent."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import TODAY, Driver, Opening, fields_of

from healthtui.cli import main
from healthtui.core.care import BY_NAME
from healthtui.core.kinds import ActName, Choice
from healthtui.core.money import cents
from healthtui.files.store import Store

DATA = Path(__file__).parents[1] / "data" / "worked_examples.jsonl"
AGE, YEAR = 24, "2025"
NOT_TYPED = ("patient_age", "situation", "year_so_far")


def real_year() -> list[dict[str, Any]]:
    """Twelve published acts of 2025 of one adult, no act twice in the same way."""
    acts: dict[str, dict[str, Any]] = {}
    for line in DATA.read_text("utf-8").splitlines():
        row = json.loads(line)
        given = row["input"]
        if given["care_date"].startswith(YEAR) and given["patient_age"] == AGE:
            acts.setdefault(given["act"] + given.get("sector", ""), row)
    return list(acts.values())[-12:]


async def calculate(drive: Driver, given: dict[str, Any]) -> None:
    """Type one visit into the calculator."""
    rulebook, speaker = drive.app.rulebook, drive.app.speaker
    await drive.choose("act", speaker.word(rulebook.acts[given["act"]].label))
    for name in fields_of(drive):
        if name == "act" or name in NOT_TYPED:
            continue
        kind, value = BY_NAME[name].kind, given.get(name)
        if value is None:
            await drive.focus(name)
            await drive.press("end", *["backspace"] * 20)
        elif isinstance(kind, Choice | ActName):
            await drive.choose(name, speaker.word(rulebook.visit_questions[name].choices[value]))
        else:
            text = str(next(iter(value.values())) if isinstance(value, dict) else value)
            await drive.clear_and_type(name, text)
    await drive.focus("act")


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    main(["--data-dir", str(folder), "--today", TODAY.isoformat(), *arguments])
    return str(capsys.readouterr().out)


async def test_a_year_typed_in_agrees_with_commands_and_exports(
    opened: Opening, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = real_year()
    assert len(rows) == 12
    assert len({row["input"]["act"] for row in rows}) >= 8
    person = {"situation": {"birth_date": date(2000, 6, 1)}}
    async with opened(person, store=store) as drive:
        drive.app.edit(lambda case: case.answered("birth_date", date(2000, 6, 2)))
        await drive.go("costs")
        for row in rows:
            await calculate(drive, row["input"])
            await drive.press("a")
        entries = drive.app.now.ledger.entries(int(YEAR))
        assert len(entries) == len(rows)
        await drive.go("year")
        await drive.press("y")
        await drive.type(YEAR)
        await drive.press("enter")
        assert str(drive.screen.query_one("#left").border_title) == f"12 acts in {YEAR}"
        sums = drive.told("#sums")
        await drive.press("q")
    told = json.loads(run(capsys, store.folder, "year", YEAR, "--json"))
    totals = told["totals"]
    assert len(told["acts"]) == len(rows)
    for key in ("price_eur", "amo_net_eur", "mutuelle_eur", "patient_remainder_eur"):
        assert drive.app.speaker.money(cents(totals[key])) in sums, key
    by_act = {(act["act"], act["sector"]): act for act in told["acts"]}
    for row in rows:
        given = row["input"]
        act = by_act[given["act"], given.get("sector", "1")]
        for key, published in row["expected"].items():
            assert act[key] == published, (row["id"], key)
    file = tmp_path / "care.csv"
    run(capsys, store.folder, "export", "csv", "--output", str(file))
    other = tmp_path / "other"
    run(capsys, other, "set", "birth_date=2000-06-02")
    assert "12" in run(capsys, other, "year", "import", str(file)).splitlines()[0]
    again = json.loads(run(capsys, other, "year", YEAR, "--json"))
    assert again["totals"] == totals
