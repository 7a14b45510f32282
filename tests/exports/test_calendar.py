import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from msgspec.structs import replace

from healthtui.core.care import Care
from healthtui.core.case import Case
from healthtui.core.outlook import Outlook
from healthtui.core.plain_text import plain_text
from healthtui.core.sentence import Sentence
from healthtui.exports.agenda import Entry, agenda
from healthtui.exports.calendar import calendar
from healthtui.texts.speaker import Speaker

TODAY = date(2026, 11, 23)
ALARMS = [timedelta(days=-6, hours=-15), timedelta(hours=-15)]
HEALTH = re.compile(
    r"health|insur|ameli|cpam|carte vitale|doctor|medic|mutuelle|c2s|ehic|birth|sant|assur|maladie",
    re.IGNORECASE,
)

Found = Callable[..., Outlook]


def made(found: Outlook, language: str = "en", sequence: int = 0, *, titles: bool = False) -> bytes:
    return calendar(agenda(found), Speaker(language), found.today, sequence, titles=titles)


def events(data: bytes) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def days(found: Outlook) -> dict[str, str]:
    return {entry.id: entry.day.isoformat() for entry in agenda(found) if not entry.cancelled}


def unfolded(data: bytes) -> list[str]:
    """The lines of the file as RFC 5545 (3.1) reads them: a parser of our own, for honesty."""
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert not any(set(line) & set(b"\r\n\x00\x07\x08\x0b\x0c\x1b\x7f") for line in physical)
    lines: list[bytes] = []
    for line in physical:
        line.decode()  # no character is split between two lines
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def names(lines: Iterable[str]) -> list[str]:
    """What each line is; of a component also which."""
    found = (re.match(r"(BEGIN|END):\w+|[A-Z-]+", line) for line in lines)
    return [match[0] if match else "?" for match in found]


# --- The three people -------------------------------------------------------------------------


def test_a_moroccan_student_has_every_day_that_the_answers_fix(found: Found) -> None:
    assert days(found("Moroccan")) == {
        "ask-c2s.opens": "2026-12-01",
        "validate-visa.deadline": "2026-12-01",
        "leave-france.opens": "2027-06-01",
        "leave-france.deadline": "2027-07-30",
    }


def test_a_card_that_ends_in_january_is_to_be_renewed_in_december(found: Found) -> None:
    assert days(found("Spanish"))["renew-card.deadline"] == "2026-12-16"


def test_the_window_of_a_renewal_is_in_the_calendar_until_it_is_open(found: Found) -> None:
    assert "renew-card.opens" in days(found("Spanish", date(2026, 9, 1)))
    assert "renew-card.opens" not in days(found("Spanish", date(2026, 12, 10)))


def test_an_algerian_student_has_the_permit_and_no_visa_to_validate(found: Found) -> None:
    seen = days(found("Algerian"))
    assert seen["algerian-permit.deadline"] == "2026-11-01"
    assert "validate-visa.deadline" not in seen


def test_a_step_that_an_open_answer_decides_says_so(found: Found) -> None:
    entry = next(one for one in agenda(found("Algerian")) if one.id == "algerian-permit.deadline")
    assert not entry.cancelled
    assert Sentence("Perhaps not for you: an open answer decides.") in entry.description


# --- What is out of hand ----------------------------------------------------------------------


def sent(people: Any, *moves: tuple[str, str]) -> Case:
    case: Case = people.case("Moroccan")
    for status, day in moves:
        case = case.stepped("portal-documents", status, date.fromisoformat(day))  # type: ignore[arg-type]
    return case


def asking(people: Any, case: Case, today: date = TODAY) -> Entry:
    entries = agenda(people.outlook(case, today))
    return next(entry for entry in entries if entry.id == "portal-documents.ask-again")


def test_one_asks_again_on_the_first_day_that_is_late(people: Any) -> None:
    case = sent(people, ("sent", "2026-10-01"), ("waiting", "2026-10-20"))
    entry = asking(people, case)
    assert (entry.day, entry.cancelled) == (date(2026, 11, 27), False)
    listed = people.outlook(case, entry.day).checklist.tasks
    assert next(task for task in listed if task.id == "portal-documents").late
    day_before = people.outlook(case, entry.day - timedelta(days=1)).checklist.tasks
    assert not next(task for task in day_before if task.id == "portal-documents").late


