import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthtui.core.number import key_of, read_number

OFFICIAL = {
    "2550814168025": "38",
    "2940375120005": "91",
    "1531245007231": "60",
    "284052A321025": "52",
    "284052B321025": "79",
    "2840588321025": "32",
    "2842088321025": "78",
}


@pytest.mark.parametrize(("body", "key"), OFFICIAL.items())
def test_the_official_vectors_have_their_keys(body: str, key: str) -> None:
    reading = read_number(body)
    assert (reading.family, reading.well_formed, reading.key) == ("nir", True, key)
    assert read_number(body + key).well_formed
    assert not read_number(body + f"{(int(key) % 97) + 1:02d}").well_formed


def test_spaces_and_case_do_not_matter() -> None:
    assert read_number("2 84 05 2a 321 025 52").well_formed


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("7199912345678", "old-provisional"),
        ("8099912345678", "old-provisional"),
        ("5199912345678", "migrant-family"),
        ("3550814168025", "none"),
        ("255131416802", "none"),
        ("2551314168025", "none"),
        ("", "none"),
        ("hello", "none"),
    ],
)
def test_other_families_and_wrong_shapes_are_told_apart(text: str, family: str) -> None:
    assert read_number(text).family == family


def test_a_first_digit_of_one_or_two_is_never_called_permanent() -> None:
    told = " ".join(sentence.id for sentence in read_number("2550814168025").told)
    assert "cannot be read" in told


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert read_number(text).told


@given(
    st.sampled_from(sorted(OFFICIAL)),
    st.integers(0, 12),
    st.characters(categories=["Nd"], max_codepoint=127),
)
def test_one_wrong_digit_is_found_by_the_key(body: str, place: int, digit: str) -> None:
    changed = body[:place] + digit + body[place + 1 :]
    reading = read_number(changed + OFFICIAL[body])
    assert reading.well_formed == (changed == body)


def test_keys_are_between_01_and_97() -> None:
    assert {len(key_of(f"{number:013d}")) for number in range(200)} == {2}
