"""Fields of one row: each asks one question and tells its screen the answer.

A field that is being typed in keeps its draft: the state is written into it only where the
person is not typing, or where the state says something else than what was typed last.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from healthtui.core.answers import UNSURE, BadAnswerError, Field, Vocabulary
from healthtui.core.sentence import Sentence, say
from healthtui.tui.widgets.drafts import SETTLED_SECONDS, Drafted
from healthtui.tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from textual.timer import Timer

UNSURE_KEY: Final = "?"
LONGEST: Final = 60
"""Characters of a field: more than any value or search has."""
_NOT_TAKEN: Final = say("You typed this before and did not finish. Enter takes it.")


@dataclass
class Answered(Message):
    """The person answered a question; None takes the answer back."""

    name: str
    answer: Any


@dataclass
class Asked(Message):
    """The person wants to choose from a list; `adding` to what was chosen before."""

    name: str
    adding: bool = False


@dataclass
class Problem(Message):
    """What was typed cannot be taken, or (None) can be taken again."""

    name: str
    sentence: Sentence | None


@dataclass
class Rested(Message):
    """The person stopped typing in a field and is still there."""


class ChoiceField(Widget, can_focus=True):
    """Shows the chosen words; enter or space opens the list, plus adds, delete takes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False),
        Binding("delete,backspace", "clear", show=False),
        Binding("plus", "add", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceField { height: 1; padding: 0 1; }
    """
    words: reactive[str] = reactive("")

    def __init__(self, name: str) -> None:
        super().__init__(id=name, name=name)

    def render(self) -> RenderResult:
        """The words of the answer on one line."""
        return Content(self.words or "-").truncate(max(1, self.size.width), ellipsis=True)

    def action_open(self) -> None:
        """Ask for the list."""
        self.post_message(Asked(str(self.name)))

    def action_add(self) -> None:
        """Ask for the list to add to the answer."""
        self.post_message(Asked(str(self.name), adding=True))

    def action_clear(self) -> None:
        """Take the answer back."""
        self.post_message(Answered(str(self.name), None))

    def on_click(self) -> None:
        """A click is enter."""
        self.action_open()


class TypedField(OneLine):
    """A field whose value is typed; the core reads it and says what it cannot take."""

    DEFAULT_CSS = """
    TypedField, TypedField.-textual-compact { padding: 0 0 0 1; }
    """

    resting: reactive[bool] = reactive(False, init=False, toggle_class="-resting")
    """Whether it has the focus and takes no letters: they are keys, as elsewhere."""
    virtual_size: reactive[Size] = reactive(Size(0, 0))
    """How long the text is. Textual lays the whole screen out anew at each letter for it."""
    EMPTY_WAITS = False
    """Whether an empty field is an answer only once it is left."""

    def __init__(self, field: Field, vocabulary: Vocabulary, unsure: str, **options: Any) -> None:
        options.setdefault("max_length", LONGEST)
        super().__init__(id=field.name, name=field.name, **options)
        self.field = field
        self._vocabulary = vocabulary
        self._unsure = unsure
        self._told: Any = None
        self._on_the_way = 0
        self._latest: Any = None
        self._before: Any = None
        self._wrong: Sentence | None = None
        self._drafted = ""
        self._offered = False
        self._waiting: Timer | None = None

    def update_node_styles(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own
        """Make the styles anew; before it is placed there is nothing to make."""
        if self.parent is not None:
            super().update_node_styles(animate)

    def written(self, answer: Any) -> str:
        """The answer as it stands in the field."""
        if answer is None:
            return ""
        return self._unsure if answer is UNSURE else str(self.field.plain(answer))

    def show_answer(self, answer: Any) -> None:
        """Write the state's answer into the field, unless it is what the person just typed.

        While an answer of the field is on its way to the state, what the state says is older.
        """
        if self._on_the_way:
            self._latest = answer
            return
        typing = self.has_focus and not self.resting
        if answer == self._told and (typing or self._offered or self._is_draft()):
            return
        self._offered = False
        self._told = answer
        self._write(self.written(answer))
        self._set_problem(None)
        self.hand_over()

    def offer(self, text: str) -> None:
        """Show what was typed earlier and is no answer; it is not taken by passing through."""
        self._drafted = text
        self._offered = True
        self._write(text)
        try:
            self._read(text)
        except BadAnswerError as bad:
            self._set_problem(bad.sentence)
        else:
            self._set_problem(_NOT_TAKEN)

    def unsettled(self) -> Drafted | None:
        """What stands here and is no answer, unless it was said; it counts as said now."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        text = "" if self._is_taken() else self.value
        if text == self._drafted:
            return None
        self._drafted = text
        return Drafted(str(self.name), text)

    def hand_over(self) -> None:
        """Say now what stands here and is no answer; nothing if it was said already."""
        drafted = self.unsettled()
        if drafted is not None:
            self.post_message(drafted)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what was typed; tell the answer if there is one."""
        event.stop()
        self._offered = False
        self.complete_typing()
        self._read_typed()
        if self._drafted or not self._is_taken():
            if self._waiting is not None:
                self._waiting.stop()
            self._waiting = self.set_timer(SETTLED_SECONDS, self.hand_over)

    def _read_typed(self) -> None:
        try:
            answer = self._read(self.value)
        except BadAnswerError as bad:
            if self.is_finished(self.value):
                self._refuse(bad.sentence)
            return
        self._set_problem(None)
        if not self.waits(answer):
            self._tell(answer)

    def waits(self, answer: Any) -> bool:
        """Whether what is typed so far is an answer only once the field is left."""
        return answer is None and self.EMPTY_WAITS

    def on_focus(self) -> None:
        """Remember the answer that holds if what is typed now is refused."""
        self._before = self._told

    def watch_resting(self, resting: bool) -> None:  # noqa: FBT001 - a watcher takes its value so
        """Take what was typed, and show no cursor; or type on."""
        if resting:
            self._settle()
            self.post_message(Rested())
        else:
            self._before = self._told
            self.post_message(Problem(str(self.name), self._wrong))
        self._cursor_visible = not resting

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002 - Textual's own
        """Come to the field to type in it."""
        self.resting = False
        return super().focus(scroll_visible)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing edits a field that rests."""
        return super().check_action(action, parameters) and not self.resting

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are text, unless the field rests."""
        return not self.resting and super().check_consume_key(key, character)

    def _on_paste(self, event: events.Paste) -> None:
        if self.resting:
            event.stop()
            event.prevent_default()

    def on_click(self) -> None:
        """A click begins to type again."""
        self.resting = False

    def _refuse(self, problem: Sentence) -> None:
        """What is refused changes nothing, not even by its first letters."""
        self._set_problem(problem)
        self._tell(self._before)

    def on_blur(self) -> None:
        """Say what is wrong with an unfinished draft once the person leaves it."""
        self._settle()
        self.resting = False
        self.hand_over()

    def _settle(self) -> None:
        if self._offered:
            return
        try:
            answer = self._read(self.value)
        except BadAnswerError as bad:
            self._refuse(bad.sentence)
            return
        self._write(self.written(answer))
        self._tell(answer)

    def _tell(self, answer: Any) -> None:
        if answer != self._told:
            self._told = self._latest = answer
            self._drafted = ""  # an answer settles what was typed
            self._on_the_way += 1
            self.post_message(Answered(str(self.name), answer))

    @property
    def begun(self) -> str:
        """What is typed and is not the answer of the state; empty where they are alike."""
        return "" if self.value == self.written(self._told) else self.value

    def go_on(self, *, here: bool, rests: bool) -> None:
        """Be as somebody left it: in use, resting or typed in, or left with what is wrong said."""
        self._before = self._told
        self._offered = False
        if here:
            self._set_problem(None)
            self._read_typed()
            self.resting = rests
        else:
            self._settle()

    def arrived(self) -> None:
        """An answer of the field is in the state now; after the last one the two are alike."""
        self._on_the_way = max(0, self._on_the_way - 1)
        if not self._on_the_way:
            self.show_answer(self._latest)

    def complete_typing(self) -> None:
        """Fill in what every value of this kind has; nothing by default."""

    def is_finished(self, text: str) -> bool:
        """Whether a text is long enough to be judged while it is typed."""
        return len(text) > len(self.placeholder) > 0

    def _write(self, text: str) -> None:
        if self.value != text:
            with self.prevent(Input.Changed):
                self.value = text
                self.cursor_position = len(text)

    def _is_taken(self) -> bool:
        """Whether nothing stands here but the answer."""
        try:
            return not self.value.strip() or self._read(self.value) == self._told
        except BadAnswerError:
            return False

    def _is_draft(self) -> bool:
        try:
            self._read(self.value)
        except BadAnswerError:
            return True
        return False

    def _read(self, text: str) -> Any:
        compact = text.strip()
        if not compact:
            return None
        if compact in (UNSURE_KEY, self._unsure):
            return UNSURE
        return self.field.kind.read(compact, self._vocabulary)

    def _set_problem(self, problem: Sentence | None) -> None:
        if problem != self._wrong:
            self._wrong = problem
            self.set_class(problem is not None, "-wrong")
            self.post_message(Problem(str(self.name), problem))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            if self.resting:
                self.resting = False
            else:
                self._offered = False
                self.screen.focus_next()
            return
        if event.key == "escape" and not self.resting:
            # Out of the text, so that the next letter is a key again.
            event.stop()
            self.resting = True
            return
        if self.resting:
            event.prevent_default()
            return
        await super()._on_key(event)


_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]*(?:(\d\d)[-/. ]*(\d{0,2})|(\d)[-/. ]+(\d{0,2})|(\d?))")
"""A day from its year on, as far as it is typed."""


class DateField(TypedField):
    """A date typed as digits; the hyphens of 2026-09-01 fill themselves in."""

    EMPTY_WAITS = True
    _grown_from = ""

    def complete_typing(self) -> None:
        """Put one hyphen after the year and after the month while the text grows at its end.

        A slash, a dot or a space that is typed there all the same is meant by that hyphen.
        """
        grew = len(self.value) > len(self._grown_from)
        found = _YEAR_FIRST.fullmatch(self.value)
        if grew and found and self.cursor_position == len(self.value):
            year, month, day, short, short_day, begun = found.groups(default="")
            if month or short:
                self._write(f"{year}-{month or short}-{day or short_day}")
            else:
                self._write(f"{year}-{begun}")
        elif grew and self.value[4:] == "-年":
            self._write(self.value.replace("-", ""))
        self._grown_from = self.value

    def is_finished(self, text: str) -> bool:
        """A date of ten characters is complete; one with the name of a month, with its year."""
        named = any(letter.isalpha() for letter in text)
        return len(text) >= len("2026-09-01") and (not named or text[-4:].isdigit())

    def waits(self, answer: Any) -> bool:
        """1/9/20 may be on the way to 1/9/2026, and 2026-9-1 to 2026-9-15."""
        whole = re.search(r"^\d{4}-\d\d-\d\d$|\D\d{4}$|日$", self.value.strip())
        return super().waits(answer) or (isinstance(answer, date) and not whole)
