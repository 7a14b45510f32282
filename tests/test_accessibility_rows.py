"""The tables of what is promised to everybody: a row for each number, and each proof exists."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLES = {
    "docs/accessibility_screens.md": {*range(1, 43), 52},
    "docs/accessibility.md": {*range(43, 52), *range(53, 87)},
}
"""The files and the numbers of the requirements that each has a row for."""
_ROW = re.compile(r"^\|\s*(\d[\d,\s–-]*?)\s*\|.*\|\s*(.*?)\s*\|\s*$")  # noqa: RUF001 - a range
_PROOF = re.compile(r"`(tests/[^`]*)`")
_WHY_NOT = re.compile(r"\b(not|see)\b", re.IGNORECASE)


def rows(text: str) -> Iterator[tuple[set[int], str]]:
    """The numbers of each row of a text, and its last column."""
    for line in text.splitlines():
        if found := _ROW.match(line):
            yield numbers(found[1]), found[2]


def numbers(column: str) -> set[int]:
    """The numbers of a first column: 4, or 43–51, or 4, 5."""  # noqa: RUF002 - a range
    found: set[int] = set()
    for part in column.split(","):
        first, _, last = part.replace("–", "-").partition("-")  # noqa: RUF001 - a range
        found |= {*range(int(first), int(last or first) + 1)}
    return found


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of the tests in a file; none where there is no such file."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def wrong(last: str) -> list[str]:
    """What is wrong with a last column: proofs that are none, or no proof and no reason."""
    proofs = _PROOF.findall(last)
    if not proofs:
        return [] if _WHY_NOT.search(last) else [f"neither a proof nor a reason: {last!r}"]
    bad = []
    for proof in proofs:
        path, _, name = proof.partition("::")
        name = name.partition("[")[0]
        if not name.startswith("test_") or name not in names_in(ROOT / path):
            bad.append(proof)
    return bad


@pytest.mark.parametrize("file", TABLES)
def test_every_number_has_a_row_and_every_proof_exists(file: str) -> None:
    found = list(rows((ROOT / file).read_text(encoding="utf-8")))
    told = [number for row, _ in found for number in sorted(row)]
    assert sorted(set(told)) == sorted(TABLES[file])
    assert len(told) == len(set(told)), "a number has two rows"
    assert [(row, bad) for row, last in found if (bad := wrong(last))] == []


def test_a_row_that_claims_too_much_is_found() -> None:
    here = "tests/test_accessibility_rows.py"
    (good, nowhere, unnamed, empty, reason) = (
        f"`{here}::test_a_row_that_claims_too_much_is_found`",
        f"`{here}::test_that_nobody_wrote`",
        f"`{here}`",
        "it is well tested",
        "not done: it would serve nobody",
    )
    assert [bool(wrong(each)) for each in (good, nowhere, unnamed, empty, reason)] == [
        *(False, True, True, True, False),
    ]
    table = f"| 4, 6–7 | said | {good} |\n|---|---|---|\n| number | x | y |\n"  # noqa: RUF001
    assert list(rows(table)) == [({4, 6, 7}, good)]


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_every_test_that_a_page_names_exists(page: str) -> None:
    named = _PROOF.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert [each for each in named if "::" in each and wrong(f"`{each}`")] == []
    assert named or page != "conformance.md"
