from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from healthtui.tui.app import HealthApp
from healthtui.tui.terminal.wall import WALL

STEERING = "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])) + (
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
BLACK = Color(0, 0, 0)


@given(st.text(st.one_of(st.characters(), st.sampled_from(STEERING + "\ud800\udfff"))))
def test_no_line_steers_and_every_line_keeps_its_width(text: str) -> None:
    (shown,) = WALL.apply([Segment(text)], BLACK)
    assert set(shown.text).isdisjoint(STEERING)
    shown.text.encode()
    assert cell_len(shown.text) == cell_len(text)


def test_plain_text_is_left_as_it_is() -> None:
    segments = [Segment("é 日本 [/] 👩"), Segment("")]
    assert WALL.apply(segments, BLACK) == segments


def test_the_wall_stands_behind_every_filter_of_the_app() -> None:
    assert "get_line_filters" not in vars(HealthApp)
    assert WALL in HealthApp.get_line_filters(_without_filters())


class _Bare:
    _filters: tuple[object, ...] = ()


def _without_filters() -> HealthApp:
    app = object.__new__(HealthApp)
    app.__dict__["_filters"] = []
    app.__dict__["_drawn_lines"] = ()
    return app
