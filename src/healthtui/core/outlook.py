"""Everything that any screen or command shows of a case: one function, one value."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.case import Case
from healthtui.core.checklist import Checklist
from healthtui.core.checklist_maker import checklist
from healthtui.core.contradictions import contradictions
from healthtui.core.eligibility import Eligibility, asked_about, eligibility
from healthtui.core.money import Money
from healthtui.core.reasons import Verdict
from healthtui.core.relevance import questions_that_matter
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import Visit
from healthtui.core.what_if import Turn, would_change

if TYPE_CHECKING:
    from healthtui.core.alternatives import Ask
    from healthtui.core.ledger import Ledger
    from healthtui.core.quote import Quote


class Outlook(Struct, frozen=True, dict=True):
    """A case and what follows from it today.

    `problems` has a sentence for each field of the situation that contradicts another; `matters`
    are the fields whose answer can still change something, and `turns` the single answers that
    would change a certain route. What is about money is made, and loaded, when it is first asked
    for: from the `known` ledger of an earlier outlook, as far as it is the same.
    """

    rulebook: Rulebook
    case: Case
    today: date
    eligibility: Eligibility
    checklist: Checklist
    problems: dict[str, Sentence]
    matters: frozenset[str]
    turns: tuple[Turn, ...]
    known: "Ledger | None" = None

    @cached_property
    def ledger(self) -> "Ledger":
        """The care log, quoted."""
        return ledger_of(self.rulebook, self.case, self.eligibility, self.today, self.known)

    @cached_property
    def quote(self) -> "Quote":
        """The visit after what the log holds."""
        return self._ask(self.rulebook, self.case.visit)

    @cached_property
    def sectors(self) -> "dict[str, Quote]":
        """The visit with a doctor of each sector, where there are several."""
        from healthtui.core.alternatives import by_sector  # noqa: PLC0415 - not for a verdict

        if len(self.rulebook.acts[self.quote.visit.known("act")].base) <= 1:
            return {}
        return by_sector(self.rulebook, self.quote, self.case.visit, self._ask)

    def with_visit(self, visit: Visit, quote: "Quote") -> "Outlook":
        """The same with another visit, which has a quote already, and none with other doctors."""
        made = replace(self, case=self.case.visited(visit))
        vars(made).update(ledger=self.ledger, quote=quote, sectors={})
        return made

    @property
    def latest_ledger(self) -> "Ledger | None":
        """The ledger if it was made, else the last one before."""
        made: Ledger | None = self.__dict__.get("ledger")
        return made or self.known

    @property
    def _ask(self) -> "Ask":
        return asker(self.case, self.eligibility, self.today, self.ledger)


def outlook(rulebook: Rulebook, case: Case, today: date, before: Outlook | None = None) -> Outlook:
    """The outlook on a case: verdict, steps, and on demand the log and the quote of the visit.

    What a change leaves as it was is taken from the outlook `before` it.
    """
    on = asked_about(case.situation, today)
    kept = before if before is not None and _is_of_the_same(before, rulebook, case, today) else None
    answer = kept.eligibility if kept else eligibility(rulebook, case.situation, on)
    routes = (answer.route,) if answer.route else answer.routes
    return Outlook(
        rulebook=rulebook,
        case=case,
        today=today,
        eligibility=answer,
        checklist=kept.checklist
        if kept and kept.case.progress == case.progress
        else checklist(rulebook, case, on, routes, today),
        problems=kept.problems if kept else contradictions(case.situation, today),
        matters=kept.matters
        if kept
        else questions_that_matter(rulebook, case.situation, on, routes),
        turns=kept.turns if kept else would_change(rulebook, case.situation, on),
        known=before.latest_ledger if before else None,
    )


def _is_of_the_same(before: Outlook, rulebook: Rulebook, case: Case, today: date) -> bool:
    """Whether an outlook is on the same situation, by the same law, on the same day."""
    return (
        before.rulebook is rulebook
        and before.today == today
        and before.case.situation == case.situation
    )


def _with_birth_date(rulebook: Rulebook, case: Case, today: date) -> Visit:
    """The visit of the person of the case, whose age need not be asked again."""
    visit, birth = case.visit, case.situation.day("birth_date")
    if birth is None or visit.birth_date is not None or visit.patient_age is not None:
        return visit
    act = visit.known("act")
    if act and not rulebook.acts[act].is_for(birth, visit.known("care_date") or today):
        return visit  # the care is for somebody else
    return replace(visit, birth_date=birth)


COVER_OF_SEGMENT: Final = {
    "home": "ehic",
    "renewal": "ehic",
    "cpam": "standard",
    "work": "standard",
    "scheme": "standard",
    "private": "not_registered",
    "gap": "not_registered",
}
"""What each cover of a day of the stay is for a visit on that day."""


def cover_on(rulebook: Rulebook, answer: Eligibility, care_date: date) -> str:
    """The cover that the situation gives on a care date, as a visit's `situation` names it.

    Within the stay it is that of the timeline. While the verdict is open the usual cover is
    assumed; `asker` says so.
    """
    if answer.verdict is not Verdict.CERTAIN or answer.route is None:
        return "standard"
    for segment in answer.segments:
        if segment.first <= care_date <= segment.last:
            return COVER_OF_SEGMENT[segment.cover]
    pays = rulebook.routes[answer.route].pays
    begins, ends = answer.covered_from, answer.covered_until
    outside = (begins is not None and care_date < begins) or (
        pays == "home" and ends is not None and care_date > ends
    )
    if outside or pays == "private":
        return "not_registered"
    return "ehic" if pays == "home" else "standard"


def asker(case: Case, answer: Eligibility, today: date, kept: "Ledger | None" = None) -> "Ask":
    """Quotes visits of the person of a case, under the cover of each day of care.

    With `kept`, a visit that does not say what its year kept before comes after those of the log.
    """
    from healthtui.core.quoting import quote  # noqa: PLC0415 - not for a verdict

    def ask(rulebook: Rulebook, visit: Visit) -> "Quote":
        day = visit.known("care_date") or today
        cover = cover_on(rulebook, answer, day)
        mine = _with_birth_date(rulebook, replace(case, visit=visit), today)
        counted: tuple[Sentence, ...] = ()
        if kept is not None and visit.year_so_far is None:
            mine, counted = _after_the_log(mine, kept, day)
        found = quote(rulebook, mine, today, cover)
        assumed = _cover_assumed(answer, cover, day)
        if visit.situation is not None or not found.amounts or assumed is None:
            return replace(found, assumed=(*found.assumed, *counted)) if counted else found
        return replace(
            found,
            verdict=Verdict.OPEN,
            assumed=(assumed, *found.assumed, *counted),
            unsure=(*found.unsure, "situation"),
        )

    return ask


def _cover_assumed(answer: Eligibility, cover: str, day: date) -> Sentence | None:
    """What is supposed of the cover of a day where the situation does not settle it."""
    if answer.verdict is not Verdict.CERTAIN:
        return say("you have French cover, which your answers do not settle yet")
    ends = answer.covered_until
    if cover == "standard" and ends is not None and day > ends:
        return say("your French cover goes on after {day}, when your stay ends", day=ends)
    return None


def _after_the_log(visit: Visit, kept: "Ledger", day: date) -> tuple[Visit, tuple[Sentence, ...]]:
    """The visit after those of the log, and a sentence where they left something behind."""
    before = kept.before(visit, day)
    if not any(amount for _, amount in before):
        return visit, ()
    found = dict(before)
    told = say(
        "after the care in your log: {flat} of flat contributions and {franchise} of franchises "
        "were kept that year",
        flat=Money(found["flat_contribution_eur"]),
        franchise=Money(found["franchise_eur"]),
    )
    return replace(visit, year_so_far=before), (told,)


def ledger_of(
    rulebook: Rulebook,
    case: Case,
    answer: Eligibility,
    today: date,
    known: "Ledger | None" = None,
) -> "Ledger":
    """The log, quoted under the cover of each day of care."""
    from healthtui.core.ledger import ledger  # noqa: PLC0415 - not for a verdict

    ask = asker(case, answer, today)
    numbered = case.situation.french_number != "none"
    return ledger(
        rulebook,
        case.log,
        lambda visit: ask(rulebook, visit),
        today,
        asked_with=(
            today,
            case.situation.birth_date,
            numbered,
            answer.verdict,
            answer.route,
            answer.segments,
            answer.covered_from,
            answer.covered_until,
        ),
        numbered=numbered,
        known=known,
    )
