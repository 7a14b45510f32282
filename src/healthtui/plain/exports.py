"""Something to take along: the case file, the calendar, the care log, or all data, into a file."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from msgspec import Struct

from healthtui.core.outlook import Outlook
from healthtui.core.sentence import Sentence, say, word
from healthtui.plain.choose import Menu, menu_loop, yes
from healthtui.plain.dialogue import BackError, Dialogue


class Order(Struct, frozen=True):
    """What to write: the format, the file, and what of one's own words goes in.

    `titles` names steps in a calendar that others may see; `notes` puts notes into the case file.
    """

    format: str
    file: str
    titles: bool = False
    notes: bool = False


class Written(Struct, frozen=True):
    """What became of an order, in sentences, and the days of a calendar that is out now."""

    told: tuple[Sentence, ...]
    days: Mapping[str, date] | None = None


Formats = tuple[tuple[str, Sentence], ...]
"""The formats by name, each with what it is."""

Export = Callable[[Outlook, Order], Written]
"""Writes an export of an outlook to its file."""

NAMES = {"md": "healthtui.md", "html": "healthtui.html", "ics": "healthtui.ics"}
NAMES |= {"csv": "care.csv", "jsonl": "care.jsonl", "json": "healthtui.json"}
"""The file that Enter alone takes, by format."""


class ExportRoom:
    """What leaves the program; `formats` are the words of each, `export` writes one."""

    def __init__(self, dialogue: Dialogue, formats: Formats, export: Export) -> None:
        self._dialogue = dialogue
        self._formats = formats
        self._export = export

    def run(self) -> None:
        """The room, until the person goes back."""
        menu_loop(self._dialogue, self._menu, self._write)

    def _menu(self) -> Menu:
        options = tuple(
            (name, say("{format}: {what}", format=name, what=what)) for name, what in self._formats
        )
        return Menu((word("Take along: which file shall be written?"),), options)

    def _write(self, wanted: str) -> None:
        make = partial(Order, wanted)
        if wanted == "ics":
            question = word("Name the steps in the calendar, which others may see?")
            make = partial(make, titles=yes(self._dialogue, question))
        if wanted in ("md", "html"):
            question = word("With your notes, and what you said of each status?")
            make = partial(make, notes=yes(self._dialogue, question))
        written = self._export(self._dialogue.now, make(self._file(NAMES[wanted])))
        self._dialogue.tell(*written.told)
        if written.days is not None:
            days = written.days
            self._dialogue.desk.edit(lambda case: case.calendared(days), undoable=False)
            self._dialogue.tell_news()

    def _file(self, usual: str) -> str:
        about = (say("A new file; one that is there already is never replaced."),)
        typed = self._dialogue.hear(say("Which file? Enter: {file}", file=usual), about)
        if typed is None:
            raise BackError
        return typed or usual
