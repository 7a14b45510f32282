"""Acts a script out on the screens: keys alone, and what is drawn."""

from functools import singledispatchmethod
from typing import Any

from tests.tui.conftest import Driver
from tests.two_doors.scripts import (
    BACK,
    UNSURE,
    Act,
    Aid,
    Answer,
    Care,
    Computed,
    Contract,
    Correct,
    Delete,
    Log,
    Mutuelle,
    NoContract,
    Note,
    Redo,
    Step,
    Undo,
    Visit,
)
from textual.widgets import Input, OptionList

from healthtui.tui.screens.contract import ContractScreen
from healthtui.tui.screens.standing import StandingScreen
from healthtui.tui.widgets.fields import ChoiceField, DateField, TypedField
from healthtui.tui.widgets.picker import Picker
from healthtui.tui.widgets.rows import Rows

MOST_PAGES = 6


class Screens:
    """The person in front of the screens."""

    def __init__(self, drive: Driver) -> None:
        self._drive = drive
        self._keys_of_acts: list[int] = []
        self._keys_undone: list[int] = []

    async def act_out(self, act: Act) -> None:
        """Do one thing, and come back to a screen without pages over it.

        Some things take two acts here, a status and then its day; to take one back takes as many.
        """
        before = len(self._drive.app.history.done)
        await self._do(act)
        await self._close_pages()
        if not isinstance(act, Undo | Redo):
            self._keys_of_acts.append(len(self._drive.app.history.done) - before)

    async def _close_pages(self) -> None:
        for _ in range(MOST_PAGES):
            if len(self._drive.app.screen_stack) == 1:
                break
            await self._drive.press("escape")
        await self._drive.press("escape")
        assert len(self._drive.app.screen_stack) == 1

    async def _type(self, text: str) -> None:
        self._drive.send(*text)
        await self._drive.pause()

    async def _write(self, field: Input, text: str) -> None:
        """Put a text in place of the one in a field."""
        field.focus()
        await self._drive.pause()
        self._drive.send("end", *["backspace"] * len(field.value))
        await self._drive.quiet()
        await self._type(text)

    async def _answer(self, name: str, typed: str) -> None:
        field = await self._drive.focus(name)
        if isinstance(field, ChoiceField):
            if typed == BACK:
                await self._drive.press("delete")
                return
            await self._drive.press("enter")
            await self._type(typed)
            await self._drive.press("enter")
            assert not isinstance(self._drive.screen, Picker), self._drive.text()
            return
        assert isinstance(field, TypedField)
        await self._write(field, {UNSURE: "?", BACK: ""}.get(typed, typed))
        await self._drive.press("tab")

    # --- Acts ------------------------------------------------------------------------------------

    @singledispatchmethod
    async def _do(self, act: Any) -> None:
        raise NotImplementedError(act)

    @_do.register
    async def _(self, act: Answer) -> None:
        await self._drive.go("situation")
        await self._answer(act.field, act.typed)

    @_do.register
    async def _(self, act: Step) -> None:
        drive = self._drive
        await drive.go("steps")
        await drive.highlight(act.step)
        if act.paper:
            await drive.press("tab", "home")
            listed = drive.screen.query_one("#papers", OptionList)
            assert drive.app.focused is listed
            ids = [option.id for option in listed.options]
            await drive.press(*["down"] * ids.index(act.paper))
        await drive.press("s")
        await self._type(act.status)
        await drive.press("enter")
        if not isinstance(drive.screen, StandingScreen):
            await drive.press("e")
        assert isinstance(drive.screen, StandingScreen)
        for field in drive.screen.query(Input):
            await self._write(field, act.day if isinstance(field, DateField) else act.detail)
        await drive.press("enter")

    @_do.register
    async def _(self, act: Note) -> None:
        await self._drive.go("steps")
        await self._drive.highlight(act.step)
        await self._drive.press("n")
        await self._type(act.text)
        await self._drive.press("escape")

    @_do.register
    async def _(self, act: Visit) -> None:
        await self._drive.go("costs")
        await self._answer(act.field, act.typed)

    @_do.register
    async def _(self, act: Mutuelle) -> None:
        await self._drive.go("costs")
        await self._drive.focus("act")
        await self._drive.press("k")
        await self._fill(act.parts)

    async def _fill(self, parts: dict[str, str]) -> None:
        assert isinstance(self._drive.screen, ContractScreen)
        for name, typed in parts.items():
            await self._write(self._drive.screen.query_one(f"#{name}", Input), typed)
        await self._drive.press("enter")
        assert not isinstance(self._drive.screen, ContractScreen), self._drive.text()

    @_do.register
    async def _(self, _act: Log) -> None:
        await self._drive.go("costs")
        await self._drive.focus("act")
        await self._drive.press("a")

    @_do.register
    async def _(self, act: Care) -> None:
        await self._drive.go("year")
        await self._drive.press("a")
        await self._answer("act", act.act)
        await self._answer("care_date", act.day)
        if act.price:
            await self._answer("price_eur", act.price)

    async def _to_act(self, place: int, key: str) -> None:
        await self._drive.go("year")
        await self._drive.press("home", *["down"] * (place - 1), key)

    @_do.register
    async def _(self, act: Correct) -> None:
        await self._to_act(act.place, "e")
        await self._answer(act.field, act.typed)

    @_do.register
    async def _(self, act: Computed) -> None:
        await self._to_act(act.place, "v")

    @_do.register
    async def _(self, act: Delete) -> None:
        await self._to_act(act.place, "d")

    async def _to_contract(self, name: str, key: str) -> None:
        await self._drive.go("year")
        await self._drive.press("c")
        rows = self._drive.screen.query_one(Rows).content_region
        drawn = [line[rows.x : rows.right] for line in self._drive.lines()[rows.y : rows.bottom]]
        place = next(place for place, line in enumerate(drawn) if line.startswith(f"{name} "))
        await self._drive.press("home", *["down"] * place, key)

    @_do.register
    async def _(self, act: Contract) -> None:
        if act.was:
            await self._to_contract(act.was, "e")
        else:
            await self._drive.go("year")
            await self._drive.press("c", "a")
        await self._fill({"name": act.name, **act.parts})

    @_do.register
    async def _(self, act: NoContract) -> None:
        await self._to_contract(act.name, "d")

    @_do.register
    async def _(self, act: Aid) -> None:
        await self._drive.go("year")
        await self._drive.press("c", "s")
        await self._answer(act.field, act.typed)

    @_do.register
    async def _(self, _act: Undo) -> None:
        self._keys_undone.append(self._keys_of_acts.pop())
        await self._drive.press(*["u"] * self._keys_undone[-1])

    @_do.register
    async def _(self, _act: Redo) -> None:
        self._keys_of_acts.append(self._keys_undone.pop())
        await self._drive.press(*["r"] * self._keys_of_acts[-1])
