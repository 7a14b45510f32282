import pytest

from healthtui.texts.language import available, chosen


@pytest.mark.parametrize(
    ("lang", "environ", "expected"),
    [
        (None, {}, "en"),
        ("fr", {"LANGUAGE": "en", "LC_ALL": "en_GB.UTF-8"}, "fr"),
        ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("xx", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("fr-CA", {}, "fr"),
        ("", {"LANG": "fr"}, "fr"),
        (None, {"LANGUAGE": "fr:en", "LC_ALL": "en_US.UTF-8"}, "fr"),
        (None, {"LANGUAGE": "tlh:fr_BE:en"}, "fr"),
        (None, {"LC_ALL": "fr_FR.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "fr"),
        (None, {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "FR_fr@euro", "LANG": "en_US"}, "fr"),
        (None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "POSIX"}, "en"),
        (None, {"LANG": "../../etc"}, "en"),
        ("::", {"LANG": "fr"}, "en"),
    ],
)
def test_first_wish_that_is_not_empty_decides(
    lang: str | None, environ: dict[str, str], expected: str
) -> None:
    assert chosen(lang, environ) == expected


def test_english_stands_first_and_french_is_there() -> None:
    assert available()[0] == "en"
    assert "fr" in available()
