"""What the rooms do beyond the journeys: find by any name, correct, claim, compare, export."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.plain.conftest import Talk

from healthtui.core.answers import UNSURE
from healthtui.core.case import Case
from healthtui.core.number import read_number
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import FIELDS
from healthtui.texts.speaker import Speaker

UNASKED = {
    "french_origin": "mainland",
    "card_valid_until": "2027-07-31",
    "card_renewable": "yes",
    "academic_year_end": "2027-06-30",
    "enrolled_on": "2026-09-07",
    "work_from": "2026-10-01",
    "residence_until": "2027-08-31",
    "entered_france_on": "2026-09-01",
    "parent_insured_in_france": "yes",
    "birth_certificate_language": "fr",
}
"""An answer to what an unsure person is not asked; then it can be corrected."""
pytestmark = pytest.mark.usefixtures("moroccan")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("maroc", "MA"),
        ("MA", "MA"),
        ("cote d'ivoire", "CI"),
        ("Marokko", "MA"),
        ("niger", "NE"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
        ("chnia", "CN"),
    ],
)
def test_a_country_is_found_by_any_name(
    talk: Talk, saved: Callable[[], Case], typed: str, code: str
) -> None:
    talk("1", "4", "nationality", typed, "")
    assert saved().situation.nationalities == (code,)


@pytest.mark.parametrize(("work", "asked"), [("none", False), ("job", True), ("unsure", True)])
def test_when_work_begins_is_asked_of_those_who_may_work(
    run: Talk, talk: Talk, work: str, *, asked: bool
) -> None:
    run("set", f"work={work}")
    heard = talk("1", "1", *[""] * 9)
    assert ("Work from" in heard.text) is asked
    assert "Paper valid until" in heard.text


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "French number: yes, rights open, then: You are insured already"),
        ("fr", "Numéro français : oui, droits ouverts, alors : Vous êtes déjà assuré(e)"),
    ],
)
def test_what_another_answer_would_lead_to_is_said_in_words(
    talk: Talk, lang: str, told: str
) -> None:
    assert told in talk("1", "2", "", "", lang=lang).text


def test_a_name_that_fits_several_asks_for_a_number(talk: Talk) -> None:
    ended = talk("1", "4", "nationality", "guin", "2", "")
    assert "answers fit “guin”:" in ended.text
    second = next(line for line in ended.lines if line.startswith("2. ") and "uin" in line)
    assert f"Recorded: Nationality: {second.removeprefix('2. ')}" in ended.text


def test_two_nationalities_are_given_one_after_the_other(
    talk: Talk, saved: Callable[[], Case]
) -> None:
    ended = talk("1", "4", "nationality", "Morocco", "Spain", "")
    assert "So far: Morocco and Spain. Another one? Enter: no." in ended.text
    assert saved().situation.nationalities == ("MA", "ES")


@pytest.mark.parametrize(
    ("typed", "act"),
    [("détartrage", "dental_scaling_one_act"), ("dental scaling", "dental_scaling_one_act")],
)
def test_care_is_found_by_its_french_name_too(
    talk: Talk, saved: Callable[[], Case], typed: str, act: str
) -> None:
    talk("3", "1", typed)
    assert saved().visit.act == act


def test_a_long_list_is_heard_ten_at_a_time(talk: Talk, saved: Callable[[], Case]) -> None:
    ended = talk("1", "4", "nationality", "n", "n", "11", "")
    assert "240 more: n for the next ten." in ended.text
    assert "230 more: n for the next ten." in ended.text
    eleventh = next(line for line in ended.lines if line.startswith("11. "))
    assert f"Recorded: Nationality: {eleventh.removeprefix('11. ')}" in ended.text
    assert saved().situation.nationalities != ("MA",)


def test_a_changed_verdict_is_said_at_once(talk: Talk) -> None:
    ended = talk("1", "4", "paid", "apprenticeship")
    place = ended.lines.index("Recorded: Paid work: apprenticeship")
    assert ended.lines[place + 1] == "The answer now: Your work insures you"


def test_a_day_that_contradicts_another_is_said_at_once(talk: Talk) -> None:
    ended = talk("1", "4", "stay until", "1/8/2026")
    assert "Please check: The stay ends before it begins on 1 September 2026." in ended.text


def test_every_rule_that_was_tried_is_told_with_its_source(talk: Talk) -> None:
    ended = talk("1", "3", *[""] * 9)
    assert "Tried: " in ended.text
    assert "https://" in ended.text


def test_a_step_is_heard_in_full_with_the_letter_to_send(talk: Talk) -> None:
    sent = ("2", "later", "upload your documents", "2", "sent", "1/9/2026", "portal")
    ended = talk(*sent, "1", *[""] * 4)
    assert "Message to send, in French:" in ended.text
    assert "Bonjour" in ended.text


def test_a_paper_and_a_note_are_kept(talk: Talk, saved: Callable[[], Case]) -> None:
    step = ("2", "1", "1")
    talk(*step, "3", "1", "refused", "20/11/2026", "blurred", "b", "4", "called")
    (name,) = saved().progress
    progress = saved().step(name)
    (paper,) = progress.papers.values()
    assert (paper.status, paper.since, paper.detail) == ("refused", date(2026, 11, 20), "blurred")
    assert progress.note == "called"
    talk(*step, "4", "1", "called again")
    assert saved().step(name).note == "called\ncalled again"
    ended = talk(*step, "4", "3", "u")
    assert "Deleted: your note" in ended.text
    assert saved().step(name).note == "called\ncalled again"


def test_the_steps_and_numbers_of_a_visit_in_full(talk: Talk) -> None:
    ended = talk(
        "3", "1", "gp visit", "", "50", "b", "4", *[""] * 5, "5", "6", "31/10/2023", "7", "19"
    )
    for said in (
        "Why: Base: GP visit, sector 1 or OPTAM: 30.00 €",
        "The same visit by sector:",
        "The same visit under the law of 31 October 2023:",
        "You received 19.00 €:",
    ):
        assert said in ended.text, said


def test_an_act_is_logged_corrected_claimed_received_and_deleted(
    talk: Talk, saved: Callable[[], Case]
) -> None:
    ended = talk("4", "1", "gp visit", "20/11/2026", "30")
    assert "Recorded in your year: GP visit, 20 November 2026" in ended.text
    assert "price 30.00 €, CPAM 19.00 €, mutuelle 0.00 €, you 11.00 €" in ended.text
    act = ("4", "3", "1")
    talk(*act, "2", "price", "35", "3", "21/11/2026", "4", "19", "")
    (care,) = saved().log.values()
    assert (care.price_eur, care.claimed_on, care.received_eur) == (3500, date(2026, 11, 21), 1900)
    ended = talk("4", "1", *[""] * 4)
    assert "Flat contributions: 2.00 € of 50.00 €" in ended.text
    assert "Still owed to you: 0.00 €" in ended.text
    ended = talk(*act, "3", "1/11/2026")
    assert "Please check: This is before the care: check both dates." in ended.text
    ended = talk(*act, "delete", "u")
    assert "Deleted: GP visit, 20 November 2026. u brings it back." in ended.text
    assert len(saved().log) == 1
    talk(*act, "delete")
    assert not saved().log


def test_received_as_computed(talk: Talk, saved: Callable[[], Case]) -> None:
    talk("4", "1", "gp visit", "20/11/2026", "30", "3", "1", "5")
    (care,) = saved().log.values()
    assert (care.received_eur, care.mutuelle_received_eur) == (1900, 0)


def test_a_contract_is_added_changed_compared_and_removed(
    talk: Talk, saved: Callable[[], Case]
) -> None:
    ended = talk("5", "2", "Campus", *[""] * 10, "9,90", "1", "", "", "")
    assert "Campus: 9.90 € a month, 118.80 € paid in" in ended.text
    talk("5", "3", "1", "", "150", *[""] * 9, "-")
    (offer,) = saved().offers.values()
    assert (offer.name, dict(offer.terms)) == ("Campus", {"percent": 150})
    talk("5", "4", "Campus")
    assert not saved().offers


def test_the_comparison_is_heard_for_a_number_of_visits(talk: Talk) -> None:
    talk("5", "2", "Campus", *[""] * 10, "9,90")
    ended = talk("5", "6", "1", "6", "0", "6", "300")
    for said in (
        "1 visit in a year: GP visit",
        "Buying nothing: 0.00 € a month, 0.00 € paid in, 11.00 € left to you, 11.00 € a year",
        "Campus: 9.90 € a month, 118.80 € paid in, 2.00 € left to you, 120.80 € a year in all",
        "For this care buying nothing costs least: 11.00 € a year.",
        "0 visits in a year: GP visit",
        "300 visits in a year: GP visit",
        "For this care Campus costs least:",
    ):
        assert said in ended.text, said


def test_the_conditions_of_the_c2s_are_answered_and_told(
    talk: Talk, saved: Callable[[], Case]
) -> None:
    ended = talk("5", "3", "yes", "yes", "yes", "1", "9000")
    assert "C2S: free for you, by your answers." in ended.text
    assert saved().c2s.income_eur == 900000


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        (("1", "yes"), b"# "),
        (("2", "no"), b"<!doctype html>"),
        (("3", "yes"), b"BEGIN:VCALENDAR"),
        (("4",), b"id"),
        (("6",), b"{"),
    ],
)
def test_every_export_is_written_for_the_person_alone(
    talk: Talk, tmp_path: Path, typed: tuple[str, ...], begins: bytes
) -> None:
    file = tmp_path / "taken"
    talk("6", *typed, str(file))
    assert file.read_bytes().lower().startswith(begins.lower())
    assert file.stat().st_mode & 0o777 == 0o600
    again = talk("6", *typed, str(file))
    assert "is there already, and an export never replaces a file" in again.text


def test_french_words_are_found_by_name_and_by_what_they_mean(
    talk: Talk, rulebook: Rulebook
) -> None:
    ended = talk("7", "carte vitale", "?", "qqqq", "b")
    (term,) = (each for each in rulebook.glossary.values() if each.term == "Carte Vitale")
    assert "Carte Vitale: " in ended.text
    assert term.gloss in ended.text
    assert "Type the number of an answer, its name, or a part of it." in ended.text
    assert "No answer here is called “qqqq”." in ended.text
    assert ended.text.count("Main menu.") == 2


def test_a_number_is_checked_and_kept_nowhere(talk: Talk, folder: Path) -> None:
    number = "255081416802538"
    ended = talk("8", number, "1", "", "8", "b", "q")
    assert "It is kept nowhere." in ended.text
    assert number not in ended.out
    told = [Speaker("en").text(line) for line in read_number(number).told]
    assert told
    assert all(line in ended.text for line in told)
    assert ended.text.count("Main menu.") == 3
    assert not any(number.encode() in file.read_bytes() for file in folder.glob("*"))


def test_each_question_takes_i_do_not_know(
    run: Talk, talk: Talk, saved: Callable[[], Case], rulebook: Rulebook
) -> None:
    run("wipe", "--yes")
    put = talk("1", "1", *["d"] * len(FIELDS)).text.count("Recorded: ")
    situation = saved().situation
    unsure = [field.name for field in FIELDS if getattr(situation, field.name) is UNSURE]
    assert len(unsure) == put > 10
    for name in {field.name for field in FIELDS} - {*unsure}:
        run("set", f"{name}={UNASKED[name]}")
        label = rulebook.questions[name].label
        talk("1", "4", label, "d")
        assert getattr(saved().situation, name) is UNSURE, name


def test_the_main_menu_says_how_to_delete_everything(run: Talk, talk: Talk) -> None:
    assert "the command “healthtui wipe” deletes them" in talk("?").text
    assert "healthtui wipe" not in run("--ephemeral", "plain", typed=["?"]).text


def test_keys_are_told_once(talk: Talk) -> None:
    ended = talk("1", "4", "paid", "job", "m", "2", "1", "m", "3", "m")
    assert ended.text.count("At every prompt: ? help, b back") == 1
    assert ended.lines[2].startswith("At every prompt: ")
    assert "q: quit." not in ended.text
