"""Pieces of text that pages and panels are put together from."""

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from healthtui.tui.cells import right, wrapped

_KEY: Final = 6
"""The room of a key, at the left of what it does."""


def heading(text: str) -> Content:
    """A line that names what follows."""
    return Content.styled(text, "bold $primary")


def lines(*parts: Content | str | None) -> Content:
    """Parts below each other; None is left out, an empty string is an empty line."""
    kept = [Content(part) if isinstance(part, str) else part for part in parts if part is not None]
    return Content("\n").join(kept)


def key_rows(rows: Iterable[tuple[str, str]], width: int) -> str:
    """Keys and what they do in two columns."""
    beside = f"\n{' ' * (_KEY + 2)}"
    return "\n".join(
        f"{right(key, _KEY)}  {beside.join(wrapped(does, width - _KEY - 2))}" for key, does in rows
    )
