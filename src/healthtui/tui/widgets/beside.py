"""What is wrong with a field, right below it."""

from typing import Final

from textual.content import Content
from textual.geometry import Offset, Region
from textual.widgets import Static

_WIDEST: Final = 46


class Beside(Static):
    """One sentence that floats below the field it is about, over whatever is there."""

    DEFAULT_CSS = """
    Beside {
        overlay: screen; constrain: inside inflect; display: none;
        width: auto; height: auto; padding: 0 1;
        background: $error; color: $background; text-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="beside", markup=False)

    def tell(self, sentence: str, field: Region) -> None:
        """Show a sentence below the region of a field."""
        self.absolute_offset = Offset(field.x, field.bottom)
        self.styles.max_width = min(_WIDEST, self.app.size.width)
        self.update(Content(sentence))
        self.display = True

    def hide(self) -> None:
        """Show nothing."""
        self.display = False
