"""A verdict on a situation with everything that goes with it, before it is put into words."""

from datetime import date

from msgspec import Struct

from healthtui.core.contradictions import contradictions
from healthtui.core.eligibility import Eligibility, asked_about, eligibility, tried
from healthtui.core.reasons import Reason
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.core.situation import Situation
from healthtui.core.what_if import Turn, would_change


class Checked(Struct, frozen=True):
    """The verdict, the rows that lost (where they were asked for), and what would change it."""

    rulebook: Rulebook
    situation: Situation
    given: Eligibility
    lost: tuple[Reason, ...]
    turns: tuple[Turn, ...]
    problems: dict[str, Sentence]


def checked(
    rulebook: Rulebook,
    situation: Situation,
    today: date,
    on: date | None = None,
    *,
    explain: bool = False,
) -> Checked:
    """The verdict on a situation for the day `on`, or the one it is about if that is None."""
    day = on or asked_about(situation, today)
    rows = tried(rulebook, situation, day) if explain else ()
    return Checked(
        rulebook,
        situation,
        eligibility(rulebook, situation, day),
        tuple(row for row in rows if row.applied is not True),
        would_change(rulebook, situation, day),
        contradictions(situation, today),
    )
