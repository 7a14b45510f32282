"""Every drawn sign that is no letter, and what stands for it where it cannot be drawn."""

from typing import Final

from msgspec import Struct

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

CONSOLE: Final = frozenset("─│┌┐└┘├┤═█▒░·•…€°×«»")  # noqa: RUF001 - the signs themselves
"""What the fonts of the Linux console draw besides letters."""
_LINES: Final = {
    **dict.fromkeys("┄╌━", "─"),
    **dict.fromkeys("║┆┃", "│"),
    **dict(zip("╔╗╚╝╭╮╰╯", "┌┐└┘┌┐└┘", strict=True)),
    **dict(zip("╠╣", "├┤", strict=True)),
    THIRD: OTHER,
    **dict.fromkeys("▀▄", FULL),
}
"""The nearest of those signs for others."""


class Signs(Struct, frozen=True):
    """The signs that a terminal draws: `cell` holds what stands for each other one in its cell.

    `words` holds what is written otherwise before a sentence is laid out, in any width.
    """

    cell: dict[int, str]
    words: tuple[tuple[str, str], ...] = ()
    every: bool = False
    """Whether there is no sign that it does not draw."""

    def written(self, text: str) -> str:
        """A sentence in these signs, before it is laid out; letters stay."""
        for sign, plain in self.words:
            text = text.replace(sign, plain)
        return "".join(
            each if each in (NO_BREAK, NARROW_NO_BREAK) else each.translate(self.cell)
            for each in text
        )


EVERY: Final = Signs({}, every=True)
ASCII: Final = Signs(CELL, _WORDS)
ON_CONSOLE: Final = Signs(
    {sign: plain for sign, plain in CELL.items() if chr(sign) not in CONSOLE}
    | str.maketrans(_LINES),
    tuple((sign, plain) for sign, plain in _WORDS if not CONSOLE & {*sign}),
)


def without_currency(amount: str) -> str:
    """An amount without its sign of the euro, however that is written."""
    return amount.removesuffix("€").removesuffix("EUR").rstrip(f" {NO_BREAK}{NARROW_NO_BREAK}")
