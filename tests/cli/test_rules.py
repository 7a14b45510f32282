from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthtui.files import places

Run = Callable[..., Any]


def test_the_health_of_the_rules(run: Run) -> None:
    ended = run("rules", "check", "--json")
    health = ended.json
    assert ended.code == 0
    assert health["usable"] is True
    assert health["statements"] > 300
    assert health["sources"] > 100
    assert health["oldest_checked_on"] <= health["newest_checked_on"]
    assert all(entry["key"] and "note" in entry for entry in health["uncertain"])
    assert ended.err == ""


def test_rules_grow_stale(run: Run) -> None:
    fresh = run("rules", "check", "--json").json
    old = run("rules", "check", "--json", "--today", "2028-01-01").json
    assert fresh["stale"] == []
    assert len(old["stale"]) > 100


def test_broken_rules_are_all_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    for file in places.config_dir().iterdir():
        (config / file.name).write_bytes(file.read_bytes())
    (config / "rates.toml").write_text("oops", encoding="utf-8")
    (config / "acts.toml").write_text("[x]\ncolour = 1\n", encoding="utf-8")
    monkeypatch.setattr("healthtui.cli.session.config_dir", lambda: config)
    ended = run("rules", "check")
    assert ended.code == 1
    assert "rates.toml" in ended.out
    assert "acts.toml: x.colour" in ended.out
    assert run("rules", "check", "--json").json["usable"] is False
    other = run("check")
    assert other.code == 1
    assert "healthtui rules check" in other.err
    assert other.err.count("\n") == 1


def test_keys_are_listed_with_titles(run: Run) -> None:
    lines = run("rules", "list").out.splitlines()
    heads = {line.split(".")[0] for line in lines}
    assert heads >= {"tariffs", "acts", "routes", "steps", "papers", "deadlines", "facts"}
    acts = run("rules", "list", "acts").out.splitlines()
    assert "acts.gp_consultation: GP visit" in acts
    assert all(line.startswith("acts.") for line in acts)


def test_every_listed_key_can_be_shown(run: Run) -> None:
    for entry in run("rules", "list", "--json").json["rules"][::9]:
        shown = run("rules", "show", entry["key"], "--json")
        assert shown.code == 0
        assert shown.json["title"] == entry["title"]
        assert run("rules", "show", entry["key"]).out.startswith(f"{entry['key']}: ")


def test_the_rules_behind_reasons_can_be_shown(run: Run) -> None:
    reasons = run("quote", "--json").json["reasons"]
    sourced = [reason["rule"] for reason in reasons if reason["source"]]
    assert sourced
    for rule in sourced:
        assert run("rules", "show", rule).code == 0


def test_a_rule_is_shown_through_time_with_its_sources(run: Run) -> None:
    shown = run("rules", "show", "contributions.flat_contribution", "--json").json
    assert [value["value"] for value in shown["values"]] == ["1.00", "2.00"]
    assert all(value["source"]["url"] and value["checked_on"] for value in shown["values"])


def test_an_unknown_key_names_the_nearest(run: Run) -> None:
    ended = run("rules", "show", "tariffs.gp_s")
    assert ended.code == 2
    assert "tariffs.gp_s1" in ended.err


def test_what_differs_between_two_days(run: Run) -> None:
    document = run("rules", "diff", "2024-12-21", "2024-12-22", "--json").json
    changes = {change["key"]: change for change in document["changes"]}
    gp = changes["tariffs.gp_s1"]
    assert (gp["before"]["value"], gp["after"]["value"]) == ("26.50", "30.00")
    assert "contributions.flat_contribution" not in changes
    text = run("rules", "diff", "2024-05-14", "2024-05-15").out
    assert "contributions.flat_contribution" in text
    assert run("rules", "diff", "2026-11-01", "2026-11-01").out.endswith("No rule differs.\n")


def test_beyond_the_known_days_no_rule_is_known(run: Run) -> None:
    document = run("rules", "diff", "2026-11-23", "2030-01-01", "--json").json
    gp = next(c for c in document["changes"] if c["key"] == "tariffs.gp_s1")
    assert gp["after"] is None


def test_paths_tell_what_is_where(run: Run, folder: Path) -> None:
    told = run("paths", "--json").json
    assert (told["data_dir"], told["generation"]) == (str(folder), 0)
    assert Path(told["rules_dir"]).is_dir()
    run("set", "work=job")
    assert run("paths", "--json").json["generation"] == 1
    assert str(folder) in run("paths").out
