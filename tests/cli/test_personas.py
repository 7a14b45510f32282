"""The table of people, piped as JSON Lines through the command that others call."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ended

TABLE = Path(__file__).parent.parent / "data" / "personas.toml"
TODAY = date(2026, 11, 23)


def people() -> list[dict[str, Any]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    found = []
    for entry in table["persona"]:
        skipped = entry.get("not_asked", ())
        common = {name: value for name, value in table["student"].items() if name not in skipped}
        found.append({**entry, "answers": common | entry["answers"]})
    return [entry for entry in found if entry.get("today", TODAY) == TODAY]


def test_everybody_piped_through_check_gets_route_reasons_sources_and_what_to_know(
    run: Callable[..., Ended],
) -> None:
    table = people()
    assert len(table) >= 100
    lines = (json.dumps({"id": one["name"], **one["answers"]}, default=str) for one in table)
    answers = run("check", "--input", "-", "--json", stdin="\n".join(lines) + "\n").each
    assert [answer["id"] for answer in answers] == [one["name"] for one in table]
    for one, answer in zip(table, answers, strict=True):
        if "decides" in one:
            assert answer["verdict"] == "open", one["name"]
            assert set(answer["routes"]) == set(one["routes"]), one["name"]
            assert answer["unsure"][0]["field"] == one["decides"], one["name"]
            assert all(each["where_to_find"] for each in answer["unsure"]), one["name"]
        elif one.get("verdict", "certain") == "certain":
            assert (answer["verdict"], answer["route"]) == ("certain", one["route"]), one["name"]
            first = answer["reasons"][0]
            assert first["source"]["url"].startswith("https://"), one["name"]
            assert first["checked_on"], one["name"]
        told = json.dumps(answer, ensure_ascii=False)
        assert [part for part in one.get("say", ()) if part not in told] == [], one["name"]
