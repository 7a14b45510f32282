"""Every document that the program prints is what its schema says."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import healthtui
from healthtui.core import c2s, care, situation, visit
from healthtui.core.claims import ClaimStatus
from healthtui.core.options import OptionKind
from healthtui.core.progress import STATUSES
from healthtui.core.reasons import Verdict
from healthtui.core.task import Group
from healthtui.core.timeline import Cover
from healthtui.files.schemas import NAMES, schema_text

Run = Callable[..., Any]

SCHEMAS = {name: json.loads(schema_text(name)) for name in NAMES}
VALIDATORS = {f"healthtui/{name}/1": Draft202012Validator(SCHEMAS[name]) for name in NAMES}

ACTS = json.dumps(
    {
        "acts": [
            {"act": "gp_consultation", "price_eur": "30", "id": 7},
            {"act": "medicine_box_65", "price_eur": 10, "sector": "unsure"},
            {"act": "gp_consultation", "care_date": "2031-01-01"},
        ],
        "contracts": [{"name": "A", "percent": 100, "monthly_eur": 10}],
        "c2s": {"household": 1},
        "birth_date": "2004-03-12",
    }
)
YEAR = json.dumps({"acts": json.loads(ACTS)["acts"]})
VISITS = """\
{"act": "gp_consultation", "id": "a"}
{"sector": "unsure", "situation": "unsure", "pathway": "unsure", "price_eur": "60"}
{"care_date": "2031-01-01"}
{"act": "teleportation", "id": {"mine": 1}}
not JSON
"""
PACK = """\
publisher = "Université du Nord"
checked_on = 2026-09-01

[desks.welcome]
title = "Welcome desk"
phone = "+33 3 20 00 00 00"

