"""How fresh and how sure the rules are."""

from datetime import date

from msgspec import Struct

from healthtui.core.calendar import months_later
from healthtui.core.dated import Dated
from healthtui.core.rulebook import Rulebook


class Health(Struct, frozen=True):
    """The rulebook on a day: how many statements, when checked, which are stale or uncertain."""

    statements: int
    oldest: date
    newest: date
    stale_months: int
    stale: tuple[tuple[str, Dated], ...]
    uncertain: tuple[tuple[str, Dated], ...]


def health(rulebook: Rulebook, today: date) -> Health:
    """The health of a rulebook: stale is what was checked too long before `today`."""
    every = tuple(rulebook.statements())
    months = rulebook.parameters["rulebook.stale_months"].values[-1].value
    days = [dated.checked_on for _, dated in every]
    return Health(
        statements=len(every),
        oldest=min(days),
        newest=max(days),
        stale_months=months,
        stale=tuple(
            # What has ended is history: it need not be checked again.
            pair
            for pair in every
            if months_later(pair[1].checked_on, months) < today
            and (pair[1].valid_to is None or pair[1].valid_to >= today)
        ),
        uncertain=tuple(pair for pair in every if pair[1].uncertain),
    )
