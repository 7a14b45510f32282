"""Screen 2: the checklist on the left, the highlighted step on the right."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from healthtui.core.case import STATUSES, Status
from healthtui.core.checklist import Task
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import say
from healthtui.texts.wording import BLOCKED, STATUS_WORDS
from healthtui.tui.frame import FramedScreen, heading, lines
from healthtui.tui.screens.note import NoteScreen
from healthtui.tui.signs import SIGNS
from healthtui.tui.why import source_line
from healthtui.tui.widgets.picker import Picked, Picker, match_count


class StepsScreen(FramedScreen):
    """What exactly to do, with which papers, by when."""

    NAME = "steps"
    PANEL = "#details"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "scroll_panel(6)", show=False),
        Binding("left", "scroll_panel(-6)", show=False),
    ]
    CSS_PATH = "steps.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._tasks: tuple[Task, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The list and the details."""
        with Horizontal(id="body"):
            yield OptionList(id="list", markup=False, compact=True)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="told", markup=False)

    def show_body(self, now: Outlook) -> None:
        """Paint the steps; the highlight stays on its step."""
        listed = self.query_one("#list", OptionList)
        kept = self._highlighted()
        self._tasks = (*now.checklist.tasks, *now.checklist.not_needed)
        listed.border_title = Content(self._progress(now))
        with listed.prevent(OptionList.OptionHighlighted):
            listed.set_options([Option(self._line(task), id=task.id) for task in self._tasks])
            listed.highlighted = self._place(kept or self._next(now))
        self._show_details()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the step that the person moved to."""
        event.stop()
        self._show_details()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a step chooses its status."""
        event.stop()
        self.action_status()

    def action_status(self) -> None:
        """Choose how far the highlighted step is."""
        task = self._current()
        if task is None:
            return
        options = [(status, self.speaker.text(STATUS_WORDS[status])) for status in STATUSES]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._set_status(task.id, picked.answer)

        self.app.push_screen(
            Picker(
                self.speaker.word(task.step.title),
                lambda query: [pair for pair in options if query.casefold() in pair[1].casefold()],
                self.speaker.word("How far is this step? Only “accepted” counts as done."),
                lambda n: match_count(self.speaker, n),
            ),
            chosen,
        )

    def action_note(self) -> None:
        """Write the note of the highlighted step."""
        task = self._current()
        if task is None:
            return

        def keep(note: str) -> None:
            if note != task.progress.note:
                self.app.history.seal()
                self.app.edit(lambda case: case.noted(task.id, note))

        title = self.speaker.word(task.step.title)
        self.app.push_screen(NoteScreen(title, task.progress.note, self.speaker, keep))

    def _set_status(self, step: str, status: Status) -> None:
        self.app.history.seal()
        self.app.edit(lambda case: case.stepped(step, status, self.app.today))

    def _highlighted(self) -> str | None:
        task = self._current()
        return None if task is None else task.id

    def _current(self) -> Task | None:
        place = self.query_one("#list", OptionList).highlighted
        return self._tasks[place] if place is not None and place < len(self._tasks) else None

    def _next(self, now: Outlook) -> str | None:
        task = now.checklist.next_task()
        return None if task is None else task.id

    def _place(self, step: str | None) -> int | None:
        places = (place for place, task in enumerate(self._tasks) if task.id == step)
        return next(places, 0 if self._tasks else None)

    def _progress(self, now: Outlook) -> str:
        done = say(
            "Steps: {accepted} of {applicable} accepted",
            accepted=now.checklist.accepted,
            applicable=now.checklist.applicable,
        )
        return self.speaker.text(done)

    def _line(self, task: Task) -> Content:
        state = BLOCKED if task.blocked_by and task.status == "to-do" else task.status
        known = self.speaker.text(STATUS_WORDS[state])
        title = self.speaker.word(task.step.title) + (" ?" if task.maybe else "")
        style = {"refused": "bold $error", "accepted": "$success", BLOCKED: "$text-muted"}.get(
            state, ""
        )
        return Content.assemble((f"{SIGNS[state]} {known:<9} ", style), title)

    def _show_details(self) -> None:
        task = self._current()
        self.query_one("#details").border_title = Content(self.speaker.word("This step"))
        if task is None:
            self.query_one("#told", Static).update(self._nothing_yet())
            return
        self.query_one("#told", Static).update(self._details(task))

    def _nothing_yet(self) -> Content:
        return Content(
            self.speaker.word(
                "Answer the questions on the first screen: your steps follow from them."
            )
        )

    def _details(self, task: Task) -> Content:
        speaker, step = self.speaker, task.step
        told: list[Content | str] = [
            heading(speaker.word(step.title)),
            *self._standing(task),
            speaker.word(step.what),
        ]
        if task.papers:
            told += ["", heading(speaker.word("Papers"))]
            told += [f"- {speaker.word(paper.title)}" for _, paper in task.papers]
        if step.where or step.cost:
            told += ["", heading(speaker.word("Where and at what cost"))]
            told += [speaker.word(text) for text in (step.where, step.cost) if text]
        if task.progress.note:
            told += ["", heading(speaker.word("Your note")), task.progress.note]
        told += ["", Content.styled(source_line(task.provenance, speaker), "$text-muted")]
        if task.provenance.uncertain:
            doubt = speaker.word("This is not established: check before you rely on it.")
            told.append(Content.styled(doubt, "$warning"))
        return lines(*told)

    def _standing(self, task: Task) -> list[Content | str]:
        speaker = self.speaker
        told: list[Content | str] = []
        if task.maybe:
            told.append(
                Content.styled(
                    speaker.word("Perhaps not for you: an open answer decides."), "$warning"
                )
            )
        if task.blocked_by:
            names = ", ".join(
                speaker.word(self.app.rulebook.steps[key].title) for key in task.blocked_by
            )
            told.append(speaker.text(say("Waits for: {steps}", steps=names)))
        if task.progress.since is not None:
            days = (self.app.today - task.progress.since).days
            since = say(
                "{status} since {day}",
                status=STATUS_WORDS[task.progress.status],
                day=speaker.short_date(task.progress.since),
            )
            told.append(f"{speaker.text(since)} ({speaker.plural('{n} day', '{n} days', days)})")
        if task.deadline is not None and not task.done:
            told.append(
                Content.styled(
                    speaker.text(say("By {day}", day=task.deadline.day)), "bold $warning"
                )
            )
            told.append(speaker.text(task.deadline.reason))
        return [*told, ""] if told else []
