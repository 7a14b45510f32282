"""Notes where a person is on a screen, and puts them there again once it is made anew."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from healthtui.tui.left_at import Whereabouts
from healthtui.tui.widgets.fields import TypedField
from healthtui.tui.widgets.rows import Rows


def noted(screen: Screen[Any]) -> Whereabouts:
    """Where a person is on a screen."""
    focused = screen.focused
    return Whereabouts(
        focused.id if focused else None,
        isinstance(focused, TypedField) and focused.resting,
        {str(each.id): _begun(each) for each in screen.query(Input) if each.id and _begun(each)},
        {
            str(each.id): each.highlighted
            for each in screen.query("OptionList, Rows")
            if isinstance(each, OptionList | Rows) and each.id and each.highlighted is not None
        },
        {str(each.id): each.scroll_y for each in screen.query("*") if each.id and each.scroll_y},
    )


def _begun(field: Input) -> str:
    return field.begun if isinstance(field, TypedField) else field.value


def restore(screen: Screen[Any], found: Whereabouts) -> None:
    """Put a person there again, as far as it still exists."""
    for each in screen.query("*"):
        if each.id and each.id == found.focus:
            each.focus()
    for field in screen.query(Input):
        _type_again(field, found)
    for listed in screen.query("OptionList, Rows"):
        place = found.highlighted.get(str(listed.id))
        if place is not None:
            _highlight(listed, place)
            # A row that is moved to is told from its top: only then can that be scrolled.
            _after_its_messages(listed, partial(_scroll_again, screen, found))
    _scroll_again(screen, found)


def _type_again(field: Input, found: Whereabouts) -> None:
    text = found.typed.get(str(field.id))
    if text is not None:
        field.value = text
        # A field that gets the focus has all of it selected: whoever typed goes on at its end.
        _after_its_messages(field.app, partial(field.call_later, partial(_to_its_end, field)))
    if isinstance(field, TypedField) and field.id in {found.focus, *found.typed}:
        field.go_on(here=field.id == found.focus, rests=found.rests)


def _to_its_end(field: Input) -> None:
    field.cursor_position = len(field.value)


def _highlight(listed: Widget, place: int) -> None:
    if isinstance(listed, OptionList):
        listed.highlighted = min(place, listed.option_count - 1)
    elif isinstance(listed, Rows):
        listed.highlight(place)


def _scroll_again(screen: Screen[Any], found: Whereabouts) -> None:
    for name, rows in found.scrolled.items():
        for each in screen.query(f"#{name}"):
            each.scroll_to(y=rows, animate=False)


def _after_its_messages(place: DOMNode, act: Callable[[], object]) -> None:
    """Act once all above a widget have handled what it has told so far."""
    for above in reversed([place, *place.ancestors]):
        act = partial(above.call_later, act)
    act()
