import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream

import healthtui
from healthtui.core.case_plain import from_plain, to_plain
from healthtui.core.rulebook import Rulebook
from healthtui.files.store import Store

Run = Callable[..., Any]

ANSWERS = (
    "nationalities=MA",
    "insured_in=MA",
    "card=none",
    "birth_date=2004-03-12",
    "stay_from=2026-09-01",
    "stay_until=2027-07-31",
    "programme=degree",
    "enrolled_in_france=yes",
    "enrolled_on=2026-09-07",
    "work=unsure",
    "french_number=none",
    "residence_document=vls-ts",
    "entered_france_on=2026-09-01",
    "visit.act=gp_consultation",
    "visit.price_eur=31.50",
)
FORMATS = ("md", "html", "ics", "json")
VISA = "validate-visa.deadline@healthtui"


@pytest.fixture
def saved(run: Run) -> Run:
    """The program with a case that was answered and a step that was sent."""
    assert run("set", *ANSWERS).code == 0
    sent = ("steps", "set", "validate-visa", "sent", "--on", "2026-10-01")
    assert run(*sent, "--detail", "DETAIL", "--note", "NOTE").code == 0
    return run


def days(text: str) -> dict[str, tuple[str, int]]:
    """Day and sequence of each entry of a calendar."""
    events = IcsCalendarStream.calendar_from_ics(text).events
    return {str(one.uid): (str(one.dtstart), one.sequence or 0) for one in events}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_goes_to_standard_output_or_to_a_new_private_file(
    saved: Run, tmp_path: Path, name: str
) -> None:
    shown = saved("export", name)
    assert (shown.code, shown.err) == (0, "")
    assert saved("export", name, "--output", "-").out == shown.out
    path = tmp_path / f"mine.{name}"
    for umask in (0o000, 0o077):
        path.unlink(missing_ok=True)
        before = os.umask(umask)
        try:
            written = saved("export", name, "--output", str(path))
        finally:
            os.umask(before)
        assert (written.code, written.err) == (0, "")
        line, following = written.out.splitlines()
        assert line == f"Written: {path} (only you can read it)"
        assert following.startswith("Next: ")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_bytes() == shown.out.encode()


def test_a_file_or_a_link_that_is_there_is_refused_in_one_sentence(
    saved: Run, tmp_path: Path
) -> None:
    file, link = tmp_path / "file.ics", tmp_path / "link.ics"
    file.write_bytes(b"mine")
    link.symlink_to(tmp_path / "nowhere")
    for path in (file, link):
        ended = saved("export", "ics", "--output", str(path))
        assert (ended.code, ended.out) == (1, "")
        assert len(ended.err.splitlines()) == 1
        assert str(path) in ended.err
    assert file.read_bytes() == b"mine"
    assert link.is_symlink()
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_missing_is_named(saved: Run, tmp_path: Path) -> None:
    ended = saved("export", "md", "--output", str(tmp_path / "none" / "x.md"))
    assert (ended.code, len(ended.err.splitlines())) == (1, 1)
    assert str(tmp_path / "none" / "x.md") in ended.err


