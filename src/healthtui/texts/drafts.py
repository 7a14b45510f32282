"""What is said at the start of what was typed before the last end and never taken."""

from healthtui.core.case import Case
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, Sentence, say, word


def left_typed(case: Case, rulebook: Rulebook) -> tuple[Sentence, ...]:
    """A sentence that names where; none if all that was typed was taken or dropped."""
    places = dict.fromkeys(_named(place, rulebook) for place in case.drafts)
    if not places:
        return ()
    told = say(
        "You typed this last time, and it is not taken yet: {places}. It is still there.",
        places=Listing(tuple(places)),
    )
    return (told,)


def _named(place: str, rulebook: Rulebook) -> Sentence:
    table, *inner = place.split(".")
    questions = {
        "situation": rulebook.questions,
        "visit": rulebook.visit_questions,
        "log": rulebook.visit_questions,
        "c2s": rulebook.c2s_questions,
    }.get(table, {})
    if inner and inner[-1] in questions:
        return word(questions[inner[-1]].label)
    if inner and inner[0] in rulebook.steps:
        return word(rulebook.steps[inner[0]].title)
    return say("the numbers of a mutuelle") if table == "contract" else say("something else")
