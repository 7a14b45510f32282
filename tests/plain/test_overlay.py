"""What an institution adds is told in the dialogue too, always under its name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plain.conftest import Talk, Talked

from healthtui.core.case import Case

pytestmark = pytest.mark.usefixtures("moroccan")

PUBLISHER = "Université du Nord"
WHOSE = f"From {PUBLISHER}: added by your institution, not checked by this program"
PACK = f"""\
publisher = "{PUBLISHER}"
checked_on = 2026-09-01
page = "https://www.example.org/welcome"

[desks.welcome]
title = "Welcome desk"
phone = "+33 3 20 00 00 00"
steps = ["portal-documents"]

[dates.help-day]
title = "Help with your papers"
day = 2026-12-05
steps = ["portal-documents"]

[dates.closed]
title = "The desk is closed"
day = 2026-12-24
"""
READ = ("1", *[""] * 6)
TO_THE_STEP = ("2", "later", "upload your documents")


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "overlay"
    folder.mkdir(mode=0o755)
    file = folder / "north.toml"
    file.write_text(PACK, "utf-8")
    file.chmod(0o644)
    return folder


@pytest.fixture
def campus(run: Talk, overlay: Path) -> Talk:
    """A dialogue on a host with the pack."""

    def talk(*typed: str) -> Talked:
        return run("plain", "--overlay", str(overlay), typed=typed)

    return talk


def test_a_step_tells_it_below_what_is_shipped_and_says_that_it_will(
    campus: Talk, talk: Talk
) -> None:
    usual, told = talk(*TO_THE_STEP, *READ), campus(*TO_THE_STEP, *READ)
    assert f"From {PUBLISHER}. Hear this step in full." in told.lines
    assert PUBLISHER not in usual.text
    begins = told.text.index(WHOSE)
    for line in ("Welcome desk", "Phone: +33 3 20 00 00 00", "5 December 2026: Help with your"):
        assert told.text.index(line) > begins
        assert line not in usual.text
    assert told.text.index("https://etudiant-etranger.ameli.fr") < begins


def test_what_is_for_everybody_is_an_answer_of_the_checklist(campus: Talk, talk: Talk) -> None:
    words = "Hear what your institution adds for everybody"
    told = campus("2", "institution")
    assert words in told.text
    assert told.text.index(WHOSE) < told.text.index("24 December 2026: The desk is closed")
    assert words not in talk("2").text


def test_a_pack_that_is_refused_is_told_at_the_start(campus: Talk, overlay: Path) -> None:
    (overlay / "north.toml").write_text("publisher = 3", "utf-8")
    told = campus("2")
    assert "north.toml" in told.text
    assert told.text.index("north.toml") < told.text.index("Main menu")


def test_its_days_are_in_the_calendar_and_are_taken_back_by_the_next(
    campus: Talk, overlay: Path, tmp_path: Path, saved: Callable[[], Case]
) -> None:
    campus("6", "ics", "yes", str(tmp_path / "first.ics"))
    first = (tmp_path / "first.ics").read_text("utf-8").replace("\n ", "")
    assert "The desk is closed" in first
    assert any("closed" in name for name in saved().calendar)
    (overlay / "north.toml").write_text(PACK[: PACK.index("[dates.closed]")], "utf-8")
    campus("6", "ics", "yes", str(tmp_path / "next.ics"))
    later = (tmp_path / "next.ics").read_text("utf-8").replace("\n ", "")
    taken_back = [each for each in later.split("BEGIN:VEVENT") if "closed" in each]
    assert ["STATUS:CANCELLED" in each for each in taken_back] == [True]
