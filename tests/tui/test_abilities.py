from functools import partial

import pytest
from rich.segment import Segment
from textual.color import Color

from healthtui.tui import cells
from healthtui.tui.glyphs import ASCII, EVERY, ON_CONSOLE, Signs, without_currency
from healthtui.tui.looks import Looks
from healthtui.tui.terminal import drawn_lines
from healthtui.tui.terminal.abilities import looks_for
from healthtui.tui.terminal.drawn_lines import DrawnLines
from healthtui.tui.terminal.wrapping import hold_no_break_spaces

BLACK = Color(0, 0, 0)
SIXTEEN = partial(Looks, few_colours=True)


@pytest.mark.parametrize(
    ("environment", "colours", "looks"),
    [
        ({"TERM": "xterm-256color"}, 256, Looks()),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256, Looks()),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 256, Looks(colourless=True)),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, 8, SIXTEEN(colourless=True)),
        ({"TERM": "vt100"}, -1, SIXTEEN(colourless=True)),
        ({}, -1, SIXTEEN()),
        ({"TERM": "linux"}, 8, SIXTEEN(signs=ON_CONSOLE)),
        ({"TERM": "linux", "HEALTHTUI_ASCII": "1"}, 8, SIXTEEN(signs=ASCII)),
        ({"TERM": "xterm-256color", "HEALTHTUI_ASCII": "1"}, 256, Looks(signs=ASCII)),
        ({"TERM": "xterm-256color", "HEALTHTUI_ASCII": "0"}, 256, Looks()),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, 256, Looks(light=True)),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, 256, Looks()),
        ({"TERM": "rxvt", "COLORFGBG": "15;8"}, 88, SIXTEEN()),
        ({"TERM": "screen"}, 8, SIXTEEN()),
        ({"TERM": "screen", "COLORTERM": "truecolor"}, 8, Looks()),
        ({"TERM": "screen", "TEXTUAL_COLOR_SYSTEM": "256"}, 8, Looks()),
    ],
)
def test_the_environment_tells_how_to_draw(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colours: int, looks: Looks
) -> None:
    monkeypatch.setattr(drawn_lines, "encoding", lambda: "utf-8")
    assert looks_for(environment, colours_of=lambda _: colours) == looks


@pytest.mark.parametrize("encoding", ["iso-8859-15", "ANSI_X3.4-1968", "cp1252", "euc_jp"])
def test_a_locale_without_utf8_gets_ascii(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(drawn_lines, "encoding", lambda: encoding)
    for terminal in ("xterm", "linux"):
        assert looks_for({"TERM": terminal}, colours_of=lambda _: 256).signs is ASCII


@pytest.mark.parametrize(
    ("signs", "encoding", "drawn", "plain"),
    [
        (ASCII, "utf-8", "│Prénom é 30,00 €│", "|Prénom é 30,00 E|"),
        (ASCII, "iso-8859-15", "╔═ œuvre ═╗", "+= œuvre =+"),
        (ASCII, "ascii", "Échap : à 中国", "Echap : a ????"),
        (ASCII, "ascii", "██░░▒▓ → «x»", '##..=% > "x"'),
        (ASCII, "utf-8", "Validate your vis…   ", "Validate your v...   "),
        (ASCII, "utf-8", "a… b", "a. b"),
        (ASCII, "utf-8", "né́ …", "né́ ."),
        (ON_CONSOLE, "utf-8", "│Prénom é 30,00 €│", "│Prénom é 30,00 €│"),
        (ON_CONSOLE, "utf-8", "╔═ œuvre ═╗ · …", "┌═ œuvre ═┐ · …"),
        (ON_CONSOLE, "utf-8", "║██░░▒▓ → «x» “y”║", '│██░░▒▒ > «x» "y"│'),
        (ON_CONSOLE, "utf-8", "╚═╝ ▀▄ ✓ ⭘", "└═┘ ██ ? ?"),
    ],
)
def test_each_drawn_sign_has_a_stand_in_of_its_width(
    signs: Signs, encoding: str, drawn: str, plain: str
) -> None:
    (segment,) = DrawnLines(signs, encoding).apply([Segment(drawn)], BLACK)
    assert segment.text == plain


def test_sentences_are_written_in_the_signs_there_are_before_they_are_laid_out() -> None:
    said = "«\xa0accepté\xa0» → 30,00\xa0€…"
    assert ASCII.written(said) == '"accepté" -> 30,00\xa0EUR...'
    assert ON_CONSOLE.written(said) == "«\xa0accepté\xa0» -> 30,00\xa0€…"
    assert EVERY.written(said) == said
    assert without_currency("1,234.50\xa0€") == without_currency("1,234.50\xa0EUR") == "1,234.50"


def test_columns_are_counted_in_cells() -> None:
    assert cells.left("中国", 6) == "中国  "
    assert cells.right("e\N{COMBINING ACUTE ACCENT}", 3) == "  e\N{COMBINING ACUTE ACCENT}"
    assert cells.cut("中国人", 5) == "中国"
    assert cells.left("too long", 3) == "too long"
    hold_no_break_spaces()
    assert cells.wrapped("Alors reçu\xa0: combien\xa0?", 10) == [
        "Alors",
        "reçu\xa0:",
        "combien\xa0?",
    ]
