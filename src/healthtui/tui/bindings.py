"""The bindings that Textual is given: all of the table of keys, and nothing else."""

from typing import Final

from textual.binding import Binding

from healthtui.tui.keys import KEYS, Key

ALWAYS: Final = ("ctrl+q", "ctrl+l")
"""Keys that work over an open list or page, and in a field, too."""


def bindings() -> list[Binding]:
    """The bindings of the app."""
    return [_binding(key, each) for key in KEYS for each in key.keys.split(",")]


def _binding(key: Key, each: str) -> Binding:
    return Binding(
        each,
        key.action,
        key.label.id,
        id=" ".join((key.action, each, *key.screens)),
        show=False,
        priority=each in ALWAYS,
        tooltip=key.help.id,
    )
