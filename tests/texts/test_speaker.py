import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hatch_build import compile_catalogues

from healthtui.core.money import Money, Percent
from healthtui.core.sentence import Country, Listing, Sentence, Value, say
from healthtui.texts.catalogue import catalogue
from healthtui.texts.speaker import Speaker

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "Pay {amount}"
msgstr "Payez {amount}"

msgid "Lost {amount}"
msgstr "Perdu {montant}"

msgid "Cut {amount}"
msgstr "Coupe {amount"

#, fuzzy
msgid "Guessed"
msgstr "Deviné"

msgid "a paper"
msgstr "un papier"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"

msgid "{n} week"
msgid_plural "{n} weeks"
msgstr[0] "{n} semaine"
msgstr[1] "{x} semaines"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "src/healthtui/texts/catalogues"
    (folder / "fr/LC_MESSAGES").mkdir(parents=True)
    (folder / "fr/LC_MESSAGES/healthtui.po").write_text(PO, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (Money(1900), "19.00 €", "19,00 €"),
        (Money(0), "0.00 €", "0,00 €"),
        (Money(5), "0.05 €", "0,05 €"),
        (Money(-200), "\u22122.00 €", "\u22122,00 €"),
        (Money(123456789), "1,234,567.89 €", "1 234 567,89 €"),
        (Percent(70), "70 %", "70 %"),
        (12345, "12,345", "12 345"),
        (-3, "\u22123", "\u22123"),
        (date(2026, 9, 7), "7 September 2026", "7 septembre 2026"),
        (date(2026, 8, 1), "1 August 2026", "1er août 2026"),
        (date(2026, 8, 11), "11 August 2026", "11 août 2026"),
        (Country("MA"), "Morocco", "Maroc"),
        (Country("CA-QC"), "Quebec (Canada)", "Québec (Canada)"),
        (Country("??"), "??", "??"),
        (
            Listing(("a", Money(100), Country("DE"))),
            "a, 1.00 € and Germany",
            "a, 1,00 € et Allemagne",
        ),
        (Listing(()), "", ""),
        ("as-it-is", "as-it-is", "as-it-is"),
        (say("{a} {{b} %", a="-1"), "-1 {{b} %", "-1 {{b} %"),
    ],
)
def test_values_are_written_as_the_language_does(value: Value, english: str, french: str) -> None:
    written = Speaker("en").value(value), Speaker("fr").value(value)
    assert tuple(text.replace("\u00a0", " ") for text in written) == (english, french)


def test_amounts_hold_together_and_have_no_narrow_space() -> None:
    assert Speaker("en").money(123456) == "1,234.56\u00a0€"
    assert Speaker("fr").money(123456) == "1\u00a0234,56\u00a0€"


def test_short_dates() -> None:
    assert Speaker("en").short_date(date(2026, 9, 7)) == "7 Sept 2026"
    assert Speaker("fr").short_date(date(2026, 9, 1)) == "1er sept. 2026"


def test_a_truth_value_is_refused() -> None:
    with pytest.raises(TypeError):
        Speaker("en").value(True)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (say("Pay {amount}", amount=Money(100)), "Payez 1,00\u00a0€"),
        (say("Pay {amount}", amount=say("a paper")), "Payez un papier"),
        (say("Pay {amount}"), "Payez {amount}"),
        (say("Lost {amount}", amount=Money(100)), "Lost 1,00\u00a0€"),
        (say("Cut {amount}", amount="x"), "Cut x"),
        (say("Guessed"), "Guessed"),
        (say("Never seen {x}", x=1), "Never seen 1"),
        (say("", x=1), ""),
    ],
)
def test_a_translation_that_fails_is_english(
    folder: Path, sentence: Sentence, expected: str
) -> None:
    assert Speaker("fr", folder).text(sentence) == expected


def test_plural_forms(folder: Path) -> None:
    french, english = Speaker("fr", folder), Speaker("en")
    assert [french.plural("{n} day", "{n} days", n) for n in (0, 1, 2)] == [
        "0 jour",
        "1 jour",
        "2 jours",
    ]
    assert [english.plural("{n} day", "{n} days", n) for n in (0, 1)] == ["0 days", "1 day"]
    assert french.plural("{n} week", "{n} weeks", 5) == "5 weeks"


def test_words_are_translated_or_stay(folder: Path) -> None:
    assert Speaker("fr", folder).word("a paper") == "un papier"
    assert Speaker("fr", folder).word("a pen") == "a pen"
    assert Speaker("fr", folder).word("") == ""


def test_compiled_catalogue_is_read_until_the_source_is_newer(folder: Path) -> None:
    root = folder.parents[3]
    (compiled,) = compile_catalogues(root)
    source = compiled.with_suffix(".po")
    source.write_text(PO.replace("un papier", "une pièce"), encoding="utf-8")
    for age, expected in ((0, "un papier"), (4_000_000_000, "une pièce")):
        os.utime(source, (age, age))
        catalogue.cache_clear()
        assert Speaker("fr", folder).word("a paper") == expected


@pytest.mark.parametrize("text", ["no catalogue", "msgid \xff", 'msgid "a"\nmsgstr "unclosed'])
def test_an_unreadable_catalogue_is_english(tmp_path: Path, text: str) -> None:
    (tmp_path / "fr/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "fr/LC_MESSAGES/healthtui.po").write_text(text, encoding="latin-1")
    assert Speaker("fr", tmp_path).text(say("a {x}", x=1)) == "a 1"


@pytest.mark.parametrize("data", [b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_damaged_compiled_catalogue_is_english(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "fr/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "fr/LC_MESSAGES/healthtui.mo").write_bytes(data)
    assert Speaker("fr", tmp_path).word("a paper") == "a paper"


def test_an_unknown_language_is_english() -> None:
    assert Speaker("tlh").language == "en"


def test_babel_is_not_imported_before_a_value_needs_it() -> None:
    code = (
        "import sys; from healthtui.texts.speaker import Speaker; from healthtui.texts import"
        " countries; Speaker('en').word('x'); countries.canonical('ma');"
        " print([m for m in sys.modules if m.split('.')[0] in ('babel', 'textual')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
