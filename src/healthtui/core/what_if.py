"""What would change a certain route: each answer tried with the other values it could have."""

from datetime import date
from typing import Any

from msgspec import Struct

from healthtui.core.decision import decide
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation


class Turn(Struct, frozen=True):
    """Another answer to one field, and the routes it leaves, none of them the present one."""

    field: str
    value: Any
    routes: tuple[str, ...]

    @property
    def route(self) -> str | None:
        """The new route, None where further answers would decide it."""
        return self.routes[0] if len(self.routes) == 1 else None


def would_change(rulebook: Rulebook, situation: Situation, on: date) -> tuple[Turn, ...]:
    """Single answers that would change the route, those to a certain new route first.

    Empty unless the route is certain. Of the values of one field that lead to the same routes
    the one nearest to the present answer stands for all.
    """
    decision = decide(rulebook, situation, on)
    routes = decision.routes()
    if len(routes) != 1:
        return ()
    found = [
        Turn(name, value, others)
        for place in decision.asked()
        for name in decision.clusters[place].fields
        for value, others in decision.routes_instead(place, name)
    ]
    return tuple(sorted(found, key=lambda turn: turn.route is None))
