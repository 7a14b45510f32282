from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from tests.tui.conftest import MODES, MOROCCAN, TODAY, Driver, MemoryKeeper, MemoryState, Opening
from textual.pilot import Pilot

from healthtui.core.case_plain import from_plain, to_plain
from healthtui.core.patch import Change, Patch, Plain
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.files.saver import Saver
from healthtui.files.store import Store
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.live import SavedState, SaveTrouble
from healthtui.tui.screens.recovery import RecoveryScreen
from healthtui.tui.terminal.endings import CRASHED


def on_disk(store: Store) -> Plain:
    return Store(store.folder).load().plain


async def test_each_change_is_on_disk_without_quitting(opened: Opening, store: Store) -> None:
    async with opened({}, store=store) as drive:
        await drive.choose("nationalities", "spain")
        await drive.until(
            lambda: on_disk(store).get("situation", {}).get("nationalities") == ["ES"]
        )
        await drive.clear_and_type("stay_until", "20270131")
        await drive.until(lambda: on_disk(store)["situation"].get("stay_until") is not None)
        assert on_disk(store)["situation"]["stay_until"] == date(2027, 1, 31)
        await drive.go("costs")
        await drive.until(lambda: on_disk(store).get("view", {}).get("screen") == "costs")
        await drive.clear_and_type("price_eur", "?")
        await drive.until(lambda: "price_eur" in on_disk(store).get("visit", {}))
        assert on_disk(store)["visit"]["price_eur"] == "unsure"
        await drive.focus("act")
        await drive.press("u")
        await drive.until(lambda: "price_eur" not in on_disk(store).get("visit", {}))


async def test_everything_is_there_when_the_app_is_opened_again(
    opened: Opening, store: Store
) -> None:
    store.commit(Patch((Change(("situation",), None, MOROCCAN["situation"]),)))
    async with opened({}, store=store) as drive:
        await drive.choose("nationalities", "spain")
        await drive.choose("insured_in", "spain")
        await drive.clear_and_type("birth_date", "?")
        await drive.go("steps")
        step = drive.highlighted()
        assert step is not None
        await drive.press("s", "down", "down", "enter", "escape", "n")
        await drive.type("call [b]them[/b]")
        await drive.press("escape")
        await drive.go("costs")
        await drive.clear_and_type("price_eur", "45")
        before = drive.case
        await drive.press("ctrl+q")
        await drive.until(lambda: not drive.runs())
    async with opened({}, store=Store(store.folder)) as drive:
        assert drive.case == before
        assert drive.app.current_mode == "costs"
        assert drive.typed("price_eur").value == "45.00"
        assert drive.case.progress[step].note == "call [b]them[/b]"
        assert drive.case.progress[step].since == date(2026, 11, 23)
        await drive.go("steps", "situation")
        assert drive.typed("birth_date").value == "unsure"
        assert drive.chosen("nationalities") == "Spain"


async def test_a_failed_save_is_told_on_every_screen_until_it_succeeds(opened: Opening) -> None:
    async with opened() as drive:
        await drive.visit_all()
        drive.keeper.reason = "NOT SAVED: the disk is full [b]."
        await drive.choose("nationalities", "spain")
        for mode in MODES:
            await drive.go(mode)
            assert "NOT SAVED" in drive.bar()
            assert "NOT SAVED" in drive.lines()[0]
        assert drive.case.situation.nationalities == ("ES",)
        drive.keeper.reason = ""
        await drive.go("costs")
        await drive.choose("act", "gp home visit")
        for mode in MODES:
            await drive.go(mode)
            assert "NOT SAVED" not in drive.bar()
        assert drive.keeper.plain["situation"]["nationalities"] == ["ES"]


async def test_quitting_is_refused_with_a_sentence_while_a_change_is_not_saved(
    opened: Opening,
) -> None:
    async with opened() as drive:
        drive.keeper.reason = "The disk is full [/b]."
        await drive.choose("nationalities", "spain")
        await drive.press("q")
        assert drive.runs()
        assert any("The disk is full [/b]." in notice for notice in drive.notices())
        assert "The disk is full [/b]." in drive.text()
        await drive.press("ctrl+q")
        assert drive.runs()
        drive.keeper.reason = ""
        await drive.press("q")
        assert not drive.runs()
        assert drive.keeper.plain["situation"]["nationalities"] == ["ES"]


class SlowToForget(MemoryKeeper):
    """Tells of a save before it forgets the patch, as a thread may."""

    def work(self) -> None:
        if self.reason:
            super().work()
            return
        for patch in self._waiting:
            self.plain = patch.apply(self.plain)
        self._on_saved(MemoryState(self.plain, merged=False))

    def forget(self) -> None:
        self._waiting.clear()


