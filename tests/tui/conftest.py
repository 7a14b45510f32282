import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from copy import deepcopy
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.content import Content
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from healthtui.core.case import Case
from healthtui.core.patch import Change, Patch, Plain
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load
from healthtui.files.saver import Saver
from healthtui.files.session_store import SessionStore
from healthtui.files.store import Store
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.form import Form
from healthtui.tui.frame import FramedScreen
from healthtui.tui.live import Keeping, SavedState, SaveTrouble
from healthtui.tui.widgets.fields import ChoiceField, TypedField
from healthtui.tui.widgets.note_field import NoteField
from healthtui.tui.widgets.picker import Picker

TODAY = date(2026, 11, 23)
QUICK = frozenset({"backspace", "delete", "space", "left", "right", "end", "home"})
LETTERS = {"space": " "}
STILL = 8
DRAWING = 0.001
MODES = ("situation", "steps", "costs", "year")
GO = {"situation": "f2", "steps": "f3", "costs": "f4", "year": "f5"}

MOROCCAN: Plain = {
    "situation": {
        "nationalities": ["MA"],
        "insured_in": "MA",
        "card": "none",
        "birth_date": date(2004, 3, 12),
        "programme": "degree",
        "enrolled_in_france": True,
        "enrolled_on": date(2026, 9, 7),
        "stay_from": date(2026, 9, 1),
        "stay_until": date(2027, 7, 31),
        "work": "none",
        "french_number": "none",
        "international_organisation": False,
        "residence_document": "vls-ts",
        "entered_france_on": date(2026, 9, 1),
        "birth_certificate_language": "ar",
    }
}
SPANIARD: Plain = {
    "situation": {
        "nationalities": ["ES"],
        "insured_in": "ES",
        "card": "ehic",
        "card_valid_until": date(2027, 1, 31),
        "birth_date": date(2005, 5, 2),
        "programme": "exchange",
        "enrolled_in_france": True,
        "enrolled_on": date(2026, 9, 7),
        "stay_from": date(2026, 9, 1),
        "stay_until": date(2027, 1, 31),
        "work": "none",
        "french_number": "none",
        "international_organisation": False,
        "residence_document": "not-needed",
        "entered_france_on": date(2026, 9, 1),
        "birth_certificate_language": "es",
    }
}


class MemoryState:
    def __init__(self, plain: Plain, *, merged: bool, conflicts: tuple[Change, ...] = ()) -> None:
        self.plain = plain
        self.merged = merged
        self.conflicts = conflicts


class MemoryTrouble:
    def __init__(self, reason: str) -> None:
        self.sentence = say("{reason}", reason=reason)


class MemoryKeeper:
    """Keeps in memory; fails while `reason` is set; `other` is another session's change."""

    def __init__(
        self,
        on_saved: Callable[[SavedState], None],
        on_failed: Callable[[SaveTrouble], None],
        plain: Plain,
    ) -> None:
        self.plain = deepcopy(plain)
        self.reason = ""
        self.other: Patch | None = None
        self.kept: list[Patch] = []
        self.closed = False
        self._waiting: list[Patch] = []
        self._on_saved = on_saved
        self._on_failed = on_failed

    @property
    def unsaved(self) -> tuple[Patch, ...]:
        return tuple(self._waiting)

    def submit(self, patch: Patch) -> None:
        if self.closed:
            raise RuntimeError("the keeper is closed")
        self._waiting.append(patch)
        self.work()

    def work(self) -> None:
        if self.reason:
            self._on_failed(MemoryTrouble(self.reason))
            return
        merged = self.other is not None
        if self.other is not None:
            self.plain = self.other.apply(self.plain)
            self.other = None
        while self._waiting:
            patch = self._waiting.pop(0)
            self.kept.append(patch)
            self.plain = patch.apply(self.plain)
        self._on_saved(MemoryState(self.plain, merged=merged))

    def close(self, timeout: float) -> bool:
        assert timeout > 0
        if self._waiting:
            self.work()
        self.closed = not self._waiting
        return self.closed


