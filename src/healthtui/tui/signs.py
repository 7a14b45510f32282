"""The signs of states: one for each, so that colour is never needed; their words are in texts."""

from typing import Final

from healthtui.texts.steps import BLOCKED
from healthtui.tui.glyphs import DOT, FULL, PART, THIRD

SIGNS: Final = {
    "to-do": "[ ]",
    "ready": "[ ]",
    "sent": "[>]",
    "waiting": "[.]",
    "refused": "[!]",
    "accepted": "[x]",
    "not-needed": "[-]",
    BLOCKED: f" {DOT} ",
}

STYLES: Final = {"refused": "bold $error", "accepted": "$success", BLOCKED: "$text-muted"}
"""How a state is painted; the others as all text is."""

COVER_MARKS: Final = {
    "home": "=",
    "renewal": "?",
    "cpam": FULL,
    "work": THIRD,
    "scheme": "=",
    "private": "-",
    "gap": PART,
}
