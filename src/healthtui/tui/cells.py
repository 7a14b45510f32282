"""Text in columns of cells: a Chinese character takes two, an accent that combines takes none."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content


def left(text: str, width: int) -> str:
    """A text at the left of a column; one that is wider stays whole."""
    return text + " " * (width - cell_len(text))


def right(text: str, width: int) -> str:
    """A text at the right of a column; one that is wider stays whole."""
    return " " * (width - cell_len(text)) + text


def cut(text: str, width: int) -> str:
    """As much of a text as a column has room for."""
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width)).rstrip()


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text for a width; at least one."""
    return [line.plain.rstrip() for line in Content(text).wrap(max(1, width))] or [""]
