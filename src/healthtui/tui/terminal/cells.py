"""Drawing only the cells that changed: Textual sends a widget whole, and its border with it.

What the terminal shows is remembered cell by cell. A line with characters that are not one cell
wide is drawn as Textual does, whole, and nothing is remembered of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_PLAIN_SPACE: Final = frozenset(("4", "7", "9", "21", "53"))
"""Attributes that show on a space: underlines, reverse, strike, overline."""
_COLOUR: Final = re.compile(r"[39]\d")
_GROUND: Final = re.compile(r"4\d|10\d")
_STEP: Final = 4
"""Unchanged cells of the same look that are drawn rather than jumped over."""


class Pen(NamedTuple):
    """How a cell looks: the codes of its attributes, of its colour and of its ground."""

    attributes: str = ""
    colour: str = ""
    ground: str = ""


Cell: TypeAlias = tuple[str, Pen]
"""A character and its look."""
Placed: TypeAlias = tuple[int, int, Strip]
"""A strip and the column and row where it begins."""
_NOTHING: Final = Pen()
_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
"""The codes that end attributes."""


class Shown:
    """What the terminal shows, as far as it is known."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Cell]] = {}

    def forget(self) -> None:
        """The terminal may show anything: the next drawing is whole."""
        self._rows.clear()

    def changes(self, strips: Iterable[Placed], system: ColorSystem) -> str:
        """What draws the cells of strips that are not shown yet."""
        drawing = _Drawing()
        for x, y, strip in strips:
            row = self._rows.setdefault(y, {})
            cells = _cells(strip, system)
            if cells is None:
                drawing.whole(x, y, strip, system)
                for column in range(x, x + strip.cell_length):
                    row.pop(column, None)
                continue
            for column, cell in enumerate(cells, x):
                if row.get(column) != cell:
                    row[column] = cell
                    drawing.cell(column, y, cell, row)
        return drawing.ended()


class _Drawing:
    """Escape sequences that draw one cell after the other, with the fewest bytes."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pen = _NOTHING
        self._x = self._y = -1

    def cell(self, x: int, y: int, cell: Cell, row: Mapping[int, Cell]) -> None:
        """Draw a cell; what `row` shows before it may be drawn again where that is shorter."""
        self._go(x, y, row)
        if not self._suits(cell):
            self._take(cell[1])
        self._parts.append(cell[0])
        self._x = x + 1

    def whole(self, x: int, y: int, strip: Strip, system: ColorSystem) -> None:
        """Draw a strip as Textual does."""
        self._take(_NOTHING)
        self._parts.append(_to(x, y))
        self._parts += [
            Strip.render_style(style, text, system) if style else text for text, style, _ in strip
        ]
        self._y = -1

    def ended(self) -> str:
        """All of it, with the pen as it was."""
        self._take(_NOTHING)
        return "".join(self._parts)

    def _go(self, x: int, y: int, row: Mapping[int, Cell]) -> None:
        if y != self._y or x < self._x:
            self._parts.append(_to(x, y))
        elif x > self._x:
            between = [row.get(column) for column in range(self._x, min(x, self._x + _STEP + 1))]
            known = [cell[0] for cell in between if cell and self._suits(cell)]
            same = len(known) == x - self._x
            self._parts += known if same else [f"\x1b[{x - self._x}C"]
        self._y = y

    def _suits(self, cell: Cell) -> bool:
        """Whether the pen draws the cell as it is to look."""
        return cell[1] == (_blank(self._pen) if cell[0] == " " else self._pen)

    def _take(self, pen: Pen) -> None:
        if pen != self._pen:
            self._parts.append(_turn(self._pen, pen))
            self._pen = pen


class ChangedCells(CompositorUpdate):
    """An update of Textual as the changes that it makes to what is shown."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, shown: Shown) -> None:
        self._update = update
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """The escape sequences of the changes."""
        system = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual asks
        placed = _whole if isinstance(self._update, LayoutUpdate) else _parts
        return self._shown.changes(placed(self._update), system)  # type: ignore[arg-type]


def _whole(update: LayoutUpdate) -> Iterator[Placed]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length


def _parts(update: ChopsUpdate) -> Iterator[Placed]:
    """The strips of the spans that are to be drawn, as Textual cuts them."""
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= right and end > left:
                yield x, y, strip if end <= right else strip.crop(0, right - x)


def _cells(strip: Strip, system: ColorSystem) -> list[Cell] | None:
    """The cells of a strip; None where a character is not one cell wide."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control or not (text.isascii() or cell_len(text) == len(text)):
            return None
        pen = _pen(Strip.render_ansi(style, system)) if style else _NOTHING
        blank = _blank(pen)
        cells += [(char, blank if char == " " else pen) for char in text]
    return cells


@lru_cache(maxsize=1024)
def _pen(codes: str) -> Pen:
    attributes, colour, ground = [], "", ""
    left = iter(codes.split(";") if codes else ())
    for code in left:
        if code in {"38", "48"}:
            kind = next(left)
            value = ";".join([code, kind, *(next(left) for _ in range(1 if kind == "5" else 3))])
            colour, ground = (value, ground) if code == "38" else (colour, value)
        elif _COLOUR.fullmatch(code):
            colour = code
        elif _GROUND.fullmatch(code):
            ground = code
        else:
            attributes.append(code)
    return Pen(";".join(attributes), colour, ground)


@lru_cache(maxsize=1024)
def _blank(pen: Pen) -> Pen:
    """The look of a space: of most attributes, and of the colour, nothing is seen."""
    return pen if _shows_on_space(pen) else Pen("", "", pen.ground)


def _shows_on_space(pen: Pen) -> bool:
    return not _PLAIN_SPACE.isdisjoint(pen.attributes.split(";"))


@lru_cache(maxsize=4096)
def _turn(pen: Pen, wanted: Pen) -> str:
    """The shortest sequence that turns one pen into another."""
    whole = ";".join(["0", *filter(None, wanted)])
    if wanted == _NOTHING:
        return "\x1b[0m"
    old, new = (set(filter(None, each.attributes.split(";"))) for each in (pen, wanted))
    colours = ((pen.colour, wanted.colour), (pen.ground, wanted.ground))
    gone = old - new
    if not gone <= _OFF.keys() or any(before and not after for before, after in colours):
        return f"\x1b[{whole}m"
    ended = {_OFF[each] for each in gone}
    again = new if "22" in ended else new - old
    changed = [after for before, after in colours if after != before]
    return f"\x1b[{min(whole, ';'.join([*sorted(ended), *sorted(again), *changed]), key=len)}m"


@lru_cache(maxsize=4096)
def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
