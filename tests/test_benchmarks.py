"""What the engine's speed is held against must compute the same."""

from benchmarks.engine import BASES, of_quotes
from benchmarks.plain_loop import Act, loop, same, tables

from healthtui.core.quoting import quote
from healthtui.core.visit import Visit
from healthtui.files.places import config_dir
from healthtui.files.rulebook import load

RULEBOOK = load(config_dir())


def test_the_plain_loop_and_the_engine_agree_on_every_visit_that_is_measured() -> None:
    found = of_quotes(RULEBOOK, 1)
    assert all(figure > 0 for figure in found.values())


def test_another_figure_would_be_noticed() -> None:
    day = RULEBOOK.parameters["tariffs.gp_s1"].values[-1].valid_from
    visit = Visit("gp_consultation", day, 3000, "1", "in", 24, situation="standard")
    found = quote(RULEBOOK, visit, day).one
    assert found is not None
    (plain,) = loop(tables(RULEBOOK, BASES), [Act("gp_consultation", day, 3000, outside=False)])
    assert same(plain, found[1])
    (other,) = loop(tables(RULEBOOK, BASES), [Act("gp_consultation", day, 3100, outside=False)])
    assert not same(other, found[1])
