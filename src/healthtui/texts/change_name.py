"""What a change of the case is called when it is taken back or done again."""

from healthtui.core.patch import Patch
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import STATUS_WORDS

_PAPER_PATH = 4
"""A path to a paper: steps, the step, papers, the paper."""


def change_name(patch: Patch, rulebook: Rulebook, speaker: Speaker) -> str:
    """What a patch changed, as the person knows it."""
    steps = {change.path[1] for change in patch.changes if change.path[0] == "steps"}
    if len(steps) > 1:
        return speaker.plural("{n} step", "{n} steps", len(steps))
    acts = {change.path[1] for change in patch.changes if change.path[0] == "log"}
    if len(acts) > 1:
        return speaker.plural("{n} act of care", "{n} acts of care", len(acts))
    return speaker.text(_one(patch, rulebook))


def _one(patch: Patch, rulebook: Rulebook) -> Sentence:
    table, name, *_ = (*patch.changes[0].path, "")
    asked = {"situation": rulebook.questions, "visit": rulebook.visit_questions}
    if name in asked.get(table, {}):
        return word(asked[table][name].label)
    if table == "log":
        return _care(patch, rulebook)
    if table == "contracts":
        return say("a contract to compare")
    if table == "c2s":
        return say("C2S: {question}", question=word(rulebook.c2s_questions[name].label))
    if table == "steps" and name in rulebook.steps:
        return _step(patch, rulebook, word(rulebook.steps[name].title))
    return say("the last change")


def _care(patch: Patch, rulebook: Rulebook) -> Sentence:
    """One logged act: what of it, or the act itself where it came or went."""
    name = patch.changes[0].path[-1]
    for change in patch.changes:
        act = change.after or change.before
        if change.path[-1] == "act" and act in rulebook.acts:
            title = word(rulebook.acts[act].label)
            if change.after is None:
                return say("deleting “{act}” from your log", act=title)
            return say("in your log: {act}", act=title)
    if name in rulebook.visit_questions:
        question = word(rulebook.visit_questions[name].label)
        return say("in your log: {act}", act=question)
    return say("an act in your log")


def _step(patch: Patch, rulebook: Rulebook, title: Sentence) -> Sentence:
    """One step: its note, a paper of it, or its status."""
    for change in patch.changes:
        place, after = change.path, change.after
        if place[-1] == "note":
            return say("your note on “{title}”", title=title)
        if len(place) >= _PAPER_PATH and place[3] in rulebook.papers:
            title = word(rulebook.papers[place[3]].title)
        if place[-1] == "status" and after in STATUS_WORDS:
            return say("{title}: {status}", title=title, status=STATUS_WORDS[after])
    return title
