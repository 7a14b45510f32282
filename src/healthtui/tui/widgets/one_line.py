"""A field of one line, as all of them are here: compact and still."""

from typing import Any

from textual.widgets import Input


class OneLine(Input):
    """Textual's field without a frame and without a cursor that blinks."""

    DEFAULT_CSS = """
    OneLine, OneLine.-textual-compact { height: 1; }
    """

    def __init__(self, value: str = "", **options: Any) -> None:
        # The core reads what is typed: Textual has nothing to validate.
        house: dict[str, Any] = {"compact": True, "validate_on": ()}
        super().__init__(value, **house | options)
        self.cursor_blink = False
