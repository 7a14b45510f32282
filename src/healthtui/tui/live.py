"""The one reactive state: an app that owns the outlook, and screens that follow it.

Every change goes through `edit`, which replaces the outlook whole; the screen that is seen then
paints itself from it in `show`, and any other before it is seen again. Nothing is recomposed, and
no screen keeps a copy.
"""

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from textual import getters
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen

from healthtui.core.case import Case
from healthtui.core.case_plain import change as change_between
from healthtui.core.case_plain import from_plain, patched
from healthtui.core.history import History
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.pack import Pack
from healthtui.core.patch import Change, Patch, Plain
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence
from healthtui.texts.speaker import Speaker
from healthtui.tui.drawn_speaker import DrawnSpeaker
from healthtui.tui.looks import USUAL, Looks
from healthtui.tui.terminal.guarded import GuardedApp

if TYPE_CHECKING:
    from healthtui.tui.left_at import Whereabouts

_POLL: Final = 0.02
"""Seconds between two looks at whether all is saved."""

_PASSING: Final = ("view", "drafts")
"""Tables in which there is nothing to undo and nothing to overrule: each window has its own."""


class SavedState(Protocol):
    """What is on disk after a save."""

    @property
    def plain(self) -> Plain:
        """The whole case in plain tables."""

    @property
    def merged(self) -> bool:
        """Whether it holds changes of another session that this one had not seen."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Changes of this session that overruled one of another."""


class SaveTrouble(Protocol):
    """Why a save did not succeed."""

    @property
    def sentence(self) -> Sentence:
        """The reason, for the person."""


class Keeper(Protocol):
    """Keeps patches safe, off the event loop."""

    @property
    def unsaved(self) -> tuple[Patch, ...]:
        """The patches that are not on disk yet."""

    def submit(self, patch: Patch) -> None:
        """Take a patch and return at once."""

    def close(self, timeout: float) -> bool:
        """Wait until all is on disk; whether it is."""


Keeping = Callable[[Callable[[SavedState], None], Callable[[SaveTrouble], None]], Keeper]
"""Makes a keeper from what to do after a save and after a failed one."""


class WrongThreadError(RuntimeError):
    """The state was edited off the app's thread, where screens cannot be painted."""


class NestedEditError(RuntimeError):
    """The state was edited while screens were being told of an edit: they would see old state."""