[dates.help-day]
title = "Help with your papers"
day = 2026-12-05
"""
PEOPLE = """\
{"id": 1}
{"nationalities": ["MA"], "programme": "degree", "stay_from": "2026-09-01"}
{"nationalities": ["ES"], "card": "unsure", "card_valid_until": "2025-01-01", "work": "none"}
{"nationalities": "Atlantis"}
"""

DOCUMENTS: dict[tuple[str, ...], str | None] = {
    ("check", "--json"): None,
    ("check", "--json", "--set", "nationalities=ES", "--set", "card=ehic"): None,
    ("check", "--json", "--today", "2031-01-01"): None,
    ("check", "--json", "--input", "-"): PEOPLE,
    ("explain", "check", "--json"): None,
    ("steps", "--json"): None,
    ("steps", "--json", "--set", "stay_until=2026-10-01"): None,
    ("steps", "--json", "--input", "-"): PEOPLE,
    ("quote", "--json"): None,
    ("quote", "--json", "--set", "sector=unsure", "--set", "price_eur=60"): None,
    ("quote", "--json", "--today", "2031-01-01"): None,
    ("quote", "--json", "--sectors", "--and-on", "2023-10-31", "--received", "7"): None,
    ("quote", "--json", "--input", "-"): VISITS,
    ("explain", "quote", "--json"): None,
    ("year", "--json"): None,
    ("year", "2025", "--json"): None,
    ("year", "--json", "--input", "-"): YEAR,
    ("compare", "--json", "--visits", "3"): None,
    ("compare", "--json", "--set", "c2s.household=1", "--set", "sector=unsure"): None,
    ("compare", "--json", "--input", "-"): ACTS,
    ("rules", "check", "--json"): None,
    ("rules", "check", "--json", "--today", "2031-01-01"): None,
    ("rules", "list", "--json"): None,
    ("rules", "show", "tariffs.gp_s1", "--json"): None,
    ("rules", "show", "groups.eu_eea_ch", "--json"): None,
    ("rules", "diff", "2024-12-21", "2025-12-22", "--json"): None,
    ("number", "--json"): "2 55 08 14 168 025 38",
    ("number", "--json", "--lang", "en"): "7",
    ("glossary", "carte", "--json"): None,
    ("explain", "term", "mutuelle", "--json"): None,
    ("paths", "--json"): None,
    ("paths", "--json", "--ephemeral"): None,
    ("doctor", "--json"): None,
    ("export", "json"): None,
}
"""What prints documents, each with its input."""


def printed(out: str) -> list[Any]:
    """The documents in an output: each takes one line, or one takes them all."""
    try:
        return [json.loads(out)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def lived(run: Run, morocco: dict[str, Any]) -> None:
    """A case in which all that can be saved is saved."""
    answers = {**morocco, "enrolled_in_france": "yes", "international_organisation": "no"}
    answers["nationalities"] = "MA"
    assert run("set", *(f"{name}={value}" for name, value in answers.items())).code == 0
    for command in (
        ("set", "visit.price_eur=60", "visit.sector=unsure", "c2s.household=1"),
        ("set", "visit.contract=percent=100", "visit.year_so_far={}"),
        ("steps", "set", "portal-documents", "sent", "--on", "2026-10-02", "--detail", "portal"),
        ("steps", "set", "portal-documents", "refused", "--on", "2026-10-20"),
        ("steps", "set", "portal-documents", "accepted", "--paper", "iban", "--note", "called"),
        ("year", "add", "price_eur=30", "care_date=2026-11-03"),
        ("year", "add", "act=dentist_consultation", "price_eur=unsure", "claimed_on=2026-11-20"),
        ("compare", "add", "Campus", "monthly_eur=9,90", "percent=100"),
    ):
        ended = run(*command)
        assert ended.code == 0, (command, ended.err)


@pytest.mark.usefixtures("lived")
def test_every_document_is_as_its_schema_says(run: Run) -> None:
    seen: set[str] = set()
    verdicts: set[str] = set()
    for command, stdin in DOCUMENTS.items():
        for language in ("en", "fr"):
            for document in printed(run("--lang", language, *command, stdin=stdin).out):
                VALIDATORS[document["schema"]].validate(document)
                seen.add(document["schema"])
                verdicts.add(document.get("verdict", "certain"))
    assert seen == set(VALIDATORS)
    assert verdicts == {"certain", "open", "rule-unknown"}


def test_an_empty_case_gives_documents_too(run: Run) -> None:
    for command in (("check",), ("steps",), ("quote",), ("year",), ("compare",)):
        document = run(*command, "--json").json
        VALIDATORS[document["schema"]].validate(document)
    VALIDATORS["healthtui/case/1"].validate(run("export", "json").json)


def test_rules_that_may_not_be_used_are_a_document_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("healthtui.cli.session.config_dir", lambda: tmp_path)
    ended = run("rules", "check", "--json")
    assert (ended.code, ended.json["usable"]) == (1, False)
    VALIDATORS["healthtui/rules-check/1"].validate(ended.json)


def test_packs_of_an_institution_are_in_the_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "uni.toml").write_text(PACK, "utf-8")
    (tmp_path / "broken.toml").write_text("nonsense = 1\n", "utf-8")
    told = {}
    for command in (("rules", "check", "--json"), ("steps", "--json"), ("paths", "--json")):
        document = run("--overlay", str(tmp_path), *command).json
        VALIDATORS[document["schema"]].validate(document)
        told[command[0]] = document
    assert told["rules"]["overlay"]["packs"]
    assert told["rules"]["overlay"]["problems"]
    assert {each["kind"] for each in told["steps"]["overlay"]} == {"desk", "date"}


def _weakened(document: Any) -> Iterator[Any]:
    """Documents that are no longer what was promised: a key less, a key more, other types."""
    yield {name: value for name, value in document.items() if name != "verdict"}
    yield {**document, "surprise": 1}
    yield {**document, "verdict": "perhaps"}
    yield {**document, "patient_remainder_eur": 11.0}
    yield {**document, "patient_remainder_eur": "11.0"}
    yield {**document, "patient_remainder_eur": {"min": "1.00"}}
    yield {**document, "reasons": [{**document["reasons"][0], "applied": "yes"}]}
    yield {**document, "care_date": "23/11/2026"}
    yield {**document, "schema": "healthtui/quote/2"}


def test_a_schema_refuses_what_was_not_promised(run: Run) -> None:
    document = run("quote", "--json", "--set", "act=gp_consultation").json
    VALIDATORS["healthtui/quote/1"].validate(document)
    for other in _weakened(document):
        with pytest.raises(ValidationError):
            VALIDATORS["healthtui/quote/1"].validate(other)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_is_printed(run: Run, name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    ended = run("schema", name)
    assert (ended.code, ended.err, ended.json) == (0, "", SCHEMAS[name])


def test_the_names_of_the_schemas_are_listed(run: Run) -> None:
    assert run("schema").out.split() == list(NAMES)
    assert run("schema", "check2").code == 2


def test_no_kind_of_document_is_without_a_schema() -> None:
    source = Path(healthtui.__file__).parent
    text = "".join(path.read_text("utf-8") for path in source.glob("**/*.py"))
    assert set(re.findall(r'"healthtui/([a-z-]+)/1"', text)) == set(NAMES)


def _objects(node: Any) -> Iterator[Mapping[str, Any]]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and "properties" in node:
        yield node
    for child in children:
        yield from _objects(child)


def test_every_object_with_known_keys_is_closed() -> None:
    for name, schema in SCHEMAS.items():
        for each in _objects(schema):
            assert each["additionalProperties"] is False, (name, each)


def test_what_schemas_share_is_the_same_in_each() -> None:
    shared: dict[str, Any] = {}
    for schema in SCHEMAS.values():
        for name, definition in schema.get("$defs", {}).items():
            assert shared.setdefault(name, definition) == definition


def test_schemas_and_program_know_the_same_words() -> None:
    quote, steps, case = (SCHEMAS[name] for name in ("quote", "steps", "case"))
    year, compare = SCHEMAS["year"]["$defs"], SCHEMAS["compare"]["properties"]
    assert quote["$defs"]["verdict"]["enum"] == [each.value for each in Verdict]
    assert steps["$defs"]["status"]["enum"] == list(STATUSES)
    assert steps["$defs"]["step"]["properties"]["group"]["enum"] == list(get_args(Group))
    claim = year["act"]["properties"]["claim"]["properties"]["status"]
    assert claim["enum"] == list(get_args(ClaimStatus))
    kinds = compare["options"]["items"]["properties"]["kind"]
    assert kinds["enum"] == list(get_args(OptionKind))
    covers = SCHEMAS["check"]["$defs"]["segment"]["properties"]["cover"]
    assert covers["enum"] == list(get_args(Cover))
    saved = case["properties"]
    for name, fields in (("situation", situation), ("visit", visit), ("c2s", c2s)):
        assert list(saved[name]["properties"]) == list(fields.BY_NAME)
    assert list(saved["log"]["additionalProperties"]["properties"]) == list(care.BY_NAME)