async def test_a_save_is_told_although_the_keeper_forgets_it_a_moment_later(
    opened: Opening,
) -> None:
    made: list[SlowToForget] = []

    def keeping(
        on_saved: Callable[[SavedState], None], on_failed: Callable[[SaveTrouble], None]
    ) -> SlowToForget:
        made.append(SlowToForget(on_saved, on_failed, MOROCCAN))
        return made[0]

    async with opened(keeping=keeping) as drive:
        made[0].reason = "NOT SAVED: the disk is full."
        await drive.choose("nationalities", "spain")
        assert "NOT SAVED" in drive.bar()
        made[0].reason = ""
        await drive.choose("nationalities", "italy")
        made[0].forget()
        await drive.pause()
        assert "NOT SAVED" not in drive.bar()


async def test_what_another_session_changed_appears_beside_my_change(opened: Opening) -> None:
    async with opened() as drive:
        await drive.visit_all()
        steps = drive.listed()
        drive.keeper.other = Patch(
            (
                Change(("situation", "insured_in"), "MA", "ES"),
                Change(("situation", "card"), "none", "ehic"),
                Change(("situation", "card_valid_until"), None, date(2027, 12, 31)),
            )
        )
        await drive.choose("nationalities", "spain")
        assert drive.case.situation.nationalities == ("ES",)
        assert drive.case.situation.insured_in == "ES"
        assert drive.chosen("insured_in") == "Spain"
        assert drive.typed("card_valid_until").value == "2027-12-31"
        await drive.go("steps")
        assert drive.listed() != steps
        await drive.press("u")
        assert drive.case.situation.nationalities == ("MA",)
        assert drive.case.situation.insured_in == "ES"


async def test_another_session_on_the_same_folder_loses_nothing_of_mine(
    opened: Opening, store: Store, rulebook: Rulebook
) -> None:
    store.commit(Patch((Change(("situation",), None, MOROCCAN["situation"]),)))
    async with opened(store=store) as drive:
        await drive.choose("nationalities", "spain")
        await drive.until(lambda: on_disk(store)["situation"]["nationalities"] == ["ES"])
        other = Store(store.folder)
        other.load()
        other.commit(Patch((Change(("situation", "card"), "none", "ehic"),)))
        await drive.choose("insured_in", "spain")
        field = await drive.clear_and_type("stay_until", "202701")
        await drive.until(lambda: drive.case.situation.card == "ehic")
        assert field.value == "2027-01-"
        await drive.type("31")
        await drive.until(
            lambda: on_disk(store)["situation"].get("stay_until") == date(2027, 1, 31)
        )
        saved = from_plain(on_disk(store), rulebook.vocabulary)[0].situation
        assert saved == drive.case.situation
        assert (saved.card, saved.nationalities) == ("ehic", ("ES",))
        assert saved.stay_until == date(2027, 1, 31)


async def test_what_is_shown_is_always_what_is_kept(opened: Opening) -> None:
    async with opened() as drive:
        await drive.choose("nationalities", "spain")
        await drive.clear_and_type("stay_until", "20270131")
        await drive.go("steps")
        await drive.press("s", "down", "enter", "n")
        await drive.type("x")
        await drive.press("escape", "u", "u", "r", "u", "u", "u")
        await drive.go("costs")
        assert kept(drive) == to_plain(drive.case)


def kept(drive: Driver) -> Plain:
    case, problems = from_plain(drive.keeper.plain, drive.app.rulebook.vocabulary)
    assert not problems
    return to_plain(case)


async def test_leaving_without_saving_is_offered_only_by_name_and_only_in_trouble(
    opened: Opening,
) -> None:
    async with opened() as drive:
        for offered in (False, True):
            await drive.press("ctrl+p")
            names = [line.split(":")[0] for line in drive.found()]
            assert ("Quit without saving" in names) is offered
            await drive.press("escape")
            drive.app.trouble = say("the disk is full")