class Driver:
    """An app that runs, driven by keys and read from its screen."""

    def __init__(self, app: HealthApp, pilot: Pilot[int], keeper: MemoryKeeper | None) -> None:
        self.app = app
        self.pilot = pilot
        self._keeper = keeper

    @property
    def keeper(self) -> MemoryKeeper:
        assert self._keeper is not None
        return self._keeper

    @property
    def case(self) -> Case:
        return self.app.now.case

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def focused(self) -> str | None:
        return self.app.focused.id if self.app.focused else None

    def runs(self) -> bool:
        return self.app.return_code is None and not self.app._exit  # noqa: SLF001

    async def pause(self) -> None:
        """Wait until everything is done; what is drawn may be behind."""
        for _ in range(2):
            await self.quiet()
            await asyncio.sleep(DRAWING)
        await self.quiet()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, as fast as the app takes them."""
        for key in keys:
            self.send(key)
            if len(key) == 1 or key in QUICK:
                await self.quiet()
            else:
                await self.pause()
        await self.pause()

    def send(self, *keys: str) -> None:
        """Press keys without waiting for what they do."""
        driver = self.app._driver  # noqa: SLF001
        assert driver is not None
        for key in keys:
            letter = key if len(key) == 1 else LETTERS.get(key)
            name = _character_to_key(key) if len(key) == 1 else key
            event = Key(name, letter)
            event.set_sender(self.app)
            driver.send_message(event)

    async def drawn(self) -> None:
        """Wait until everything is laid out and drawn."""
        await self.pause()
        await self.pilot.pause()

    async def quiet(self) -> None:
        """Wait until nothing is queued; quicker than a pause, which waits for drawing too."""
        still = 0
        for _ in range(2000):
            if still == STILL or not self.runs():
                return
            await asyncio.sleep(0)
            pumps = (self.app, *self.app.screen.walk_children(with_self=True))
            still = still + 1 if all(pump._message_queue.empty() for pump in pumps) else 0  # noqa: SLF001

    async def type(self, text: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def go(self, *modes: str) -> None:
        for mode in modes:
            await self.press(GO[mode])
            assert self.app.current_mode == mode

    async def visit_all(self) -> None:
        await self.go("steps", "costs", "year", "situation")

    async def focus(self, name: str) -> Widget:
        widget = self.field(name)
        widget.focus()
        await self.pause()
        assert self.app.focused is widget, f"{name} takes no focus"
        return widget

    async def choose(self, name: str, query: str, *moves: str) -> None:
        """Open the list of a field by keyboard, type, and take what was found."""
        await self.focus(name)
        await self.press("enter")
        assert isinstance(self.screen, Picker)
        await self.type(query)
        await self.press(*moves, "enter")
        assert not isinstance(self.screen, Picker), self.text()

    async def clear_and_type(self, name: str, text: str) -> TypedField:
        field = await self.focus(name)
        assert isinstance(field, TypedField)
        await self.press("end", *["backspace"] * len(field.value))
        await self.type(text)
        return field

    async def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(500):
            await self.pause()
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.text())

    def field(self, name: str) -> Widget:
        return self.screen.query_one(f"#{name}")

    def typed(self, name: str, mode: str | None = None) -> TypedField:
        return self.base(mode or str(self.app.current_mode)).query_one(f"#{name}", TypedField)

    def chosen(self, name: str, mode: str | None = None) -> str:
        field = self.base(mode or str(self.app.current_mode)).query_one(f"#{name}", ChoiceField)
        return field.words

    def base(self, mode: str) -> FramedScreen:
        """The screen of a mode, in front or not."""
        base = self.app._screen_stacks[mode][0]  # noqa: SLF001
        assert isinstance(base, FramedScreen)
        return base

    def told(self, widget: str, mode: str | None = None) -> str:
        """What a Static of a screen says, whether the screen is in front or not."""
        base = self.base(mode or str(self.app.current_mode))
        return _plain(base.query_one(widget, Static).content)

    def bar(self, mode: str | None = None) -> str:
        return self.told("#strip", mode)

    def answer(self, mode: str | None = None) -> str:
        return self.told("#told", mode)

    def hint(self) -> str:
        return self.told("#hint").strip()

    def labels(self) -> list[str]:
        return self.told("#labels", "situation").splitlines()

    def listed(self) -> dict[str, str]:
        """The lines of the steps by id, in their order on the screen."""
        options = self.base("steps").query_one("#list", OptionList).options
        return {str(option.id): _plain(option.prompt) for option in options if option.id}

    def headings(self) -> list[str]:
        """The headings of the groups of steps, in their order."""
        options = self.base("steps").query_one("#list", OptionList).options
        return [_plain(option.prompt) for option in options if not option.id]

    def papers(self) -> dict[str, str]:
        """The lines of the papers of the highlighted step by id."""
        options = self.base("steps").query_one("#papers", OptionList).options
        return {str(option.id): _plain(option.prompt) for option in options}

    def note(self) -> str:
        """The note as it stands in its field."""
        return self.base("steps").query_one(NoteField).text

    async def highlight(self, step: str) -> None:
        """Move to a step by keyboard."""
        await self.press("home")
        for _ in self.listed():
            if self.highlighted() == step:
                return
            await self.press("down")
        raise AssertionError(f"{step} cannot be reached")

    def highlighted(self) -> str | None:
        listed = self.base("steps").query_one("#list", OptionList)
        return listed.highlighted_option.id if listed.highlighted_option else None

    def found(self) -> list[str]:
        """What the picker in front offers."""
        listed = self.screen.query_one("#found", OptionList)
        return [_plain(option.prompt) for option in listed.options]

    def lines(self) -> list[str]:
        """What is drawn, row by row, as the compositor draws it."""
        strips = self.screen._compositor.render_strips()  # noqa: SLF001
        return ["".join(segment.text for segment in strip) for strip in strips]

    def text(self) -> str:
        return "\n".join(self.lines())

    def notices(self) -> list[str]:
        return [notice.message for notice in self.app._notifications]  # noqa: SLF001

    def says(self, sentence: Sentence) -> str:
        return self.app.speaker.text(sentence)


def _plain(content: object) -> str:
    return content.plain if isinstance(content, Content) else str(content)


class Opening(Protocol):
    """Opens the app on a case."""

    def __call__(  # noqa: PLR0913 - each has its usual value
        self,
        plain: Mapping[str, Any] = ...,
        *,
        size: tuple[int, int] = ...,
        language: str = ...,
        store: Store | None = ...,
        keeping: Keeping | None = ...,
        kind: type[HealthApp] = ...,
        today: date = ...,
    ) -> AbstractAsyncContextManager[Driver]: ...


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())


@pytest.fixture
def opened(rulebook: Rulebook) -> Opening:
    """Open the app with a memory keeper, or with a real Saver on a store."""

    @asynccontextmanager
    async def opening(  # noqa: PLR0913 - each has its usual value
        plain: Mapping[str, Any] = MOROCCAN,
        *,
        size: tuple[int, int] = (80, 24),
        language: str = "en",
        store: Store | None = None,
        keeping: Keeping | None = None,
        kind: type[HealthApp] = HealthApp,
        today: date = TODAY,
    ) -> AsyncIterator[Driver]:
        keepers: list[MemoryKeeper] = []

        def remember(
            on_saved: Callable[[SavedState], None], on_failed: Callable[[SaveTrouble], None]
        ) -> MemoryKeeper:
            keepers.append(MemoryKeeper(on_saved, on_failed, dict(plain)))
            return keepers[0]

        if store is not None:
            plain = store.load().plain or plain
            keeping = partial(Saver, store)
        app = kind(rulebook, dict(plain), today, Speaker(language), keeping or remember)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Driver(app, pilot, keepers[0] if keepers else None)
        app.keep_all(5)

    return opening


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return SessionStore(tmp_path / "case")


def fields_of(driver: Driver) -> list[str]:
    """The fields that the form in front shows, in their order."""
    form = driver.screen.query_one(Form)
    fields = (child for child in form.children if isinstance(child, ChoiceField | Input))
    return [str(child.id) for child in fields if child.display]
