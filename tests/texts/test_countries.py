import pytest
from babel import Locale

from healthtui.texts.countries import CODES, canonical, name
from healthtui.texts.country_find import countries, find
from healthtui.texts.language import available
from healthtui.texts.names import FOLDER, in_babel, languages, territories

NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("cote", "fr", "CI"),
        ("Côte d\u2019Ivoire", "en", "CI"),
        ("cote d'ivoire", "en", "CI"),
        ("cote divoire", "fr", "CI"),
        ("ivory coast", "fr", "CI"),
        ("maroc", "en", "MA"),
        ("  MAROC ", "fr", "MA"),
        ("le maroc", "fr", "MA"),
        ("المغرب", "en", "MA"),
        ("الجزائر", "fr", "DZ"),
        ("中国", "en", "CN"),
        ("中國", "fr", "CN"),
        ("日本", "fr", "JP"),
        ("ma", "en", "MA"),
        ("uk", "fr", "GB"),
        ("EL", "en", "GR"),
        ("xk", "fr", "XK"),
        ("u.s.a.", "fr", "US"),
        ("U.K.", "en", "GB"),
        ("usa", "en", "US"),
        ("etats unis", "fr", "US"),
        ("england", "en", "GB"),
        ("holland", "fr", "NL"),
        ("Deutschland", "en", "DE"),
        ("alemania", "fr", "DE"),
        ("España", "en", "ES"),
        ("czech republic", "en", "CZ"),
        ("république tchèque", "fr", "CZ"),
        ("viet nam", "en", "VN"),
        ("vietnam", "fr", "VN"),
        ("burma", "en", "MM"),
        ("swaziland", "en", "SZ"),
        ("cape verde", "fr", "CV"),
        ("turkey", "en", "TR"),
        ("turkiye", "en", "TR"),
        ("quebec", "en", "CA-QC"),
        ("Québec", "fr", "CA-QC"),
        ("korea", "en", "KR"),
        ("emirates", "en", "AE"),
        ("indien", "fr", "IN"),
        ("niger", "en", "NE"),
        ("guinea", "en", "GN"),
        ("saint lucia", "en", "LC"),
        ("aland", "en", "AX"),
        ("people's republic of china", "en", "CN"),
        ("islamic republic of iran", "en", "IR"),
        ("the gambia", "en", "GM"),
        ("moroccan", "en", "MA"),
        ("chinois", "fr", "CN"),
        ("morroco", "en", "MA"),
        ("phillipines", "en", "PH"),
        ("germny", "en", "DE"),
        ("senegall", "fr", "SN"),
    ],
)
def test_finds_what_was_meant_first(query: str, language: str, expected: str) -> None:
    assert find(query, language)[0] == expected


@pytest.mark.parametrize("query", ["", "  ", "\u2019", "zzzzzz", "xq"])
def test_finds_nothing(query: str) -> None:
    assert find(query, "en") == ()


def test_ambiguous_names_give_all() -> None:
    assert set(find("korea", "en")) == {"KR", "KP"}
    assert {"CG", "CD"} <= set(find("congo", "fr"))


def test_a_typo_is_tried_only_when_nothing_else_holds() -> None:
    assert find("mali", "en") == ("ML", "SO")  # Somalia holds it; Malta is only near


def test_beginnings_go_before_words_before_parts() -> None:
    found = find("ind", "en")
    assert found[:2] == ("IN", "ID")
    assert found.index("ID") < found.index("IO")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_country_is_found_by_its_name_and_its_code(language: str) -> None:
    for code, text in countries(language):
        assert find(text, language)[0] == code
        assert find(code, language)[0] == code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MA", "MA"),
        ("ma ", "MA"),
        ("el", "GR"),
        ("UK", "GB"),
        ("XK", "XK"),
        ("ca-qc", "CA-QC"),
        ("EU", None),
        ("ZZ", None),
        ("none", None),
        ("", None),
    ],
)
def test_canonical(code: str, expected: str | None) -> None:
    assert canonical(code) == expected


def test_the_codes_are_those_of_the_standard_and_kosovo() -> None:
    two = {str(c) for c in Locale("en").territories if len(str(c)) == 2 and str(c).isalpha()}
    assert two - NOT_COUNTRIES == CODES
    assert len(CODES) == 250


def test_names_stand_in_the_readers_order() -> None:
    names = [text for _, text in countries("fr")]
    assert names.index("Égypte") < names.index("Espagne")
    assert len(countries("en")) == 250


def test_names_of_what_is_not_a_country() -> None:
    assert name("none", "fr") == "aucun pays"
    assert name("CA-QC", "en") == "Quebec (Canada)"
    assert name("QQ", "en") == "QQ"
    assert name("MA", "tlh") == "Morocco"


@pytest.mark.parametrize("language", available())
def test_the_table_of_names_is_that_of_babel(language: str) -> None:
    assert (FOLDER / f"{language}.json").is_file()
    assert (territories(language), languages(language)) == in_babel(language)
