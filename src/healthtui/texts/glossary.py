"""The glossary in sentences, and how a word of it is found."""

from collections.abc import Iterator, Mapping

from healthtui.core.rulebook import Rulebook, Term
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.country_search import entries, ranked
from healthtui.texts.speaker import Speaker


def found(typed: str, rulebook: Rulebook, speaker: Speaker) -> tuple[str, ...]:
    """The words that fit, the best first; a word is found by its names, then by what it means.

    All of them, in their order, where nothing was typed.
    """
    glossary = rulebook.glossary
    if not typed.strip():
        return tuple(in_order(glossary))
    index = entries(0, _names(glossary)) + entries(
        1, ((key, speaker.word(term.gloss)) for key, term in glossary.items())
    )
    return ranked(typed, index, {key: place for place, key in enumerate(in_order(glossary))})


def in_order(glossary: Mapping[str, Term]) -> list[str]:
    """The keys of the words as a dictionary has them."""
    return sorted(glossary)


def _names(glossary: Mapping[str, Term]) -> Iterator[tuple[str, str]]:
    for key, term in glossary.items():
        yield from ((key, name) for name in (term.term, *term.also))


def told(term: Term, rulebook: Rulebook) -> Iterator[Sentence]:
    """What a word means, where it is met, its other names and its step."""
    yield word(term.gloss)
    yield say("You meet it: {where}.", where=word(term.met))
    if term.also:
        yield say("Also: {names}.", names=", ".join(term.also))
    if term.step:
        yield say("Step: {step}", step=word(rulebook.steps[term.step].title))
