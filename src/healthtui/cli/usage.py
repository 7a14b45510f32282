"""What the parser's library says, in the reader's language: words of help, and what is wrong."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from healthtui.core.nearest import nearest
from healthtui.core.sentence import Sentence, say
from healthtui.plain.wrapping import WIDTH, cells, wrapped
from healthtui.texts.speaker import Speaker

_HEADINGS: Final = {
    "options": say("options"),
    "positional arguments": say("arguments"),
}
"""The headings that the library gives by itself."""


class HelpFormat(argparse.RawDescriptionHelpFormatter):
    """Help of at most 80 columns, whatever the window."""

    def __init__(self, speaker: Speaker, prog: str) -> None:
        self._speaker = speaker
        self._usage = f"{speaker.text(say('usage:'))} "
        # The library counts letters, and some of this word may be wide.
        wide = cells(self._usage) - len(self._usage)
        super().__init__(prog, max_help_position=28, width=WIDTH - wide)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a command is typed."""
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A section; those of the library have a name of ours, and each its colon.

        The library puts a bare colon behind: a space before it, as in French, is kept.
        """
        told = _HEADINGS.get(heading or "", heading or "")
        with_colon = self._speaker.text(say("{heading}:", heading=told))
        super().start_section(with_colon.removesuffix(":").removesuffix("\uff1a"))

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Break by cells, not by letters: Chinese has wide ones, and no spaces."""
        return list(wrapped(" ".join(text.split()), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Break what is too long; examples keep their indent."""
        del indent
        lines = text.splitlines()
        broken = (wrapped(each, width) if cells(each) > width else (each,) for each in lines)
        return "\n".join(line for each in broken for line in each)


def complaint(message: str, given: Sequence[str], options: Iterable[str]) -> Sentence | None:
    """What the library found wrong, in a sentence of ours; None where it is not known.

    `given` are the arguments, `options` the names of options that may be among them.
    """
    names = list(options)
    strange = _first_strange(given, names)
    for pattern, told in _COMPLAINTS:
        found = pattern.fullmatch(message)
        if found is None:
            continue
        # The value of an option that is none is taken for a command: the option is what is wrong.
        if found.groupdict().get("choices") is not None and strange and found["name"] == "COMMAND":
            return _unknown(strange, names)
        return told(found, names)
    return None


def _first_strange(given: Sequence[str], options: Sequence[str]) -> str:
    words = (word.partition("=")[0] for word in given if word.startswith("--"))
    return next((word for word in words if word not in options), "")


def _not_a_choice(found: re.Match[str], options: Sequence[str]) -> Sentence:
    del options
    choices = [each.strip("'\" ") for each in found["choices"].split(",")]
    text = found["text"].strip("'\"")
    near = _near(text, choices)
    if near:
        return say("“{text}” is not known here; did you mean {near}?", text=text, near=near)
    return say(
        "“{text}” is not known here; there is: {names}.", text=text, names=", ".join(choices)
    )


def _unrecognized(found: re.Match[str], options: Sequence[str]) -> Sentence:
    return _unknown(found["text"], options)


def _unknown(text: str, options: Sequence[str]) -> Sentence:
    near = _near(text.split(maxsplit=1)[0], options)
    if near:
        return say("“{text}” is not known here; did you mean {near}?", text=text, near=near)
    return say("“{text}” is not known here.", text=text)


def _without_value(found: re.Match[str], options: Sequence[str]) -> Sentence:
    del options
    return say("{name} needs a value.", name=found["name"])


def _with_value(found: re.Match[str], options: Sequence[str]) -> Sentence:
    del options
    return say("{name} takes no value.", name=found["name"])


def _missing(found: re.Match[str], options: Sequence[str]) -> Sentence:
    del options
    return say("This is required: {names}.", names=found["names"])


def _near(wrong: str, names: Sequence[str]) -> str:
    """The name nearest to one that is refused, or nothing."""
    return next(iter(nearest(wrong.partition("=")[0], names)), "")


_COMPLAINTS: Final[tuple[tuple[re.Pattern[str], Callable[..., Sentence]], ...]] = (
    (
        re.compile(
            r"argument (?P<name>[^:]+): invalid choice: (?P<text>.*)"
            r" \(choose from (?P<choices>.*)\)"
        ),
        _not_a_choice,
    ),
    (re.compile(r"unrecognized arguments: (?P<text>.+)"), _unrecognized),
    (re.compile(r"argument (?P<name>[^:]+): expected .*argument"), _without_value),
    (re.compile(r"argument (?P<name>[^:]+): ignored explicit argument .*"), _with_value),
    (re.compile(r"the following arguments are required: (?P<names>.+)"), _missing),
)
"""What the library says, and what becomes of it."""
