from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.core.pack import Pack, due_on, for_everybody, on_any_of, on_step
from healthtui.core.pack_reader import (
    ADDITIONS_LIMIT,
    LINE_LIMIT,
    PROBLEMS_LIMIT,
    TEXT_LIMIT,
    Known,
    PackError,
    PackProblem,
    read_pack,
)

KNOWN = Known(("portal-documents", "validate-visa"), ("ameli.fr", "Université de Tours"))
TODAY = date(2026, 11, 23)
PLAIN: dict[str, Any] = {
    "publisher": "Université du Nord, relations internationales",
    "checked_on": date(2026, 9, 1),
    "desks": {"welcome": {"title": "Welcome desk", "steps": ["portal-documents"]}},
    "advice": {"scans": {"steps": ["portal-documents", "validate-visa"], "text": "Free."}},
    "dates": {
        "over": {"title": "Over", "day": date(2026, 11, 22)},
        "today": {"title": "Today", "day": TODAY},
        "later": {"title": "Later", "day": date(2026, 12, 5), "steps": ["validate-visa"]},
    },
}


def pack(plain: Mapping[str, Any] = PLAIN) -> Pack:
    return read_pack("campus", plain, KNOWN)


def ids(packs: tuple[Pack, ...]) -> list[str]:
    return [each.id for pack in packs for each in pack.additions]


def changed(path: str, value: object) -> dict[str, Any]:
    """The good tables with one value replaced, or taken out where it is None."""
    plain = deepcopy(PLAIN)
    *above, last = path.split(".")
    table = plain
    for name in above:
        table = table[name]
    if value is None:
        del table[last]
    else:
        table[last] = value
    return plain


def problems(plain: Mapping[str, Any]) -> list[PackProblem]:
    with pytest.raises(PackError) as caught:
        pack(plain)
    return list(caught.value.problems)


def test_each_addition_stands_where_its_steps_say() -> None:
    packs = (pack(),)
    assert ids(on_step(packs, "portal-documents", TODAY)) == ["welcome", "scans"]
    assert ids(on_step(packs, "validate-visa", TODAY)) == ["scans", "later"]
    assert on_step(packs, "open-account", TODAY) == ()
    assert ids(for_everybody(packs, TODAY)) == ["today"]


def test_a_paper_holds_each_addition_once_and_no_day_that_is_over() -> None:
    packs = (pack(),)
    every = frozenset(("portal-documents", "validate-visa"))
    assert ids(on_any_of(packs, every, TODAY)) == ["welcome", "scans", "today", "later"]
    assert ids(on_any_of(packs, frozenset(), TODAY)) == ["today"]


def test_a_calendar_keeps_days_that_are_over() -> None:
    days = [each.id for each, _ in due_on(pack(), frozenset())]
    assert days == ["over", "today"]
    assert len(due_on(pack(), frozenset({"validate-visa"}))) == 3


def test_a_step_named_twice_counts_once() -> None:
    read = pack(changed("advice.scans.steps", ["validate-visa"] * 3))
    assert read.additions[1].steps == ("validate-visa",)


