"""Acts a script out in the dialogue: hears what is told, and types one line at each prompt."""

import io
import re
import sys
from collections.abc import Generator, Iterable
from functools import singledispatchmethod
from pathlib import Path

import pytest
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

from healthtui.cli import main
from healthtui.core.rulebook import Rulebook
from healthtui.core.visit import CONTRACT_PARTS

Typing = Generator[str, None, None]
MOST_QUESTIONS = 30
WITH_DETAIL = ("sent", "waiting", "refused")
FIRST_OF_VISIT = ("act", "care_date", "price_eur")


class Dialogue(io.TextIOBase):
    """The person in front of the dialogue: standard input and output in one."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._told = ""
        self.heard: list[str] = []
        self._typing: Typing = iter(())  # type: ignore[assignment]

    def hold(self, folder: Path, day: str, script: Iterable[Act], patch: pytest.MonkeyPatch) -> int:
        """Hold one dialogue to the end of the script and of the input."""
        self._typing = self._acts(script)
        with patch.context() as streams:
            streams.setattr(sys, "stdin", self)
            streams.setattr(sys, "stdout", self)
            return main(["--data-dir", str(folder), "--today", day, "plain"])

    def write(self, text: str) -> int:
        self._told += text
        return len(text)

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
        self.heard, self._told = self._told.replace("\u00a0", " ").splitlines(), ""
        line = next(self._typing, None)
        return "" if line is None else f"{line}\n"

    def _acts(self, script: Iterable[Act]) -> Typing:
        for act in script:
            yield from self._do(act)
            yield "m"

    # --- Finding one's way -----------------------------------------------------------------------

    def _number(self, begins: str) -> str | None:
        """The number of the answer that begins so, of those that were just told."""
        found = [re.match(rf"(\d+)\. {re.escape(begins)}", line) for line in self.heard]
        return next((each[1] for each in found if each), None)

    def _take(self, begins: str) -> Typing:
        """Choose by number what was told; else by its name, and then by number."""
        number = self._number(begins)
        if number is None:
            yield begins.rstrip(": ")
            if not any("answers fit" in line for line in self.heard):
                return
            number = self._number(begins)
        assert number is not None, self.heard
        yield number

    def _asks(self, label: str) -> bool:
        return any(line == label for line in self.heard)

    def _until(self, label: str, typed: str) -> Typing:
        """Leave questions as they are until one is asked; answer that."""
        for _ in range(MOST_QUESTIONS):
            if self._asks(label):
                yield value(typed)
                return
            yield ""
        raise AssertionError(f"{label} was not asked: {self.heard}")

    # --- Acts ------------------------------------------------------------------------------------

    @singledispatchmethod
    def _do(self, act: Act) -> Typing:
        raise NotImplementedError(act)

    @_do.register
    def _(self, act: Answer) -> Typing:
        label = self._rulebook.questions[act.field].label
        yield from ("1", "4")
        yield from self._take(f"{label}: ")
        yield value(act.typed)
        if any("Another one?" in line for line in self.heard):
            yield ""

    @_do.register
    def _(self, act: Step) -> Typing:
        yield from self._to_step(act.step)
        if act.paper:
            yield from self._take("Its papers")
            yield from self._take(f"{self._rulebook.papers[act.paper].title}: ")
        else:
            yield from self._take("Say how far it is")
        yield from self._take(act.status)
        yield act.day
        if act.status in WITH_DETAIL:
            yield act.detail

    @_do.register
    def _(self, act: Note) -> Typing:
        yield from self._to_step(act.step)
        yield from self._take("Your note on it")
        yield act.text

    def _to_step(self, step: str) -> Typing:
        title = f"{self._rulebook.steps[step].title}: "
        yield "2"
        groups = [line for line in self.heard if re.match(r"\d+\. .*: \d+ steps?$", line)]
        for group in groups:
            yield group.split(".")[0]
            if self._number(title):
                yield from self._take(title)
                return
            yield "b"
        raise AssertionError(f"{title} is in no group")

    @_do.register
    def _(self, act: Visit) -> Typing:
        label = self._rulebook.visit_questions[act.field].label
        yield from ("3", "1" if act.field in FIRST_OF_VISIT else "2")
        yield from self._until(label, act.typed)

    @_do.register
    def _(self, act: Mutuelle) -> Typing:
        label = self._rulebook.visit_questions["contract"].label
        yield from ("3", "2")
        for _ in range(MOST_QUESTIONS):
            if self._asks(label):
                break
            yield ""
        yield from self._take("I type the numbers")
        yield from numbers(act.parts)

    @_do.register
    def _(self, _act: Log) -> Typing:
        yield "3"
        yield from self._take("Add this visit to your year")

    @_do.register
    def _(self, act: Care) -> Typing:
        yield "4"
        yield from self._take("Add care that took place")
        yield from (act.act, act.day, act.price)

    def _to_act(self, place: int, doing: str) -> Typing:
        yield "4"
        yield from self._take("One act")
        yield str(place)
        yield from self._take(doing)

    @_do.register
    def _(self, act: Correct) -> Typing:
        yield from self._to_act(act.place, "Change one answer")
        yield from self._take(f"{self._rulebook.visit_questions[act.field].label}: ")
        yield value(act.typed)

    @_do.register
    def _(self, act: Computed) -> Typing:
        yield from self._to_act(act.place, "Received as computed")

    @_do.register
    def _(self, act: Delete) -> Typing:
        yield from self._to_act(act.place, "Delete this act")

    @_do.register
    def _(self, act: Contract) -> Typing:
        yield "5"
        if act.was:
            yield from self._take("Change a contract")
            yield from self._take(act.was)
        else:
            yield from self._take("Add a contract")
        yield act.name
        yield from numbers(act.parts)

    @_do.register
    def _(self, act: NoContract) -> Typing:
        yield "5"
        yield from self._take("Remove a contract")
        yield from self._take(act.name)

    @_do.register
    def _(self, act: Aid) -> Typing:
        yield "5"
        yield from self._take("Answer the conditions of the C2S")
        yield from self._until(self._rulebook.c2s_questions[act.field].label, act.typed)

    @_do.register
    def _(self, _act: Undo) -> Typing:
        yield "u"

    @_do.register
    def _(self, _act: Redo) -> Typing:
        yield "r"


def value(typed: str) -> str:
    """What is typed for an answer."""
    return {UNSURE: "d", BACK: "-"}.get(typed, typed)


def numbers(parts: dict[str, str]) -> Typing:
    """The numbers of a contract in their order; Enter keeps, a minus sign takes out."""
    for name, _ in CONTRACT_PARTS:
        yield (parts[name] or "-") if name in parts else ""
