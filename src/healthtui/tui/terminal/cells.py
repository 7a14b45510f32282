"""Drawing only the cells that changed: Textual sends a widget whole, and its border with it.

What the terminal shows is remembered cell by cell. A line with characters that are not one cell
wide is drawn as Textual does, whole, and nothing is remembered of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_ON_SPACE: Final = frozenset(("4", "7", "9", "21", "53"))
"""Attributes that show on a space: underlines, reverse, strike, overline."""
_COLOUR: Final = re.compile(r"[39]\d")
_GROUND: Final = re.compile(r"4\d|10\d")
_STEP: Final = 4
"""Unchanged cells of the same look that are drawn rather than jumped over."""

_BACK: Final = 7
"""Cells further back than this are reached by naming the place."""


class Pen(NamedTuple):
    """How a cell looks: the codes of its attributes, of its colour and of its ground."""

    attributes: str = ""
    colour: str = ""
    ground: str = ""


Cell: TypeAlias = tuple[str, Pen]
"""A character and its look."""
Placed: TypeAlias = tuple[int, int, Strip]
"""A strip and the column and row where it begins."""
Place: TypeAlias = tuple[int, int]
"""A column and a row."""
Colours: TypeAlias = tuple[str, str]
"""The codes of a colour and of a ground."""
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
        """What draws the cells of strips that are not shown yet, colour by colour.

        It begins by naming a place: where another program wrote to the terminal meanwhile, a
        figure must not come to stand elsewhere and leave the old one.
        """
        drawing = _Drawing()
        changed: dict[Place, Cell] = {}
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
                    row[column] = changed[column, y] = cell
        for x, y in _by_colours(changed):
            drawing.cell(x, y, self._rows[y])
        return drawing.ended()


def _by_colours(changed: Mapping[Place, Cell]) -> Iterator[Place]:
    """The places of cells, those of the same colour and ground after each other.

    To jump costs less than to take another colour and the first one again. Of a blank the colour
    is not seen: it goes with what is before it, or else with what follows.
    """
    of_place: dict[Place, Colours] = {}
    groups: dict[Colours, list[Place]] = {}
    for (x, y), (cell, following) in zip(changed, _with_following(changed.values()), strict=True):
        colours = cell[1].colour, cell[1].ground
        if cell[0] == " " and not cell[1].colour:
            before = of_place.get((x - 1, y))
            colours = before if before and before[1] == cell[1].ground else following
        of_place[x, y] = colours
        groups.setdefault(colours, []).append((x, y))
    return chain.from_iterable(groups.values())


def _with_following(cells: Iterable[Cell]) -> list[tuple[Cell, Colours]]:
    """Cells, each with its ground and the colour that is next seen on it, its own first."""
    told: list[tuple[Cell, Colours]] = []
    seen: dict[str, str] = {}
    for cell in reversed(list(cells)):
        letter, pen = cell
        if letter != " " or pen.colour:
            seen[pen.ground] = pen.colour
        told.append((cell, (seen.get(pen.ground, ""), pen.ground)))
    return told[::-1]


class _Drawing:
    """Escape sequences that draw one cell after the other in few bytes."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pen = _NOTHING
        self._x, self._y = -1, -1

    def cell(self, x: int, y: int, row: Mapping[int, Cell]) -> None:
        """Draw a cell of a row; those before it may be drawn too where that is shorter."""
        cell = row[x]
        self._go(x, y, row)
        if not self._suits(cell):
            self._take(_for_blank(self._pen, cell[1]) if cell[0] == " " else cell[1])
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
        back = self._x - x
        if y == self._y and 0 < back < _BACK and self._x in row:  # at the edge terminals differ
            self._parts.append("\b" * back)
        elif y != self._y or back > 0:
            self._parts.append(_to(x, y))
        elif x > self._x:
            between = [row.get(column) for column in range(self._x, min(x, self._x + _STEP + 1))]
            known = [cell[0] for cell in between if cell and self._suits(cell)]
            same = len(known) == x - self._x
            self._parts += known if same else [_right(x - self._x)]
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


@lru_cache(maxsize=1024)
def _for_blank(pen: Pen, blank: Pen) -> Pen:
    """A pen that draws a blank and keeps of another what is not seen on it: letters may follow."""
    if _shows_on_space(blank):
        return blank
    kept = [each for each in pen.attributes.split(";") if each not in _ON_SPACE]
    return Pen(";".join(kept), pen.colour, blank.ground)


def _shows_on_space(pen: Pen) -> bool:
    return not _ON_SPACE.isdisjoint(pen.attributes.split(";"))


@lru_cache(maxsize=4096)
def _turn(pen: Pen, wanted: Pen) -> str:
    """The shortest sequence that turns one pen into another."""
    whole = ";".join(["0", *filter(None, wanted)])
    if wanted == _NOTHING:
        return "\x1b[m"
    old, new = (set(filter(None, each.attributes.split(";"))) for each in (pen, wanted))
    colours = ((pen.colour, wanted.colour), (pen.ground, wanted.ground))
    gone = old - new
    if not gone <= _OFF.keys() or any(before and not after for before, after in colours):
        return f"\x1b[{whole}m"
    ended = {_OFF[each] for each in gone}
    again = new if "22" in ended else new - old
    changed = [after for before, after in colours if after != before]
    return f"\x1b[{min(whole, ';'.join([*sorted(ended), *sorted(again), *changed]), key=len)}m"


def _right(cells: int) -> str:
    return f"\x1b[{cells}C" if cells > 1 else "\x1b[C"


@lru_cache(maxsize=4096)
def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
