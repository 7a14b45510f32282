"""Screen 2: the checklist on the left; the highlighted step, its papers and note on the right."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList

from healthtui.core.outlook import Outlook
from healthtui.core.pack import Pack, for_everybody, on_step
from healthtui.core.progress import STATUSES
from healthtui.core.sentence import say
from healthtui.core.task import Document, Task
from healthtui.texts.steps import contact as contact_words
from healthtui.texts.steps import in_french, links
from healthtui.tui.blocks import lines
from healthtui.tui.frame import FramedScreen
from healthtui.tui.screens.link import LinkScreen
from healthtui.tui.screens.message import MessageScreen
from healthtui.tui.screens.step_changes import Place, StepChanges
from healthtui.tui.step_details import added, paper_details, step_details
from healthtui.tui.step_list import paper_options, progress_bar, step_options
from healthtui.tui.terminal.titles import entitle
from healthtui.tui.widgets.bars import KeyBar
from healthtui.tui.widgets.fields import LONGEST
from healthtui.tui.widgets.lines import Lines
from healthtui.tui.widgets.note_field import NoteField
from healthtui.tui.widgets.one_line import OneLine
from healthtui.tui.widgets.steady import Panel, Steady
from healthtui.tui.widgets.told import Told


class StepsScreen(FramedScreen):
    """What exactly to do, with which papers, by when."""

    NAME = "steps"
    PANEL = "#details"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "scroll_panel(6)", show=False),
        Binding("left", "scroll_panel(-6)", show=False),
        Binding("escape", "back", show=False),
    ]
    CSS_PATH = "steps.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._marked: frozenset[str] = frozenset()
        self._wanted = ""
        self._changes = StepChanges(self, self._drop_marks)
        self._about: tuple[str | None, str | None] = (None, None)

    def compose_body(self) -> ComposeResult:
        """The list below its progress; details, papers and note beside it."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Steady(id="progress", markup=False)
                yield OneLine(
                    id="find", placeholder=self.speaker.word("find a step"), max_length=LONGEST
                )
                yield Lines(id="list", markup=False, compact=True)
            with Vertical(id="right"):
                with Panel(id="details", can_focus=False):
                    yield Told()
                yield Lines(id="papers", markup=False, compact=True)
                yield NoteField(self.speaker.word("n: write a note on this step"))

    def on_mount(self) -> None:
        """Begin in the list."""
        self._list.focus()

    @property
    def _list(self) -> Lines:
        return self.query_one("#list", Lines)

    @property
    def _find(self) -> Input:
        return self.query_one("#find", Input)

    @property
    def _papers(self) -> Lines:
        return self.query_one("#papers", Lines)

    def show_body(self, now: Outlook) -> None:
        """Paint the steps; the highlight stays on its step."""
        entitle(self.query_one("#left"), self.speaker.word("Your steps"))
        self.query_one("#progress", Steady).update(progress_bar(now.checklist, self.speaker))
        self._fill(now, self._highlighted() or self._next(now))

    def on_lines_fitted(self, event: Lines.Fitted) -> None:
        """Fit the lines to the width."""
        event.stop()
        self._fill(self.app.now, self._highlighted())

    def _fill(self, now: Outlook, kept: str | None) -> None:
        options = step_options(
            now.checklist, self.speaker, self._list.room, self._wanted, self._marked
        )
        ids = [option.id for option in options]
        with self._list.prevent(OptionList.OptionHighlighted):
            self._list.set_options(options)
            first = next((place for place, each in enumerate(ids) if each), None)
            self._list.highlighted = ids.index(kept) if kept and kept in ids else first
        count = len(self._marked)
        marked = self.speaker.plural("{n} marked", "{n} marked", count) if count else ""
        entitle(self.query_one("#left"), marked, below=True)
        self._show_step()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the person moved to."""
        event.stop()
        if event.option_list is self._list:
            self._show_step()
        else:
            self._show_details()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter chooses the status of what is highlighted."""
        event.stop()
        self.action_status()

    def on_descendant_focus(self) -> None:
        """The details follow the list that has the focus."""
        super().on_descendant_focus()
        self.query_one("#left").set_class(self.focused in (self._list, self._find), "-here")
        self._show_details()
        self.show_keys()

    def show_keys(self) -> None:
        """While the person types, letters are text: then only the way out works."""
        word = self.speaker.word
        leave = ("^q", word("Quit"))
        if self.focused is self._find:
            found = (word("Enter"), word("To what was found"))
            self.query_one(KeyBar).show_keys([found], [(word("Esc"), word("Whole list")), leave])
        elif isinstance(self.focused, NoteField):
            out = (word("Esc"), word("Back to the list"))
            self.query_one(KeyBar).show_keys([], [out, leave])
        else:
            super().show_keys()

    # --- Statuses -----------------------------------------------------------------------------

    def action_status(self) -> None:
        """Choose how far the highlighted step or paper is."""
        self._changes.choose(self._places())

    def action_put(self, status: str) -> None:
        """Put what is highlighted or marked into a status, as of today."""
        self._changes.put(self._places(), next(known for known in STATUSES if known == status))

    def action_standing(self) -> None:
        """Correct the day and what goes with the present status; of one thing, marks or not."""
        place = self._place()
        if place is not None:
            self._changes.correct(place)

    def action_mark(self) -> None:
        """Mark a step, so that the next status is set for all marked ones at once."""
        step = self._highlighted()
        if step is not None and self.focused is self._list:
            self._marked ^= {step}
            self._fill(self.app.now, step)
            self._list.action_cursor_down()

    def _places(self) -> tuple[Place, ...]:
        """What the next change is about: the highlighted paper, or the marked steps, or one."""
        place = self._place()
        if place is None:
            return ()
        seen = (option.id for option in self._list.options)
        marked = tuple((each, None) for each in seen if each in self._marked)
        return marked if marked and place[1] is None else (place,)

    def _place(self) -> Place | None:
        """The highlighted paper, or the highlighted step; None in an empty list."""
        step, paper = self._highlighted(), self._paper()
        return None if step is None else (step, paper.id if paper else None)

    def _drop_marks(self) -> None:
        self._marked = frozenset()

    # --- Note, link, message, find ------------------------------------------------------------

    def action_note(self) -> None:
        """Write the note of the highlighted step, in place."""
        if self._highlighted() is not None:
            self.query_one(NoteField).focus()

    def on_note_field_written(self, event: NoteField.Written) -> None:
        """Keep what was written."""
        event.stop()
        if event.cut:
            told = say("A note has at most 10 000 characters.")
            self.notify(self.speaker.text(told), severity="warning", markup=False)
        self.app.edit(lambda case: case.noted(event.owner, event.text))

    def on_note_field_left(self, event: NoteField.Left) -> None:
        """Back to the list."""
        event.stop()
        self._list.focus()

    def keep_drafts(self) -> None:
        """Hand over the note that is being written; marks are dropped."""
        if self._marked:
            self._marked = frozenset()
            self._fill(self.app.now, self._highlighted())
        note = self.query_one(NoteField)
        written = note.written()
        if written is not None:
            self.on_note_field_written(written)

    def action_link(self) -> None:
        """Show the official page as text and as a code for the phone."""
        task = self._current()
        if task is None:
            return
        addresses = links(task)
        if addresses:
            title = self.speaker.word(task.step.title)
            code = self.app.looks.signs.every
            self.app.push_screen(LinkScreen(title, addresses, self.speaker, code=code))
        else:
            self.notify(self.speaker.word("No page is known for this step."), markup=False)

    def action_message(self) -> None:
        """Show the message to send, in French, ready to copy."""
        task = self._current()
        if task is None:
            return
        if task.letter is None:
            told = say("A message is ready once this step is sent or waiting for an office.")
            if task.step.letter not in self.app.rulebook.letters:
                told = say("No message is needed for this step.")
            self.notify(self.speaker.text(told), markup=False)
            return
        whom = self.speaker.text(contact_words(task.contact)) if task.contact else ""
        title = self.speaker.word("Message to send, in French")
        step = task.id if self.app.keeps is None else None
        letter = in_french(task.letter)
        self.app.push_screen(MessageScreen(title, letter, whom, self.speaker, step))

    def action_find(self) -> None:
        """Type to find steps."""
        self.query_one("#left").add_class("-finding")
        self._find.focus()

    def action_back(self) -> None:
        """Out of finding, or back to the list."""
        if self._wanted or self._find.has_focus:
            self._find.value = ""
            self.query_one("#left").remove_class("-finding")
        elif self._marked:
            self._marked = frozenset()
            self._fill(self.app.now, self._highlighted())
        self._list.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as the person types."""
        event.stop()
        self._wanted = event.value
        self._fill(self.app.now, self._highlighted())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To what was found."""
        event.stop()
        self._list.focus()

    # --- Painting -----------------------------------------------------------------------------

    def _highlighted(self) -> str | None:
        option = self._list.highlighted_option
        return None if option is None else option.id

    def _current(self) -> Task | None:
        step = self._highlighted()
        return None if step is None else self.app.now.checklist.task(step)

    def _paper(self) -> Document | None:
        """The highlighted paper while the person is among the papers."""
        task, option = self._current(), self._papers.highlighted_option
        if task is None or option is None or self.focused is not self._papers:
            return None
        return next((each for each in task.documents if each.id == option.id), None)

    def show_step(self, step: str) -> None:
        """Move to a step, whatever was being looked for."""
        self._find.value = self._wanted = ""
        self.query_one("#left").remove_class("-finding")
        self._fill(self.app.now, step)
        self._list.focus()

    def _next(self, now: Outlook) -> str | None:
        task = now.checklist.next_task()
        return None if task is None else task.id

    def _show_step(self) -> None:
        task = self._current()
        papers, note = self._papers, self.query_one(NoteField)
        place = papers.highlighted
        with papers.prevent(OptionList.OptionHighlighted):
            papers.set_options(paper_options(task, self.speaker, papers.room) if task else [])
            count = papers.option_count
            papers.highlighted = min(place or 0, count - 1) if count else None
        papers.display = bool(count)
        entitle(papers, self._papers_title(task))
        entitle(note, self.speaker.word("Your note"))
        note.display = task is not None
        note.show_note(task.id if task else "", task.progress.note if task else "")
        self._show_details()

    def _papers_title(self, task: Task | None) -> str:
        documents = task.documents if task else ()
        done = sum(each.progress.status == "accepted" for each in documents)
        return self.speaker.text(
            say("Papers: {done} of {all} accepted", done=done, all=len(documents))
        )

    def _show_details(self) -> None:
        task, paper = self._current(), self._paper()
        listed = self.app.now.checklist
        if task is None:
            told = self._nothing_yet()
        elif paper is not None:
            told = paper_details(paper, listed, self.speaker)
        else:
            shipped = step_details(task, listed, self.app.rulebook, self.speaker)
            told = lines(shipped, self._added(on_step(self.app.packs, task.id, listed.today)))
        self.query_one(Told).tell(lambda _: told)
        title = self.speaker.word("This paper" if paper else "This step")
        entitle(self.query_one("#right"), title)
        about = (task.id if task else None, paper.id if paper else None)
        if about != self._about:
            self._about = about
            self.query_one("#details").scroll_home(animate=False)

    def why(self, now: Outlook) -> tuple[str, Content]:
        """The reasons behind the steps, and what an institution adds to none in particular."""
        title, text = super().why(now)
        return title, lines(text, self._added(for_everybody(self.app.packs, now.today)))

    def _added(self, packs: tuple[Pack, ...]) -> Content | None:
        return added(packs, self.speaker) if packs else None

    def _nothing_yet(self) -> Content:
        if self._wanted:
            return Content(self.speaker.word("Nothing fits; type less of it."))
        return Content(
            self.speaker.word(
                "Answer the questions on the first screen: your steps follow from them."
            )
        )
