"""When Python looks for garbage: seldom, and not through what stays as long as the program.

Nearly all that goes is freed at once; what is left are things that hold each other. To look
through everything for them takes 30 ms and more, and may fall on any key.
"""

import gc
from typing import Final

_YOUNG: Final = 3_000
"""New things after which the new ones alone are looked through; most of what goes goes then."""


def stays() -> None:
    """What there is stays: it is no garbage to look for. From now on it is looked for."""
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
    gc.enable()


def stays_too() -> None:
    """What was made since stays as well, but for what is garbage by now."""
    gc.collect()
    gc.freeze()
