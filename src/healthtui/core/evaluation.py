"""One run of the computation: the act, the rules it falls under, and the reasons so far."""

from typing import Final

from healthtui.core.act import Act, UnknownRuleError
from healthtui.core.care_rules import ActRule, CareKind, CoverRule
from healthtui.core.dated import Dated, DatedValue
from healthtui.core.money import Cents
from healthtui.core.reasons import Reason, provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say, word

OUTSIDE: Final = ("out", "not_declared")
"""Pathways that are not the declared doctor's."""


class Evaluation:
    """Looks rules up for one act, and collects a reason with every step."""

    def __init__(self, rulebook: Rulebook, act: Act) -> None:
        self.rulebook: Final = rulebook
        self.act: Final = act
        self.rule: Final[ActRule] = rulebook.acts[act.name]
        self.kind: Final[CareKind] = rulebook.kinds[self.rule.kind]
        linked = act.linked or act.cover != "ALD"
        self.cover_name: Final = act.cover if linked else "standard"
        self.cover: Final[CoverRule] = self._cover()
        self.full: Final = (
            self.cover.rate == "full" and self.cover_name not in self.kind.full_except
        )
        """Whether the cover pays this kind of act in full."""
        local = self.kind.rate_local if self.cover.rate == "local" else ""
        self.usual_rate: Final = local or self.kind.rate
        """The rate within the care pathway, that of the local scheme for who belongs to it."""
        self._lowered_to: Final = self._lowered()
        self.reasons: Final[list[Reason]] = []

    @property
    def insured(self) -> bool:
        """Whether anything is paid back at all."""
        paid = self.cover.rate != "none"
        return paid and (not self.rule.per_year or self.used_up is None)

    @property
    def used_up(self) -> DatedValue | None:
        """How often an act is paid in a calendar year, once that is reached."""
        if not self.rule.per_year:
            return None
        most = self.value(f"tariffs.{self.rule.per_year}")
        return most if self.act.so_far.sessions >= most.value else None

    @property
    def lowered_to(self) -> str:
        """The rate to which the care pathway lowers this act; empty where it does not."""
        return self._lowered_to if self._lowered_to and self.insured else ""

    def value(self, key: str) -> DatedValue:
        """The number of a parameter on the care date; UnknownRuleError where none is known."""
        value = self.rulebook.value(key, self.act.care_date)
        if value is None:
            raise self._unknown(key)
        return value

    def title(self, key: str) -> Sentence:
        """What a parameter is called."""
        return word(self.rulebook.parameters[key].title)

    def cover_word(self) -> Sentence:
        """What the cover is called."""
        return word(self.rulebook.visit_questions["situation"].choices[self.act.cover])

    def tell(
        self,
        rule: str,
        text: Sentence,
        amount: Cents | None = None,
        dated: Dated | None = None,
        *,
        applied: bool = True,
    ) -> None:
        """Add a reason."""
        source = None if dated is None else provenance(self.rulebook, dated)
        self.reasons.append(Reason(rule, text, applied, amount, source))

    def _lowered(self) -> str:
        act, kind = self.act, self.kind
        if act.pathway not in OUTSIDE or act.child or not self.cover.pathway or self.full:
            return ""
        if act.pathway == "not_declared" and kind.rate_undeclared:
            return kind.rate_undeclared
        return kind.rate_out

    def _cover(self) -> CoverRule:
        cover = self.rulebook.covers[self.cover_name]
        day = self.act.care_date
        if cover.holds_on(day) and day <= self.rulebook.trusted_until(cover):
            return cover
        raise UnknownRuleError(
            say("No known rule on {day} for this cover: {cover}.", day=day, cover=self.cover_word())
        )

    def _unknown(self, key: str) -> UnknownRuleError:
        parameter = self.rulebook.parameters[key]
        return UnknownRuleError(
            say(
                "No known value on {day} for: {title}. Known from {first} to {last}.",
                day=self.act.care_date,
                title=word(parameter.title),
                first=parameter.values[0].valid_from,
                last=self.rulebook.trusted_until(parameter.values[-1]),
            )
        )
