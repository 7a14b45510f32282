"""The conditions of the C2S as a form, and what follows from them."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal

from healthtui.core import c2s
from healthtui.core.case import Case
from healthtui.core.comparison import aid_of
from healthtui.core.outlook import Outlook
from healthtui.texts.compare import c2s_lines
from healthtui.tui.blocks import heading, lines
from healthtui.tui.form import Form
from healthtui.tui.form_screen import FormScreen
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.why import reason_lines
from healthtui.tui.widgets.steady import Panel
from healthtui.tui.widgets.told import Told


class AidScreen(FormScreen):
    """Whether the C2S is for the person: ask for it before buying anything."""

    NAME = "aid"
    place = "c2s"
    PAGE = True
    BELOW = "year"
    CSS_PATH = "aid.tcss"

    def compose_body(self) -> ComposeResult:
        """The conditions, the answer, and the hint of the focused field."""
        with Horizontal(id="body"):
            yield self.form(c2s.BY_NAME, c2s.BY_NAME, self.app.rulebook.c2s_questions)
            with Panel(id="answer", can_focus=False):
                yield Told()
        yield from self.compose_hint()

    def show_body(self, now: Outlook) -> None:
        """Paint the conditions and the answer."""
        answers, aid = aid_of(now)
        form = self.query_one(Form)
        entitle(form, self.speaker.word("Conditions of the C2S"))
        form.show(now.case.c2s, {}, supposed=answers)
        entitle(self.query_one("#answer"), self.speaker.word("Your answer"))
        told = lines(
            *(self.speaker.text(line) for line in c2s_lines(aid, now.rulebook)),
            "",
            heading(self.speaker.word("Why")),
            *(reason_lines(reason, self.speaker) for reason in aid.reasons),
        )
        self.query_one("#told", Told).tell(lambda _: told)

    def answered(self, case: Case, name: str, answer: Any) -> Case:
        """An answer about the C2S."""
        return case.c2s_answered(name, answer)
