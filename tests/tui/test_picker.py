from tests.tui.conftest import Opening
from textual.widgets import Input

from healthtui.core.answers import UNSURE
from healthtui.tui.widgets.picker import Picker

NAMES = (
    ("ivory coast", "CI"),
    ("türkiye", "TR"),
    ("Côte d'Ivoire", "CI"),
    ("espagne", "ES"),
    ("cote d ivoire", "CI"),
    ("méxico", "MX"),
    ("COTE D'IVOIRE", "CI"),
    ("  germany ", "DE"),
    ("moroco", "MA"),
)


async def test_enter_takes_nothing_while_several_countries_match(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("nationalities")
        await drive.press("enter")
        await drive.type("cote")
        found = drive.found()
        if len(found) > 1:
            await drive.press("enter", "enter")
            assert drive.focused == "query"
        await drive.press("escape", "enter")
        await drive.type("guin")
        assert len(drive.found()) > 1
        await drive.press("enter", "enter")
        assert isinstance(drive.screen, Picker)
        assert drive.case.situation.nationalities == ("MA",)
        assert f"{len(drive.found())} fit" in drive.text()
        wanted = drive.found()[1]
        await drive.press("down", "down", "enter")
        assert drive.chosen("nationalities") == wanted


async def test_a_country_is_found_by_names_people_type(opened: Opening) -> None:
    async with opened({}) as drive:
        for query, code in NAMES:
            await drive.choose("nationalities", query)
            assert drive.case.situation.nationalities == (code,), query


async def test_nothing_is_taken_where_nothing_matches(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("nationalities")
        await drive.press("enter")
        await drive.type("[b]qqqq[/")
        assert drive.found() == []
        await drive.press("enter", "down", "up", "pagedown", "enter")
        assert isinstance(drive.screen, Picker)
        drive.screen.query_one(Input).value = ""
        await drive.pause()
        assert len(drive.found()) > 200
        await drive.press("escape")
        assert drive.case.situation.nationalities == ("MA",)


async def test_escape_changes_nothing(opened: Opening) -> None:
    async with opened() as drive:
        before = drive.case
        for name in ("nationalities", "card", "work"):
            await drive.focus(name)
            await drive.press("enter", "down", "down")
            await drive.type("s")
            await drive.press("down", "escape")
            assert drive.focused == name
        assert drive.case == before
        assert not drive.keeper.kept


async def test_not_knowing_and_no_answer_are_different_answers(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("work", "know")
        assert drive.case.situation.work is UNSURE
        assert drive.chosen("work") == "I don't know"
        await drive.choose("work", "no answer")
        assert drive.case.situation.work is None
        assert drive.chosen("work") == ""
        await drive.press("u")
        assert drive.case.situation.work is UNSURE
        await drive.focus("card")
        await drive.press("delete")
        assert drive.case.situation.card is None


async def test_not_knowing_stands_at_the_end_of_every_list(opened: Opening) -> None:
    async with opened() as drive:
        for name in ("nationalities", "insured_in", "card", "birth_certificate_language"):
            await drive.focus(name)
            await drive.press("enter")
            assert drive.found()[-2:] == ["I don't know", "no answer"]
            await drive.press("escape")


async def test_not_knowing_is_found_by_typing_in_a_list_of_countries(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("insured_in", "don't know")
        assert drive.case.situation.insured_in is UNSURE


async def test_a_name_typed_in_full_is_taken_by_enter(opened: Opening) -> None:
    async with opened({}) as drive:
        await drive.choose("nationalities", "niger")
        assert drive.case.situation.nationalities == ("NE",)
        await drive.choose("card", "ehic")
        assert drive.case.situation.card == "ehic"


async def test_being_insured_nowhere_is_found_by_typing(opened: Opening) -> None:
    async with opened({}) as drive:
        words = drive.app.speaker.word(drive.app.rulebook.questions["insured_in"].choices["none"])
        await drive.choose("insured_in", words)
        assert drive.case.situation.insured_in == "none"


async def test_a_language_is_found_without_its_accents(opened: Opening) -> None:
    async with opened(language="fr") as drive:
        await drive.choose("birth_certificate_language", "neerlandais")
        assert drive.case.situation.birth_certificate_language == "nl"


async def test_a_country_is_found_by_its_name_in_the_language_of_the_app(opened: Opening) -> None:
    async with opened(language="fr") as drive:
        await drive.choose("nationalities", "espagne")
        assert drive.case.situation.nationalities == ("ES",)
        assert drive.chosen("nationalities") == "Espagne"


async def test_a_list_opened_and_left_many_times_leaves_nothing_behind(opened: Opening) -> None:
    async with opened() as drive:
        for _ in range(5):
            await drive.press("enter", "escape")
        assert len(drive.app.screen_stack) == 1
        assert drive.focused == "nationalities"


async def test_plus_adds_a_second_nationality(opened: Opening) -> None:
    async with opened() as drive:
        await drive.focus("nationalities")
        await drive.press("plus")
        await drive.type("spain")
        await drive.press("enter")
        await drive.until(lambda: drive.case.situation.nationalities == ("MA", "ES"))
        await drive.press("u")
        assert drive.case.situation.nationalities == ("MA",)


async def test_a_list_closes_once_however_fast_enter_comes(opened: Opening) -> None:
    async with opened() as drive:
        await drive.go("steps")
        await drive.press("s")
        drive.send("home", "enter", "enter", "enter", "escape", "escape")
        await drive.pause()
        await drive.press("escape")
        assert drive.runs()
        assert len(drive.app.screen_stack) == 1


async def test_the_palette_closes_once_and_takes_keys_before_it_is_drawn(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("escape")
        for keys in (("pageup", "pagedown", "enter", "enter", "enter"), ("escape", "escape")):
            drive.send("ctrl+p", *keys)
            await drive.drawn()
            await drive.press("escape", "escape")
        assert drive.runs()
        assert len(drive.app.screen_stack) == 1
