"""`healthtui quote`: one act of care, who pays what."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from healthtui.cli.answering import CODES, Answer, Table, answered, known_only
from healthtui.cli.changes import changed
from healthtui.cli.documents import quote as documents
from healthtui.cli.documents.parts import Document
from healthtui.cli.refused import Refused
from healthtui.cli.session import NO_WORDS, Session, day_in
from healthtui.cli.words import Commands, Words, asking_options
from healthtui.core.alternatives import Ask, by_sector, on_day, under_proposals
from healthtui.core.answers import BadAnswerError
from healthtui.core.case_plain import read_visit
from healthtui.core.eligibility import asked_about, eligibility
from healthtui.core.kinds import Price
from healthtui.core.money import Cents, plain
from healthtui.core.outlook import asker, ledger_of
from healthtui.core.quote import Quote
from healthtui.core.quoting import quote
from healthtui.core.reconcile import Hypothesis, reconcile
from healthtui.core.sentence import say
from healthtui.core.visit import BY_NAME, Visit
from healthtui.texts.spoken import quote as spoken


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "quote",
        say("tell for one act of care who pays what"),
        (
            "healthtui quote --set act=gp_consultation --set price_eur=30",
            "healthtui quote --set sector=unsure --json",
            "healthtui quote --set price_eur=30 --received 7",
            "healthtui quote --sectors --and-on 2023-10-31",
            """echo '{"act": "dentist_consultation"}' | healthtui quote --input -""",
        ),
        run,
    )
    options(parser, commands.words)


def options(parser: ArgumentParser, words: Words) -> None:
    """Add the options, which `explain quote` shares."""
    asking_options(parser, words)
    parser.add_argument(
        "--sectors",
        action="store_true",
        help=words(say("beside it the same visit with a doctor of each sector")),
    )
    parser.add_argument(
        "--and-on", metavar="DATE", help=words(say("beside it the same visit on another day"))
    )
    parser.add_argument(
        "--received",
        metavar="EUR",
        help=words(say("what you received: tell what explains that amount exactly")),
    )


def run(session: Session, args: Namespace) -> int:
    """Print the quote and return its exit code."""
    return answer_quote(session, args, explain=False)


def answer_quote(session: Session, args: Namespace, *, explain: bool) -> int:
    """Print the quote, if asked with every reason, and return its exit code."""
    rulebook = session.rulebook
    beside = _Beside(session, args, explain=explain)

    def for_table(table: Table) -> Answer:
        visit = read_visit(known_only(table, BY_NAME, args), rulebook.vocabulary)
        return beside.answer(visit, lambda book, each: quote(book, each, session.today))

    def for_saved() -> Answer:
        case = changed(session.case(), args.set, rulebook.vocabulary, ("visit", "situation"))
        day = asked_about(case.situation, session.today)
        verdict = eligibility(rulebook, case.situation, day)
        kept = ledger_of(rulebook, case, verdict, session.today)
        return beside.answer(case.visit, asker(case, verdict, session.today, kept))

    return answered(session, args, for_table, for_saved)


class _Beside:
    """Answers with what was asked for beside the quote itself."""

    def __init__(self, session: Session, args: Namespace, *, explain: bool) -> None:
        self._rulebook = session.rulebook
        self._speaker = session.speaker
        self._args = args
        self._explain = explain
        self._other_day = day_in("--and-on", args.and_on) if args.and_on else None
        self._received = _amount_in("--received", args.received) if args.received else None

    def answer(self, visit: Visit, ask: Ask) -> Answer:
        """The answer for one visit, as a document or as lines."""
        found = ask(self._rulebook, visit)
        code = CODES[found.verdict]
        if self._args.json:
            return Answer(self._document(found, visit, ask), (), code)
        return Answer({"schema": documents.SCHEMA}, tuple(self._lines(found, visit, ask)), code)

    def _document(self, found: Quote, visit: Visit, ask: Ask) -> Document:
        rulebook, speaker = self._rulebook, self._speaker
        document = documents.document(rulebook, found, speaker)
        if self._args.sectors:
            document["sectors"] = documents.sectors(by_sector(rulebook, found, visit, ask))
        if self._other_day:
            other = on_day(rulebook, found, visit, self._other_day, ask)
            document["and_on"] = documents.other_day(other, self._other_day, speaker)
        if self._received is not None:
            document["received_eur"] = plain(self._received)
            document["hypotheses"] = documents.hypotheses(self._explained(found), speaker)
        if self._explain:
            supposed = under_proposals(rulebook, found, visit, ask)
            document["proposals"] = documents.proposals(rulebook, supposed, speaker)
        return document

    def _lines(self, found: Quote, visit: Visit, ask: Ask) -> Iterator[str]:
        rulebook, speaker = self._rulebook, self._speaker
        yield from spoken.lines(rulebook, found, speaker, explain=self._explain)
        if self._args.sectors:
            others = by_sector(rulebook, found, visit, ask)
            yield from spoken.sectors(rulebook, others, speaker)
        if self._other_day:
            other = on_day(rulebook, found, visit, self._other_day, ask)
            yield from spoken.other_day(other, self._other_day, speaker)
        if self._received is not None and found.one is not None:
            yield from spoken.hypotheses(self._explained(found), self._received, speaker)
        if self._explain:
            yield from spoken.proposals(under_proposals(rulebook, found, visit, ask), speaker)

    def _explained(self, found: Quote) -> tuple[Hypothesis, ...]:
        if found.one is None or self._received is None:
            return ()
        return reconcile(self._rulebook, found.one[0].act, self._received)


def _amount_in(option: str, text: str) -> Cents:
    try:
        amount: Cents = Price().read(text, NO_WORDS)
    except BadAnswerError as bad:
        raise Refused(say("{field}: {problem}", field=option, problem=bad.sentence)) from None
    return amount
