"""Dates that cannot all be true: one sentence at the field, and everything else goes on."""

from datetime import date

from healthtui.core.calendar import months_later
from healthtui.core.sentence import Sentence, say
from healthtui.core.situation import Situation


def contradictions(situation: Situation, today: date) -> dict[str, Sentence]:
    """A sentence for each field whose date contradicts another answer or the calendar."""
    found: dict[str, Sentence] = {}
    day = situation.day
    first, last = day("stay_from"), day("stay_until")
    born, card, enrolled = day("birth_date"), day("card_valid_until"), day("enrolled_on")
    if born is not None and born > today:
        found["birth_date"] = say("Born after today ({today}): check the year.", today=today)
    if first is not None and last is not None and last < first:
        found["stay_until"] = say("The stay ends before it begins on {first}.", first=first)
    if first is not None and card is not None and card < first:
        found["card_valid_until"] = say("The card ends before you arrive on {first}.", first=first)
    if enrolled is not None and first is not None and months_later(enrolled, 12) < first:
        found["enrolled_on"] = say(
            "Enrolled more than a year before the stay begins on {first}.", first=first
        )
    if enrolled is not None and last is not None and enrolled > last:
        found["enrolled_on"] = say("Enrolled after the stay ends on {last}.", last=last)
    return found
