import pytest
from rich.segment import Segment
from textual.color import Color

from healthtui.tui import cells
from healthtui.tui.glyphs import in_ascii, without_currency
from healthtui.tui.looks import Looks
from healthtui.tui.terminal import ascii_lines
from healthtui.tui.terminal.abilities import looks_for
from healthtui.tui.terminal.ascii_lines import AsciiLines
from healthtui.tui.terminal.wrapping import hold_no_break_spaces

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    ("environment", "colours", "looks"),
    [
        ({"TERM": "xterm-256color"}, 256, Looks()),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256, Looks()),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 256, Looks(colourless=True)),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, 8, Looks(colourless=True)),
        ({"TERM": "vt100"}, -1, Looks(colourless=True)),
        ({}, -1, Looks()),
        ({"TERM": "linux"}, 8, Looks(plain=True)),
        ({"TERM": "xterm", "HEALTHTUI_ASCII": "1"}, 8, Looks(plain=True)),
        ({"TERM": "xterm", "HEALTHTUI_ASCII": "0"}, 8, Looks()),
        ({"TERM": "xterm", "COLORFGBG": "0;15"}, 8, Looks(light=True)),
        ({"TERM": "xterm", "COLORFGBG": "15;default;0"}, 8, Looks()),
        ({"TERM": "rxvt", "COLORFGBG": "15;8"}, 88, Looks()),
    ],
)
def test_the_environment_tells_how_to_draw(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colours: int, looks: Looks
) -> None:
    monkeypatch.setattr(ascii_lines, "encoding", lambda: "utf-8")
    assert looks_for(environment, colours_of=lambda _: colours) == looks


@pytest.mark.parametrize("encoding", ["iso-8859-15", "ANSI_X3.4-1968", "cp1252", "euc_jp"])
def test_a_locale_without_utf8_gets_ascii(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(ascii_lines, "encoding", lambda: encoding)
    assert looks_for({"TERM": "xterm"}, colours_of=lambda _: 256).plain


@pytest.mark.parametrize(
    ("encoding", "drawn", "plain"),
    [
        ("utf-8", "│Prénom é 30,00 €│", "|Prénom é 30,00 E|"),
        ("iso-8859-15", "╔═ œuvre ═╗", "+= œuvre =+"),
        ("ascii", "Échap : à 中国", "Echap : a ????"),
        ("ascii", "██░░▒▓ → «x»", '##..=% > "x"'),
        ("utf-8", "Validate your vis…   ", "Validate your v...   "),
        ("utf-8", "a… b", "a. b"),
        ("utf-8", "né́ …", "né́ ."),
    ],
)
def test_each_drawn_sign_has_a_stand_in_of_its_width(encoding: str, drawn: str, plain: str) -> None:
    (segment,) = AsciiLines(encoding).apply([Segment(drawn)], BLACK)
    assert segment.text == plain


def test_sentences_are_written_in_ascii_before_they_are_laid_out() -> None:
    assert in_ascii("«\xa0accepté\xa0» → 30,00\xa0€…") == '"accepté" -> 30,00\xa0EUR...'
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
