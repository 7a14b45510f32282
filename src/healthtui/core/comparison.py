"""The comparison of options for the person of a case: their C2S, their contracts, their care."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from healthtui.core.c2s import C2s, C2sAnswers, c2s
from healthtui.core.compare import Cost, Outcome, Question, compare
from healthtui.core.eligibility import Eligibility
from healthtui.core.options import WITH_C2S, options
from healthtui.core.outlook import Outlook, asker
from healthtui.core.quote import Quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit

V = TypeVar("V", bound=Visit)


CostOf = Callable[[Outcome], Cost]
"""Chooses the care of an outcome."""


def own_care(outcome: Outcome) -> Cost:
    """The cost of the person's own care."""
    return outcome.year


class Comparison(Struct, frozen=True):
    """The outcomes, first that of buying nothing, and what they were asked for.

    `aid` is the C2S and `answers` what it rests on; `question.visit` is the visit that is counted.
    `aid_asked` is false where a program asked that does not know of the C2S.
    """

    rulebook: Rulebook
    answers: C2sAnswers
    aid: C2s
    question: Question
    outcomes: tuple[Outcome, ...]
    aid_asked: bool = True

    def best(self, cost: CostOf = own_care) -> Outcome | None:
        """The outcome that costs least for some care, None where that is open.

        An option that the person may not get is passed over; `perhaps_better` names it.
        """
        priced = [
            (each, total)
            for each in self.outcomes
            if each.option.sure and (total := cost(each).total) is not None
        ]
        if any(cost(each).verdict is not Verdict.CERTAIN for each, _ in priced):
            return None
        chosen, total = min(priced, key=lambda pair: pair[1].most)
        sure = all(total.most <= other.least for each, other in priced if each is not chosen)
        return chosen if sure else None

    def perhaps_better(self, cost: CostOf = own_care) -> Outcome | None:
        """An option that the person may get and that could cost less than the best one."""
        best = self.best(cost)
        total = cost(best).total if best else None
        if total is None:
            return None
        for each in self.outcomes:
            other = cost(each).total
            if not each.option.sure and other is not None and other.least < total.most:
                return each
        return None


def comparison(now: Outlook, year: int) -> Comparison:
    """The options of the person of an outlook, for the care of a calendar year of their log."""
    rulebook, case = now.rulebook, now.case
    answers, aid = aid_of(now)
    ask = asker(case, now.eligibility, now.today)
    question = Question(
        rulebook,
        now.today,
        lambda visit: ask(rulebook, visit),
        tuple(_bare(entry.care, entry.quote) for entry in now.ledger.entries(year)),
        _bare(case.visit, now.quote),
    )
    own = case.visit.known("contract") or ()
    found = options(rulebook, case.offers, aid, own if any(dict(own).values()) else ())
    return Comparison(rulebook, answers, aid, question, compare(question, found))


def aid_of(now: Outlook) -> tuple[C2sAnswers, C2s]:
    """The answers about the C2S, with what the situation shows, and what follows from them."""
    answers = supposed(now.case.c2s, now.eligibility, now.rulebook)
    if answers.rights_open is None and now.case.situation.french_number == "rights-open":
        answers = replace(answers, rights_open=True)
    birth = now.case.situation.day("birth_date")
    local = now.quote.visit.known("situation") == "alsace_moselle"
    return answers, c2s(now.rulebook, answers, birth, now.today, local=local)


def supposed(answers: C2sAnswers, given: Eligibility, rulebook: Rulebook) -> C2sAnswers:
    """The answers about the C2S, with what the situation already shows of the rights."""
    if answers.rights_open is not None or given.verdict is not Verdict.CERTAIN:
        return answers
    if given.route is None or rulebook.routes[given.route].pays not in ("home", "private"):
        return answers
    return replace(answers, rights_open=False)


def visit_like(care: Sequence[Visit]) -> Visit:
    """The visit to count where none is named: that of all the care if it is one, else the GP's."""
    acts = {visit.act for visit in care}
    if len(acts) != 1:
        return Visit()
    return replace(care[0], contract=None, year_so_far=None, professional=None)


def _bare(visit: V, found: Quote) -> V:
    """A visit without its contract; a cover of its day that the C2S cannot complete is named."""
    cover = found.visit.situation
    if visit.situation is None and cover not in WITH_C2S:
        visit = replace(visit, situation=cover)
    return replace(visit, contract=None)
