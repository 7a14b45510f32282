"""The one way in which a command says no: a sentence and an exit code."""

from typing import Final

from healthtui.core.sentence import Sentence

CERTAIN: Final = 0
FAILURE: Final = 1
BAD_INPUT: Final = 2
OPEN: Final = 3
RULE_UNKNOWN: Final = 4
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141


class Refused(Exception):  # noqa: N818 - it is an answer to the person, not a defect
    """The command cannot go on; `sentence` is shown and `code` is the exit code."""

    def __init__(self, sentence: Sentence, code: int = BAD_INPUT) -> None:
        super().__init__(sentence.id)
        self.sentence: Final = sentence
        self.code: Final = code
