"""Pieces of text that pages and panels are put together from."""

from textual.content import Content


def heading(text: str) -> Content:
    """A line that names what follows."""
    return Content.styled(text, "bold $primary")


def lines(*parts: Content | str | None) -> Content:
    """Parts below each other; None is left out, an empty string is an empty line."""
    kept = [Content(part) if isinstance(part, str) else part for part in parts if part is not None]
    return Content("\n").join(kept)
