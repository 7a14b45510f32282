"""Options over a year of care: those of an input, and how sure it is which costs least."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from healthtui.cli.act_input import acts_in, table_of
from healthtui.cli.answering import Table
from healthtui.cli.session import Session
from healthtui.core.answers import UNSURE, Answer, BadAnswerError
from healthtui.core.c2s import C2sAnswers, c2s
from healthtui.core.care import logged
from healthtui.core.case_plain import read_c2s, read_visit
from healthtui.core.compare import Question, compare
from healthtui.core.comparison import Comparison, visit_like
from healthtui.core.ledger import worst
from healthtui.core.offer import Offer, read_offer
from healthtui.core.options import options
from healthtui.core.quoting import quote
from healthtui.core.reasons import Verdict
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.core.situation import BY_NAME
from healthtui.core.visit import Visit

_FIELDS: Final = ("acts", "contracts", "visit", "c2s", "birth_date")


def compared(session: Session, table: Table, args: Namespace) -> Comparison:
    """The options in JSON, for the acts and the person in it; BadAnswerError as for an act."""
    rulebook, today = session.rulebook, session.today
    given = table_of(table, _FIELDS, args)
    words = rulebook.vocabulary
    birth = _birth_in(session, given.get("birth_date"))
    acts = acts_in(session, given.get("acts", []), {}, args)
    care = tuple(replace(logged(each.care, today), contract=None) for each in acts)
    visit = visit_like(care)
    if given.get("visit") is not None:
        visit = replace(read_visit(_table("visit", given["visit"]), words), contract=None)
    answers = read_c2s(_table("c2s", given["c2s"]), words) if given.get("c2s") else C2sAnswers()
    aid = c2s(rulebook, answers, birth, today)
    question = Question(
        rulebook,
        today,
        lambda each: quote(rulebook, _of_person(rulebook, each, birth, today), today),
        care,
        visit,
    )
    found = options(rulebook, _offers_in(session, given.get("contracts", [])), aid)
    outcomes = compare(question, found)
    asked = given.get("c2s") is not None
    return Comparison(rulebook, answers, aid, question, outcomes, aid_asked=asked)


def verdict_of(found: Comparison) -> Verdict:
    """Whether it is certain which option costs least.

    It is open while a figure is, and while the C2S could cost less; where it was never asked about
    that is assumed away, and said.
    """
    verdict = worst(each.year.verdict for each in found.outcomes)
    perhaps = found.aid_asked and found.perhaps_better() is not None
    if verdict is Verdict.CERTAIN and perhaps:
        return Verdict.OPEN
    return verdict


def _birth_in(session: Session, raw: object) -> date | None:
    if raw is None:
        return None
    birth: Answer[date] = BY_NAME["birth_date"].read(raw, session.rulebook.vocabulary)
    return None if birth is UNSURE else birth


def _offers_in(session: Session, contracts: object) -> dict[str, Offer]:
    if not isinstance(contracts, Sequence) or isinstance(contracts, str):
        raise BadAnswerError(say("contracts: give a list of contracts, each with its name."))
    words = session.rulebook.vocabulary
    return {
        str(number): read_offer(f"contracts.{number}", table, words)
        for number, table in enumerate(contracts, 1)
    }


def _table(name: str, raw: object) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise BadAnswerError(say("{field}: this is not a table.", field=name))
    return raw


def _of_person(rulebook: Rulebook, visit: Visit, birth: date | None, today: date) -> Visit:
    """The visit at the person's age, where it does not say one and is care for that age."""
    if birth is None or visit.birth_date is not None or visit.patient_age is not None:
        return visit
    act = visit.known("act")
    day = visit.known("care_date") or today
    fits = act is None or rulebook.acts[act].is_for(birth, day)
    return replace(visit, birth_date=birth) if fits else visit
