"""How the screen is to look, as the terminal and the person want it."""

from msgspec import Struct


class Looks(Struct, frozen=True):
    """`plain` draws by ASCII, `colourless` by bold and reverse alone.

    `theme` is the name of the theme that was asked for, if any; `light` tells that the terminal
    has a light ground.
    """

    plain: bool = False
    colourless: bool = False
    light: bool = False
    theme: str = ""


USUAL = Looks()
"""A terminal that can draw everything."""
