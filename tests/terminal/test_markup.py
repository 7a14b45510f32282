"""No text of a person or a file is read as markup: every place that would is told not to.

Walks the sources of the screen. A str that reaches a widget must have `markup=False` beside it, or
be made a `Content`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "healthtui" / "tui"
BARE = frozenset(
    {"Button", "Checkbox", "RadioButton", "Collapsible", "Tabs", "Tab", "Tree", "Link"}
)
"""Widgets that cannot be told: what they show must be a Content."""
TOLD = frozenset(
    {"Static", "Label", "OptionList", "SelectionList", "DataTable", "RichLog", "Toast", "Digits"}
)
"""Widgets that can be told, in their constructor."""
PARTS = frozenset({"Option", "add_row", "add_column", "add_option"})
TITLES = frozenset({"border_title", "border_subtitle", "tooltip"})
SAFE_CALLS = frozenset({"Content", "styled", "assemble", "hint", "qr_code", "heading", "lines"})


def findings(source: str, where: str = "") -> list[str]:
    found = (each for node in ast.walk(ast.parse(source)) for each in _findings(node))
    return [f"{where}:{line}: {what}" for line, what in found]


def _findings(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        yield from ((node.lineno, what) for what in _in_call(node))
    if isinstance(node, ast.ClassDef) and {_name(base) for base in node.bases} & TOLD:
        made = [each for each in ast.walk(node) if _is_constructor(each)]
        if not all(_says_no_markup(each) for each in made):
            yield node.lineno, f"{node.name} hands on no markup=False"
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        named = {_name(each) for each in targets} & TITLES
        if named and not _is_content(node.value):
            yield node.lineno, f"{named.pop()} without Content"


def _in_call(call: ast.Call) -> Iterator[str]:
    name = _name(call.func)
    if name in BARE and not all(_is_content(each) for each in _shown(call)):
        yield f"{name} without Content"
    if name in {*TOLD, "notify"} and not _says_no_markup(call):
        yield f"{name} without markup=False"
    written = any(isinstance(each, ast.Constant | ast.JoinedStr) for each in call.args)
    if name in PARTS and written:
        yield f"{name} with a str"


def _is_constructor(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "__init__"
        and isinstance(node.func.value, ast.Call)
        and _name(node.func.value.func) == "super"
    )


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (each.value for each in call.keywords if each.arg in ("label", "title", "tooltip"))


def _says_no_markup(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and any(
        each.arg == "markup" and isinstance(each.value, ast.Constant) and each.value.value is False
        for each in call.keywords
    )


def _is_content(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _name(value.func) in SAFE_CALLS


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_text_of_the_screen_is_read_as_markup() -> None:
    sources = sorted(SOURCES.rglob("*.py"))
    assert len(sources) > 30
    found = [
        each
        for path in sources
        for each in findings(path.read_text(encoding="utf-8"), path.relative_to(SOURCES).as_posix())
    ]
    assert found == []


@pytest.mark.parametrize(
    "offence",
    [
        "Static(note)",
        "Label(f'{note}')",
        "Button(note)",
        "OptionList(id='list')",
        "OptionList(markup=True)",
        "DataTable()",
        "Tree(note)",
        "app.notify(note, timeout=3)",
        "box.border_title = note",
        "box.border_subtitle = f'{note}'",
        "box.tooltip = note",
        "Option(f'{note}')",
        "class Mine(Static):\n    def __init__(self):\n        super().__init__(id='x')",
        "Static(note, markup=maybe)",
    ],
)
def test_the_walk_finds_what_would_read_markup(offence: str) -> None:
    assert findings(offence)


@pytest.mark.parametrize(
    "fine",
    [
        "Static(note, markup=False)",
        "Button(Content(note))",
        "app.notify(note, markup=False)",
        "box.border_title = Content(note)",
        "Option(Content(note))",
        "class Mine(Static):\n    def __init__(self):\n        super().__init__(markup=False)",
    ],
)
def test_the_walk_passes_what_reads_none(fine: str) -> None:
    assert findings(fine) == []


def test_every_page_closes_once() -> None:
    pages = [path for path in SOURCES.rglob("*.py") if path.name != "page.py"]
    assert [path.name for path in pages if "ModalScreen" in path.read_text(encoding="utf-8")] == []
