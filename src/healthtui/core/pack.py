"""What an institution adds beside the shipped steps: desks, advice and dates of its own.

An outlook is made without any of it, so that nothing shipped can change; it is shown below what
is shipped, under the name of who wrote it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["desk", "advice", "date"]
KIND_OF_TABLE: Final[dict[str, Kind]] = {"desks": "desk", "advice": "advice", "dates": "date"}
"""The tables of a pack, and what each entry of one is."""


class Addition(Struct, frozen=True):
    """One desk, piece of advice or date; `steps` are those it helps with, none for everybody."""

    kind: Kind
    id: str
    steps: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    where: str = ""
    languages: str = ""
    day: date | None = None


class Pack(Struct, frozen=True):
    """The additions of one institution, who vouches for them and when it last looked at them."""

    name: str
    publisher: str
    checked_on: date
    page: str = ""
    additions: tuple[Addition, ...] = ()


def on_step(packs: Iterable[Pack], step: str, today: date) -> tuple[Pack, ...]:
    """What each pack adds to a step; days that are over are left out, and packs without any."""
    return _with(packs, today, lambda each: step in each.steps)


def for_everybody(packs: Iterable[Pack], today: date) -> tuple[Pack, ...]:
    """The same of what is added to no step in particular."""
    return _with(packs, today, lambda each: not each.steps)


def on_any_of(packs: Iterable[Pack], steps: frozenset[str], today: date) -> tuple[Pack, ...]:
    """The same of what is added to one of the steps or for everybody, each addition once."""
    return _with(packs, today, lambda each: _meets(each, steps))


def due_on(pack: Pack, steps: frozenset[str]) -> tuple[tuple[Addition, date], ...]:
    """The days of a pack for somebody with these steps, those that are over too."""
    return tuple((each, each.day) for each in pack.additions if each.day and _meets(each, steps))


def _meets(addition: Addition, steps: frozenset[str]) -> bool:
    return not addition.steps or not steps.isdisjoint(addition.steps)


def _with(
    packs: Iterable[Pack], today: date, wanted: Callable[[Addition], bool]
) -> tuple[Pack, ...]:
    kept = (
        replace(
            pack,
            additions=tuple(
                each
                for each in pack.additions
                if wanted(each) and (each.day is None or each.day >= today)
            ),
        )
        for pack in packs
    )
    return tuple(pack for pack in kept if pack.additions)
