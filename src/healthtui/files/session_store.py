"""The saved case as one session sees it, next to others that may live at the same time."""

import contextlib
from collections.abc import Callable, Collection
from pathlib import Path

from msgspec.structs import replace

from healthtui.core.patch import Patch, Plain
from healthtui.files import folder as folders
from healthtui.files.disk import Disk
from healthtui.files.folder import Folder
from healthtui.files.own_drafts import DRAFTS, Taken, drafts, owned, owners, seen, taken_over
from healthtui.files.presence import Presence
from healthtui.files.store import Loaded, Saved, Store
from healthtui.files.trouble import NotSaved

_NOTHING = Taken((), Patch(()))


class SessionStore(Store):
    """A store whose drafts are those of one session, and of those that had ended when it loaded.

    What is typed elsewhere at the same time is neither shown nor touched. What ended sessions left
    becomes this one's with its first save of a draft, or when it first looks for changes.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        super().__init__(folder, disk)
        self._presence = Presence(self._disk)
        self._taken = _NOTHING
        self._is_due = False

    def load(self) -> Loaded:
        """As for every store; with what ended sessions left typed."""
        loaded = super().load()
        others = [name for name in owners(loaded.plain) if name != self._presence.session]
        living = self._living(others) if others else frozenset()
        ended = [name for name in others if name not in living]
        self._taken = taken_over(loaded.plain, self._presence.session, ended)
        self._is_due = bool(self._taken.patch.changes)
        return replace(loaded, plain=self._seen(loaded.plain))

    def changed(self) -> Saved | None:
        """As for every store; the first time, what was taken over is said to be this session's."""
        if self._is_due:
            self._is_due = False  # tried once: it is no change of the person's
            with contextlib.suppress(NotSaved):
                return self._take_over(Patch(()))
        found = super().changed()
        return found and self._own(found)

    def commit(self, patch: Patch) -> Saved:
        """As for every store."""
        if drafts(patch):
            return self._take_over(owned(patch, self._presence.session))
        return self._own(super().commit(patch))

    def end(self) -> None:
        """Be no longer among those that live, as at the end of the process. Raises nothing."""
        self._present(self._presence.end)

    def _take_over(self, patch: Patch) -> Saved:
        # Before it is on disk: who finds it there must find that this session lives.
        self._present(self._presence.begin)
        saved = super().commit(Patch((*self._taken.patch.changes, *patch.changes)))
        self._taken, self._is_due = _NOTHING, False
        self._present(self._presence.begin)  # the first save makes the folder
        return self._own(saved)

    def _present(self, act: Callable[[Folder], None]) -> None:
        """Begin or end; where that fails, what is typed here is offered to other sessions too."""
        with (
            contextlib.suppress(OSError, NotSaved),
            folders.opened(self._disk, self.folder) as folder,
        ):
            act(folder)

    def _living(self, sessions: Collection[str]) -> frozenset[str]:
        try:
            with folders.opened(self._disk, self.folder) as folder:
                return self._presence.living(folder, sessions)
        except (OSError, NotSaved):
            return frozenset()

    def _own(self, saved: Saved) -> Saved:
        """What is on disk, as this session sees it; of drafts nothing is overruled."""
        conflicts = tuple(each for each in saved.conflicts if each.path[0] != DRAFTS)
        return replace(saved, kept=self._seen(saved.kept), conflicts=conflicts)

    def _seen(self, plain: Plain) -> Plain:
        return seen(plain, self._presence.session, self._taken.sessions)