def test_that_day_stays_where_it_was_once_it_is_over(people: Any) -> None:
    case = sent(people, ("sent", "2026-10-01"))
    assert asking(people, case, date(2027, 3, 1)).day == date(2026, 11, 27)


@pytest.mark.parametrize("answer", ["accepted", "refused", "not-needed", "ready"])
def test_an_answer_takes_the_day_to_ask_again_away(people: Any, answer: str) -> None:
    before = sent(people, ("sent", "2026-10-01"), ("waiting", "2026-10-20"))
    after = sent(people, ("sent", "2026-10-01"), ("waiting", "2026-10-20"), (answer, "2026-11-10"))
    assert asking(people, after) == replace(
        asking(people, before), cancelled=True, letter=asking(people, after).letter
    )


def test_what_is_sent_anew_is_asked_for_anew(people: Any) -> None:
    case = sent(people, ("sent", "2026-10-01"), ("refused", "2026-10-20"), ("sent", "2026-11-02"))
    entry = asking(people, case)
    assert (entry.day, entry.cancelled) == (date(2026, 12, 29), False)


def test_the_description_holds_the_message_and_whom_to_call(people: Any) -> None:
    data = made(people.outlook(sent(people, ("sent", "2026-10-01"))))
    text = str(events(data)["portal-documents.ask-again@healthtui"]["DESCRIPTION"])
    assert "36 46" in text
    assert "Bonjour" in text
    assert "1er octobre 2026" in text


# --- What can be claimed ----------------------------------------------------------------------


def logging(people: Any, **answers: Any) -> Case:
    act: dict[str, Any] = {"act": "gp_consultation", "care_date": date(2026, 11, 2)}
    case: Case = people.case("Moroccan")
    return case.logged("3fa2c1", Care(**act | answers))


def claiming(people: Any, case: Case, today: date = TODAY) -> Entry | None:
    entries = agenda(people.outlook(case, today))
    return next((entry for entry in entries if entry.id == "care.3fa2c1.claim"), None)


def test_the_last_day_to_claim_is_in_the_calendar_without_a_word_of_health(people: Any) -> None:
    found = people.outlook(logging(people))
    entry = claiming(people, logging(people))
    assert entry is not None
    assert (entry.day, entry.cancelled) == (date(2028, 11, 2), False)
    assert entry.provenances[0].source.url
    for language in ("en", "fr"):
        event = events(made(found, language))["care.3fa2c1.claim@healthtui"]
        assert not HEALTH.search(str(event["SUMMARY"]))
        assert "2026" in str(event["DESCRIPTION"])
    named = events(made(found, titles=True))["care.3fa2c1.claim@healthtui"]
    assert str(named["SUMMARY"]) == "Last day to claim: GP visit, 2 November 2026"


@pytest.mark.parametrize(
    ("answers", "today"),
    [
        ({"claimed_on": date(2026, 11, 3)}, TODAY),
        ({"received_eur": 1900}, TODAY),
        ({}, date(2028, 11, 3)),
    ],
)
def test_nothing_left_to_claim_takes_that_day_back(
    people: Any, answers: dict[str, Any], today: date
) -> None:
    settled = logging(people, **answers)
    assert claiming(people, settled, today) is None
    entry = claiming(people, settled.calendared({"care.3fa2c1.claim": date(2028, 11, 2)}), today)
    assert entry is not None
    assert (entry.day, entry.cancelled) == (date(2028, 11, 2), True)


def test_care_to_come_and_care_that_gives_nothing_back_have_no_day(people: Any) -> None:
    assert claiming(people, logging(people, care_date=date(2026, 12, 1))) is None
    assert claiming(people, logging(people, situation="not_registered")) is None


def test_care_that_left_the_log_is_taken_back(people: Any) -> None:
    case = logging(people)
    days = {entry.id: entry.day for entry in agenda(people.outlook(case))}
    entry = claiming(people, case.calendared(days).unlogged(["3fa2c1"]))
    assert entry is not None
    assert (entry.day, entry.cancelled) == (date(2028, 11, 2), True)
    assert claiming(people, case.unlogged(["3fa2c1"])) is None


