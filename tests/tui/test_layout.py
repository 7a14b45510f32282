import pytest
from rich.cells import cell_len
from tests.tui.conftest import MODES, MOROCCAN, SPANIARD, Driver, Opening, fields_of
from textual.containers import VerticalScroll
from textual.widgets import Static

from healthtui.core.patch import Plain
from healthtui.texts.language import available
from healthtui.tui.form import Form

SIZES = [(80, 24), (60, 20), (40, 15), (120, 40)]
PEOPLE: dict[str, Plain] = {"moroccan": MOROCCAN, "spaniard": SPANIARD, "nobody": {}}


def check_frame(drive: Driver, size: tuple[int, int], mode: str) -> None:
    lines = drive.lines()
    width, height = size
    assert len(lines) == height
    assert all(cell_len(line) == width for line in lines), mode
    for bar in ("#strip", "#keys"):
        region = drive.screen.query_one(bar).region
        assert (region.x, region.width, region.height) == (0, width, 1)
    assert drive.screen.query_one("#strip").region.y == 0
    assert drive.screen.query_one("#keys").region.y == height - 1
    assert cell_len(drive.told("#keys")) <= width
    assert cell_len(drive.bar().rstrip()) <= width or "…" in lines[0]
    assert "healthtui" in lines[0]
    assert " ? " in lines[-1]
    assert drive.screen.max_scroll_x == drive.screen.max_scroll_y == 0
    for widget in drive.screen.query("#form, #answer, #list, #details"):
        assert widget.region.right <= width
        assert widget.region.bottom < height
        assert widget.max_scroll_x == 0, (mode, widget)


@pytest.mark.parametrize(
    ("plain", "size", "language"),
    [
        *(("moroccan", size, language) for size in SIZES for language in available()),
        ("spaniard", (80, 24), "fr"),
        ("nobody", (60, 20), "fr"),
    ],
)
async def test_every_screen_fits_its_window(
    opened: Opening, plain: str, size: tuple[int, int], language: str
) -> None:
    async with opened(PEOPLE[plain], size=size, language=language) as drive:
        for mode in MODES:
            await drive.go(mode)
            await drive.drawn()
            check_frame(drive, size, mode)
            answer = drive.screen.query_one("#told", Static)
            title = drive.answer().splitlines()[0].strip()
            panel = drive.screen.query("#answer, #details").first(VerticalScroll)
            assert panel.scroll_offset.y == 0
            if title:
                first = " ".join(drive.lines()[answer.region.y].split())
                assert title.split()[0][:10] in first  # Chinese has no spaces


@pytest.mark.parametrize("language", available())
async def test_the_whole_form_is_seen_at_eighty_by_twenty_four(
    opened: Opening, language: str
) -> None:
    async with opened(language=language) as drive:
        await drive.drawn()
        form = drive.screen.query_one(Form)
        assert not form.show_vertical_scrollbar
        assert not form.show_horizontal_scrollbar
        assert form.max_scroll_y == 0
        labels = [label.strip(" !·") for label in drive.labels()]
        assert len(labels) == 17
        room = drive.screen.query_one("#labels").content_size.width
        lines = drive.lines()
        for row, label in enumerate(labels):
            assert label in lines[2 + row]
            assert len(label) + 2 < room
        inside = form.content_region
        for name in fields_of(drive):
            field = drive.field(name)
            assert field.region.height == 1
            assert field.region.x >= inside.x
            assert field.region.right <= inside.right
            assert field.region.bottom <= inside.bottom


async def test_a_whole_date_is_seen_while_it_is_typed(opened: Opening) -> None:
    async with opened() as drive:
        for name in ("stay_until", "enrolled_on", "birth_date"):
            await drive.clear_and_type(name, "20261231")
            await drive.drawn()
            row = drive.lines()[drive.field(name).region.y]
            assert "2026-12-31" in row


@pytest.mark.parametrize("language", available())
async def test_every_field_can_be_reached_in_a_small_window(opened: Opening, language: str) -> None:
    async with opened({}, size=(60, 20), language=language) as drive:
        for mode in ("situation", "costs"):
            await drive.go(mode)
            ring = [name for name in fields_of(drive) if not drive.field(name).disabled]
            await drive.focus(ring[0])
            await drive.drawn()
            form = drive.screen.query_one(Form)
            for name in ring:
                assert drive.focused == name
                assert form.content_region.contains_region(drive.field(name).region), name
                await drive.press("tab")
                await drive.drawn()


async def test_windows_that_open_over_a_screen_fit_the_smallest_one(opened: Opening) -> None:
    async with opened(size=(60, 20)) as drive:
        for keys in (("w",), ("question_mark",), ("ctrl+p",), ("enter",)):
            await drive.press(*keys)
            await drive.drawn()
            assert drive.screen is not drive.base("situation")
            for widget in drive.screen.query("*"):
                if widget.display and widget.region:
                    assert widget.region.right <= 60, (keys, widget)
            assert all(cell_len(line) == 60 for line in drive.lines())
            await drive.press("escape")


async def test_the_strip_and_the_keys_follow_the_size_of_the_window(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        for size in ((60, 20), (120, 40), (40, 15), (80, 24)):
            await drive.pilot.resize_terminal(*size)
            await drive.drawn()
            assert all(cell_len(line) == size[0] for line in drive.lines())
            assert drive.lines()[0].rstrip() == drive.bar().rstrip() or "…" in drive.lines()[0]
        assert drive.lines()[0].rstrip()[-1] in "…" + drive.bar().rstrip()[-1]


@pytest.mark.parametrize(
    ("mode", "panel", "down"),
    [
        ("situation", "#answer", "pagedown"),
        ("costs", "#answer", "pagedown"),
        ("steps", "#details", "right"),
    ],
)
async def test_the_right_side_scrolls_by_keyboard(
    opened: Opening, mode: str, panel: str, down: str
) -> None:
    async with opened(size=(80, 16)) as drive:
        await drive.go(mode)
        await drive.drawn()
        side = drive.screen.query_one(panel)
        assert side.max_scroll_y > 0
        await drive.press(down)
        await drive.drawn()
        assert side.scroll_y > 0
