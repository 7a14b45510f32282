"""A language in ASCII and its letters, for terminals that draw nothing else."""

from typing import Any

from healthtui.core.money import Cents
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker
from healthtui.tui.glyphs import in_ascii


class AsciiSpeaker(Speaker):
    """Says everything with ASCII for its signs, so that it is laid out as it will be drawn."""

    __slots__ = ()

    def text(self, sentence: Sentence) -> str:
        """The sentence, its signs in ASCII."""
        return in_ascii(super().text(sentence))

    def word(self, text: str) -> str:
        """The text, its signs in ASCII."""
        return in_ascii(super().word(text))

    def plural(self, singular: str, plural: str, n: int, **values: Any) -> str:
        """The form that fits, its signs in ASCII."""
        return in_ascii(super().plural(singular, plural, n, **values))

    def money(self, cents: Cents) -> str:
        """The amount with EUR."""
        return in_ascii(super().money(cents))
