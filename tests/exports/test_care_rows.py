import csv
import io
import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.core.care import FIELDS, Care
from healthtui.exports.care_rows import HEADER, as_csv, as_json_lines, shielded, unshielded

STARTS = "=+-@\t\r\n\0\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
STARTS += "\N{FULLWIDTH COMMERCIAL AT}"
LOG = {
    "b": Care(
        act="gp_consultation",
        care_date=date(2026, 5, 2),
        price_eur=3050,
        overseas=False,
        contract=(("percent", 100), ("on_top", True), ("dental_eur", 20050)),
        year_so_far=(),
        note='=HYPERLINK("x"), said',
    ),
    "a": Care(act="dentist_consultation", care_date=date(2026, 5, 1)),
}
cells = st.one_of(
    st.text(),
    st.tuples(st.sampled_from(["", "'", "''"]), st.sampled_from(STARTS), st.text()).map("".join),
)


@given(cells)
@settings(max_examples=500)
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    written = shielded(cell)
    assert not written.startswith(tuple(STARTS))
    assert unshielded(written) == cell


def test_only_what_could_be_a_formula_is_changed() -> None:
    for cell in ("GP", "l'an", "'", "'a'", "1-1", "", "é"):
        assert (shielded(cell), unshielded(cell)) == (cell, cell)
    assert unshielded("'=1") == "=1"


def test_the_table_has_every_field_and_lines_as_rfc_4180_asks() -> None:
    data = as_csv(LOG)
    assert data.endswith(b"\r\n")
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    header, first, second = csv.reader(io.StringIO(data.decode(), newline=""))
    assert header == list(HEADER) == ["id", *(field.name for field in FIELDS)]
    assert dict(zip(header, first, strict=True))["care_date"] == "2026-05-01"
    row = {name: cell for name, cell in zip(header, second, strict=True) if cell}
    assert row == {
        "id": "b",
        "act": "gp_consultation",
        "care_date": "2026-05-02",
        "price_eur": "30.50",
        "overseas": "no",
        "contract": "percent=100,on_top=yes,dental_eur=200.50",
        "year_so_far": "{}",
        "note": '\'=HYPERLINK("x"), said',
    }


def test_json_lines_are_the_acts_of_the_contract_in_order() -> None:
    first, second = map(json.loads, as_json_lines(LOG).decode().splitlines())
    assert first == {"id": "a", "act": "dentist_consultation", "care_date": "2026-05-01"}
    assert second["contract"] == {"percent": 100, "on_top": True, "dental_eur": "200.50"}
    assert (second["price_eur"], second["note"]) == ("30.50", '=HYPERLINK("x"), said')


def test_an_empty_log_is_a_header() -> None:
    assert as_csv({}).decode().splitlines() == [",".join(HEADER)]
    assert as_json_lines({}) == b""
