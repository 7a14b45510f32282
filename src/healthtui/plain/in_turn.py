"""Questions one after the other, with a way back to the one before."""

from collections.abc import Callable, Iterable

from healthtui.plain.dialogue import BackError


def in_turn(following: Callable[[list[str]], str | None], put: Callable[[str], None]) -> None:
    """Put the question that `following` names after those that were put, until it names none.

    Back leads to the question before; from the first one it leads out.
    """
    passed: list[str] = []
    again: str | None = None
    # `following` hears of each question that is put, also of one that is put again.
    while (name := _either(again, following(passed))) is not None:
        again = None
        try:
            put(name)
        except BackError:
            if not passed:
                raise
            again = passed.pop()
            continue
        passed.append(name)


def _either(again: str | None, following: str | None) -> str | None:
    return following if again is None else again


def one_by_one(names: Iterable[str]) -> Callable[[list[str]], str | None]:
    """What follows in a list of questions that no answer changes."""
    every = tuple(names)
    return lambda passed: next((each for each in every if each not in passed), None)
