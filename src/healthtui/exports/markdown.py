"""A paper as Markdown (CommonMark), in which no text of a person or of a rule becomes markup."""

import re
from collections.abc import Iterable
from typing import Final, assert_never

from healthtui.core.plain_text import plain_text
from healthtui.exports.blocks import (
    ADDRESS,
    Blanks,
    Block,
    Cell,
    Facts,
    Grid,
    Heading,
    Items,
    Paragraph,
    Title,
    Verbatim,
)
from healthtui.exports.voices import Said

_SPACES: Final = re.compile(r"[ \t\n]+")
_MARKUP: Final = re.compile(r"[\\`*_\[\]{}<>&~|$^#]")
_MARKER: Final = re.compile(r"([+=-])|(\d{1,9})([.)])")
"""What begins a list, a rule or a heading where it begins a line."""

_LINE: Final = "_" * 40


def markdown(blocks: Iterable[Block]) -> bytes:
    """The paper in UTF-8."""
    return ("\n\n".join(map(_block, blocks)) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Title(text):
            written = f"# {_beside(text)}"
        case Heading(text):
            written = f"## {_beside(text)}"
        case Blanks(labels):
            written = "\n".join(f"- {_beside(label)}: {_LINE}" for label in labels)
        case Facts(rows):
            written = "\n".join(f"- **{_beside(name)}:** {_beside(fact)}" for name, fact in rows)
        case Paragraph(text, strong):
            written = _below(text, "**" if strong else "", "")
        case Items(items):
            written = "\n".join(f"- {_below(item, '', '  ')}" for item in items)
        case Grid(head, rows):
            written = "\n".join(_row(head, row) for row in rows)
        case Verbatim(title, text):
            written = f"**{_beside(title)}**\n\n{_fenced(plain_text(text))}"
        case _:
            assert_never(block)
    return written


def _row(head: tuple[Said, ...], row: tuple[Cell, ...]) -> str:
    named = zip(head[1:], row[1:], strict=True)
    lines = (f"  - {_beside(name)}: {_cell(cell)}" for name, cell in named if _cell(cell))
    return "\n".join((f"- **{_cell(row[0])}**", *lines))


def _cell(cell: Cell) -> str:
    if isinstance(cell, Said):
        return _beside(cell)
    return f"<{cell.url}>" if ADDRESS.fullmatch(cell.url) else _escaped(cell.url)


def _beside(text: Said) -> str:
    return " / ".join(map(_escaped, filter(None, (text.french, text.other))))


def _below(text: Said, mark: str, indent: str) -> str:
    """The two languages on lines of their own."""
    lines = (f"{mark}{_escaped(each)}{mark}" for each in (text.french, text.other) if each)
    return f"\\\n{indent}".join(lines)


def _escaped(text: str) -> str:
    """A text on one line in which nothing is markup, also where it begins the line."""
    line = _MARKUP.sub(r"\\\g<0>", _SPACES.sub(" ", text).strip())
    return _MARKER.sub(_unmarked, line, count=1) if _MARKER.match(line) else line


def _unmarked(marker: re.Match[str]) -> str:
    return f"\\{marker[1]}" if marker[1] else f"{marker[2]}\\{marker[3]}"


def _fenced(text: str) -> str:
    """A text to the letter, between fences longer than any in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
