"""Answers one question for the saved case, or for each object of the input."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct

from healthtui.cli.inputs import Item, comes_slowly, items
from healthtui.cli.output import complain, tell, tell_json
from healthtui.cli.refused import BAD_INPUT, CERTAIN, OPEN, RULE_UNKNOWN, Refused
from healthtui.cli.session import Session
from healthtui.core.answers import BadAnswerError
from healthtui.core.reasons import Verdict
from healthtui.core.sentence import Sentence, say

CODES: Final = {
    Verdict.CERTAIN: CERTAIN,
    Verdict.OPEN: OPEN,
    Verdict.RULE_UNKNOWN: RULE_UNKNOWN,
}
_BY_GRAVITY: Final = (CERTAIN, OPEN, RULE_UNKNOWN, BAD_INPUT)


class Answer(Struct, frozen=True):
    """One answer in both forms, and its exit code."""

    document: dict[str, Any]
    lines: tuple[str, ...]
    code: int


Table = Mapping[str, Any]


def answered(
    session: Session,
    args: Namespace,
    for_table: Callable[[Table], Answer],
    for_saved: Callable[[], Answer],
) -> int:
    """Print the answers that the arguments ask for and return the exit code."""
    if args.input is None:
        if args.lenient:
            raise Refused(say("--lenient goes with --input."))
        answer = for_saved()
        _print(answer, args, pretty=True)
        return answer.code
    if args.set:
        raise Refused(
            say("--set supposes answers on top of the saved ones: it cannot go with --input.")
        )
    return _for_each(session, args, for_table)


def known_only(table: Table, fields: Mapping[str, Any], args: Namespace) -> Table:
    """The table as it is to be read: with `--lenient` without the keys that are not fields."""
    if not args.lenient:
        return table
    return {name: raw for name, raw in table.items() if name in fields}


def _for_each(session: Session, args: Namespace, for_table: Callable[[Table], Answer]) -> int:
    worst, told = CERTAIN, False
    at_once = comes_slowly(args.input)
    for item in items(args.input):
        answer, code = _one(session, args, item, for_table)
        if answer is not None:
            if told and not args.json:
                tell([""])
            _print(answer, args, pretty=not item.lines, at_once=at_once)
            told = True
        worst = max(worst, code, key=_BY_GRAVITY.index)
    return worst


def _one(
    session: Session, args: Namespace, item: Item, for_table: Callable[[Table], Answer]
) -> tuple[Answer | None, int]:
    """The answer for one object and its exit code; without an answer, the refusal is printed."""
    table = dict(item.table or {})
    passed = {"id": table.pop("id")} if "id" in table else {}
    problem = item.problem
    if problem is None:
        try:
            answer = for_table(table)
        except BadAnswerError as bad:
            problem = bad.sentence
        else:
            return _with_id(answer, passed), answer.code
    _refuse(session, args, item, problem, passed)
    return None, BAD_INPUT


def _with_id(answer: Answer, passed: dict[str, Any]) -> Answer:
    """The answer with the `id` of its object, right after the schema."""
    if not passed:
        return answer
    schema = {"schema": answer.document["schema"]}
    lines = (*(f"id: {value}" for value in passed.values()), *answer.lines)
    return Answer(schema | passed | answer.document, lines, answer.code)


def _refuse(
    session: Session, args: Namespace, item: Item, problem: Sentence, passed: dict[str, Any]
) -> None:
    told = session.speaker.text(problem)
    complain(session.speaker.text(say("line {n}: {problem}", n=str(item.line), problem=told)))
    if args.json:
        error = {"schema": "healthtui/error/1", **passed, "line": item.line, "error": told}
        tell_json(error, pretty=not item.lines)


def _print(answer: Answer, args: Namespace, *, pretty: bool, at_once: bool = True) -> None:
    if args.json:
        tell_json(answer.document, pretty=pretty, at_once=at_once)
    else:
        tell(answer.lines)
