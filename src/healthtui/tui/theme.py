"""The colours: few, strong on their ground, never the only bearer of a meaning.

They are strong too as the nearest of the 256 colours that many terminals have.

`row` is the ground of a highlighted row, `row-here` that of one in the list with the focus.
"""

from collections.abc import Mapping
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

from healthtui.core.sentence import Sentence, say

DARK: Final = Theme(
    name="dark",
    dark=True,
    background="#101418",
    surface="#101418",
    panel="#1e2224",
    foreground="#e8edf2",
    primary="#7fc8f8",
    secondary="#b8c4d0",
    accent="#f5d76e",
    success="#8fdc9a",
    warning="#f5c26b",
    error="#ff9c92",
    variables={
        "border": "#8a8a8a",
        "border-blurred": "#8a8a8a",
        "text-muted": "#b8c4d0",
        "row": "#1e2224",
        "row-here": "#303030",
    },
)

LIGHT: Final = Theme(
    name="light",
    dark=False,
    background="#ffffff",
    surface="#ffffff",
    panel="#e9eef3",
    foreground="#14181c",
    primary="#0b4f85",
    secondary="#3c4854",
    accent="#6b4a00",
    success="#145c22",
    warning="#6b4a00",
    error="#9c1c10",
    variables={
        "border": "#6b7680",
        "border-blurred": "#6b7680",
        "text-muted": "#3c4854",
        "row": "#e9eef3",
        "row-here": "#cfe2f3",
    },
)

STRONG_DARK: Final = Theme(
    name="high-contrast-dark",
    dark=True,
    background="#000000",
    surface="#000000",
    panel="#161819",
    foreground="#ffffff",
    primary="#a8dcff",
    secondary="#e0e6ec",
    accent="#ffe680",
    success="#a6f0b0",
    warning="#ffd58a",
    error="#ffb8b0",
    variables={
        "border": "#e0e6ec",
        "border-blurred": "#e0e6ec",
        "text-muted": "#e0e6ec",
        "row": "#161819",
        "row-here": "#303030",
    },
)

STRONG_LIGHT: Final = Theme(
    name="high-contrast-light",
    dark=False,
    background="#ffffff",
    surface="#ffffff",
    panel="#f0f4f8",
    foreground="#000000",
    primary="#002a60",
    secondary="#1f2830",
    accent="#4a2600",
    success="#0a4015",
    warning="#4a2600",
    error="#6e0d05",
    variables={
        "border": "#1f2830",
        "border-blurred": "#1f2830",
        "text-muted": "#1f2830",
        "row": "#f0f4f8",
        "row-here": "#d8f4f4",
    },
)

TERMINAL: Final = Theme(
    name="terminal",
    dark=True,
    ansi=True,
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    foreground="ansi_default",
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    success="ansi_default",
    warning="ansi_magenta",
    error="ansi_red",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "text-muted": "ansi_default",
        "row": "ansi_default",
        "row-here": "ansi_default",
    },
)
"""The colours that the person chose for the terminal, and its own ground.

Whether that is light or dark is not known. Of the sixteen only red and magenta are read on both:
blue is lost on black, yellow, green and cyan on white.
"""

THEMES: Final = (DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, TERMINAL)

OWN_VARIABLES: Final = ("row", "row-here")
"""What the style sheets use and no theme of Textual has."""

THEME_WORDS: Final[Mapping[str, Sentence]] = {
    "dark": say("dark"),
    "light": say("light"),
    "high-contrast-dark": say("high contrast, dark"),
    "high-contrast-light": say("high contrast, light"),
    "terminal": say("the terminal's own colours"),
}
