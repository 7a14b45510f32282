"""A screen of the case that is a form: each answer goes to the state, each field has its hint."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.app import ComposeResult

from healthtui.core.answers import UNSURE, Field
from healthtui.core.case import Case
from healthtui.core.kinds import Terms
from healthtui.core.outlook import Outlook
from healthtui.core.route_rules import Question
from healthtui.texts.choices import Choices
from healthtui.tui.form import Form, Line
from healthtui.tui.frame import FramedScreen
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.widgets.drafts import Drafted
from healthtui.tui.widgets.fields import Answered, Rested, TypedField
from healthtui.tui.widgets.steady import Steady


class TermsField(TypedField):
    """Named numbers as the first of them; the others are given on a page of their own."""

    def written(self, answer: Any) -> str:
        """The first number, and a plus where there are others."""
        if answer is None or answer is UNSURE:
            return super().written(answer)
        table = list(self.field.plain(answer).values())
        more = " +" if len(table) > 1 else ""
        return f"{table[0]}{more}" if table else ""

    def _read(self, text: str) -> Any:
        """What was typed is the first number; the others stay as they are."""
        answer = super()._read(text.removesuffix("+"))
        if answer is None or answer is UNSURE or not isinstance(self._told, tuple):
            return answer
        return (*answer, *self._told[1:])


class FormScreen(FramedScreen):
    """Subclasses place a form and the hint, and say what an answer changes."""

    place = ""
    """Where in the case the answers are, as drafts name it."""
    _offered = False

    def form(
        self,
        names: Iterable[str],
        fields: Mapping[str, Field],
        questions: Mapping[str, Question],
    ) -> Form:
        """A form with a line for each field."""
        return Form(
            tuple(Line((name,)) for name in names),
            {name: fields[name] for name in names},
            questions,
            Choices(self.app.rulebook, self.speaker),
            typed=self._typed,
        )

    def compose_hint(self) -> ComposeResult:
        """The line of the focused field, and what is wrong with it right below it."""
        yield Steady(id="hint", markup=False)
        yield Beside()

    def show(self, now: Outlook) -> None:
        """Paint everything; at first also what was typed earlier and is no answer yet."""
        super().show(now)
        if not self._offered:
            self._offered = True
            self.query_one(Form).offer(now.case.drafts_at(self.place))

    def about_here(self) -> str:
        """The question of the focused field in full, which a small window cuts."""
        name = str(self.focused.name) if self.focused is not None else ""
        form = self.query_one(Form)
        return form.about(name) if name in form.names else ""

    def answered(self, case: Case, name: str, answer: Any) -> Case:
        """The case with one answer of the form."""
        raise NotImplementedError

    def on_answered(self, event: Answered) -> None:
        """Give the answer to the state."""
        event.stop()
        if not isinstance(self.focused, TypedField):
            self.app.history.seal()
        self.app.edit(lambda case: self.answered(case, event.name, event.answer))
        field = self.query_one(f"#{event.name}")
        if isinstance(field, TypedField):
            field.arrived()

    def on_drafted(self, event: Drafted) -> None:
        """Keep what is typed and is no answer; there is nothing to undo in it."""
        event.stop()
        place = f"{self.place}.{event.name}"
        self.app.edit(lambda case: case.drafted(place, event.text), undoable=False)

    def keep_drafts(self) -> None:
        """Hand over what is being typed and is not in the state yet."""
        for field in self.query(TypedField):
            drafted = field.unsettled()
            if drafted is not None:
                self.on_drafted(drafted)

    def on_form_hint(self, event: Form.Hint) -> None:
        """Say what the field is for, or what is wrong with it."""
        told = self.hint(event.sentence, wrong=event.wrong)
        self.query_one("#hint", Steady).update(told, layout=False)
        beside = self.query_one(Beside)
        here = self.focused is not None and self.focused.name == event.name
        rests = isinstance(self.focused, TypedField) and self.focused.resting
        if event.wrong and here and not rests and self.focused is not None:
            beside.tell(self.speaker.text(event.sentence), self.focused.region)
        else:
            beside.hide()

    def on_rested(self, event: Rested) -> None:
        """What is wrong stands below a field while it is typed in."""
        event.stop()
        self.query_one(Beside).hide()

    def _typed(self, field: Field) -> TypedField:
        kind = TermsField if isinstance(field.kind, Terms) else TypedField
        return kind(field, self.app.rulebook.vocabulary, self.speaker.word("unsure"))
