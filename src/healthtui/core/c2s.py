"""Whether the complémentaire santé solidaire is for somebody, and what it costs: three-valued.

Each condition is true, false or open; the answer is certain where all ways that the open ones
can turn out lead to the same (facts: D5).
"""

import re
from datetime import date
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.answers import UNSURE, Answer, Field
from healthtui.core.calendar import months_later
from healthtui.core.dated import Dated, DatedValue
from healthtui.core.kinds import Flag, Number, Price
from healthtui.core.money import Cents
from healthtui.core.reasons import Reason, provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say

Standing = Literal["free", "contribution", "no", "open", "rule-unknown"]

_LARGEST: Final = 12
"""The largest household that is taken."""

FIELDS: Final = (
    Field("rights_open", Flag()),
    Field("stable_residence", Flag()),
    Field("own_household", Flag()),
    Field("household", Number(1, _LARGEST)),
    Field("income_eur", Price()),
)
BY_NAME: Final = {field.name: field for field in FIELDS}

_MONTHLY: Final = re.compile(r"c2s\.monthly_(?:up_to_(\d+)|(\d+)_(\d+)|(\d+)_up)(_alsace_moselle)?")
_LISTED: Final = 4
"""The largest household with a ceiling of its own; each person more adds to it."""


class C2sAnswers(Struct, frozen=True):
    """What was said of the conditions; `income_eur` is that of the household over twelve months.

    `own_household` is living apart from the parents with a tax return of one's own.
    """

    rights_open: Answer[bool] = None
    stable_residence: Answer[bool] = None
    own_household: Answer[bool] = None
    household: Answer[int] = None
    income_eur: Answer[Cents] = None

    def known(self, name: str) -> Any:
        """The value of a field, None where it is unsure or not asked."""
        answer = getattr(self, name)
        return None if answer is UNSURE else answer

    def answers(self) -> dict[str, Any]:
        """All fields that were asked, by name."""
        pairs = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: answer for name, answer in pairs if answer is not None}


class C2s(Struct, frozen=True):
    """The answer: what it is, the price of a month as it may turn out, why, and what decides.

    `least` and `most` are cents a month; `open_fields` the answers that are missing, in order of
    asking.
    """

    standing: Standing
    least: Cents
    most: Cents
    reasons: tuple[Reason, ...]
    open_fields: tuple[str, ...]

    @property
    def granted(self) -> bool:
        """Whether every condition is met for certain."""
        return self.standing in ("free", "contribution")


def c2s(
    rulebook: Rulebook, answers: C2sAnswers, birth: date | None, today: date, *, local: bool = False
) -> C2s:
    """What the C2S is for a person born on a day; `local` is the Alsace-Moselle scheme."""
    run = _Run(rulebook, answers, birth, today)
    conditions = [
        run.said("rights_open", say("Your rights to French health insurance are open")),
        run.said("stable_residence", say("You live in France lawfully for more than three months")),
        run.household(),
    ]
    monthly = _monthly(rulebook, birth, today, local=local)
    free, within = run.ceilings()
    if free is None or within is None or not monthly:
        return C2s("rule-unknown", 0, 0, tuple(run.reasons), ())
    income = run.income(free, within)
    least = 0
    most = max(value.value for value in monthly)
    if len(monthly) == 1:
        due = None if income == "open" else income == "contribution"
        run.tell("contribution", say("Contribution of a month"), monthly[0], due, most)
    if False in conditions or income == "no":
        return C2s("no", 0, 0, tuple(run.reasons), ())
    if None in conditions or income == "open":
        if income == "contribution":
            least = min(value.value for value in monthly)
        if income == "free":
            most = 0
        return C2s("open", least, most, tuple(run.reasons), tuple(run.open))
    if income == "free":
        return C2s("free", 0, 0, tuple(run.reasons), ())
    least = min(value.value for value in monthly)
    return C2s("contribution", least, most, tuple(run.reasons), tuple(run.open))


