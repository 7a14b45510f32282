"""What the rooms do beyond the journeys: find by any name, correct, claim, compare, export."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.plain.conftest import Talk

from healthtui.core.case import Case

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
