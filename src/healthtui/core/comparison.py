"""The comparison of options for the person of a case: their C2S, their contracts, their care."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from healthtui.core.c2s import C2s, C2sAnswers, c2s
from healthtui.core.care import Care
from healthtui.core.compare import Outcome, Question, compare
from healthtui.core.eligibility import Eligibility
from healthtui.core.options import options
from healthtui.core.outlook import Outlook, asker
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import Visit


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcomes, first that of buying nothing, and what they were asked for.

    `aid` is the C2S and `answers` what it rests on; `question.visit` is the visit that is counted.
    """

    rulebook: Rulebook
    answers: C2sAnswers
    aid: C2s
    question: Question
    outcomes: tuple[Outcome, ...]

    @property
    def best(self) -> Outcome | None:
        """The outcome that costs least for the person's own care, None where that is open.

        An option that the person may not get is passed over.
        """
        priced = [each for each in self.outcomes if each.option.sure and each.year.total]
        if any(each.year.verdict is not Verdict.CERTAIN for each in priced):
            return None
        return min(priced, key=lambda each: each.year.total.most if each.year.total else 0)


def comparison(now: Outlook, year: int) -> Comparison:
    """The options of the person of an outlook, for the care of a calendar year of their log."""
    rulebook, case = now.rulebook, now.case
    answers, aid = aid_of(now)
    ask = asker(case, now.eligibility, now.today)
    question = Question(
        rulebook,
        now.today,
        lambda visit: ask(rulebook, visit),
        tuple(_without_contract(entry.care) for entry in now.ledger.entries(year)),
        replace(case.visit, contract=None),
    )
    own = case.visit.known("contract") or ()
    found = options(rulebook, case.offers, aid, own if any(dict(own).values()) else ())
    return Comparison(rulebook, answers, aid, question, compare(question, found))


def aid_of(now: Outlook) -> tuple[C2sAnswers, C2s]:
    """The answers about the C2S, with what the situation shows, and what follows from them."""
    answers = supposed(now.case.c2s, now.eligibility, now.rulebook)
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


def _without_contract(care: Care) -> Care:
    return replace(care, contract=None)
