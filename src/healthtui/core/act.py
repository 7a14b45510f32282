"""One act of care with every answer given, and who pays what for it."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from msgspec import Struct, field

from healthtui.core.money import Cents
from healthtui.core.reasons import Reason
from healthtui.core.sentence import Sentence


class SoFar(NamedTuple):
    """What was kept before an act, in cents.

    `flat` and `franchise` are those of the calendar year; `day` and `day_count` what was kept on
    that day with this professional, as a sum and as a number of contributions; `debt` is what
    third-party payment left owing, to be taken from later refunds. `sessions` are those of the
    year that were paid, of a care that is paid for a number of sessions only.
    """

    flat: Cents = 0
    franchise: Cents = 0
    day: Cents = 0
    day_count: int = 0
    debt: Cents = 0
    sessions: int = 0


NOTHING_SO_FAR: Final = SoFar()


class Act(Struct, frozen=True):
    """A visit with every answer given; amounts in cents.

    `price` is None for the base itself; `tariff` replaces the base of the rules where the person
    read it on a quote. `minor` is too young for anything to be kept from refunds, `child` for the
    care pathway. `coefficient` is in hundredths. `linked` tells whether care is for the long
    illness (ALD), `overseas` that it is given in an overseas department. `contract` holds a
    mutuelle's numbers by name; empty without a mutuelle.
    """

    name: str
    care_date: date
    price: Cents | None
    sector: str
    pathway: str
    cover: str
    minor: bool
    child: bool = False
    quantity: int | None = None
    tariff: Cents | None = None
    coefficient: int | None = None
    heavy: bool = False
    linked: bool = True
    third_party: bool = False
    overseas: bool = False
    contract: Mapping[str, int] = field(default_factory=dict)
    so_far: SoFar = NOTHING_SO_FAR

    @property
    def count(self) -> int:
        """How many: boxes, kilometres, days, sessions."""
        return self.quantity or 1


class Shares(NamedTuple):
    """Who pays what for one act, in cents, and the reasons in the order of the computation.

    `net` is what the CPAM pays in the end. Of it, `to_provider` goes to the professional (third
    party) and `debt_taken` settles what was owing; `so_far` is the state after the act.
    """

    price: Cents
    base: Cents
    rate: int
    gross: Cents
    flat_contribution: Cents
    franchise: Cents
    net: Cents
    copayment: Cents
    overrun: Cents
    mutuelle: Cents
    remainder: Cents
    to_provider: Cents
    debt_taken: Cents
    so_far: SoFar
    reasons: tuple[Reason, ...]

    @property
    def transfer(self) -> Cents:
        """What reaches the person's bank account from the CPAM for this act."""
        return 0 if self.to_provider else self.net - self.debt_taken


class UnknownRuleError(Exception):
    """No known rule gives the figure for that day; carries what to tell the person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.id)
        self.sentence = sentence