def test_a_defect_of_the_app_ends_in_one_sentence_with_everything_saved(
    rulebook: Rulebook,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(app: HealthApp) -> None:
        app.edit(lambda case: case.noted("enrol", "kept"))
        raise ValueError

    monkeypatch.setattr(HealthApp, "action_why", broken)
    app = HealthApp(rulebook, {}, TODAY, Speaker("en"), partial(Saver, store))

    async def press(pilot: Pilot[object]) -> None:
        await pilot.press("escape", "w")

    app.run(headless=True, auto_pilot=press)
    assert app.return_code == 1
    assert on_disk(store)["steps"]["enrol"]["note"] == "kept"
    told = capsys.readouterr()
    assert "All you had entered is saved" in told.out + told.err
    assert "Traceback" not in told.out + told.err


async def test_another_window_is_followed_without_a_change_of_mine(
    opened: Opening, store: Store
) -> None:
    async with opened(store=store) as drive:
        await drive.choose("nationalities", "spain")
        await drive.until(lambda: on_disk(store)["situation"].get("nationalities") == ["ES"])
        other = Store(store.folder)
        other.load()
        other.commit(Patch((Change(("situation", "card"), "none", "ehic"),)))
        await drive.until(lambda: drive.case.situation.card == "ehic")
        assert drive.case.situation.nationalities == ("ES",)


async def test_one_note_written_in_two_windows_keeps_both_texts(
    opened: Opening, store: Store
) -> None:
    async with opened(store=store) as drive:
        await drive.go("steps")
        step = str(drive.highlighted())
        await drive.press("n")
        await drive.type("mine")
        other = Store(store.folder)
        other.load()
        other.commit(Patch((Change(("steps", step, "note"), None, "theirs"),)))
        await drive.press("escape")

        def both() -> bool:
            note = on_disk(store)["steps"].get(step, {}).get("note", "")
            return "mine" in note and "theirs" in note

        await drive.until(both)
        await drive.until(lambda: "theirs" in drive.note() and "mine" in drive.note())


def broken(store: Store) -> bytes:
    """The only saved file, spoilt."""
    store.commit(Patch((Change(("situation", "card"), None, "ehic"),)))
    (file,) = store.folder.glob("state-*.toml")
    file.write_bytes(b"not a case")
    return file.read_bytes()


@pytest.mark.parametrize("begin", [True, False])
async def test_broken_files_alone_are_asked_about_and_never_touched(
    rulebook: Rulebook,
    store: Store,
    begin: bool,  # noqa: FBT001
) -> None:
    before = broken(store)
    loaded = store.load()
    assert loaded.all_broken
    app = HealthApp(rulebook, {}, TODAY, Speaker("en"), partial(Saver, store))
    app.notices = tuple(notice.sentence for notice in loaded.notices)
    app.start_beside = store.start_beside_broken
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drive = Driver(app, pilot, None)
        assert isinstance(drive.screen, RecoveryScreen)
        assert "cannot be used" in " ".join(drive.text().split())
        await drive.press("ctrl+c")
        assert drive.notices() == ["Ctrl+C again quits."], "nothing is there to be saved or lost"
        await drive.press("b" if begin else "q")
        assert drive.runs() == begin
        if begin:
            await drive.choose("nationalities", "spain")
            await drive.until(lambda: on_disk(store).get("situation") is not None)
    app.keep_all(5)
    files = sorted(store.folder.glob("state-*.toml"))
    assert files[0].read_bytes() == before
    assert len(files) > 1 if begin else len(files) == 1


async def test_an_app_that_keeps_nothing_says_so_on_every_screen(rulebook: Rulebook) -> None:
    app = HealthApp(rulebook, MOROCCAN, TODAY, Speaker("en"))
    app.kept_nowhere(say("nothing is kept (--ephemeral)"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drive = Driver(app, pilot, None)
        for mode in MODES:
            await drive.go(mode)
            assert "nothing is kept" in drive.lines()[0]
        await drive.press("question_mark")
        assert "your answers are gone then" in " ".join(drive.text().split())
        assert "saved already" not in drive.text()
        await drive.press("question_mark", "ctrl+p")
        await drive.type("quit")
        assert "saved already" not in drive.text()
        await drive.press("escape", "q")
        assert not drive.runs()


async def test_where_nothing_is_kept_nothing_is_called_saved(rulebook: Rulebook) -> None:
    app = HealthApp(rulebook, MOROCCAN, TODAY, Speaker("en"))
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        drive = Driver(app, pilot, None)
        for mode in MODES:
            await drive.go(mode)
            await drive.press("question_mark")
            assert "your answers are gone then" in " ".join(drive.text().split())
            assert "save" not in drive.text().lower()
            await drive.press("question_mark")
        await drive.press("ctrl+c")
        assert drive.notices() == [
            "Ctrl+C again quits. Nothing is kept: your answers are gone then."
        ]
        assert "Nothing was kept" in app.parting(CRASHED, kept=True)
        await drive.press("ctrl+c")
        await drive.until(lambda: not drive.runs())


async def test_what_is_kept_is_called_saved(opened: Opening) -> None:
    async with opened() as drive:
        await drive.press("question_mark")
        assert "Quit; everything is saved already" in " ".join(drive.text().split())
        assert "All you had entered is saved" in drive.app.parting(CRASHED, kept=True)
