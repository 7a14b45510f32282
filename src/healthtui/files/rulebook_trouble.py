"""What can be wrong with a rulebook."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with the rulebook: in which file, at which key, and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key + ': ' if self.key else ''}{self.reason}"


class RulebookError(Exception):
    """A rulebook that may not be used; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
