from pathlib import Path

import pytest
from tools.catalogues import TEMPLATE, Text, main, python_texts, toml_texts
from tools.places import PLACES

PO = "src/healthtui/texts/catalogues/fr/LC_MESSAGES/healthtui.po"
CODE = """
# Translators: a greeting
TEXT = say("Pay {amount}", amount=x)
MORE = speaker.plural("{n} day", "{n} days", n)
EITHER = _("yes" if x else "no")
NOTHING = say(TABLE["key"]) or say(f"{x}") or other("not said")
"""
RULES = """
id = "not said"
title = "A title"
[[rule]]
reason = "A reason"
must_know = ["One", "Two"]
source = { publisher = "not said", note = "A note" }
[[rule.deep]]
what = ""
[[rule.deep.who]]
id = "not said"
text = "Deep"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {"src/code.py": CODE, "config/rules.toml": RULES, PO: ""}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    main(["extract"], tmp_path)
    main(["update"], tmp_path)
    return tmp_path


def translate(root: Path, **other: str) -> None:
    """Fills every empty translation with its English, or with `other` by the first word."""
    lines = (root / PO).read_text(encoding="utf-8").split("\n\n")
    done = [lines[0]]
    for block in lines[1:]:
        msgid = block.split('msgid "')[1].split('"')[0]
        word = other.get(msgid.split()[0], msgid)
        done.append(block.replace('msgstr ""', f'msgstr "{word}"'))
    text = "\n\n".join(done)
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{n} jour"')
    text = text.replace('msgstr[1] ""', 'msgstr[1] "{n} jours"')
    (root / PO).write_text(text, encoding="utf-8")


def test_code_gives_what_is_said() -> None:
    comment = "Translators: a greeting"
    assert set(python_texts(CODE)) == {
        Text("Pay {amount}", comment),
        Text(("{n} day", "{n} days")),
        Text("yes"),
        Text("no"),
    }


def test_rules_give_the_text_keys() -> None:
    found = [text.id for text in toml_texts(RULES)]
    assert found == ["A title", "A reason", "One", "Two", "A note", "Deep"]


def test_the_template_names_files_without_lines_dates_or_addresses(root: Path) -> None:
    text = (root / TEMPLATE).read_text(encoding="utf-8")
    assert "#: config/rules.toml\nmsgid" in text
    assert "#. Translators: a greeting" in text
    for word in ("Date", "@", "http", ".py:", "Babel"):
        assert word not in text


def test_moving_code_does_not_make_the_template_stale(root: Path) -> None:
    translate(root)
    lines = CODE.strip().split("\n")
    moved = "\n\n".join([*reversed(lines[2:]), "\n".join(lines[:2])])
    (root / "src/code.py").write_text(moved, encoding="utf-8")
    assert main(["check"], root) == 0


def test_a_full_catalogue_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root)
    assert main(["check"], root) == 0
    assert capsys.readouterr().out == ""


def test_a_missing_translation_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root, Deep="")
    assert main(["check"], root) == 1
    assert capsys.readouterr().out == f"{PO}: no translation: 'Deep'\n"


def test_a_missing_plural_form_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root)
    path = root / PO
    text = path.read_text(encoding="utf-8").replace('msgstr[1] "{n} jours"', 'msgstr[1] ""')
    path.write_text(text, encoding="utf-8")
    assert main(["check"], root) == 1
    assert "no translation: '{n} day'" in capsys.readouterr().out


def test_other_places_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root, Pay="Payez {montant}")
    assert main(["check"], root) == 1
    assert "other {places}: 'Pay {amount}'" in capsys.readouterr().out


def test_a_changed_text_is_given_no_guessed_translation(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(root)
    (root / "src/code.py").write_text(CODE.replace("Pay {", "Pays {"), encoding="utf-8")
    main(["extract"], root)
    main(["update"], root)
    assert main(["check"], root) == 1
    assert "no translation: 'Pays {amount}'" in capsys.readouterr().out


def test_a_fuzzy_translation_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root)
    path = root / PO
    text = path.read_text(encoding="utf-8").replace('msgid "Deep"', '#, fuzzy\nmsgid "Deep"')
    path.write_text(text, encoding="utf-8")
    assert main(["check"], root) == 1
    assert "is fuzzy: 'Deep'" in capsys.readouterr().out


def test_a_stale_template_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(root)
    (root / "config/rules.toml").write_text(RULES + 'help = "New"\n', encoding="utf-8")
    assert main(["check"], root) == 1
    out = capsys.readouterr().out
    assert "is stale" in out
    assert "no translation: 'New'" in out


def test_a_broken_catalogue_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PO).write_text("no catalogue", encoding="utf-8")
    assert main(["check"], root) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_a_text_that_comes_back_finds_its_translation(root: Path) -> None:
    translate(root, Deep="Profond")
    before = (root / PO).read_text(encoding="utf-8")
    (root / "config/rules.toml").write_text("", encoding="utf-8")
    main(["update"], root)
    assert '#~ msgstr "Profond"' in (root / PO).read_text(encoding="utf-8")
    (root / "config/rules.toml").write_text(RULES, encoding="utf-8")
    main(["update"], root)
    assert (root / PO).read_text(encoding="utf-8") == before


def test_broken_rules_are_named(root: Path) -> None:
    (root / "config/rules.toml").write_text("a = ", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"rules\.toml"):
        main(["extract"], root)


def test_compiling_twice_gives_the_same_bytes(root: Path) -> None:
    translate(root)
    compiled = (root / PO).with_suffix(".mo")
    main(["compile"], root)
    first = compiled.read_bytes()
    main(["compile"], root)
    assert compiled.read_bytes() == first


def test_the_template_tells_translators_what_stands_in_each_place(root: Path) -> None:
    template = (root / TEMPLATE).read_text(encoding="utf-8")
    assert f"#. {{amount}}: {PLACES['amount']}\n" in template
    assert f"#. {{n}}: {PLACES['n']}\n" in template
    assert "{n}: " not in (root / PO).read_text(encoding="utf-8")


def test_a_place_of_which_nothing_is_told_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(root)
    (root / "src/code.py").write_text(f'{CODE}\nsay("See {{oddity}}", oddity=1)\n', "utf-8")
    main(["extract"], root)
    main(["update"], root)
    assert main(["check"], root) == 1
    assert "says nothing of the place 'oddity'" in capsys.readouterr().out
