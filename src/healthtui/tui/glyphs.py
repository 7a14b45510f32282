"""Every drawn sign that is no letter, and what stands for it where only ASCII can be drawn."""

from typing import Final

FULL: Final = "█"
"""A part of a bar that is certain or done."""
PART: Final = "░"
"""The rest of a bar, or what is open."""
OTHER: Final = "▒"
"""A second part beside the full one."""
THIRD: Final = "▓"
DOT: Final = "·"
ELLIPSIS: Final = "…"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
NARROW_NO_BREAK: Final = "\N{NARROW NO-BREAK SPACE}"
HALVES: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): FULL}
"""Two squares above each other, the upper one first."""

CELL: Final = str.maketrans(
    {
        **dict.fromkeys("─┄╌━", "-"),
        **dict.fromkeys("│┆║┃", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "+"),
        "═": "=",
        FULL: "#",
        OTHER: "=",
        THIRD: "%",
        PART: ".",
        "▀": "#",
        "▄": "#",
        DOT: "-",
        "•": "*",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        **dict.fromkeys("“”«»", '"'),
        **dict.fromkeys("‘’", "'"),  # noqa: RUF001 - the quotes themselves
        **dict.fromkeys("–—−‐‑", "-"),  # noqa: RUF001 - the dashes themselves
        "×": "x",  # noqa: RUF001 - the sign itself
        "≥": ">",
        "≤": "<",
        "€": "E",
        "°": "o",
        ELLIPSIS: ".",
        NO_BREAK: " ",
        NARROW_NO_BREAK: " ",
    }
)
"""What is drawn in one cell, for one cell: borders, bars, and what comes as it is."""

_WORDS: Final = (
    ("«" + NO_BREAK, '"'),
    (NO_BREAK + "»", '"'),
    ("→", "->"),
    ("←", "<-"),
    (ELLIPSIS, "..."),
    ("≥", ">="),
    ("≤", "<="),
    ("€", "EUR"),
)


def in_ascii(text: str) -> str:
    """A sentence with ASCII for its signs, before it is laid out; letters stay."""
    for sign, plain in _WORDS:
        text = text.replace(sign, plain)
    return "".join(
        each if each in (NO_BREAK, NARROW_NO_BREAK) else each.translate(CELL) for each in text
    )


def without_currency(amount: str) -> str:
    """An amount without its sign of the euro, however that is written."""
    return amount.removesuffix("€").removesuffix("EUR").rstrip(f" {NO_BREAK}{NARROW_NO_BREAK}")