# --- The file ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Moroccan", "Spanish", "Algerian"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_parsers_read_the_same_in_it(found: Found, name: str, language: str) -> None:
    seen = found(name)
    data = made(seen, language, 7)
    ours = {f"{entry.id}@healthtui": entry for entry in agenda(seen)}
    strict = IcsCalendarStream.calendar_from_ics(data.decode())
    assert (strict.version, strict.method) == ("2.0", "PUBLISH")
    assert [event.uid for event in strict.events] == list(ours)
    for event in strict.events:
        entry, other = ours[event.uid], events(data)[event.uid]
        assert event.dtstart == other["DTSTART"].dt == entry.day
        assert event.dtend == other["DTEND"].dt == entry.day + timedelta(days=1)
        assert event.summary == other["SUMMARY"]
        assert event.description == str(other["DESCRIPTION"])
        assert event.sequence == other["SEQUENCE"] == 7
        assert event.dtstamp == other["DTSTAMP"].dt == datetime(2026, 11, 23, tzinfo=UTC)
        assert (event.classification, event.transparency) == ("PRIVATE", "TRANSPARENT")
        assert event.status == other["STATUS"] == ("CANCELLED" if entry.cancelled else "CONFIRMED")
        triggers = [alarm.trigger for alarm in event.alarm]
        assert triggers == [alarm["TRIGGER"].dt for alarm in other.walk("VALARM")]
        assert triggers == ([] if entry.cancelled else ALARMS)
        assert not event.categories


def test_an_alarm_rings_at_nine_a_week_and_a_day_before(found: Found) -> None:
    midnight = datetime(2026, 12, 1)  # noqa: DTZ001 - the day has no time zone either
    rings = [midnight + trigger for trigger in ALARMS]
    assert [ring.isoformat() for ring in rings] == ["2026-11-24T09:00:00", "2026-11-30T09:00:00"]
    event = events(made(found("Moroccan")))["validate-visa.deadline@healthtui"]
    assert [alarm["ACTION"] for alarm in event.walk("VALARM")] == ["DISPLAY", "DISPLAY"]


def test_the_calendar_is_the_same_whenever_it_is_made(found: Found) -> None:
    assert made(found("Moroccan")) == made(found("Moroccan"))


def test_the_calendar_says_whose_days_it_holds(found: Found) -> None:
    lines = unfolded(made(found("Moroccan")))
    assert "X-WR-TIMEZONE:Europe/Paris" in lines
    assert "DTSTART;VALUE=DATE:20261201" in lines
    assert "URL:https://administration-etrangers-en-france.interieur.gouv.fr" in lines


@pytest.mark.parametrize("language", ["en", "fr"])
def test_titles_tell_nothing_about_health_unless_asked_to(people: Any, language: str) -> None:
    for name in ("Moroccan", "Spanish", "Algerian"):
        case = people.case(name)
        for task in people.outlook(case).checklist.tasks:
            case = case.stepped(task.id, "sent", date(2026, 11, 1))
        found = people.outlook(case)
        for event in events(made(found, language)).values():
            shown = [event["SUMMARY"], *(one["DESCRIPTION"] for one in event.walk("VALARM"))]
            assert not [text for text in shown if HEALTH.search(text)]
    named = events(made(people.outlook(people.case("Moroccan")), language, titles=True))
    title = Speaker(language).word("Validate your visa online")
    assert title in named["validate-visa.deadline@healthtui"]["SUMMARY"]


def test_a_description_has_reason_what_where_links_and_dated_sources(found: Found) -> None:
    text = str(events(made(found("Moroccan")))["validate-visa.deadline@healthtui"]["DESCRIPTION"])
    paragraphs = text.split("\n\n")
    assert paragraphs[0] == "Validate your visa online"
    assert "R431-17" in paragraphs[1]
    assert "Where: https://administration-etrangers-en-france.interieur.gouv.fr" in text
    sources = paragraphs[-1].split("\n")
    assert all(line.startswith("Source: ") and "checked on" in line for line in sources)
    algerian = events(made(found("Algerian")))["algerian-permit.deadline@healthtui"]
    assert "not established" in str(algerian["DESCRIPTION"]).split("\n\n")[-1]
    assert len({line.partition(" (page")[0] for line in sources}) == len(sources)


def test_what_the_person_wrote_is_not_in_the_calendar(people: Any) -> None:
    case = people.case("Moroccan").noted("portal-documents", "SECRET note")
    case = case.stepped("portal-documents", "waiting", date(2026, 10, 1), "SECRET office")
    case = case.papered("portal-documents", "iban", "refused", date(2026, 10, 1), "SECRET why")
    assert b"SECRET" not in made(people.outlook(case), titles=True)


