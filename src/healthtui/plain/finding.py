"""Answers by any name that somebody may type: countries and care in several languages."""

from collections.abc import Sequence

from healthtui.core.answers import UNSURE, Field
from healthtui.core.kinds import ActName, CountryCode, CountryCodes
from healthtui.core.route_rules import Question
from healthtui.core.rulebook import Rulebook
from healthtui.plain.dialogue import Dialogue
from healthtui.texts.choices import Finder, Option
from healthtui.texts.country_search import Entry, entries, ranked
from healthtui.texts.speaker import Speaker


def finder(dialogue: Dialogue, field: Field, question: Question) -> Finder:
    """What fits a typed text, the best first; of countries, a name alone and no “I don't know”."""
    usual = dialogue.choices.finder(field, question, clearable=False)
    if isinstance(field.kind, ActName):
        return _acts(dialogue.desk.rulebook, dialogue.speaker)
    if not isinstance(field.kind, CountryCode | CountryCodes):
        return usual

    def country(typed: str) -> Sequence[Option]:
        return [pair for pair in usual(typed) if pair[0] is not UNSURE]

    return country


def _acts(rulebook: Rulebook, speaker: Speaker) -> Finder:
    index = _names_of_acts(rulebook, speaker)
    order = {name: place for place, name in enumerate(rulebook.acts)}

    def act(typed: str) -> Sequence[Option]:
        found = ranked(typed, index, order)
        return [(name, speaker.word(rulebook.acts[name].label)) for name in found]

    return act


def _names_of_acts(rulebook: Rulebook, speaker: Speaker) -> tuple[Entry, ...]:
    """The names of care in the person's language, then in English and in French."""
    french = Speaker("fr")
    labels = {name: act.label for name, act in rulebook.acts.items()}
    return (
        *entries(0, [(name, speaker.word(label)) for name, label in labels.items()]),
        *entries(1, list(labels.items())),
        *entries(1, [(name, french.word(label)) for name, label in labels.items()]),
    )
