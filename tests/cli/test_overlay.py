import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthtui.cli import app
from healthtui.cli.documents import steps as documents
from healthtui.core.asked import checked
from healthtui.core.case import Case
from healthtui.core.case_plain import read_situation
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.pack import Pack
from healthtui.core.pack_reader import Known, read_pack
from healthtui.core.rulebook import Rulebook
from healthtui.exports.agenda import Entry, agenda, held
from healthtui.exports.casefile import casefile
from healthtui.exports.html import html
from healthtui.exports.markdown import markdown
from healthtui.exports.voices import voices
from healthtui.files.packs import Overlay
from healthtui.texts.speaker import Speaker
from healthtui.texts.spoken import steps as spoken

Run = Callable[..., Any]
TODAY = date(2026, 11, 23)
PUBLISHER = "Université du Nord, relations internationales"
NOT_OURS = "added by your institution, not checked by this program"
PACK = f"""\
publisher = "{PUBLISHER}"
checked_on = 2026-09-01
page = "https://www.example.org/welcome"

[desks.welcome]
title = "Welcome desk"
phone = "+33 3 20 00 00 00"
steps = ["portal-documents"]

[advice.scans]
steps = ["portal-documents"]
text = "We scan your papers."

[dates.help-day]
title = "Help with your papers"
day = 2026-12-05
steps = ["portal-documents"]

[dates.closed]
title = "The desk is closed"
day = 2026-12-24
"""


