from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from healthtui.core.act import Act, SoFar
from healthtui.core.reconcile import reconcile
from healthtui.core.reimbursement import shares
from healthtui.core.rulebook import Rulebook

VISIT = Act(
    name="gp_consultation",
    care_date=date(2026, 11, 2),
    price=3000,
    sector="1",
    pathway="in",
    cover="standard",
    minor=False,
    contract={"percent": 100},
)


def ids(rulebook: Rulebook, act: Act, received: int) -> list[list[str]]:
    return [[one.id for one in each.differences] for each in reconcile(rulebook, act, received)]


def test_what_the_rules_give_needs_no_explanation(rulebook: Rulebook) -> None:
    first = reconcile(rulebook, VISIT, 1900)[0]
    assert first.differences == ()
    assert first.measure.id == "cpam"


@pytest.mark.parametrize(
    ("received", "first"),
    [
        (700, ["no-declared-doctor"]),
        (1500, ["kept-2-contributions"]),
        (1300, ["kept-3-contributions"]),
        (1410, ["sector-2"]),
        (1655, ["tariff-of-2024-12-21"]),
        (1650, ["tariff-of-2023-10-31"]),
        (1800, ["kept-1-franchises"]),
        (2100, ["limit-reached"]),
        (3000, ["cover-C2S"]),
        (0, ["cover-not_registered"]),
    ],
)
def test_the_likeliest_explanation_comes_first(
    rulebook: Rulebook, received: int, first: list[str]
) -> None:
    assert ids(rulebook, VISIT, received)[0] == first


def test_the_share_of_the_mutuelle_may_have_come_too(rulebook: Rulebook) -> None:
    assert reconcile(rulebook, VISIT, 2800)[0].measure.id == "with-mutuelle"
    assert reconcile(rulebook, VISIT, 900)[0].measure.id == "mutuelle-only"


def test_a_last_cent_may_have_been_cut(rulebook: Rulebook) -> None:
    act = replace(VISIT, name="cardiologist_consultation", sector="2", price=6000, contract={})
    paid = shares(rulebook, act)
    assert paid.gross == 3341
    rounded = replace(act, price=4406)
    assert shares(rulebook, rounded).gross == 3084
    up = replace(act, price=4405)
    found = reconcile(rulebook, up, shares(rulebook, up).net - 1)
    assert found[0].measure.id == "cut-cent"


def test_an_amount_that_nothing_gives_has_no_explanation(rulebook: Rulebook) -> None:
    assert reconcile(rulebook, VISIT, 1234) == ()
    assert reconcile(rulebook, VISIT, 99_999) == ()


ACTS = st.builds(
    lambda pathway, sector, price, flat: replace(
        VISIT,
        pathway=pathway,
        sector=sector,
        price=price,
        so_far=SoFar(flat=flat),
        contract={},
    ),
    st.sampled_from(("in", "out", "not_declared")),
    st.sampled_from(("1", "2_optam", "2")),
    st.integers(1_000, 9_000),
    st.integers(0, 5_000),
)


@settings(max_examples=60, deadline=None)
@given(act=ACTS, received=st.integers(0, 6_000))
def test_every_explanation_gives_exactly_the_amount_and_adds_nothing_needless(
    rules: Callable[[], Rulebook], act: Act, received: int
) -> None:
    found = reconcile(rules(), act, received)
    for each in found:
        assert each.measure.amount(each.paid) == received
        changes = {name: one.changes[name] for one in each.differences for name in one.changes}
        assert shares(rules(), replace(act, **changes)) == each.paid
    weights = [each.weight for each in found]
    assert weights == sorted(weights)
    named = [each.ids - {"cpam"} for each in found]
    assert not any(one < other for one in named for other in named)
