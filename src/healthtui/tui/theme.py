"""The colours: few, strong on their ground, never the only bearer of a meaning."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="ht-dark",
    dark=True,
    background="#101418",
    surface="#101418",
    panel="#1c242c",
    foreground="#e8edf2",
    primary="#7fc8f8",
    secondary="#b8c4d0",
    accent="#f5d76e",
    success="#8fdc9a",
    warning="#f5c26b",
    error="#ff9c92",
    variables={"border": "#5d6b78", "border-blurred": "#5d6b78", "text-muted": "#b8c4d0"},
)

LIGHT: Final = Theme(
    name="ht-light",
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
    variables={"border": "#6b7680", "border-blurred": "#6b7680", "text-muted": "#3c4854"},
)

THEMES: Final = (DARK, LIGHT)
