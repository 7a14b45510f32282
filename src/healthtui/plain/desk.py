"""What the dialogue works on: the outlook, what can be undone, and what is not saved yet."""

from collections.abc import Callable
from datetime import date
from typing import Final

from msgspec import Struct

from healthtui.core.case import Case
from healthtui.core.case_plain import change as change_between
from healthtui.core.case_plain import from_plain, patched
from healthtui.core.history import History
from healthtui.core.outlook import Outlook, outlook
from healthtui.core.patch import Patch, Plain
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say

SAVED_NOW: Final = say("Saved now: everything up to here.")
FROM_ELSEWHERE: Final = say("Another window saved changes meanwhile: they count here too.")
OVERRULED: Final = say("Another window had changed the same entry: what you said here counts.")


class Kept(Struct, frozen=True):
    """How a save went.

    `trouble` is why it did not succeed, `final` that it never will. `merged` is the whole state
    where it holds changes of another session; `overruled` that one of them gave way.
    """

    trouble: Sentence | None = None
    final: bool = False
    merged: Plain | None = None
    overruled: bool = False


Keep = Callable[[Patch], Kept]
"""Makes a change durable."""


class Desk:
    """One case under work. Every change comes through `edit`, `undo` or `redo`, and is saved.

    `news` are sentences about saving that the person has not heard yet.
    """

    def __init__(self, rulebook: Rulebook, case: Case, today: date, keep: Keep | None) -> None:
        self.rulebook: Final = rulebook
        self.today: Final = today
        self.now: Outlook = outlook(rulebook, case, today)
        self.news: list[Sentence] = []
        self._history = History()
        self._keep = keep
        self._unsaved: list[Patch] = []
        self._lost = False

    @property
    def all_saved(self) -> bool:
        """Whether every change is on disk."""
        return not self._unsaved and not self._lost

    @property
    def keeps(self) -> bool:
        """Whether anything is saved at all."""
        return self._keep is not None

    def edit(self, change: Callable[[Case], Case], *, undoable: bool = True) -> bool:
        """Replace the case by what `change` makes of it; whether anything changed."""
        after = change(self.now.case)
        patch = change_between(self.now.case, after)
        if not patch.changes:
            return False
        self._put(after)
        if undoable:
            self._history.add(patch)
            self._history.seal()
        self._submit(patch)
        return True

    def undo(self) -> Patch | None:
        """Take back the last act and return what it was; None if there was none."""
        patch = self._history.undo()
        return None if patch is None else self._replay(patch).reversed()

    def redo(self) -> Patch | None:
        """Do again what was undone last and return it; None if there is nothing."""
        patch = self._history.redo()
        return None if patch is None else self._replay(patch)

    def retry(self) -> bool:
        """Try again what is not saved; whether all is saved now that was not before."""
        if not self._unsaved:
            return False
        return self._save() is None

    def _replay(self, patch: Patch) -> Patch:
        self._put(patched(self.now.case, patch, self.rulebook.vocabulary))
        self._submit(patch)
        return patch

    def _put(self, case: Case) -> None:
        self.now = outlook(self.rulebook, case, self.today, self.now)

    def _submit(self, patch: Patch) -> None:
        if self._keep is None:
            return
        waiting = bool(self._unsaved)
        # In the queue before anything is tried: an interrupted save is tried again at the end.
        self._unsaved.append(patch)
        trouble = self._save()
        if trouble is not None:
            self.news.append(trouble)
        elif waiting:
            self.news.append(SAVED_NOW)

    def _save(self) -> Sentence | None:
        """Save what waits, in order; why it did not succeed, None where all is on disk."""
        trouble = None
        while self._unsaved and self._keep is not None:
            kept = self._keep(self._unsaved[0])
            if kept.trouble is not None:
                trouble = kept.trouble
                if not kept.final:
                    return trouble
                self._lost = True
            self._unsaved.pop(0)
            self._take_over(kept)
        return trouble

    def _take_over(self, kept: Kept) -> None:
        if kept.overruled:
            self.news.append(OVERRULED)
        if kept.merged is None:
            return
        case, _ = from_plain(kept.merged, self.rulebook.vocabulary)
        for patch in self._unsaved:
            case = patched(case, patch, self.rulebook.vocabulary)
        self._put(case.on_screen(self.now.case.screen))
        self.news.append(FROM_ELSEWHERE)