def test_texts_stand_on_one_line_and_steer_nothing() -> None:
    read = pack(changed("advice.scans.text", " a\r\n\n\nFrom ameli.fr\x1b[31m \u202e b\tc\u00a0! "))
    assert read.additions[1].text == "a From ameli.fr\ufffd[31m \ufffd b c\u00a0!"


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("publisher", None, "publisher"),
        ("checked_on", None, "checked_on"),
        ("publisher", "", "publisher"),
        ("publisher", " \u200b ", "publisher"),
        ("publisher", "x" * (LINE_LIMIT + 1), "publisher"),
        ("publisher", ["x"], "publisher"),
        ("publisher", "AMELI.FR", "publisher"),
        ("publisher", "ameli\u200b.fr", "publisher"),
        ("publisher", "\uff41meli . fr", "publisher"),
        ("publisher", "université de tours", "publisher"),
        ("publisher", "health-tui", "publisher"),
        ("checked_on", "2026-09-01", "checked_on"),
        ("checked_on", datetime(2026, 9, 1, 12), "checked_on"),  # noqa: DTZ001 - as TOML gives it
        ("checked_on", date(1899, 12, 31), "checked_on"),
        ("page", "http://example.org", "page"),
        ("page", "https://", "page"),
        ("page", "https://example.org/\nx", "page"),
        ("page", "https://example.org/<script>", "page"),
        ("page", "file:///etc/passwd", "page"),
        ("rules", {}, "rules"),
        ("desks", [], "desks"),
        ("desks", {f"d{n}": {"title": "x"} for n in range(ADDITIONS_LIMIT + 1)}, "desks"),
        ("desks.Welcome", {"title": "x"}, "desks.Welcome"),
        ("desks.a/b", {"title": "x"}, "desks.a/b"),
        ("desks.welcome", "x", "desks.welcome"),
        ("desks.welcome.title", None, "desks.welcome.title"),
        ("desks.welcome.phone", "0", "desks.welcome.phone"),
        ("desks.welcome.phone", 33, "desks.welcome.phone"),
        ("desks.welcome.phone", "+33 1 ext 5", "desks.welcome.phone"),
        ("desks.welcome.email", "desk@", "desks.welcome.email"),
        ("desks.welcome.email", "a@b.fr\nBcc: c@d.fr", "desks.welcome.email"),
        ("desks.welcome.file", "x", "desks.welcome.file"),
        ("desks.welcome.where", "see HTTP://example.org", "desks.welcome.where"),
        ("desks.welcome.where", "javascript://x", "desks.welcome.where"),
        ("desks.welcome.steps", [], "desks.welcome.steps"),
        ("desks.welcome.steps", "portal-documents", "desks.welcome.steps"),
        ("desks.welcome.steps", [1], "desks.welcome.steps"),
        ("desks.welcome.steps", ["portal-documents"] * 10_001, "desks.welcome.steps"),
        ("desks.welcome.steps", ["../x"], "desks.welcome.steps"),
        ("advice.scans.steps", None, "advice.scans.steps"),
        ("advice.scans.text", None, "advice.scans.text"),
        ("advice.scans.text", "x" * (TEXT_LIMIT + 1), "advice.scans.text"),
        ("advice.scans.title", "x", "advice.scans.title"),
        ("dates.today.day", None, "dates.today.day"),
        ("dates.today.title", True, "dates.today.title"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_with_its_key_and_nothing_else_is(
    path: str, value: object, key: str
) -> None:
    assert [problem.key for problem in problems(changed(path, value))] == [key]


def test_the_nearest_name_is_offered() -> None:
    (step,) = problems(changed("desks.welcome.steps", ["portal-document"]))
    assert dict(step.reason.values)["near"] == "portal-documents"
    (key,) = problems(changed("desks.welcome.fone", "+33 1 23"))
    assert dict(key.reason.values)["near"] == "phone"


def test_every_problem_is_told_up_to_a_hundred() -> None:
    plain = changed("publisher", "")
    plain["checked_on"] = ""
    plain["desks"]["welcome"]["steps"] = [f"s{n}" for n in range(5)]
    assert len(problems(plain)) == 7
    plain["desks"]["welcome"]["steps"] = [f"s{n}" for n in range(9_000)]
    assert len(problems(plain)) == PROBLEMS_LIMIT


scalars = st.one_of(
    st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
keys = st.sampled_from(
    ["publisher", "checked_on", "page", "steps", "title", "text", "day", "phone"]
)
entries = st.dictionaries(
    st.text(max_size=5), st.dictionaries(keys, values, max_size=5), max_size=3
)


@settings(max_examples=50)
@given(
    st.dictionaries(keys, values),
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("desks", "advice", "dates"), entries | values)
    ),
)
def test_any_tables_are_a_pack_or_problems(head: dict[str, Any], below: dict[str, Any]) -> None:
    try:
        read = pack({**head, **below})
    except PackError as error:
        assert 0 < len(error.problems) <= PROBLEMS_LIMIT  # noqa: PT017
    else:
        assert read.publisher
