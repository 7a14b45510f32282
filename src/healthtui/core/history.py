"""What can be undone and redone: the patches of this session, in order."""

from msgspec import Struct, field

from healthtui.core.patch import Change, Patch


class History(Struct):
    """Two stacks of patches. Typing in one entry is one act until it is sealed."""

    done: list[Patch] = field(default_factory=list)
    undone: list[Patch] = field(default_factory=list)
    typing: bool = False

    def add(self, patch: Patch) -> None:
        """Remember a patch; what was undone before it can no longer be redone."""
        self.undone.clear()
        if self.typing and self.done and (joined := _joined(self.done[-1], patch)):
            self.done[-1] = joined
        else:
            self.done.append(patch)
        self.typing = True

    def seal(self) -> None:
        """End the act of typing: the next change is an act of its own."""
        self.typing = False

    def undo(self) -> Patch | None:
        """The patch that takes back the last act, None if there is none."""
        self.seal()
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1].reversed()

    def redo(self) -> Patch | None:
        """The patch of the act that was undone last, None if there is none."""
        self.seal()
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1]


def _joined(first: Patch, second: Patch) -> Patch | None:
    if len(first.changes) != 1 or len(second.changes) != 1:
        return None
    (old,), (new,) = first.changes, second.changes
    return Patch((Change(old.path, old.before, new.after),)) if old.path == new.path else None
