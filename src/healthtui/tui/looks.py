"""How the screen is to look, as the terminal and the person want it."""

from msgspec import Struct

from healthtui.tui.glyphs import EVERY, Signs


class Looks(Struct, frozen=True):
    """`signs` are those that the terminal draws, `colourless` draws by bold and reverse alone.

    `few_colours` tells that the terminal has its sixteen colours and no other ones.
    `theme` is the name of the theme that was asked for, if any; `light` tells that the terminal
    has a light ground. `mouse` and `cursor` tell whether the app takes the mouse and whether it
    shows the cursor of the terminal, None where that was not said at the start.
    """

    signs: Signs = EVERY
    colourless: bool = False
    few_colours: bool = False
    light: bool = False
    theme: str = ""
    mouse: bool | None = None
    cursor: bool | None = None


USUAL = Looks()
"""A terminal that can draw everything."""
