"""What a terminal sends for a key."""

from typing import Final

_SENT: Final = {
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "escape": "\x1b",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "slash": "/",
    "exclamation_mark": "!",
    "question_mark": "?",
    "ctrl+p": "\x10",
}


def sent(key: str) -> str:
    """The bytes of a key by its name."""
    return _SENT.get(key, key)
