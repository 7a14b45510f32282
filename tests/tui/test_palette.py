import pytest
from tests.tui.conftest import MODES, Driver, Opening

from healthtui.core import c2s
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import word
from healthtui.core.visit_fields import fields_read
from healthtui.texts.glossary import found
from healthtui.texts.speaker import Speaker
from healthtui.tui.keys import KEYS
from healthtui.tui.places import places
from healthtui.tui.screens.glossary import GlossaryScreen

LEAST_WORDS = 50


async def take(drive: Driver, typed: str) -> None:
    await drive.press("ctrl+p")
    await drive.type(typed)
    await drive.press("enter")
    await drive.pause()


async def test_the_palette_has_every_field_step_act_screen_action_and_word(
    opened: Opening,
) -> None:
    async with opened() as drive:
        app, rulebook = drive.app, drive.app.rulebook
        names = [place.name for place in places(app, "situation")]
        read = fields_read(rulebook, app.now.quote.visit)
        wanted = [
            *(question.label for question in rulebook.questions.values()),
            *(rulebook.visit_questions[name].label for name in read),
            *(rulebook.c2s_questions[name].label for name in c2s.BY_NAME),
            *(task.step.title for task in app.now.checklist.tasks),
            *(act.label for act in rulebook.acts.values()),
            *(f"Glossary: {term.term}" for term in rulebook.glossary.values()),
            *(key.label.id for key in KEYS if not {*key.screens} & {"care", "compare", "aid"}),
        ]
        assert set(wanted) - {"Palette"} <= {*names}


async def test_what_the_palette_names_is_reached(opened: Opening) -> None:
    async with opened({}) as drive:
        await take(drive, "paid work")
        assert (drive.app.current_mode, drive.focused) == ("situation", "work")
        await take(drive, "doctor s sector")
        assert (drive.app.current_mode, drive.focused) == ("costs", "sector")
        await take(drive, "income of a year")
        assert "income" in str(drive.focused)
        await take(drive, "claimed")
        assert drive.app.current_mode == "year"


@pytest.mark.parametrize("mode", MODES)
async def test_a_step_is_found_from_any_screen(opened: Opening, mode: str) -> None:
    async with opened() as drive:
        await drive.go(mode)
        await take(drive, "order the carte vitale")
        await drive.drawn()  # a screen moves to a step once it is laid out
        assert drive.app.current_mode == "steps"
        await drive.until(lambda: drive.highlighted() == "carte-vitale")


@pytest.mark.parametrize("mode", MODES)
async def test_g_opens_the_glossary_on_every_screen(opened: Opening, mode: str) -> None:
    async with opened(language="fr") as drive:
        await drive.go(mode)
        await drive.press("g")
        assert isinstance(drive.screen, GlossaryScreen)
        await drive.type("teletrans")
        await drive.drawn()
        assert drive.found() == ["Télétransmission"]
        assert "envoi électronique par le soignant" in drive.text()
        await drive.press("escape")
        assert drive.app.current_mode == mode


async def test_enter_on_a_word_leads_to_its_step(opened: Opening) -> None:
    async with opened() as drive:
        await take(drive, "glossary: medecin traitant")
        assert isinstance(drive.screen, GlossaryScreen)
        await drive.press("enter")
        await drive.pause()
        assert drive.app.current_mode == "steps"
        assert drive.highlighted() == "medecin-traitant"


def test_a_word_is_found_by_its_names_without_accents_and_by_its_meaning(
    rulebook: Rulebook,
) -> None:
    speaker = Speaker("en")
    assert len(rulebook.glossary) >= LEAST_WORDS
    assert found("ehic", rulebook, speaker)[0] == "ceam"
    assert found("medecin traitant", rulebook, speaker)[0] == "medecin-traitant"
    assert "carte-vitale" in found("chip card", rulebook, speaker)
    assert "carte-vitale" in found("carte à puce", rulebook, Speaker("fr"))
    assert len(found("", rulebook, speaker)) == len(rulebook.glossary)
    for key, term in rulebook.glossary.items():
        assert found(term.term, rulebook, speaker)[0] == key
        assert Speaker("fr").text(word(term.gloss)) != term.gloss
