import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import Situation
from healthtui.core.timeline import Segment, rights_end, segments

MOROCCAN = Situation(
    nationalities=("MA",),
    insured_in="MA",
    card="none",
    birth_date=date(2004, 3, 12),
    stay_from=date(2026, 9, 1),
    stay_until=date(2027, 7, 31),
    programme="degree",
    enrolled_in_france=True,
    enrolled_on=date(2026, 9, 7),
    work="none",
    french_number="none",
    international_organisation=False,
    parent_insured_in_france=False,
)


def told(found: tuple[Segment, ...]) -> list[tuple[str, str, str]]:
    return [(one.first.isoformat(), one.last.isoformat(), one.cover) for one in found]


def changed(**answers: object) -> Situation:
    plain = {name: getattr(MOROCCAN, name) for name in Situation.__struct_fields__}
    return Situation(**{**plain, **answers})


def test_the_days_before_enrolment_are_a_gap(rulebook: Rulebook) -> None:
    assert told(segments(rulebook, MOROCCAN)) == [
        ("2026-09-01", "2026-09-06", "gap"),
        ("2026-09-07", "2027-07-31", "cpam"),
    ]


def test_a_card_covers_until_it_ends_and_then_the_french_cover_goes_on(rulebook: Rulebook) -> None:
    spaniard = changed(
        nationalities=("ES",),
        insured_in="ES",
        card="ehic",
        card_valid_until=date(2027, 1, 31),
        card_renewable=False,
        academic_year_end=date(2027, 6, 30),
        enrolled_on=date(2026, 9, 7),
    )
    assert told(segments(rulebook, spaniard)) == [
        ("2026-09-01", "2026-09-06", "home"),
        ("2026-09-07", "2027-07-31", "cpam"),
    ]


def test_work_takes_over_from_its_first_day(rulebook: Rulebook) -> None:
    german = changed(
        nationalities=("DE",),
        insured_in="DE",
        card="ehic",
        card_valid_until=date(2028, 1, 1),
        work="job",
        work_from=date(2027, 2, 1),
    )
    assert told(segments(rulebook, german)) == [
        ("2026-09-01", "2027-01-31", "home"),
        ("2027-02-01", "2027-07-31", "work"),
    ]


def test_rights_end_six_months_and_45_days_after_the_title(rulebook: Rulebook) -> None:
    ending = changed(
        residence_document="vls-ts",
        residence_document_until=date(2026, 10, 15),
        stay_until=date(2027, 10, 31),
    )
    assert rights_end(rulebook, ending) == date(2027, 6, 14)
    assert told(segments(rulebook, ending))[-1] == ("2027-06-15", "2027-10-31", "gap")


DAYS = st.dates(date(2026, 6, 1), date(2027, 10, 31))


@settings(max_examples=150, deadline=None)
@given(
    first=DAYS,
    length=st.integers(0, 500),
    enrolled=st.none() | DAYS,
    card=st.none() | DAYS,
    work=st.sampled_from(["none", "job", "apprenticeship"]),
    work_from=st.none() | DAYS,
    title=st.none() | DAYS,
    nation=st.sampled_from(["MA", "ES", "FR", "GB"]),
)
def test_segments_partition_the_stay_exactly(  # noqa: PLR0913, PLR0917 - one for each answer
    rules: Callable[[], Rulebook],
    first: date,
    length: int,
    enrolled: date | None,
    card: date | None,
    work: str,
    work_from: date | None,
    title: date | None,
    nation: str,
) -> None:
    stay = changed(
        nationalities=(nation,),
        french_origin="abroad",
        insured_in="none",
        card="none" if card is None else "ehic",
        card_valid_until=card,
        card_renewable=False,
        academic_year_end=first + timedelta(days=200),
        stay_from=first,
        stay_until=first + timedelta(days=length),
        enrolled_on=enrolled,
        work=work,
        work_from=work_from,
        residence_document_until=title,
    )
    found = segments(rules(), stay)
    if not found:
        return
    assert found[0].first == first
    assert found[-1].last == first + timedelta(days=length)
    assert sum(one.days for one in found) == length + 1
    for earlier, later in itertools.pairwise(found):
        assert later.first == earlier.last + timedelta(days=1)
        assert later.cover != earlier.cover


@pytest.mark.parametrize("missing", ["stay_from", "stay_until", "enrolled_on"])
def test_without_a_day_that_decides_there_is_no_bar(rulebook: Rulebook, missing: str) -> None:
    assert segments(rulebook, changed(**{missing: None})) == ()
