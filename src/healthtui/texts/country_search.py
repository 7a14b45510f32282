"""How a typed text is held against many names: accents folded, the better hold first."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from healthtui.core.nearest import nearest

_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "&": " and "},
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_OPENING = re.compile(
    r"(?:the|le|la|les|l|el|il|os?|die|der)? ?"
    r"(?:(?:islamic|people s|democratic|federal|hashemite|arab) )*"
    r"(?:(?:republic|kingdom|state|federation|union|commonwealth) of (?:the )?"
    r"|(?:republique|royaume|etat|principaute) (?:du |de la |des |de |d )?)?",
)
_EXACT, _PREFIX, _WORD, _INSIDE = range(4)
_SHORT = 2
_TYPO_LENGTH = 4
_TYPO_CUTOFF = 0.75


class Entry(NamedTuple):
    """One name that can be typed for a code; a lower tier is nearer to the reader."""

    tier: int
    name: str
    joined: str
    code: str


def fold(text: str) -> str:
    """Return the text without case, accents and punctuation, one space between its words."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_LETTERS.sub(" ", plain.translate(_LETTERS)).strip()


def entries(tier: int, names: Iterable[tuple[str, str]]) -> tuple[Entry, ...]:
    """Prepare pairs of code and name for `ranked`; `St. Lucia` is `Saint Lucia` too."""
    found = []
    for code, name in names:
        folded = fold(name)
        found.append(Entry(tier, folded, folded.replace(" ", ""), code))
        if folded.startswith("st "):
            saint = f"saint {folded[3:]}"
            found.append(Entry(tier, saint, saint.replace(" ", ""), code))
    return tuple(found)


def ranked(query: str, index: tuple[Entry, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    """Return the codes whose names hold the query, the best hold first.

    A whole name goes before a beginning, a beginning before a later word, that before any part;
    then the lower tier, then `order`. What holds nothing is tried without its opening article or
    form of state, then as a misspelling.
    """
    folded = fold(query)
    if not folded:
        return ()
    bare = folded[_end_of_opening(folded) :]
    for wanted in dict.fromkeys((folded, bare)):
        held = _held(wanted, index)
        if held:
            return tuple(sorted(held, key=lambda code: (held[code], order.get(code, 0), code)))
    return _misspelt(bare, index)


def _end_of_opening(folded: str) -> int:
    match = _OPENING.match(folded)
    end = match.end() if match else 0
    return end if end and folded[end - 1] == " " and end < len(folded) else 0


def _held(wanted: str, index: tuple[Entry, ...]) -> dict[str, tuple[int, int]]:
    """Return the best hold, as kind and tier, of each code that has one."""
    joined = wanted.replace(" ", "")
    worst = _WORD if len(joined) <= _SHORT and joined.isascii() else _INSIDE
    best: dict[str, tuple[int, int]] = {}
    for entry in index:
        if joined not in entry.joined:
            continue
        kind = _kind(wanted, joined, entry)
        hold = (kind, entry.tier)
        if kind <= worst and hold < best.get(entry.code, (_INSIDE + 1, 0)):
            best[entry.code] = hold
    return best


def _kind(wanted: str, joined: str, entry: Entry) -> int:
    if joined == entry.joined:
        return _EXACT
    if entry.joined.startswith(joined):
        return _PREFIX
    return _WORD if f" {wanted}" in entry.name else _INSIDE


def _misspelt(wanted: str, index: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the codes of the names that are spelt nearly like `wanted`."""
    if len(wanted) < _TYPO_LENGTH:
        return ()
    codes: dict[str, list[str]] = {}
    for entry in index:
        codes.setdefault(entry.name, []).append(entry.code)
    near = nearest(wanted, codes, 5, cutoff=_TYPO_CUTOFF)
    return tuple(dict.fromkeys(code for name in near for code in codes[name]))
