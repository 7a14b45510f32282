"""The signs of states: one for each, so that colour is never needed; their words are in texts."""

from typing import Final

from healthtui.texts.wording import BLOCKED

SIGNS: Final = {
    "to-do": "[ ]",
    "ready": "[ ]",
    "sent": "[>]",
    "waiting": "[.]",
    "refused": "[!]",
    "accepted": "[x]",
    "not-needed": "[-]",
    BLOCKED: " · ",
}

COVER_MARKS: Final = {
    "home": "=",
    "renewal": "?",
    "cpam": "█",
    "work": "▓",
    "scheme": "=",
    "private": "-",
    "gap": "░",
}
