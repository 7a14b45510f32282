"""How the screen is to look, as the terminal and the person want it."""

from msgspec import Struct


class Looks(Struct, frozen=True):
    """`plain` draws by ASCII, `colourless` by bold and reverse alone.

    `theme` is the name of the theme that was asked for, if any; `light` tells that the terminal
    has a light ground. `mouse` and `cursor` tell whether the app takes the mouse and whether it
    shows the cursor of the terminal, None where that was not said at the start.
    """

    plain: bool = False
    colourless: bool = False
    light: bool = False
    theme: str = ""
    mouse: bool | None = None
    cursor: bool | None = None


USUAL = Looks()
"""A terminal that can draw everything."""
