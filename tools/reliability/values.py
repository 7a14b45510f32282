"""R15: every value reads back equal, or is refused with a sentence; nothing is altered."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from hypothesis import strategies as st

from healthtui.core import c2s, care, offer, situation, visit
from healthtui.core.answers import BadAnswerError, Field, Vocabulary
from healthtui.core.case import Case
from healthtui.core.case_plain import from_plain, to_plain
from healthtui.files.encoding import Encoder, cleaned
from healthtui.files.generation import Head, decode
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load
from healthtui.files.trouble import NotSaved
from tools.reliability.examples import ANYTHING, FITTING, examples, kinds
from tools.reliability.proof import Proof

_SHORT: Final = 150
_FULL: Final = 3000
_HEAD: Final = Head(1, 7, "a" * 32, "b" * 32, "0.1.0")
_DAYS: Final = ("0001-01-01", "9999-12-31", "2026-02-29", "2004-02-29", "31/12/2026", "soon")
_TEXTS: Final = ("", "?", "unsure", "none", "MA", "MA,FR", "yes", "30", "30,00", "-1", "1e9", "100")
_ENTERED: Final = st.one_of(
    FITTING,
    st.text(max_size=30),
    st.sampled_from((*_DAYS, *_TEXTS)),
    st.dates(),
    st.integers(0, 99),
)
"""What a file, JSON or a keyboard can hand over, most of which no field takes."""
_CANDIDATES: Final = (*_DAYS, *_TEXTS, True, 0, 1, 100, 30, 0.5, "999999.99", date(2004, 2, 29))
_STATUSES: Final = st.sampled_from(("accepted", "sent", "waiting", "refused", "to-do"))


def prove(short: bool) -> list[Proof]:  # noqa: FBT001 - one argument that every proof has
    """So many examples of each model."""
    proof = Proof("R15", "each value reads back equal or is refused with a sentence")
    rulebook = load(config_dir())
    count = _SHORT if short else _FULL
    for name, strategy, check in _models(tuple(rulebook.steps), rulebook.vocabulary):
        told = examples(count, strategy, partial(check, proof), fixed=short)
        proof.expect(not told, f"{name}: {told}")
        proof.count("models")
    return [proof]


_PLACES: Final = ("situation.birth_date", "log.a1.price_eur", "contract.new.name")
_Check = Callable[[Proof, Any], None]


def _models(
    steps: tuple[str, ...], words: Vocabulary
) -> list[tuple[str, st.SearchStrategy[Any], _Check]]:
    def entered(proof: Proof, plain: Mapping[str, Any]) -> None:
        _check_entered(proof, plain, words)

    step = st.fixed_dictionaries(
        {}, optional={"status": _STATUSES | _ENTERED, "since": _ENTERED, "note": _ENTERED}
    )
    steps_of = st.dictionaries(st.sampled_from(steps), step, max_size=3)
    logged = st.dictionaries(st.sampled_from(("a1", "b2")), _answers(care.BY_NAME, words))
    offered = st.dictionaries(st.sampled_from(("c3", "d4")), _answers(offer.FIELDS, words))
    return [
        ("any table", st.dictionaries(st.text(max_size=9), ANYTHING, max_size=3), _check_table),
        ("situation", _table("situation", _answers(situation.BY_NAME, words)), entered),
        ("visit", _table("visit", _answers(visit.BY_NAME, words)), entered),
        ("steps", _table("steps", steps_of), entered),
        ("log", _table("log", logged), entered),
        ("contracts", _table("contracts", offered), entered),
        ("drafts", _table("drafts", st.dictionaries(st.sampled_from(_PLACES), _ENTERED)), entered),
        ("c2s", _table("c2s", _answers(c2s.BY_NAME, words)), entered),
    ]


def _answers(fields: Mapping[str, Field], words: Vocabulary) -> st.SearchStrategy[Any]:
    """Some answers, most of which their fields take."""
    taken = {name: st.sampled_from(_taken(field, words)) for name, field in fields.items()}
    each = {name: st.one_of(good, good, good, _ENTERED) for name, good in taken.items()}
    return st.fixed_dictionaries({}, optional=each)


def _taken(field: Field, words: Vocabulary) -> list[object]:
    """Those of the candidates that a field takes."""
    names = (*sorted(words.countries)[::9], *sorted(words.languages)[::9], *words.acts)
    found: list[object] = []
    for raw in (*_CANDIDATES, *names, *getattr(field.kind, "values", ())):
        with contextlib.suppress(BadAnswerError):
            field.read(raw, words)
            found.append(raw)
    return found


def _table(name: str, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return strategy.map(lambda table: {name: table})


def _check_table(proof: Proof, plain: dict[str, Any]) -> None:
    proof.count("examples")
    try:
        data = Encoder().encode(plain, _HEAD).data
    except NotSaved as refusal:
        proof.count("refused tables")
        proof.expect(refusal.final, f"it will be tried for ever: {refusal}")
        proof.expect(str(refusal).startswith("Not saved: "), f"no sentence: {refusal}")
    else:
        assert kinds(decode(data).plain) == kinds(cleaned(plain)), "it reads back otherwise"


def _check_entered(proof: Proof, plain: Mapping[str, Any], words: Vocabulary) -> None:
    """What the case takes of a table is what comes back from the file."""
    proof.count("examples")
    case, problems = from_plain(plain, words)
    proof.count("refused answers", len(problems))
    proof.count("answers that read back equal", _answered(case))
    data = Encoder().encode(to_plain(case), _HEAD).data
    again, problems = from_plain(decode(data).plain, words)
    assert not problems, "what was accepted is refused when it is read back"
    assert again == case, "it reads back otherwise"


def _answered(case: Case) -> int:
    answers = (getattr(case.situation, name) for name in situation.BY_NAME)
    details = (getattr(case.visit, name) for name in visit.BY_NAME)
    return len(case.progress) + sum(answer is not None for answer in (*answers, *details))
