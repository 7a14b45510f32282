"""The rules of care: kinds, acts, covers, what was announced, and examples to compute with."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct, field

from healthtui.core.calendar import months_later
from healthtui.core.dated import Dated

Sector = Literal["1", "2_optam", "2", "3", "conventionne"]


class CareKind(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What acts of one profession share: keys of rates, contributions and sectors.

    `rate` is the usual rate; `rate_out` the one outside the care pathway, `rate_undeclared` the
    one where no doctor is declared at all, `rate_local` that of the Alsace-Moselle scheme; all
    name parameters of rates. `contribution` names what is kept from the refund. A `heavy` kind
    has acts for which a fixed sum replaces the percentage. `line` is the number of a contract
    that counts for it; `full_except` are covers whose full rate does not reach it. With
    `free_price` the professional may ask what they like, whatever the sector; with
    `price_is_base` the price itself is fixed, so that it is the base.
    """

    title: str
    rate: str
    rate_out: str = ""
    rate_undeclared: str = ""
    rate_local: str = ""
    contribution: Literal["flat", "box", "paramedical", "transport", "none"]
    heavy: bool = False
    line: str = "percent"
    full_except: tuple[str, ...] = ()
    free_price: bool = False
    price_is_base: bool = False
    sectors: tuple[Sector, ...]


_ADULT: Final = 18
"""The age in years of an adult."""


class ActRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An act that can be priced: its kind, and the tariff that is its base in each sector.

    `base_out` is the base outside the care pathway, `base_for` that of some covers,
    `base_overseas` that of the overseas departments, as far as they are known. With `units`
    the base is the tariff times a coefficient (AMI 1.5); `measure` names what is counted where
    the base is per unit (`km`): without a quantity the price is the base. `daily` is a charge
    for each day; `ceiling` is the price up to which a responsible contract leaves nothing (100 %
    Santé; `none` where no ceiling is known); `highest_out` is the most that sector 1 may ask
    outside the pathway. All name parameters of tariffs, as does `per_year`, how many
    times in a calendar year it is paid. An act for some ages only is for
    `age_from` years to below `age_until` (0: no limit).
    """

    label: str
    kind: str
    base: Mapping[str, str]
    base_out: Mapping[str, str]
    base_for: Mapping[str, str] = field(default_factory=dict)
    base_overseas: Mapping[str, str] = field(default_factory=dict)
    units: bool = False
    measure: str = ""
    daily: str = ""
    ceiling: str = ""
    highest_out: Mapping[str, str] = field(default_factory=dict)
    per_year: str = ""
    age_from: int = 0
    age_until: int = 0

    @property
    def usual_age(self) -> int:
        """An age in years that the act is for, an adult's if possible; 0 where it is for all."""
        return min(_ADULT, self.age_until - 1) if self.age_until else 0

    def is_for(self, birth: date, care_date: date) -> bool:
        """Whether somebody born on a day has an age that the act is for."""
        begins = months_later(birth, 12 * self.age_from)
        ends = months_later(birth, 12 * self.age_until)
        return not self.age_until or begins <= care_date < ends


class CoverRule(Dated, frozen=True, kw_only=True):
    """What a person's cover does to a refund.

    `rate` is that of the kind, full, that of the local scheme, or none; `kept` whether
    contributions are kept; `pathway` whether the care pathway counts; `daily` whether the daily
    charge of a hospital is due; `heavy` who owes the fixed sum of a heavy act; `rest` who pays
    what the insurance leaves.
    """

    rate: Literal["kind", "full", "local", "none"]
    kept: bool
    pathway: bool
    daily: bool
    heavy: Literal["person", "nobody"]
    rest: Literal["person", "c2s"]


class Proposal(Dated, frozen=True, kw_only=True):
    """A change that is not in force: announced, a draft, dropped, or a law without its decree.

    Never used for an answer.

    `changes` are parameters and the amounts in cents they would have.
    """

    title: str
    text: str
    stage: Literal["announced", "draft", "dropped", "no-decree"]
    changes: Mapping[str, int] = field(default_factory=dict)


class ContractExample(Dated, frozen=True, kw_only=True):
    """A level of guarantee that contracts commonly have, by the numbers of a contract."""

    title: str
    terms: Mapping[str, int]


class TypicalCare(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An act of a typical year; `price` names the tariff that is taken as the price."""

    act: str
    times: int = 1
    quantity: int | None = None
    heavy_act: bool | None = None
    price: str = ""


class TypicalYear(Dated, frozen=True, kw_only=True):
    """A year of care to compare contracts with: an example of ours, no statistic."""

    title: str
    care: tuple[TypicalCare, ...]
