"""One act of the care log as a form; who pays what, and what is owed, beside it."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from healthtui.core import care
from healthtui.core.care import CLAIM_FIELDS
from healthtui.core.case import Case
from healthtui.core.outlook import Outlook
from healthtui.core.visit_fields import ORDER, fields_read
from healthtui.tui import care_list
from healthtui.tui.form import Form
from healthtui.tui.form_screen import FormScreen
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.why import why_quote
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told

_ALWAYS = ("professional", *(field.name for field in CLAIM_FIELDS))
_ORDER = (*(name for name in ORDER if name != "year_so_far"), *_ALWAYS)


class CareScreen(FormScreen):
    """Changes one act; each answer is in the log at once."""

    NAME = "care"
    PAGE = True
    BELOW = "year"
    CSS_PATH = "care.tcss"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._act = name
        self.place = f"log.{name}"

    def compose_body(self) -> ComposeResult:
        """The act, its shares, and the hint of the focused field."""
        with Horizontal(id="body"):
            yield self.form(_ORDER, care.BY_NAME, self.app.rulebook.visit_questions)
            with Panel(id="answer", can_focus=False):
                yield Told()
        yield from self.compose_hint()

    def show_body(self, now: Outlook) -> None:
        """Paint the act; one that is gone closes the page."""
        entry = now.ledger.entry(self._act)
        if entry is None:
            self.call_later(self._gone)
            return
        form = self.query_one(Form)
        entitle(form, self.speaker.word("Care you had"))
        wrong = care.contradictions(entry.care, now.today)
        form.show(entry.care, wrong, supposed=entry.quote.visit)
        form.only(fields_read(now.rulebook, entry.quote.visit) | {*_ALWAYS})
        panel = self.query_one("#answer")
        entitle(panel, care_list.title(entry, now.rulebook, self.speaker))
        self.query_one("#told", Told).tell(
            lambda width: care_list.details(entry, now, self.speaker, width)
        )

    def _gone(self) -> None:
        if self.is_current:
            self.dismiss()

    def why(self, now: Outlook) -> tuple[str, Content]:
        """The reasons of the act."""
        entry = now.ledger.entry(self._act)
        return super().why(now) if entry is None else why_quote(entry.quote, self.speaker)

    def answered(self, case: Case, name: str, answer: Any) -> Case:
        """An answer about the act."""
        return case.cared(self._act, name, answer)
