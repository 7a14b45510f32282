"""What is kept from a refund: flat contributions and franchises, with their ceilings."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from healthtui.core.evaluation import Evaluation
from healthtui.core.money import Cents
from healthtui.core.sentence import Sentence, say


class Kind(Struct, frozen=True):
    """One kind of sum that is kept: its amount, its limits in a day and a year, its account."""

    each: str
    per_day: str
    per_year: str
    account: str
    text: Sentence


KINDS: Final[Mapping[str, Kind]] = {
    "flat": Kind(
        "flat_contribution",
        "flat_contribution_per_day",
        "flat_contribution_per_year",
        "flat",
        say("Flat contribution (participation forfaitaire)"),
    ),
    **{
        name: Kind(
            f"franchise_{name}",
            per_day,
            "franchise_per_year",
            "franchise",
            say("Franchise médicale"),
        )
        for name, per_day in (
            ("box", ""),
            ("paramedical", "franchise_paramedical_per_day"),
            ("transport", "franchise_transport_per_day"),
        )
    },
}


_TOO_YOUNG: Final = say("Nothing is kept from the refund under 18")
_LIMIT_REACHED: Final = say("The yearly limit is reached")
_DAY_REACHED: Final = say("The limit of the day is reached")


class Kept(Struct, frozen=True):
    """What one act loses of its refund, in cents, and how many contributions that are."""

    flat: Cents = 0
    franchise: Cents = 0
    count: int = 0

    @property
    def due(self) -> Cents:
        """All that is kept."""
        return self.flat + self.franchise


def kept_from(run: Evaluation, gross: Cents) -> Kept:
    """What is kept from a refund of `gross` cents, never more than that (facts: algorithm 4-6)."""
    if run.kind.contribution == "none" or not run.insured:
        return Kept()
    if run.act.minor:
        run.tell("contributions.exempt", _TOO_YOUNG, 0)
        return Kept()
    if not run.cover.kept:
        text = say("Nothing is kept from the refund: {cover}", cover=run.cover_word())
        run.tell("contributions.exempt", text, 0, run.cover)
        return Kept()
    kind = KINDS[run.kind.contribution]
    each = run.value(f"contributions.{kind.each}")
    of_day, count = _within_the_day(run, kind, each.value)
    year = run.value(f"contributions.{kind.per_year}")
    before = run.act.so_far.flat if kind.account == "flat" else run.act.so_far.franchise
    amount = max(0, min(of_day, year.value - before, gross))
    run.tell(f"contributions.{kind.each}", kind.text, -amount, each)
    if of_day < each.value * run.act.count:
        most = run.value(f"contributions.{kind.per_day}")
        run.tell(f"limits.{kind.per_day}", _DAY_REACHED, None, most)
    if year.value - before < of_day:
        run.tell(f"limits.{kind.per_year}", _LIMIT_REACHED, None, year)
    if kind.account == "flat":
        return Kept(flat=amount, count=count)
    return Kept(franchise=amount, count=count)


def _within_the_day(run: Evaluation, kind: Kind, each: Cents) -> tuple[Cents, int]:
    """The sum that the limit of the day leaves, and the number of contributions it holds.

    The limit is a number of contributions or a sum, as its unit says.
    """
    count = run.act.count
    if not kind.per_day:
        return each * count, count
    key = f"contributions.{kind.per_day}"
    most = run.value(key).value
    before = run.act.so_far
    if run.rulebook.parameters[key].unit == "count":
        left = max(0, min(count, most - before.day_count))
        return each * left, left
    amount = max(0, min(each * count, most - before.day))
    return amount, amount // each
