"""A language in the signs and letters that a terminal draws, where it does not draw every one."""

from typing import Any

from healthtui.core.money import Cents
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker
from healthtui.tui.glyphs import Signs


class DrawnSpeaker(Speaker):
    """Says everything in `signs`, so that it is laid out as it will be drawn."""

    __slots__ = ("_signs",)

    def __init__(self, language: str, signs: Signs) -> None:
        super().__init__(language)
        self._signs = signs

    def text(self, sentence: Sentence) -> str:
        """The sentence in these signs."""
        return self._signs.written(super().text(sentence))

    def word(self, text: str) -> str:
        """The text in these signs."""
        return self._signs.written(super().word(text))

    def plural(self, singular: str, plural: str, n: int, **values: Any) -> str:
        """The form that fits, in these signs."""
        return self._signs.written(super().plural(singular, plural, n, **values))

    def money(self, cents: Cents) -> str:
        """The amount, with EUR where there is no sign of it."""
        return self._signs.written(super().money(cents))
