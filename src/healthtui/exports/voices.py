"""French and the reader's language beside each other, as every line of a case file has them."""

from collections.abc import Callable

from msgspec import Struct

from healthtui.core.plain_text import plain_text
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker


class Said(Struct, frozen=True):
    """A text in French and in the reader's language; `other` is empty where it says the same."""

    french: str
    other: str = ""


class Voices(Struct, frozen=True):
    """The languages of a case file; `other` is None for a reader of French."""

    french: Speaker
    other: Speaker | None

    @property
    def language(self) -> str:
        """The code of the language beside the French."""
        return self.french.language if self.other is None else self.other.language

    def each(self, tell: Callable[[Speaker], str]) -> Said:
        """What `tell` says in each language, without what could steer a terminal."""
        french = plain_text(tell(self.french))
        other = "" if self.other is None else plain_text(tell(self.other))
        return Said(french, "" if other == french else other)

    def text(self, sentence: Sentence) -> Said:
        """A sentence in each language."""
        return self.each(lambda speaker: speaker.text(sentence))


def voices(speaker: Speaker) -> Voices:
    """French, and the reader's language if that is another one."""
    french = Speaker("fr")
    return Voices(french, None if speaker.language == french.language else speaker)


def same(text: str) -> Said:
    """A text that is no language's, such as a date or a name."""
    return Said(plain_text(text))