def test_the_bytes_do_not_depend_on_what_the_terminal_can_write(saved: Run, folder: Path) -> None:
    environ = {
        **os.environ,
        "PYTHONPATH": str(Path(healthtui.__file__).parents[1]),
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-m", "healthtui", "--data-dir", str(folder)]
    for name in FORMATS:
        asked = ["--today", "2026-11-23", "--lang", "fr", "export", name]
        done = subprocess.run([*command, *asked], capture_output=True, env=environ, check=True)
        assert done.stdout == saved("--lang", "fr", "export", name).out.encode()
    lines = saved("export", "ics").out
    assert lines.count("\r\n") == lines.count("\n") > 10


def test_the_data_come_back_as_they_were(saved: Run, folder: Path, rulebook: Rulebook) -> None:
    plain = Store(folder).load().plain
    document = saved("export", "json").json
    assert document.pop("schema") == "healthtui/case/1"
    case, problems = from_plain(document, rulebook.vocabulary)
    assert problems == ()
    assert to_plain(case) == to_plain(from_plain(plain, rulebook.vocabulary)[0])
    assert document["situation"]["enrolled_on"] == "2026-09-07"
    assert document["situation"]["work"] == "unsure"
    assert document["visit"]["price_eur"] == "31.50"
    assert document["steps"]["validate-visa"] == {
        "status": "sent",
        "since": "2026-10-01",
        "detail": "DETAIL",
        "note": "NOTE",
    }


def test_an_export_changes_nothing(saved: Run, folder: Path) -> None:
    before = Store(folder).load()
    for name in FORMATS:
        saved("export", name, "--set", "nationalities=ES")
    assert Store(folder).load() == before


def test_the_next_import_replaces_the_last(saved: Run) -> None:
    first = days(saved("export", "ics").out)
    assert saved("set", "entered_france_on=2026-09-15").code == 0
    second = days(saved("export", "ics").out)
    assert set(first) == set(second)
    assert (first[VISA][0], second[VISA][0]) == ("2026-12-01", "2026-12-15")
    assert all(second[uid][1] > first[uid][1] for uid in first)
    assert saved("steps", "set", "validate-visa", "accepted").code == 0
    settled = IcsCalendarStream.calendar_from_ics(saved("export", "ics").out).events
    statuses = {str(one.uid): one.status for one in settled}
    assert statuses[VISA] == statuses["validate-visa.ask-again@healthtui"] == "CANCELLED"


def test_a_what_if_is_exported_and_not_saved(saved: Run) -> None:
    supposed = saved("export", "ics", "--set", "entered_france_on=2026-10-01").out
    assert days(supposed)[VISA][0] == "2027-01-01"
    assert days(saved("export", "ics").out)[VISA][0] == "2026-12-01"


def test_an_input_is_a_case_of_its_own(
    saved: Run, run: Run, morocco: dict[str, Any], tmp_path: Path
) -> None:
    visa = {"residence_document": "vls-ts", "entered_france_on": "2026-09-05"}
    progress = {"steps": {"validate-visa": {"status": "sent", "since": "2026-11-01"}}}
    table = {"id": 7, **morocco, **visa, **progress}
    seen = days(saved("export", "ics", "--input", "-", stdin=json.dumps(table)).out)
    assert seen[VISA] == ("2026-12-05", 0)
    assert seen["validate-visa.ask-again@healthtui"] == ("2026-12-28", 0)
    path = tmp_path / "case.json"
    path.write_text(json.dumps(table, indent=2), encoding="utf-8")
    assert days(run("export", "ics", "--input", str(path)).out) == seen


def test_titles_and_notes_are_there_only_if_asked_for(saved: Run) -> None:
    assert "SUMMARY:Visa: last day to validate it" in saved("export", "ics").out
    assert "SUMMARY:Last day: Validate your visa online" in saved("export", "ics", "--titles").out
    for name in ("md", "html"):
        plain, noted = saved("export", name).out, saved("export", name, "--notes").out
        assert "NOTE" not in plain
        assert "DETAIL" not in plain
        assert "NOTE" in noted
        assert "DETAIL" in noted


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("pdf",), None, "“pdf” is not known here; there is: md, html"),
        (("json", "--year", "2026"), None, "--year goes with csv and jsonl"),
        (("csv", "--year", "soon"), None, "--year: “soon”"),
        (("csv", "--input", "-"), "{}", "without --input and --set"),
        ((), None, "FORMAT"),
        (("md", "--titles"), None, "--titles goes with ics"),
        (("ics", "--notes"), None, "--notes goes with md and html"),
        (("md", "--input", "-", "--set", "work=none"), "{}", "cannot go with --input"),
        (("md", "--input", "-"), "{}\n{}", "one JSON object"),
        (("md", "--input", "-"), "[{}]", "a JSON array is not accepted"),
        (("md", "--input", "-"), "", "no JSON object"),
        (("md", "--input", "-"), "nonsense", "not JSON"),
        (("md", "--input", "-"), '{"colour": "red"}', "“colour” is not a field"),
        (("md", "--input", "-"), '{"work": "a lot"}', "“a lot” is not accepted"),
        (("md", "--input", "-"), '{"steps": []}', "steps: give a table"),
        (("md", "--input", "-"), '{"steps": {"nope": {}}}', "“nope” is not a step"),
        (("md", "--input", "/nowhere.json"), None, "/nowhere.json cannot be read"),
        (("md", "--set", "work"), None, "not FIELD=VALUE"),
    ],
)
def test_a_slip_gets_one_sentence(
    run: Run, arguments: tuple[str, ...], stdin: str | None, says: str
) -> None:
    ended = run("export", *arguments, stdin=stdin)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1


def test_an_empty_calendar_is_not_made(run: Run, tmp_path: Path) -> None:
    ended = run("export", "ics", "--output", str(tmp_path / "x.ics"))
    assert (ended.code, ended.out, list(tmp_path.glob("*.ics"))) == (1, "", [])
    assert "nothing to put into a calendar" in ended.err


def test_other_commands_start_without_what_an_export_needs() -> None:
    probe = """
import sys
from importlib import import_module
from healthtui.cli.parser import COMMANDS
for name in COMMANDS.values():
    import_module(f"healthtui.cli.commands.{name}")
print(sorted(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "healthtui.cli.commands.export" in done.stdout
    for name in ("icalendar", "segno", "healthtui.exports.html", "healthtui.exports.calendar"):
        assert f"'{name}'" not in done.stdout


def test_a_day_that_an_answer_took_away_is_taken_back_once_it_was_exported(saved: Run) -> None:
    asked = ("work=none", "international_organisation=no", "parent_insured_in_france=no")
    assert saved("set", *asked, "birth_certificate_language=ar").code == 0
    first = saved("export", "ics").out
    assert "STATUS:CANCELLED" not in _event(first, "leave-france.deadline@healthtui")
    assert saved("export", "ics").out == first
    assert saved("set", "stay_until=unsure").code == 0
    second = saved("export", "ics").out
    assert "STATUS:CANCELLED" in _event(second, "leave-france.deadline@healthtui")
    assert "leave-france" not in saved("export", "ics", "--set", "work=none", "--ephemeral").out


def _event(calendar: str, uid: str) -> str:
    (found,) = [part for part in calendar.split("BEGIN:VEVENT") if f"UID:{uid}" in part]
    return found
