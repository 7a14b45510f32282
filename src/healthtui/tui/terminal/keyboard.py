"""Bytes of a terminal in, Textual's messages out; no input can end the app or deafen it."""

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import Final

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from healthtui.tui.terminal.paste import Pasted, Pastes

PASTE_SILENCE: Final = 1.0
"""Seconds without input after which a paste without its end is over."""
_LARGEST: Final = 4096
"""Rows or columns; whoever reports more is not believed."""
_ESCAPE: Final = "\x1b"
_BEGINS: Final = frozenset("[OPNX]^_\x1b")
"""What goes on after an escape: reports, and keys that are several signs."""
_ONE_KEY: Final = frozenset("\tbf\x7f")
"""What terminals send behind an escape as one key: back tab, a word left, right, or deleted."""


class Keyboard:
    """Decodes, takes pastes out, and reads the rest as keys, mouse and reports."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._pastes = Pastes()
        self._parser = _Parser()

    @property
    def patience(self) -> float | None:
        """The seconds after which `silence` has something to tell; None if it has nothing."""
        if self._pastes.inside:
            return PASTE_SILENCE
        return constants.ESCAPE_DELAY if self._pastes.held or self._parser.waits else None

    def feed(self, data: bytes) -> Iterator[Message]:
        """What these bytes complete."""
        return self._read(self._pastes.split(self._decoder.decode(data)))

    def silence(self) -> Iterator[Message]:
        """What is complete because nothing more came: an escape key, a paste without an end."""
        yield from self._read(self._pastes.silence())
        yield from self._parsed(self._parser.expired())

    def _read(self, pieces: Iterable[str | Pasted]) -> Iterator[Message]:
        for piece in pieces:
            if isinstance(piece, Pasted):
                yield events.Paste(piece.text)
            else:
                yield from self._parsed(self._parser.feed(piece))

    def _parsed(self, messages: Iterable[Message]) -> Iterator[Message]:
        """The messages that make sense; a parser that failed is replaced by a new one."""
        try:
            for message in messages:
                if _believable(message):
                    yield message
        except Exception:  # noqa: BLE001 - no input may end the app
            self._parser = _Parser()


def _believable(message: Message) -> bool:
    if not isinstance(message, events.Resize):
        return True
    return 0 < message.size.width <= _LARGEST and 0 < message.size.height <= _LARGEST


class _Parser(XTermParser):
    """Textual's parser, which tells whether it waits and survives numbers that are none."""

    @property
    def waits(self) -> bool:
        """Whether time alone completes what was begun."""
        return self._timeout_time is not None

    def expired(self) -> Iterable[Message]:
        """What is complete if the time is over."""
        if self.waits:
            self._timeout_time = 0.0
        return self.tick()

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002 - upstream's signature
        if _are_two_keys(sequence):
            return (events.Key("escape", _ESCAPE), *self._sequence_to_key_events(sequence[1]))
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return ()

    def parse_mouse_code(self, code: str) -> Message | None:
        """The event of a mouse report; None where it cannot be one."""
        try:
            return super().parse_mouse_code(code)
        except (ValueError, OverflowError, ZeroDivisionError):
            return None


def _are_two_keys(sequence: str) -> bool:
    """Whether an escape and what follows at once are Esc and a key; the app knows none with Alt.

    Over a slow line both arrive together, and Textual would lose the Esc: Enter took what Esc was
    to leave, and a digit became the sign that some keyboards have there.
    """
    return (
        sequence[:1] == _ESCAPE and len(sequence[1:]) == 1 and sequence[1] not in _BEGINS | _ONE_KEY
    )