@pytest.fixture(autouse=True)
def _no_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("HEALTHTUI_OVERLAY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "xdg"))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    return packs_in(tmp_path / "overlay", campus=PACK)


@pytest.fixture
def saved(run: Run, morocco: dict[str, Any]) -> None:
    answers = {**morocco, "enrolled_in_france": "yes", "international_organisation": "no"}
    flat = {name: value[0] if isinstance(value, list) else value for name, value in answers.items()}
    assert run("set", *(f"{name}={value}" for name, value in flat.items())).code == 0


def packs_in(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    for name, text in texts.items():
        file = folder / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        file.chmod(0o644)
    return folder


def days(ended: Any) -> dict[str, str]:
    """The entries of a calendar by their id, and whether they are confirmed or taken back."""
    events = ended.out.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    found = {}
    for event in events:
        lines = dict(line.split(":", 1) for line in event.splitlines() if ":" in line)
        found[lines["UID"].removesuffix("@healthtui")] = lines["STATUS"]
    return found


@pytest.mark.usefixtures("saved")
def test_a_step_tells_what_the_institution_adds_below_what_is_shipped(
    run: Run, overlay: Path
) -> None:
    plain = run("steps", "show", "portal-documents")
    told = run("steps", "show", "portal-documents", "--overlay", str(overlay))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(plain.out)
    heading, *lines = told.out.removeprefix(plain.out).splitlines()
    assert heading == f"From {PUBLISHER}: {NOT_OURS}; checked there on 1 September 2026:"
    assert lines == [
        "   Welcome desk",
        "   Phone: +33 3 20 00 00 00",
        "   We scan your papers.",
        "   5 December 2026: Help with your papers",
        "   Their page: https://www.example.org/welcome",
    ]


def test_a_step_that_does_not_apply_tells_it_too(run: Run, overlay: Path) -> None:
    told = run("--overlay", str(overlay), "steps", "show", "portal-documents")
    assert told.out.splitlines()[-1] == "   Their page: https://www.example.org/welcome"


@pytest.mark.usefixtures("saved")
def test_the_checklist_ends_with_what_is_for_everybody(run: Run, overlay: Path) -> None:
    plain, told = run("steps"), run("steps", "--overlay", str(overlay))
    assert told.out.startswith(plain.out)
    assert "24 December 2026: The desk is closed" in told.out.removeprefix(plain.out)
    later = run("steps", "--overlay", str(overlay), "--today", "2026-12-25")
    assert "The desk is closed" not in later.out


@pytest.mark.usefixtures("saved")
def test_each_addition_in_json_says_whose_it_is(run: Run, overlay: Path) -> None:
    document = run("steps", "--json", "--overlay", str(overlay)).json
    by_id = {step["id"]: step["overlay"] for step in document["steps"]}
    mine = by_id.pop("portal-documents")
    assert [(each["kind"], each["id"]) for each in mine] == [
        ("desk", "welcome"),
        ("advice", "scans"),
        ("date", "help-day"),
    ]
    assert mine[0]["phone"] == "+33 3 20 00 00 00"
    assert mine[2]["day"] == "2026-12-05"
    assert all(each == [] for each in by_id.values())
    assert [each["id"] for each in document["overlay"]] == ["closed"]
    for each in (*mine, *document["overlay"]):
        assert (each["pack"], each["publisher"]) == ("campus", PUBLISHER)
        assert each["checked_on"] == "2026-09-01"
        assert each["reason"].startswith(NOT_OURS)


@pytest.mark.usefixtures("saved")
def test_without_an_overlay_json_has_empty_lists(run: Run) -> None:
    document = run("steps", "--json").json
    assert document["overlay"] == []
    assert all(step["overlay"] == [] for step in document["steps"])


def test_the_environment_and_the_host_name_a_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder() -> str | None:
        found: str | None = run("paths", "--json").json["overlay_dir"]
        return found

    assert folder() is None
    assert "Packs" not in run("paths").out
    host = packs_in(tmp_path / "two" / "healthtui" / "overlay")
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"relative:{tmp_path / 'one'}:{tmp_path / 'two'}")
    assert folder() == str(host)
    monkeypatch.setenv("HEALTHTUI_OVERLAY", str(tmp_path / "mine"))
    assert folder() == str(tmp_path / "mine")
    assert f"Packs of your institution: {tmp_path / 'mine'}" in run("paths").out
    given = run("paths", "--json", "--overlay", str(tmp_path / "given"))
    assert given.json["overlay_dir"] == str(tmp_path / "given")


@pytest.mark.usefixtures("saved")
def test_a_broken_pack_is_one_sentence_and_the_rest_works(run: Run, tmp_path: Path) -> None:
    broken = PACK.replace("phone", "fone").replace("scans]", "Scans]")
    folder = packs_in(tmp_path / "o", broken=broken, campus=PACK)
    for command in (("steps",), ("steps", "show", "portal-documents"), ("export", "md")):
        ended = run(*command, "--overlay", str(folder))
        assert ended.code in (0, 3)
        assert PUBLISHER in ended.out
        assert ended.err == (
            "The overlay broken.toml is not used: desks.welcome.fone: this key is not known; "
            "near to it: phone. There is more; see: healthtui rules check\n"
        )


def test_the_check_of_the_rules_tells_every_problem_of_every_pack(
    run: Run, tmp_path: Path, overlay: Path
) -> None:
    broken = PACK.replace("phone", "fone").replace("scans]", "Scans]")
    folder = packs_in(tmp_path / "o", broken=broken, campus=PACK, worse="oops\n")
    ended = run("rules", "check", "--overlay", str(folder))
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert f"Packs of your institution: {folder}" in lines
    assert [line.split(":")[:2] for line in lines[-3:]] == [
        ["broken.toml", " desks.welcome.fone"],
        ["broken.toml", " advice.Scans"],
        ["worse.toml", " it is not valid TOML (line 1)"],
    ]
    document = run("rules", "check", "--json", "--overlay", str(folder))
    assert document.code == 1
    assert [each["name"] for each in document.json["overlay"]["packs"]] == ["campus"]
    assert [each["file"] for each in document.json["overlay"]["problems"]] == [
        "broken.toml",
        "broken.toml",
        "worse.toml",
    ]
    good = run("rules", "check", "--overlay", str(overlay))
    assert good.code == 0
    assert f"Pack campus: From {PUBLISHER}: {NOT_OURS}" in good.out
    assert run("rules", "check", "--json").json["overlay"] is None


def test_the_home_of_nobody_known_is_a_folder_that_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEALTHTUI_OVERLAY", "~nobody-of-that-name/packs")
    ended = run("steps")
    assert ended.code in (0, 3)
    assert "there is no such folder" in ended.err


def test_the_app_is_given_the_packs(
    run: Run, overlay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []

    def opening(*arguments: Any) -> int:
        given.extend(arguments)
        return 0

    monkeypatch.setattr(app, "_is_terminal", lambda _: True)
    monkeypatch.setattr(app, "open_app", opening)
    assert run("--overlay", str(overlay)).code == 0
    (found,) = (each for each in given if isinstance(each, Overlay))
    assert [pack.name for pack in found.packs] == ["campus"]


def test_a_missing_folder_is_told_and_fails_only_the_check(run: Run, tmp_path: Path) -> None:
    ended = run("steps", "--overlay", str(tmp_path / "none"))
    assert ended.code in (0, 3)
    assert "there is no such folder" in ended.err
    assert run("rules", "check", "--overlay", str(tmp_path / "none")).code == 1


def test_packs_are_listed_and_shown_after_the_rules(run: Run, overlay: Path) -> None:
    plain, listed = run("rules", "list"), run("rules", "list", "--overlay", str(overlay))
    assert listed.out.startswith(plain.out)
    assert listed.out.removeprefix(plain.out).startswith(f"packs.campus: From {PUBLISHER}")
    shown = run("rules", "show", "packs.campus", "--overlay", str(overlay)).out
    assert "desk.welcome: Welcome desk; Phone: +33 3 20 00 00 00" in shown
    assert NOT_OURS in shown
    assert run("rules", "show", "packs.campus").code == 2


# --- What leaves the program ------------------------------------------------------------------


@pytest.mark.usefixtures("saved")
def test_days_come_into_the_calendar_under_a_title_that_tells_nothing(
    run: Run, overlay: Path
) -> None:
    ended = run("export", "ics", "--overlay", str(overlay))
    text = ended.out.replace("\r\n ", "")
    assert days(ended)["pack.campus.help-day"] == "CONFIRMED"
    assert days(ended)["pack.campus.closed"] == "CONFIRMED"
    assert text.count("SUMMARY:Paperwork: a day of your institution") == 2
    assert "SUMMARY:Université" not in text
    assert NOT_OURS.replace(",", "\\,") in text
    assert "URL:https://www.example.org" not in text
    titled = run("export", "ics", "--titles", "--overlay", str(overlay)).out.replace("\r\n ", "")
    assert "relations internationales: Help with your papers" in titled


@pytest.mark.usefixtures("saved")
def test_a_day_that_is_gone_from_its_pack_is_taken_back(
    run: Run, overlay: Path, tmp_path: Path
) -> None:
    run("export", "ics", "--overlay", str(overlay))
    without = packs_in(tmp_path / "w", campus=PACK.split("[dates.closed]", maxsplit=1)[0])
    after = days(run("export", "ics", "--overlay", str(without)))
    assert after["pack.campus.closed"] == "CANCELLED"
    assert after["pack.campus.help-day"] == "CONFIRMED"
    again = run("export", "ics", "--overlay", str(overlay))
    assert days(again)["pack.campus.closed"] == "CONFIRMED"


@pytest.mark.usefixtures("saved")
def test_days_of_a_pack_that_is_not_there_this_time_are_left_as_they_are(
    run: Run, overlay: Path, tmp_path: Path
) -> None:
    run("export", "ics", "--overlay", str(overlay))
    assert not [name for name in days(run("export", "ics")) if name.startswith("pack.")]
    broken = packs_in(tmp_path / "b", campus="oops")
    assert not [
        name
        for name in days(run("export", "ics", "--overlay", str(broken)))
        if name.startswith("pack.")
    ]
    empty = packs_in(tmp_path / "e", campus=PACK.split("[dates", maxsplit=1)[0])
    after = days(run("export", "ics", "--overlay", str(empty)))
    assert after["pack.campus.closed"] == "CANCELLED"


@pytest.mark.usefixtures("saved")
def test_a_day_for_a_step_that_is_done_is_not_due(run: Run, overlay: Path) -> None:
    run("steps", "set", "portal-documents", "accepted")
    assert "pack.campus.help-day" not in days(run("export", "ics", "--overlay", str(overlay)))


@pytest.mark.usefixtures("saved")
def test_the_case_file_has_a_section_of_the_institution(run: Run, overlay: Path) -> None:
    text = run("export", "md", "--overlay", str(overlay)).out
    section = text.split(f"## From {PUBLISHER}", maxsplit=1)
    assert len(section) == 2 or f"/ From {PUBLISHER}" in text
    assert NOT_OURS in text
    assert "Welcome desk; Phone: +33 3 20 00 00 00" in text
    assert "Upload your documents: We scan your papers." in text
    page = run("export", "html", "--overlay", str(overlay)).out
    assert 'href="https://www.example.org' not in page
    assert "https://www.example.org/welcome" in page


@pytest.mark.usefixtures("saved")
def test_all_that_is_saved_holds_nothing_of_a_pack(run: Run, overlay: Path) -> None:
    assert run("export", "json", "--overlay", str(overlay)).out == run("export", "json").out


# --- Nothing shipped can be changed -----------------------------------------------------------

HOSTILE = (
    "[@click=app.quit()]harmless[/]",
    "see [/ here",
    "foo [/red] bar",
    "\x1b]52;c;YQ==\x07",
    "\x9b31m",
    "\u202eeman",
    "{title} {day} {0} %s %(x)s",
    "Upload your documents",
    "Health insurance: case file",
    "a\n\nFrom ameli.fr\n   Phone: 1",
    "<script>alert(1)</script>",
    "## Sources",
    "=cmd()",
    "END:VEVENT\r\nBEGIN:VEVENT",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30)).map(
    lambda text: f"x {text}".replace("://", "")
)
steps_named = st.lists(
    st.sampled_from(("portal-documents", "validate-visa", "ameli-account", "leave-france")),
    min_size=1,
    max_size=4,
)
names = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
days_of_packs = st.dates(date(2020, 1, 1), date(2030, 1, 1))
desks = st.fixed_dictionaries(
    {"title": texts}, optional={"where": texts, "hours": texts, "steps": steps_named}
)
advice = st.fixed_dictionaries({"steps": steps_named, "text": texts})
dates = st.fixed_dictionaries(
    {"title": texts, "day": days_of_packs}, optional={"text": texts, "steps": steps_named}
)


def few(entries: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(names, entries, max_size=3)


tables = st.fixed_dictionaries(
    {"publisher": texts, "checked_on": days_of_packs},
    optional={"desks": few(desks), "advice": few(advice), "dates": few(dates)},
)
STEPS = {"portal-documents": 1, "validate-visa": 1, "ameli-account": 1, "leave-france": 1}
many_packs = st.lists(tables, min_size=1, max_size=3).map(
    lambda plain: tuple(read_pack(f"p{n}", each, Known(STEPS, ())) for n, each in enumerate(plain))
)


@pytest.fixture(scope="module")
def person(rulebook: Rulebook) -> Outlook:
    """A student with open steps, days to come and a calendar that was exported before."""
    answers = {
        "nationalities": ["MA"],
        "insured_in": "MA",
        "card": "none",
        "birth_date": "2004-03-12",
        "stay_from": "2026-09-01",
        "stay_until": "2027-07-31",
        "programme": "degree",
        "enrolled_in_france": True,
        "enrolled_on": "2026-09-07",
        "residence_document": "vls-ts",
        "entered_france_on": "2026-09-01",
    }
    case = Case(read_situation(answers, rulebook.vocabulary))
    case = case.calendared({"leave-france.opens": date(2027, 6, 1), "gone.opens": TODAY})
    return outlook(rulebook, case, TODAY)


def without_overlay(document: Any) -> Any:
    if isinstance(document, dict):
        kept = {name: value for name, value in document.items() if name != "overlay"}
        return {name: without_overlay(value) for name, value in kept.items()}
    if isinstance(document, list):
        return [without_overlay(each) for each in document]
    return document


def with_one_run_more(shipped: tuple[Any, ...], found: tuple[Any, ...]) -> bool:
    """Whether what was found is what is shipped, with one run of other parts put in."""
    more = len(found) - len(shipped)
    return any(
        found[:place] + found[place + more :] == shipped for place in range(len(shipped) + 1)
    )


def test_no_pack_can_remove_replace_or_reorder_what_is_shipped(person: Outlook) -> None:
    speaker = Speaker("en")
    asked = checked(person.rulebook, person.case.situation, TODAY)
    listed = person.checklist
    document = json.dumps(without_overlay(documents.document(asked, listed, speaker)))
    lines = list(spoken.lines(asked, listed, speaker))
    paper = casefile(person, voices(speaker), notes=True)
    entries = agenda(person)

    @settings(max_examples=50, deadline=None)
    @given(many_packs)
    def unchanged(packs: tuple[Pack, ...]) -> None:
        told = documents.document(asked, listed, speaker, packs)
        assert json.dumps(without_overlay(told)) == document
        assert list(spoken.lines(asked, listed, speaker, packs))[: len(lines)] == lines
        found = casefile(person, voices(speaker), notes=True, packs=packs)
        assert with_one_run_more(paper, found)
        assert markdown(found).startswith(markdown(paper[:3]))
        assert html(found, "en").count(b"<script>alert") == 0
        assert tuple(entry for entry in agenda(person, packs) if is_shipped(entry)) == entries
        shipped = {entry.id: entry.day for entry in entries}
        assert shipped.items() <= held(person, packs).items()

    unchanged()


def is_shipped(entry: Entry) -> bool:
    return not entry.id.startswith("pack.")


def test_the_property_sees_a_part_that_is_replaced(person: Outlook) -> None:
    paper = casefile(person, voices(Speaker("en")), notes=True)
    assert with_one_run_more(paper, (*paper[:5], "more", *paper[5:]))
    assert not with_one_run_more(paper, (*paper[:5], "other", *paper[6:]))
    assert not with_one_run_more(paper, (*paper[:5], "more", *paper[6:], paper[5]))
    first, second, *rest = paper
    assert not with_one_run_more(paper, (second, first, *rest))


@pytest.mark.usefixtures("saved")
def test_what_knows_no_institution_is_the_same_to_the_byte(run: Run, tmp_path: Path) -> None:
    entries = "".join(
        f"[advice.a{n}]\nsteps = ['portal-documents', 'ameli-account']\ntext = {json.dumps(text)}\n"
        for n, text in enumerate(HOSTILE)
        if text.isprintable()
    )
    folder = packs_in(
        tmp_path / "h", hostile=PACK.replace("[advice.scans]", f"{entries}[advice.s]")
    )
    assert run("rules", "check", "--overlay", str(folder)).code == 0
    for command in (
        ("check",),
        ("check", "--json"),
        ("explain", "check"),
        ("quote", "--set", "act=gp_consultation", "--set", "price_eur=30"),
        ("quote", "--json"),
        ("rules", "show", "steps.portal-documents"),
        ("export", "json"),
    ):
        plain, told = run(*command), run(*command, "--overlay", str(folder))
        assert (told.code, told.out, told.err) == (plain.code, plain.out, plain.err)


@pytest.mark.usefixtures("saved")
def test_a_text_of_a_pack_is_no_key_of_the_catalogues(run: Run, tmp_path: Path) -> None:
    text = PACK.replace("We scan your papers.", "Upload your documents")
    folder = packs_in(tmp_path / "t", campus=text)
    told = run("steps", "show", "portal-documents", "--lang", "fr", "--overlay", str(folder)).out
    assert "\n   Upload your documents\n" in told


def test_a_folder_of_a_stranger_is_refused_with_the_fix(run: Run, overlay: Path) -> None:
    overlay.chmod(0o777)
    ended = run("steps", "--overlay", str(overlay))
    assert f"chmod go-w {overlay}" in ended.err
    assert PUBLISHER not in ended.out
    overlay.chmod(0o755)
    os.chmod(overlay / "campus.toml", 0o666)  # noqa: PTH101, S103 - what the program must refuse
    assert f"chmod go-w {overlay / 'campus.toml'}" in run("steps", "--overlay", str(overlay)).err


def test_the_example_of_the_documentation_is_a_pack(run: Run, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "overlay.md").read_text(encoding="utf-8")
    example = text.split("```toml\n", maxsplit=1)[1].split("```", maxsplit=1)[0]
    folder = packs_in(tmp_path / "d", **{"north-campus": example})
    ended = run("rules", "check", "--json", "--overlay", str(folder))
    assert (ended.code, ended.json["overlay"]["packs"][0]["additions"]) == (0, 4)
