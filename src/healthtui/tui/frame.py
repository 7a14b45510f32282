"""What every screen of the case shares: the strip on top, the keys below, and their painting."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from healthtui.core.case import SCREENS
from healthtui.core.checklist import SOON_DAYS, Checklist
from healthtui.core.outlook import Outlook
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.task import Task
from healthtui.texts.speaker import Speaker
from healthtui.tui.keys import KEYS, Key, keys_on
from healthtui.tui.live import CaseScreen
from healthtui.tui.whereabouts import restore
from healthtui.tui.why import why
from healthtui.tui.widgets.bars import KeyBar, Strip
from healthtui.tui.widgets.beside import Beside
from healthtui.tui.window import fit


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
        right = self._right(now)
        left = self._tabs(now, self.app.size.width - right.cell_length - 1)
        gap = max(1, self.app.size.width - left.cell_length - right.cell_length - 1)
        return Content.assemble(left, " " * gap, right)

    def _tabs(self, now: Outlook, room: int) -> Content:
        """The screens by name, by key, or this one alone, as there is room."""
        named = self._screens(now, lambda key, label: f" {key.shown} {label} ")
        if named.cell_length < room:
            return named
        if self.app.trouble or self.app.keeps:  # what is not kept needs the room
            return self._screens(now, lambda _key, _label: "")
        if named.cell_length < self.app.size.width:
            return named
        return self._screens(now, lambda key, _label: f" {key.shown} ")

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

    def _right(self, now: Outlook) -> Content:
        if self.app.trouble is not None:
            return Content.styled(f"! {self.speaker.text(self.app.trouble)}", "bold $error")
        if self.app.keeps is not None:
            return Content.styled(self.speaker.text(self.app.keeps), "bold")
        task = now.checklist.next_deadline()
        if task is None or task.deadline is None:
            return Content("")
        left = task.deadline.days_left(now.today)
        style = "bold $error" if left < 0 else "bold $warning" if left <= SOON_DAYS else ""
        return Content.styled(self._next_deadline(now.checklist, task, left), style)

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
