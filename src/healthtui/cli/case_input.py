"""A case from JSON, as every command about a case takes it."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from healthtui.core.answers import BadAnswerError
from healthtui.core.case import Case
from healthtui.core.case_plain import read_situation
from healthtui.core.nearest import nearest
from healthtui.core.progress import Progress, read_progress
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Listing, say

_FEW: Final = 12
"""So many names are told one by one."""


def case_in(rulebook: Rulebook, table: Mapping[str, Any]) -> Case:
    """The case in JSON: fields of the situation, and `steps` with the progress by step.

    BadAnswerError names what is not accepted.
    """
    plain = {name: raw for name, raw in table.items() if name != "steps"}
    situation = read_situation(plain, rulebook.vocabulary)
    steps = table.get("steps")
    return Case(situation, {} if steps is None else _progress_in(rulebook, steps))


def _progress_in(rulebook: Rulebook, steps: object) -> dict[str, Progress]:
    if not isinstance(steps, Mapping):
        raise BadAnswerError(say("steps: give a table of steps, each with its status."))
    words = rulebook.vocabulary
    for name in steps:
        known(str(name), rulebook.steps)
    return {name: read_progress(f"steps.{name}", entry, words) for name, entry in steps.items()}


def known(name: str, names: Collection[str]) -> None:
    """Raise BadAnswerError for a step that the rules, or a paper that the step, has not."""
    if name in names:
        return
    near = nearest(name, names, 3) or tuple(names)
    if len(near) > _FEW:
        raise BadAnswerError(
            say("“{name}” is not a step; see: healthtui rules list steps", name=name[:60])
        )
    raise BadAnswerError(
        say(
            "“{name}” is not known here; near to it: {near}.",
            name=name[:60],
            near=Listing(tuple(near)),
        )
    )