class _Run:
    """Goes through the conditions, and collects reasons and what is missing."""

    def __init__(
        self, rulebook: Rulebook, answers: C2sAnswers, birth: date | None, today: date
    ) -> None:
        self._rulebook = rulebook
        self._answers = answers
        self._birth = birth
        self._today = today
        self.reasons: list[Reason] = []
        self.open: list[str] = []

    def tell(
        self,
        rule: str,
        text: Sentence,
        dated: Dated | None,
        applied: bool | None,  # noqa: FBT001 - true, false or open, as in every reason
        amount: Cents | None = None,
    ) -> None:
        """Add a reason."""
        source = None if dated is None else provenance(self._rulebook, dated)
        self.reasons.append(Reason(f"c2s.{rule}", text, applied, amount, source))

    def said(self, name: str, text: Sentence) -> bool | None:
        """A condition that the person answers."""
        answer: bool | None = self._answers.known(name)
        if answer is None:
            self.open.append(name)
        self.tell(name, text, None, answer)
        return answer

    def household(self) -> bool | None:
        """Whether somebody counts alone: below an age only with a home and tax return of their own.

        With the parents' household it stays open: for parents abroad the rule is unclear.
        """
        from_years = self._value("own_application_from_years")
        if from_years is None or self._is_older(from_years.value):
            return True
        own: bool | None = self._answers.known("own_household")
        if own is None:
            self.open.append("own_household")
        text = say(
            "Under {n} you count with your parents, unless you live apart with a tax return of "
            "your own; for parents abroad the rule is unclear: ask your CPAM",
            n=from_years.value,
        )
        self.tell("own_application_from_years", text, from_years, own or None)
        return own or None

    def ceilings(self) -> tuple[DatedValue | None, DatedValue | None]:
        """The ceilings of the household, without and with a contribution."""
        return self._ceilings(self._answers.known("household") or 1)

    def income(self, free: DatedValue, within: DatedValue) -> Standing:
        """What the income alone says; of a household not known, what it says for every size."""
        income: Cents | None = self._answers.known("income_eur")
        size: int | None = self._answers.known("household")
        sizes = range(1, _LARGEST + 1) if size is None else (size,)
        standings = {self._by_income(income, each) for each in sizes}
        standing: Standing = standings.pop() if len(standings) == 1 else "open"
        if standing == "open":
            asked = ("household", "income_eur")
            self.open += [name for name in asked if self._answers.known(name) is None]
        told = (
            (free, say("Free up to an income of the household a year of"), "free"),
            (
                within,
                say("With a contribution up to an income of the household a year of"),
                "contribution",
            ),
        )
        for value, text, named in told:
            applied = None if standing == "open" else standing == named
            self.tell("ceiling", text, value, applied, value.value)
        return standing

    def _by_income(self, income: Cents | None, size: int) -> Standing:
        free, within = self._ceilings(size)
        if income is None or free is None or within is None:
            return "open"
        if income <= free.value:
            return "free"
        return "contribution" if income <= within.value else "no"

    def _ceilings(self, size: int) -> tuple[DatedValue | None, DatedValue | None]:
        return self._ceiling(size, ""), self._ceiling(size, "_contribution")

    def _ceiling(self, size: int, kind: str) -> DatedValue | None:
        value = self._value(f"income_ceiling_{min(size, _LISTED)}{kind}")
        if size <= _LISTED or value is None:
            return value
        more = self._value(f"income_ceiling_more{kind}")
        if more is None:
            return None
        return replace(more, value=value.value + more.value * (size - _LISTED))

    def _value(self, name: str) -> DatedValue | None:
        return self._rulebook.value(f"c2s.{name}", self._today)

    def _is_older(self, years: int) -> bool:
        return self._birth is not None and months_later(self._birth, 12 * years) <= self._today


def _monthly(
    rulebook: Rulebook, birth: date | None, today: date, *, local: bool
) -> list[DatedValue]:
    """The contribution of a month at the person's age; that of every age where it is not known."""
    found = []
    for key in rulebook.parameters:
        match = _MONTHLY.fullmatch(key)
        if match is None or bool(match[5]) is not local:
            continue
        first = int(match[2] or match[4] or 0)
        last = int(match[1] or match[3] or 999)
        value = rulebook.value(key, today)
        if value is not None and (birth is None or _has_age(birth, today, first, last)):
            found.append(value)
    return found


def _has_age(birth: date, today: date, first: int, last: int) -> bool:
    return months_later(birth, 12 * first) <= today < months_later(birth, 12 * (last + 1))
