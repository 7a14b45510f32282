"""Text in lines that fit a terminal or a Braille display, broken between words."""

import unicodedata
from collections.abc import Iterator
from typing import Final

WIDTH: Final = 79
_JOINTS: Final = "/-_."
_WIDE: Final = ("W", "F")
_OPENING: Final = "\uff08\u300a\u300c\u300e\u3010\u201c\u2018"
"""Signs after which no line ends: brackets and quotation marks of Chinese."""
_CLOSING: Final = (
    "\uff0c\u3002\u3001\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u3011\u201d\u2019.,:;%)"
)
"""Signs with which no line begins."""
_WITHOUT_WIDTH: Final = ("Mn", "Me", "Cf")
_SPELLED: Final = str.maketrans(
    {
        "€": "EUR",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "\u2019": "'",
        "\u2013": "-",
        "—": "-",
        "\u2212": "-",
        "\u00d7": "x",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "\u00a0": " ",
    }
)
"""Characters that no decomposition makes plain."""


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def wrapped(text: str, width: int = WIDTH) -> Iterator[str]:
    """The lines of a text; a word that is longer than a line, such as an address, is cut.

    Chinese, which has no spaces, is broken between any two letters, but not before a comma.
    """
    for paragraph in text.replace("\t", " ").split("\n"):
        line = ""
        for glue, piece in _pieces(paragraph, width):
            longer = f"{line}{glue}{piece}" if line else piece
            if cells(longer) <= width:
                line = longer
            else:
                yield line
                line = piece
        yield line


def _pieces(paragraph: str, width: int) -> Iterator[tuple[str, str]]:
    """What is never broken, each with what stands before it on the same line."""
    # Only at real spaces: what a no-break space holds together stays together.
    for word in filter(None, paragraph.split(" ")):
        glue = " "
        for part in parts(word):
            for piece in _cut(part, width):
                yield glue, piece
                glue = ""


def parts(word: str) -> Iterator[str]:
    """A word in parts between which a line may end."""
    if word.isascii():
        yield word
        return
    part = ""
    for letter in word:
        if part and _may_end(part[-1], letter):
            yield part
            part = ""
        part += letter
    yield part


def _may_end(before: str, after: str) -> bool:
    wide = any(unicodedata.east_asian_width(each) in _WIDE for each in (before, after))
    return wide and before not in _OPENING and after not in _CLOSING


def _cut(part: str, width: int) -> Iterator[str]:
    if cells(part) <= width:
        yield part
        return
    piece = ""
    for letter in part:
        if cells(piece + letter) > width:
            head = piece[: _last_joint(piece)]
            yield head
            piece = piece[len(head) :]
        piece += letter
    yield piece


def _last_joint(piece: str) -> int:
    """Where a long word is best cut: after a sign in its second half, or at its end."""
    joint = max(piece.rfind(sign) for sign in _JOINTS) + 1
    return joint if joint > len(piece) // 2 else len(piece)


def spelled(text: str, encoding: str) -> str:
    """The text in letters that an encoding has: an accent or a sign may go, never the word."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_spelled(letter, encoding) for letter in text)
    return text


def _spelled(letter: str, encoding: str) -> str:
    known = letter.encode(encoding, "ignore").decode(encoding, "ignore")
    plain = known or unicodedata.normalize("NFKD", letter.translate(_SPELLED))
    return "".join(each for each in plain if known or not unicodedata.combining(each))
