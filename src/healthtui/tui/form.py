"""A form of one-row fields with their labels, the hint of the focused one, and its problem."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from healthtui.core.answers import Field
from healthtui.core.kinds import Day, Factor, Number, Price, Terms
from healthtui.core.kinds import Line as Text
from healthtui.core.route_rules import Question
from healthtui.core.sentence import Sentence, say, word
from healthtui.texts.choices import Choices
from healthtui.tui.glyphs import DOT
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.widgets.fields import (
    Answered,
    Asked,
    ChoiceField,
    DateField,
    Problem,
    TypedField,
)
from healthtui.tui.widgets.steady import Steady

if TYPE_CHECKING:
    from healthtui.tui.widgets.picker import Picked


class Line(Struct, frozen=True):
    """The one or two fields that share a line, and a label for the two."""

    names: tuple[str, ...]
    label: Sentence | None = None


_TYPED: Final = (Day, Factor, Number, Price, Terms, Text)


class Form(Container):
    """Fields in lines with one column of labels; tells its screen each answer.

    `typed` makes the field of a value that is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority the focus has moved before the next key is handed on: what is typed at
        # once, or arrives at once over a slow line, reaches the field that is meant.
        Binding("down,tab", "app.focus_next", show=False, priority=True),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    class Hint(Message):
        """What the person should know about the field they are in."""

        def __init__(self, name: str, sentence: Sentence, *, wrong: bool) -> None:
            super().__init__()
            self.name = name
            self.sentence = sentence
            self.wrong = wrong

    def __init__(
        self,
        lines: tuple[Line, ...],
        fields: Mapping[str, Field],
        questions: Mapping[str, Question],
        choices: Choices,
        typed: Callable[[Field], TypedField] | None = None,
    ) -> None:
        super().__init__(id="form")
        self._lines = lines
        self._fields = fields
        self._questions = questions
        self._choices = choices
        self._vocabulary = choices.rulebook.vocabulary
        self._typed = typed
        self._wrong: dict[str, Sentence] = {}
        self._contradictions: Mapping[str, Sentence] = {}
        self._several: dict[str, tuple[Any, ...]] = {}
        self._answers: dict[str, Any] = {}
        self._supposed: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """The labels, then the fields line by line."""
        labels = Steady(id="labels", markup=False)
        labels.styles.row_span = len(self._lines)
        yield labels
        for line in self._lines:
            for name in line.names:
                widget = self._widget(self._fields[name])
                widget.set_class(len(line.names) == 1, "-alone", update=False)
                yield widget

    def show(
        self, answers: Any, contradictions: Mapping[str, Sentence], supposed: Any = None
    ) -> None:
        """Write the state's answers into the fields that are not being typed in.

        `supposed` holds the values that are used where nothing was answered; they are shown dim.
        """
        changed = contradictions != self._contradictions
        self._contradictions = contradictions
        for name in self._fields:
            # A claim is no part of a visit: nothing is supposed about it.
            self._show_answer(name, getattr(answers, name), getattr(supposed, name, None))
        self._show_labels()
        if changed and self.screen.focused is not None:
            self._hint(str(self.screen.focused.name))

    def offer(self, drafts: Mapping[str, str]) -> None:
        """Show what was typed earlier and is no answer yet, by field."""
        for name, text in drafts.items():
            if name in self._fields:
                widget = self.query_one(f"#{name}")
                if isinstance(widget, TypedField):
                    widget.offer(text)

    @property
    def names(self) -> Iterable[str]:
        """The names of its fields."""
        return self._fields.keys()

    def about(self, name: str) -> str:
        """A question in full: its label, its answer, and what is said about it."""
        speaker = self._choices.speaker
        question = self._questions[name]
        words = self._choices.words(self._fields[name], question, self._present(name))
        named = say("{label}: {value}", label=word(question.label), value=words or "-")
        problem = self._wrong.get(name) or self._contradictions.get(name)
        return f"{speaker.text(named)}\n{speaker.text(problem or word(question.help))}"

    def dim_all_but(self, names: frozenset[str]) -> None:
        """Let tab skip the fields that cannot change anything; the one in use stays."""
        dim = not names.issuperset(self._fields)
        legend = f"{DOT} {self._choices.speaker.word('changes nothing for you')}"
        entitle(self, legend if dim else "", below=True)
        for name in self._fields:
            widget = self.query_one(f"#{name}")
            widget.disabled = name not in names and not widget.has_focus
            if isinstance(widget, DateField) and not widget.value:
                widget.placeholder = DOT if widget.disabled else self._date_form
        self._show_labels()

    def only(self, names: frozenset[str]) -> None:
        """Show the lines of these fields alone; the one in use stays."""
        shown = 0
        for line in self._lines:
            wanted = any(
                name in names or self.query_one(f"#{name}").has_focus for name in line.names
            )
            shown += wanted
            for name in line.names:
                self.query_one(f"#{name}").display = wanted
        self.query_one("#labels").styles.row_span = max(1, shown)
        self._show_labels()

    def _show_answer(self, name: str, answer: Any, default: Any) -> None:
        self._several[name] = answer if isinstance(answer, tuple) else ()
        self._answers[name], self._supposed[name] = answer, default
        widget = self.query_one(f"#{name}")
        if isinstance(widget, TypedField):
            widget.show_answer(answer)
            if default is not None:
                widget.placeholder = widget.written(default)
        elif isinstance(widget, ChoiceField):
            shown = default if answer is None else answer
            widget.words = self._choices.words(self._fields[name], self._questions[name], shown)
            widget.set_class(answer is None, "-supposed")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field is for."""
        self._hint(str(event.widget.name))

    def on_problem(self, event: Problem) -> None:
        """Mark the line, and say it while the person is there."""
        event.stop()
        if event.sentence is None:
            self._wrong.pop(event.name, None)
        else:
            self._wrong[event.name] = event.sentence
        self._show_labels()
        self._hint(event.name)

    def on_asked(self, event: Asked) -> None:
        """Open the list of a field of choice."""
        event.stop()
        field, question = self._fields[event.name], self._questions[event.name]
        speaker = self._choices.speaker

        # Loaded with the first list that is asked for.
        from healthtui.tui.widgets.picker import Picker, match_count  # noqa: PLC0415

        def chosen(picked: "Picked | None") -> None:
            if picked is not None:
                answer = self._joined(event, picked.answer)
                self.post_message(Answered(event.name, answer))

        self.app.push_screen(
            Picker(
                speaker.word(question.label),
                self._choices.finder(field, question),
                speaker.word("Type to find; up and down; Enter takes it; Esc leaves."),
                lambda n: match_count(speaker, n),
                self._present(event.name),
            ),
            chosen,
        )

    def _present(self, name: str) -> object:
        """The answer that holds, given or supposed."""
        given = self._answers.get(name)
        return self._supposed.get(name) if given is None else given

    def _joined(self, event: Asked, picked: Any) -> Any:
        """What was chosen, added to the answer where several are possible."""
        before = self._several.get(event.name)
        if event.adding and before and isinstance(picked, tuple):
            return tuple(dict.fromkeys((*before, *picked)))
        return picked

    def _widget(self, field: Field) -> Widget:
        if (
            self._typed is not None
            and isinstance(field.kind, _TYPED)
            and not isinstance(field.kind, Day)
        ):
            return self._typed(field)
        if isinstance(field.kind, Day):
            unsure = self._choices.speaker.word("unsure")
            return DateField(
                field,
                self._vocabulary,
                unsure,
                placeholder=self._date_form,
            )
        return ChoiceField(field.name)

    @property
    def _date_form(self) -> str:
        return self._choices.speaker.word("yyyy-mm-dd")

    def _hint(self, name: str) -> None:
        problem = self._wrong.get(name) or self._contradictions.get(name)
        if problem is not None:
            self.post_message(self.Hint(name, problem, wrong=True))
        elif name in self._questions:
            self.post_message(self.Hint(name, word(self._questions[name].help), wrong=False))

    def _show_labels(self) -> None:
        self.query_one("#labels", Steady).update(
            Content("\n").join(
                self._label(line)
                for line in self._lines
                if self.query_one(f"#{line.names[0]}").display
            ),
            layout=False,
        )

    def _label(self, line: Line) -> Content:
        wrong = any(name in self._wrong or name in self._contradictions for name in line.names)
        label = self._choices.speaker.text(line.label or word(self._questions[line.names[0]].label))
        if wrong:
            return Content.styled(f"! {label}", "bold $error")
        dim = all(self.query_one(f"#{name}").disabled for name in line.names)
        # A sign too: who sees no colours must know which questions change nothing.
        return Content.styled(f"{DOT} {label}", "$text-muted") if dim else Content(f"  {label}")
