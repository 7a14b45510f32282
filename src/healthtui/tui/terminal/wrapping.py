"""Where a line may break: never at a no-break space, which Textual and rich take for any space.

French sets one before : ; ? ! € % and inside « », whose signs must not begin or end a line alone.
"""

import re
from typing import Final

import rich._wrap
import textual._wrap

_HELD: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_SPACE: Final = rf"[^\S{_HELD}]"
_LETTER: Final = rf"[\S{_HELD}]"


def hold_no_break_spaces() -> None:
    """Let both libraries take a no-break space for a letter of its word."""
    rich._wrap.re_word = re.compile(f"{_SPACE}*{_LETTER}+{_SPACE}*")  # noqa: SLF001
    textual._wrap.re_chunk = re.compile(f"{_LETTER}+{_SPACE}*|{_SPACE}+")  # noqa: SLF001
