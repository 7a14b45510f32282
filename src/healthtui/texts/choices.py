"""The lists behind fields of choice: which answers, in which words, found by what was typed."""

from collections.abc import Callable, Sequence
from typing import Any

from healthtui.core.answers import UNSURE, Field
from healthtui.core.kinds import ActName, Choice, CountryCode, CountryCodes, Flag, Language
from healthtui.core.route_rules import Question
from healthtui.core.rulebook import Rulebook
from healthtui.texts import codes, countries, country_find
from healthtui.texts.country_search import fold
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import NOT_SURE, in_words

Option = tuple[Any, str]
"""An answer and its words."""

Finder = Callable[[str], Sequence[Option]]
"""The answers and their words that fit what was typed, the best first."""


class Choices:
    """The words of answers and the options of fields, in one language."""

    def __init__(self, rulebook: Rulebook, speaker: Speaker) -> None:
        self.rulebook = rulebook
        self.speaker = speaker

    def words(self, field: Field, question: Question, answer: Any) -> str:
        """An answer as its field shows it; empty for not asked."""
        if answer is None:
            return ""
        return self.speaker.value(in_words(self.rulebook, self.speaker, field, question, answer))

    def finder(self, field: Field, question: Question, *, clearable: bool = True) -> Finder:
        """What a picker offers for a field: all options, or those that fit what was typed.

        A code in capitals means that country.
        """
        options = self._options(field, question)
        extra: list[Option] = [(UNSURE, self.speaker.text(NOT_SURE))]
        if clearable:
            extra.append((None, self.speaker.word("no answer")))

        def find(query: str) -> Sequence[Option]:
            every = [*options, *extra]
            wanted = fold(query)
            holding = [pair for pair in every if wanted in fold(pair[1])]
            if wanted:
                holding.sort(key=lambda pair: _rank(wanted, fold(pair[1])))
            if not query or not isinstance(field.kind, CountryCode | CountryCodes):
                return holding
            named = self._countries(query, options)
            code = countries.canonical(query) if query.isupper() else None
            by_code = [pair for pair in named if pair[0] in (code, (code,))]
            if by_code:
                return by_code
            return [*named, *(pair for pair in holding if pair not in named)]

        return find

    def _countries(self, query: str, options: list[Option]) -> list[Option]:
        """The countries found by any name, in many languages, without accents."""
        found = country_find.find(query, self.speaker.language)
        by_code = {
            answer if isinstance(answer, str) else answer[0]: (answer, words)
            for answer, words in options
            if answer is not UNSURE
        }
        return [by_code[code] for code in found if code in by_code]

    def _options(self, field: Field, question: Question) -> list[Option]:
        kind = field.kind
        if isinstance(kind, Flag):
            return [(flag, self.words(field, question, flag)) for flag in (True, False)]
        if isinstance(kind, Choice):
            return [(value, self.words(field, question, value)) for value in kind.values]
        if isinstance(kind, ActName):
            return [(act, self.words(field, question, act)) for act in self.rulebook.acts]
        if isinstance(kind, Language):
            return self._languages()
        named = country_find.countries(self.speaker.language)
        if isinstance(kind, CountryCodes):
            return [((code,), name) for code, name in named]
        schemes = [
            (code, self.words(field, question, code)) for code in getattr(kind, "schemes", ())
        ]
        return [*schemes, *named]

    def _languages(self) -> list[Option]:
        known = (
            (code, codes.language_name(code, self.speaker.language))
            for code in codes.language_codes()
        )
        return sorted(known, key=lambda pair: fold(pair[1]))


def _rank(wanted: str, words: str) -> int:
    """The whole words first, then what begins with them."""
    return 0 if words == wanted else 1 if words.startswith(wanted) else 2
