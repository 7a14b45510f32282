"""One line of an explanation: what was said, by which rule, on whose word."""

from datetime import date
from enum import Enum

from msgspec import Struct

from healthtui.core.dated import Dated, Source
from healthtui.core.money import Cents
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence


class Verdict(Enum):
    """How sure an answer is: certain, open (some answer decides), or no known rule for the day."""

    CERTAIN = "certain"
    OPEN = "open"
    RULE_UNKNOWN = "rule-unknown"


class Provenance(Struct, frozen=True, eq=False):
    """Where a statement of law comes from and when it holds.

    It is made once for each statement, so two are equal only if they are the same one.
    """

    source: Source
    valid_from: date
    valid_to: date | None
    checked_on: date
    confidence: str
    uncertain: bool


class Reason(Struct, frozen=True, cache_hash=True):
    """A step of the evaluation; `applied` is None where it could not be decided.

    `amount` is in cents, where the step is about money; `provenance` is None for plain arithmetic
    and for what the person said.
    """

    rule: str
    text: Sentence
    applied: bool | None = True
    amount: Cents | None = None
    provenance: Provenance | None = None


def provenance(rulebook: Rulebook, dated: Dated) -> Provenance:
    """The provenance of a dated statement, made once: most answers rest on the same few."""
    made = rulebook.made_of_statements.get(id(dated))
    if made is None:
        found = Provenance(
            rulebook.sources[dated.source],
            dated.valid_from,
            dated.valid_to,
            dated.checked_on,
            dated.confidence,
            dated.uncertain,
        )
        made = rulebook.made_of_statements[id(dated)] = (dated, found)
    origin: Provenance = made[1]
    return origin