class CaseApp(GuardedApp):
    """Owns the outlook. Every change of the case comes through `edit`, `undo` or `redo`."""

    outlook: var[Outlook | None] = var(None, init=False, bindings=True)
    trouble: var[Sentence | None] = var(None, init=False)
    keeps: Sentence | None = None
    """What every screen says about what is kept, where that is not as usual but as it should be."""
    packs: tuple[Pack, ...] = ()
    """What an institution adds; no outlook is made of it."""

    class Kept(Message):
        """A save ended; posted from the keeper's thread."""

        def __init__(self, state: SavedState | None, trouble: SaveTrouble | None) -> None:
            super().__init__()
            self.state = state
            self.trouble = trouble

    def __init__(  # noqa: PLR0913, PLR0917 - what an app is made of
        self,
        rulebook: Rulebook,
        plain: Plain,
        today: date,
        speaker: Speaker,
        keeping: Keeping | None = None,
        looks: Looks = USUAL,
    ) -> None:
        case, unreadable = from_plain(plain, rulebook.vocabulary)
        # The screen that was left last is there from the beginning, without an empty one below.
        self.DEFAULT_MODE = case.screen  # type: ignore[misc]
        super().__init__(looks)
        self.unreadable = unreadable
        self.rulebook = rulebook
        self.today = today
        self.speaker = self.as_drawn(speaker)
        self.history = History()
        self.frames: dict[str, CaseScreen] = {}
        """The screens that were shown, by name."""
        self.left_at: dict[str, Whereabouts] = {}
        """Where the person was on screens that are to be made anew."""
        self._thread = threading.get_ident()
        self._telling = False
        self._ended = False  # a key that follows the last one must not start a change
        self.set_reactive(CaseApp.outlook, outlook(rulebook, case, today))
        self._keeper = keeping(self._kept, self._not_kept) if keeping else None

    def as_drawn(self, speaker: Speaker) -> Speaker:
        """The language in signs that the terminal draws."""
        signs = self.looks.signs
        return speaker if signs.every else DrawnSpeaker(speaker.language, signs)

    @property
    def keeps_answers(self) -> bool:
        """Whether changes are saved at all."""
        return self._keeper is not None

    def kept_nowhere(self, why: Sentence) -> None:
        """Tell on every screen that nothing will be saved, and why; before the app runs."""
        self.set_reactive(CaseApp.trouble, why)

    @property
    def now(self) -> Outlook:
        """The outlook as it stands."""
        if self.outlook is None:
            raise RuntimeError("the app has no outlook")
        return self.outlook

    @property
    def seen(self) -> "CaseScreen | None":
        """The screen of the case that is in front, or seen below a page."""
        framed = (each for each in reversed(self.screen_stack) if isinstance(each, CaseScreen))
        return next(framed, None)

    def edit(self, change: Callable[[Case], Case], *, undoable: bool = True) -> None:
        """Replace the case by what `change` makes of it; screens follow, and it is saved."""
        before = self.now.case
        after = change(before)
        patch = change_between(before, after)
        if self._ended or not patch.changes:
            return
        self._put(after)
        lasting = patch.without(*_PASSING)
        if undoable and lasting.changes:
            self.history.add(lasting)
        self._keep(patch)

    def undo(self) -> bool:
        """Take back the last act; whether there was one."""
        return self._replay(self.history.undo())

    def redo(self) -> bool:
        """Do again what was undone last; whether there was anything."""
        return self._replay(self.history.redo())

    def keep_all(self, timeout: float) -> bool:
        """Wait until every change is on disk; whether it is."""
        self._ended = self._keeper is None or self._keeper.close(timeout)
        return self._ended

    def all_kept(self, timeout: float) -> bool:
        """Wait until every change so far is on disk, and go on; whether it is. From any thread."""
        end = time.monotonic() + timeout
        while self._keeper is not None and self._keeper.unsaved and time.monotonic() < end:
            if self.trouble is not None:
                return False
            time.sleep(_POLL)
        return self._keeper is None or not self._keeper.unsaved

    def _replay(self, patch: Patch | None) -> bool:
        if patch is None or self._ended:
            return False
        self._put(patched(self.now.case, patch, self.rulebook.vocabulary))
        self._keep(patch)
        return True

    def _put(self, case: Case) -> None:
        if threading.get_ident() != self._thread:
            raise WrongThreadError
        if self._telling:
            raise NestedEditError
        self._telling = True
        try:
            self.outlook = outlook(self.rulebook, case, self.today, self.outlook)
        finally:
            self._telling = False

    def _keep(self, patch: Patch) -> None:
        if self._keeper is not None:
            self._keeper.submit(patch)

    def _kept(self, state: SavedState) -> None:
        self.post_message(self.Kept(state, None))

    def _not_kept(self, trouble: SaveTrouble) -> None:
        self.post_message(self.Kept(None, trouble))

    def on_case_app_kept(self, message: Kept) -> None:
        """Say whether all is saved, and take over what another session changed."""
        if message.trouble is not None:
            self.trouble = message.trouble.sentence
            return
        self.trouble = None
        if message.state is None:
            return
        overruled = Patch(message.state.conflicts).without(*_PASSING)
        if overruled.changes:
            self.tell_conflict(overruled)
        if message.state.merged:
            self._put(self._merged(message.state.plain).on_screen(self.now.case.screen))

    def tell_conflict(self, overruled: Patch) -> None:
        """Tell that another session changed the same entries; never edits."""

    def _merged(self, plain: Plain) -> Case:
        """What is on disk, and on top of it what is not there yet."""
        words = self.rulebook.vocabulary
        case, _ = from_plain(plain, words)
        for patch in self._keeper.unsaved if self._keeper else ():
            case = patched(case, patch, words)
        return case


class CaseScreen(Screen[None]):
    """Follows the outlook: subclasses paint in `show` and speak through `app.edit`."""

    app = getters.app(CaseApp)

    _behind = True
    """Whether the state is another one than what was painted."""

    def on_mount(self) -> None:
        """Follow the state from the first painting on."""
        self.watch(self.app, "outlook", self._told, init=False)
        self.watch(self.app, "trouble", self._told, init=False)
        self._catch_up()

    def on_screen_resume(self) -> None:
        """Paint what changed while the screen was not seen; Textual draws it only then."""
        if self.is_mounted:
            self._catch_up()

    def on_descendant_focus(self) -> None:
        """Typing in another field is another act."""
        self.app.history.seal()

    def _told(self) -> None:
        self._behind = True
        if self.app.seen is self:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._behind:
            self._behind = False
            self.show(self.app.now)

    def _compositor_refresh(self) -> None:
        """Draw; not while changes are gathered: Textual would throw away what it has drawn then."""
        if not self.app._batch_count:  # noqa: SLF001 - as Textual asks
            super()._compositor_refresh()

    def show(self, now: Outlook) -> None:
        """Paint everything from the outlook; never edits."""
        raise NotImplementedError

    def keep_drafts(self) -> None:
        """Hand over what is being typed and is not in the state yet."""
