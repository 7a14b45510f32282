import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthtui.cli.care_import import imported
from healthtui.cli.care_table import rows
from healthtui.cli.inputs import Line, items_of
from healthtui.core import kinds
from healthtui.core.answers import UNSURE, BadAnswerError, Field
from healthtui.core.care import FIELDS, Care
from healthtui.core.rulebook import Rulebook
from healthtui.exports.care_rows import as_csv, as_json_lines
from healthtui.files.store import Store

Run = Callable[..., Any]
TRICKY = [
    "=1+1",
    "'=1",
    "''@x",
    "-5",
    'a "b"; c, d',
    "Müller",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "'",
]


def log(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = Store(folder).load().plain.get("log", {})
    return found


def lines(data: bytes) -> list[Line]:
    return [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]


# --- What was exported comes back -------------------------------------------------------------


def raws(field: Field, acts: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Raw values of a field, such as a person or a program gives."""
    found: st.SearchStrategy[Any]
    match field.kind:
        case kinds.ActName():
            found = st.sampled_from(acts)
        case kinds.Day():
            found = st.dates(date(1990, 1, 1), date(2100, 1, 1))
        case kinds.Price() | kinds.Factor():
            found = st.integers(1, 99_999).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
        case kinds.Choice(values=values):
            found = st.sampled_from(values)
        case kinds.Number(least=least, most=most):
            found = st.integers(least, most)
        case kinds.Flag():
            found = st.booleans()
        case kinds.Line():
            found = st.text(min_size=1, max_size=60) | st.sampled_from(TRICKY)
        case kinds.Terms(parts=parts):
            numbers = {name: raws(Field(name, kind), acts) for name, kind in parts}
            found = st.fixed_dictionaries({}, optional=numbers)
        case _:
            raise AssertionError(field)
    return found


def care(field_values: dict[str, Any], rulebook: Rulebook) -> Care | None:
    answers = {}
    for field in FIELDS:
        if field.name in field_values:
            try:
                answers[field.name] = field.read(field_values[field.name], rulebook.vocabulary)
            except BadAnswerError:
                continue  # a text of signs that are no text
    return Care(**answers) if isinstance(answers.get("care_date"), date) else None


@given(st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_export_into_an_empty_log_gives_the_same_log(rulebook: Rulebook, data: Any) -> None:
    acts = tuple(rulebook.acts)
    always = ("act", "care_date")
    needed = {field.name: raws(field, acts) for field in FIELDS if field.name in always}
    others = {
        field.name: st.just("unsure") | raws(field, acts)
        for field in FIELDS
        if field.name not in always
    }
    ids = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z_-]{0,11}", fullmatch=True)
    drawn = data.draw(
        st.dictionaries(ids, st.fixed_dictionaries(needed, optional=others), max_size=4)
    )
    before = {name: made for name, each in drawn.items() if (made := care(each, rulebook))}
    for read in (rows(lines(as_csv(before))), _objects(as_json_lines(before))):
        found = imported(read, {}, rulebook.vocabulary)
        assert (found.new, found.problems) == (before, [])
        again = imported(rows(lines(as_csv(before))), before, rulebook.vocabulary)
        assert (again.new, again.known, again.problems) == ({}, len(before), [])


def _objects(data: bytes) -> Any:
    return items_of(iter(lines(data))) if data else ()


def test_unsure_and_not_asked_stay_two_things(run: Run, folder: Path, tmp_path: Path) -> None:
    run("year", "add", "pathway=unsure", "note==1+1", "contract=unsure")
    file = str(tmp_path / "care.csv")
    run("export", "csv", "--output", file)
    other = tmp_path / "other"
    assert run("year", "import", file, "--data-dir", str(other)).code == 0
    assert log(other) == log(folder)
    (act,) = log(other).values()
    assert (act["pathway"], act["note"], "sector" in act) == (UNSURE.value, "=1+1", False)


# --- Tables of other programs -----------------------------------------------------------------


FRENCH = (
    "\ufeffcare_date;act;price_eur;professional;contract;note\r\n"
    "24/11/2025;gp_consultation;26,50;Dr Müller;percent=100,dental_eur=200,50;'=soin\r\n"
    '3/1/2026;dentist_consultation;23;"Dr ""B""; Paris";;"payé, reçu"\r\n'
    ";;;;;\r\n"
    "\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_a_spreadsheet_in_france_writes_is_read(run: Run, folder: Path, encoding: str) -> None:
    text = FRENCH if encoding == "utf-8" else FRENCH.removeprefix("\ufeff")
    ended = run("year", "import", "-", stdin=text.encode(encoding))
    assert (ended.code, ended.err, ended.out.splitlines()[0]) == (0, "", "Imported: 2")
    first, second = sorted(log(folder).values(), key=lambda act: act["care_date"])
    assert (first["care_date"], first["price_eur"]) == (date(2025, 11, 24), "26.50")
    assert first["contract"] == {"percent": 100, "dental_eur": "200.50"}
    assert (first["professional"], first["note"]) == ("Dr Müller", "=soin")
    assert (second["professional"], second["note"]) == ('Dr "B"; Paris', "payé, reçu")


def test_the_same_file_again_adds_nothing(run: Run, folder: Path) -> None:
    twice = FRENCH + "24/11/2025;gp_consultation;26,50;;;\r\n" * 2
    assert run("year", "import", "-", stdin=twice).out.splitlines()[0] == "Imported: 4"
    before, generation = log(folder), Store(folder).newest_generation()
    ended = run("year", "import", "-", stdin=twice)
    assert ended.out.splitlines()[:2] == ["Imported: 0", "Already there: 4"]
    assert ended.code == 0
    assert (log(folder), Store(folder).newest_generation()) == (before, generation)


def test_a_row_with_an_id_of_other_content_is_left_and_named(run: Run, folder: Path) -> None:
    run("year", "import", "-", stdin="id,act,care_date\nabc,gp_consultation,2026-01-05\n")
    before = log(folder)
    told = "id,act,care_date\nabc,gp_consultation,2026-01-06\nabd,gp_consultation,2026-01-06\n"
    ended = run("year", "import", "-", stdin=told)
    assert ended.code == 2
    assert ended.err.startswith("line 2: “abc” is there already")
    assert log(folder)["abc"] == before["abc"]
    assert "abd" in log(folder)


def test_broken_lines_cost_no_other_and_all_is_one_save(run: Run, folder: Path) -> None:
    text = (
        "id,act,care_date,price_eur,note\n"
        "a1,gp_consultation,2026-01-05,30,\n"
        "a2,gp_consultation,2026-02-30,30,\n"
        "a3,surgery,2026-01-05,30,\n"
        'a4,gp_consultation,2026-01-05,30,"open\n'
        "a5,gp_consultation,2026-01-05,30,\n"
        'a6,gp_consultation,2026-01-05,30,"open again\n'
        "a7,gp_consultation,,30,\n"
        "a8,unsure,2026-01-05,30,\n"
        "a9,gp_consultation,2026-01-05,30,x,y\n"
        "b/1,gp_consultation,2026-01-05,30,\n"
        f"b2,gp_consultation,2026-01-05,30,{'x' * (1 << 20)}\n"
        "b3,gp_consultation,2026-01-05,many,\n"
        'b4,gp_consultation,2026-01-05,30,"over\n'
        'two lines"\n'
        "b5,gp_consultation,2026-01-05,30,\n"
    )
    ended = run("year", "import", "-", stdin=text)
    assert ended.code == 2
    assert log(folder).keys() == {"a1", "a5", "b4", "b5"}
    assert log(folder)["b4"]["note"] == "over two lines"
    assert Store(folder).newest_generation() == 1
    told = [line.partition(":")[0] for line in ended.err.splitlines()]
    assert told == [f"line {n}" for n in (3, 4, 5, 7, 8, 9, 10, 11, 12, 13)]
    assert "care_date: “2026-02-30” is no day: that month has 28 days." in ended.err
    assert "price_eur: “many” is not accepted; give an amount of euro" in ended.err
    assert ended.out.splitlines()[:2] == ["Imported: 4", "Not imported: 10"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("act,day\ngp_consultation,2026-01-05\n", "“day”"),
        ("act,act\n", "twice"),
        ("", "no table"),
        ('act,"care_date\n', "quotation"),
    ],
)
def test_a_table_without_its_columns_is_refused_whole(
    run: Run, folder: Path, text: str, told: str
) -> None:
    ended = run("year", "import", "-", "--format", "csv", stdin=text)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert told in ended.err
    assert not folder.exists()


def test_json_lines_name_their_broken_lines_too(run: Run, folder: Path) -> None:
    good = {
        "id": "a1",
        "act": "gp_consultation",
        "care_date": "2026-01-05",
        "contract": {"percent": 100},
    }
    bad = {"act": "gp_consultation", "care_date": "2026-01-05", "colour": "red"}
    text = "\n".join(
        (json.dumps(good), "{broken", json.dumps(bad), json.dumps({"act": "gp_consultation"}))
    )
    ended = run("year", "import", "-", stdin=text)
    assert ended.code == 2
    assert [line.partition(":")[0] for line in ended.err.splitlines()] == [
        "line 2",
        "line 3",
        "line 4",
    ]
    assert log(folder).keys() == {"a1"}


def test_a_dry_run_tells_and_saves_nothing(run: Run, folder: Path) -> None:
    ended = run("year", "import", "-", "--dry-run", stdin=FRENCH)
    assert (ended.code, ended.out.splitlines()[0]) == (0, "To be imported: 2")
    assert not folder.exists()


def test_the_format_follows_from_the_name_or_the_content(run: Run, tmp_path: Path) -> None:
    row = '{"act": "gp_consultation", "care_date": "2026-01-05"}\n'
    for name, text in {
        "a.jsonl": row,
        "a.txt": row,
        "a.CSV": FRENCH,
        "b.txt": FRENCH,
    }.items():
        file = tmp_path / name
        file.write_text(text, "utf-8")
        assert run("year", "import", str(file), "--dry-run").code == 0, name
    assert run("year", "import", str(tmp_path / "a.CSV"), "--format", "jsonl").code == 2
    assert run("year", "import", str(tmp_path / "none.csv")).code == 2


def test_a_file_without_end_is_not_read_to_its_end(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    with file.open("wb") as big:
        big.truncate((32 << 20) + 1)
    ended = run("year", "import", str(file))
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "32 megabytes" in ended.err


# --- Exports of the log -----------------------------------------------------------------------


def test_only_the_log_is_exported_and_only_a_year_of_it(run: Run) -> None:
    run("year", "add", "care_date=2025-05-05")
    run("year", "add")
    assert len(run("export", "csv").out.splitlines()) == 3
    assert len(run("export", "csv", "--year", "2025").out.splitlines()) == 2
    (act,) = run("export", "jsonl", "--year", "2026").each
    assert act["care_date"] == "2026-11-23"
    for arguments in (
        ("ics", "--year", "2025"),
        ("csv", "--set", "work=job"),
        ("csv", "--input", "-"),
    ):
        assert run("export", *arguments, stdin="{}").code == 2


def test_all_data_holds_log_contracts_and_c2s(run: Run) -> None:
    run("year", "add", "note=mine")
    run("compare", "add", "Campus", "percent=100")
    run("set", "c2s.household=1")
    found = json.loads(run("export", "json").out)
    assert [act["note"] for act in found["log"].values()] == ["mine"]
    assert [offer["name"] for offer in found["contracts"].values()] == ["Campus"]
    assert found["c2s"] == {"household": 1}
    assert "mine" not in run("export", "md", "--notes").out
