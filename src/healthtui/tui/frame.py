"""What every screen of the case shares: the strip on top, the keys below, and their painting."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from healthtui.core.case import SCREENS
from healthtui.core.checklist import SOON_DAYS, Checklist
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.task import Task
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import days_left
from healthtui.tui.keys import KEYS, Key, keys_on
from healthtui.tui.live import CaseScreen
from healthtui.tui.why import why
from healthtui.tui.widgets.bars import KeyBar, Strip
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.window import fit

_TITLED: Final = 16
"""Cells in which the days of a deadline are seen and how its title begins."""


class FramedScreen(CaseScreen):
    """A screen of the case with its name in the strip; subclasses add the body."""

    NAME = ""
    PAGE = False
    """Whether it lies over another screen of the case, that of `BELOW`."""
    BELOW = ""
    PANEL = "#answer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+down", "scroll_panel(6)", show=False),
        Binding("pageup,ctrl+up", "scroll_panel(-6)", show=False),
    ]

    @property
    def speaker(self) -> Speaker:
        """The language of the app."""
        return self.app.speaker

    def on_mount(self) -> None:
        """Go on where the person was, if the screen was made anew."""
        if self.PAGE:
            return
        self.app.frames[self.NAME] = self
        found = self.app.left_at.pop(self.NAME, None)
        if found is not None:
            from healthtui.tui.whereabouts import restore  # noqa: PLC0415 - needed for this alone

            self.call_after_refresh(restore, self, found)

    def compose(self) -> ComposeResult:
        """Frame the body."""
        fit(self)
        yield Strip()
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        raise NotImplementedError

    def show(self, now: Outlook) -> None:
        """Paint the strip and the body."""
        self.query_one(Strip).update(self._strip(now), layout=False)
        self.show_body(now)

    def show_body(self, now: Outlook) -> None:
        """Paint the screen's own widgets from the outlook."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Fit the keys to the window."""
        self.show_keys()

    def on_resize(self) -> None:
        """Fit the strip and the keys to the window."""
        self.show_keys()
        self.query_one(Strip).update(self._strip(self.app.now), layout=False)

    def action_scroll_panel(self, rows: int) -> None:
        """Show more of the right side."""
        self.query_one(self.PANEL).scroll_relative(y=rows, animate=False)

    def why(self, now: Outlook) -> tuple[str, Content]:
        """The page of reasons behind what the screen shows."""
        return why(now, self.speaker, self.NAME)

    def about_here(self) -> str:
        """What there is to say about where the person is, besides the keys; usually nothing."""
        return ""

    def action_back(self) -> None:
        """Off a page that lies over another screen."""
        if self.PAGE and self.is_active:
            self.keep_drafts()
            self.dismiss()

    def show_keys(self) -> None:
        """Show the keys that work on this screen, quit and help in any case."""
        shown = {
            key.action: (self.speaker.word(key.shown), self.speaker.text(key.label))
            for key in keys_on(self.NAME)
            if key.in_footer
        }
        last = [shown.pop(action) for action in ("leave", "keys")]
        self.query_one(KeyBar).show_keys(list(shown.values()), last)

    def on_descendant_blur(self) -> None:
        """What is wrong with a field stands below it only while the person is there."""
        for beside in self.query(Beside):
            beside.hide()

    def hint(self, sentence: Sentence, *, wrong: bool) -> Content:
        """What is said about the focused field, as the screen paints it."""
        return Content.styled(
            self.speaker.text(sentence), "bold $error" if wrong else "$text-muted"
        )

    def _strip(self, now: Outlook) -> Content:
        width = self.app.size.width - 1
        left, right = self._sides(now, width)
        gap = max(1, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def _sides(self, now: Outlook, width: int) -> tuple[Content, Content]:
        """The screens by name or by key, and what presses, as there is room for the two.

        A title may be cut at its end, the days that are left may not.
        """
        named = self._screens(now, lambda key, label: f" {key.shown} {label} ")
        if self.app.trouble or self.app.keeps:  # what is not kept needs the room
            right = self._kept()
            whole = named.cell_length + right.cell_length < width
            return (named if whole else self._screens(now, lambda _key, _label: "")), right
        keyed = self._screens(now, lambda key, _label: f" {key.shown} ")
        for left in (named, keyed):
            room = width - left.cell_length
            for right, least in self._deadlines(now):
                if least < room:
                    return left, right
        return (named if named.cell_length <= width else keyed), Content("")

    def _screens(self, now: Outlook, elsewhere: Callable[[Key, str], str]) -> Content:
        """This screen, marked, among what `elsewhere` makes of the others."""
        parts: list[str | tuple[str, str] | Content] = [(" healthtui ", "bold")]
        for key in KEYS[: len(SCREENS)]:
            name = key.action.split("'")[1]
            label = f"{self.speaker.text(key.label)}{_count(now, name)}"
            if name == (self.BELOW or self.NAME):
                parts.append((f"[{key.shown} {label}]", "bold reverse"))
            else:
                parts.append(elsewhere(key, label))
        return Content.assemble(*parts)

    def _kept(self) -> Content:
        """What is not kept, and why."""
        if self.app.trouble is not None:
            return Content.styled(f"! {self.speaker.text(self.app.trouble)}", "bold $error")
        return Content.styled(self.speaker.text(self.app.keeps or say("")), "bold")

    def _deadlines(self, now: Outlook) -> Iterator[tuple[Content, int]]:
        """The nearest last day, with a title and without, each with the cells it must have."""
        task = now.checklist.next_deadline()
        if task is None or task.deadline is None:
            return
        left = task.deadline.days_left(now.today)
        style = "bold $error" if left < 0 else "bold $warning" if left <= SOON_DAYS else ""
        told = Content.styled(self._next_deadline(now.checklist, task, left), style)
        yield told, min(told.cell_length, _TITLED)
        short = days_left(left, self.speaker)
        yield Content.styled(short, style), cell_len(short)

    def _next_deadline(self, listed: Checklist, task: Task, days: int) -> str:
        """The nearest last day; where several press, how many are late and soon."""
        title = self.speaker.text(word(task.step.title))
        if listed.overdue + listed.soon > 1:
            return self.speaker.text(
                say(
                    "{late} late, {soon} soon: {title}",
                    late=listed.overdue,
                    soon=listed.soon,
                    title=title,
                )
            )
        if days < 0:
            return self.speaker.plural(
                "{n} day late: {title}", "{n} days late: {title}", -days, title=title
            )
        return self.speaker.plural("in {n} day: {title}", "in {n} days: {title}", days, title=title)


def _count(now: Outlook, name: str) -> str:
    if name != "steps":
        return ""
    listed = now.checklist
    every = str(listed.applicable) if listed.complete else "?"
    return f" {listed.accepted}/{every}"
