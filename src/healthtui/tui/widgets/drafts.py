"""What is typed and is no answer yet: it is kept all the same, soon after the last key."""

from dataclasses import dataclass
from typing import Final

from textual.message import Message

SETTLED_SECONDS: Final = 0.6
"""How long after the last key it is handed over: not at each key, and before it can be lost."""


@dataclass
class Drafted(Message):
    """What stands in a field and is no answer; empty once nothing of the kind does."""

    name: str
    text: str
