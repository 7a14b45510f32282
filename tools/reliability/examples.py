"""Values for hypothesis: all that a file can hold, and much that it cannot."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthtui.files.generation import HEAD_KEYS

TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEYS: Final = TEXT.filter(lambda key: key not in HEAD_KEYS)
FITTING: Final = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | TEXT
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14))])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
"""What TOML has a place for."""

ANYTHING: Final = st.recursive(
    FITTING
    | st.text(max_size=30)  # lone surrogates too
    | st.text(st.characters(categories=["Cc", "Cf", "Cs"]), max_size=9)
    | st.sampled_from([2**63, -(2**63) - 1, float("nan"), float("inf"), -0.0])
    | st.none().map(lambda _: 10**4400)  # more digits than Python writes
    | st.decimals()
    | st.binary(max_size=9)
    | st.none()
    | st.complex_numbers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.sets(st.integers(), max_size=2)
        | st.dictionaries(st.integers() | st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
"""And what it has none for."""


def kinds(value: object) -> object:
    """What tells apart values that == takes for the same: by kind, and nan equal to itself."""
    if isinstance(value, dict):
        return {key: kinds(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [kinds(inner) for inner in value]
    if isinstance(value, datetime | time):
        return type(value), value.isoformat()  # without the name of an offset, and without fold
    return type(value), repr(value)


def examples(
    count: int, strategy: st.SearchStrategy[Any], check: Callable[[Any], None], *, fixed: bool
) -> str:
    """Check so many examples, if `fixed` the same each time; what fails first, or nothing."""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=fixed,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(example: Any) -> None:
        check(example)

    try:
        each()
    except ExceptionGroup as group:
        return "; ".join(f"{type(error).__name__}: {error}" for error in group.exceptions)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a violation
        return f"{type(error).__name__}: {error}"
    return ""
