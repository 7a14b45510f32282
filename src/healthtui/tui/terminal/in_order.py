"""Fields in which keys act in the order in which they came.

Textual hands a letter to the field at once, and a key that moves or deletes only after it has gone
up to the screen: of keys that arrive together, as over a slow line, the letter comes first. `End 9`
would replace a whole date by a 9, and a backspace would delete the letter typed after it.
"""

from typing import Any, Final

from textual import events
from textual.binding import Binding
from textual.widgets import Input, TextArea

_EDITS: Final = ("cursor_", "delete_", "home", "end")
"""How the actions begin that move or delete."""


def _edits_of(bindings: Any) -> dict[str, str]:
    """The actions that move or delete, by their keys."""
    return {
        key: each.action
        for each in bindings
        if isinstance(each, Binding) and each.action.startswith(_EDITS)
        for key in each.key.split(",")
    }


class LineField(Input):
    """A field of one line."""

    EDITS: Final = _edits_of(Input.BINDINGS)

    async def _on_key(self, event: events.Key) -> None:
        if not await _edited(self, event):
            await super()._on_key(event)


class TextField(TextArea):
    """A field of several lines."""

    EDITS: Final = _edits_of(TextArea.BINDINGS)

    async def _on_key(self, event: events.Key) -> None:
        if not await _edited(self, event):
            await super()._on_key(event)


async def _edited(field: LineField | TextField, event: events.Key) -> bool:
    """Whether a key moved or deleted, here and now."""
    action = field.EDITS.get(event.key)
    if action is None or not await field.app.run_action(action, field):
        return False
    event.stop()
    event.prevent_default()
    return True