# --- An import after an import ----------------------------------------------------------------


def test_a_changed_answer_moves_the_day_and_keeps_the_identity(found: Found) -> None:
    before = events(made(found("Moroccan"), "en", 3))
    after = events(made(found("Moroccan", entered_france_on="2026-09-10"), "fr", 4, titles=True))
    assert list(before) == list(after)
    key = "validate-visa.deadline@healthtui"
    assert (before[key]["DTSTART"].dt, after[key]["DTSTART"].dt) == (
        date(2026, 12, 1),
        date(2026, 12, 10),
    )
    assert all(after[one]["SEQUENCE"] > before[one]["SEQUENCE"] for one in before)


@pytest.mark.parametrize("status", ["accepted", "not-needed"])
def test_a_step_that_is_settled_is_cancelled_and_silent(people: Any, status: str) -> None:
    case = people.case("Moroccan").stepped("validate-visa", status, TODAY)
    data = made(people.outlook(case))
    event = events(data)["validate-visa.deadline@healthtui"]
    assert (event["STATUS"], event.walk("VALARM")) == ("CANCELLED", [])
    assert event["DTSTART"].dt == date(2026, 12, 1)
    strict = IcsCalendarStream.calendar_from_ics(data.decode()).events
    (other,) = [one for one in strict if one.uid == event["UID"]]
    assert (other.status, other.alarm) == ("CANCELLED", [])


def test_a_step_that_no_longer_applies_is_cancelled(people: Any) -> None:
    case = people.case("Moroccan").stepped("validate-visa", "sent", date(2026, 9, 20))
    moved = case.answered("nationalities", ("ES",))
    seen = events(made(people.outlook(moved)))
    for key in ("validate-visa.deadline@healthtui", "validate-visa.ask-again@healthtui"):
        assert seen[key]["STATUS"] == "CANCELLED"


# --- Hostile text -----------------------------------------------------------------------------

NASTY = st.one_of(
    st.text(alphabet=st.characters(), max_size=120),
    st.text(alphabet=',;:\\"\r\n\t nN\x00\x0b\x1b\x85\u2028\u2029{}=é😀', max_size=200),
    st.sampled_from(
        [
            "x\r\nATTENDEE:mailto:evil@example.org",
            "x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:y",
            "x\r\n ATTACH:y",
            "\\nATTACH:y\\",
            "x\rATTACH:y",
            "\N{LINE SEPARATOR}ATTACH:y\x85ATTACH:z",
            "😀" * 60,
        ]
    ),
)


def value(lines: list[str], name: str) -> str:
    """The text of a property, read as RFC 5545 (3.3.11) says."""
    (text,) = [line.removeprefix(f"{name}:") for line in lines if line.startswith(f"{name}:")][:1]
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def written(text: str) -> str:
    # icalendar 7.3 takes a backslash and a capital N for a line break, though it is text.
    return plain_text(text).replace("\\N", "\n")


@settings(max_examples=1000)
@given(NASTY, NASTY, NASTY)
def test_no_text_can_add_a_property_or_a_component(title: str, reason: str, link: str) -> None:
    def entry(title: str, reason: str, link: str) -> Entry:
        said = Sentence(title)
        return Entry("s.k", TODAY, said, said, (Sentence(reason),), said, link, (), False)

    def lines(*texts: str) -> list[str]:
        entries = [entry(*texts)]
        return unfolded(calendar(entries, Speaker("en"), TODAY, 0, titles=False))

    seen = lines(title, reason, link)
    assert names(seen) == names(lines("title", "reason", "not an address"))
    assert value(seen, "SUMMARY") == written(title)
    assert written(reason) in value(seen, "DESCRIPTION")


@pytest.mark.parametrize(
    "link",
    ["https://a.example/\r\nATTACH:x", "javascript:alert(1)", "https://a b", "https://é", ""],
)
def test_only_a_plain_address_becomes_one(link: str) -> None:
    said = Sentence("x")
    entry = Entry("s.k", TODAY, said, said, (), None, link, (), False)
    assert b"URL:" not in calendar([entry], Speaker("en"), TODAY, 0, titles=False)
