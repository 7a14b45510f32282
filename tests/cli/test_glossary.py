import json

import pytest

from healthtui.cli.program import main

BAD_INPUT = 2
LEAST = 50


@pytest.mark.parametrize("command", [["glossary"], ["explain", "term"]])
def test_a_word_is_explained(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "carte", "vitale"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0] == "Carte Vitale"
    assert "chip card that triggers automatic refunds" in told
    assert "Step: Order the Carte Vitale" in told


def test_without_a_word_all_are_listed_and_as_json_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["glossary", "--json", "--lang", "fr"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "healthtui/glossary/1"
    assert len(document["terms"]) >= LEAST
    by_key = {each["key"]: each for each in document["terms"]}
    assert by_key["nia"]["gloss"] == "numéro d'attente de même forme, avant certification"
    assert by_key["carte-vitale"]["step"] == "carte-vitale"


def test_a_word_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "zzzz"]) == BAD_INPUT
    assert "zzzz" in capsys.readouterr().err


def test_a_theme_must_be_one_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--theme", "drak"]) == BAD_INPUT
    assert "dark" in capsys.readouterr().err
