from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from healthtui.tui.terminal.keyboard import PASTE_SILENCE, Keyboard
from healthtui.tui.terminal.paste import LONGEST

START, END = b"\x1b[200~", b"\x1b[201~"


def keys(messages: Iterable[Message]) -> list[str]:
    return [each.key for each in messages if isinstance(each, Key)]


def pastes(messages: Iterable[Message]) -> list[str]:
    return [each.text for each in messages if isinstance(each, Paste)]


def test_keys_are_read_and_an_escape_is_known_after_a_silence() -> None:
    keyboard = Keyboard()
    assert keys(keyboard.feed(b"a\x1b[A\x11")) == ["a", "up", "ctrl+q"]
    assert keyboard.patience is None
    assert keys(keyboard.feed(b"\x1b")) == []
    assert keyboard.patience is not None
    assert keys(keyboard.silence()) == ["escape"]
    assert keyboard.patience is None


@pytest.mark.parametrize(
    ("bunch", "read"),
    [
        (b"\x1b\r", ["escape", "enter"]),
        (b"\x1b3", ["escape", "3"]),
        (b"\x1bk150\r", ["escape", "k", "1", "5", "0", "enter"]),
        (b"\x1b?", ["escape", "question_mark"]),
        (b"\x1b\x1bu", ["escape", "escape", "u"]),
        (b"\x1b\xc3\xa9", ["escape", "é"]),
        (b"\x1b-\x1b[A", ["escape", "minus", "up"]),
        (b"\x1b\x1bOQ", ["escape", "f2"]),
        (b"\x1b\t\x1bb\x1bf\x1b\x7f", ["shift+tab", "ctrl+left", "ctrl+right", "ctrl+w"]),
    ],
)
def test_an_escape_and_the_key_after_it_are_both_read(bunch: bytes, read: list[str]) -> None:
    keyboard = Keyboard()
    assert keys(keyboard.feed(bunch)) == read
    keyboard = Keyboard()
    one_by_one = [each for byte in bunch for each in keyboard.feed(bytes([byte]))]
    assert keys(one_by_one) == read


def test_a_byte_that_is_not_utf_8_is_one_strange_letter() -> None:
    keyboard = Keyboard()
    characters = [each.character for each in keyboard.feed(b"\xe9 \xff") if isinstance(each, Key)]
    assert characters == ["\N{REPLACEMENT CHARACTER}", " ", "\N{REPLACEMENT CHARACTER}"]


@given(st.binary(max_size=40), st.integers(1, 8))
def test_a_paste_is_whole_however_it_is_cut(content: bytes, size: int) -> None:
    keyboard = Keyboard()
    content = content.replace(b"\x1b", b"e")
    stream = b"a" + START + content + END + b"b"
    told = [
        message
        for place in range(0, len(stream), size)
        for message in keyboard.feed(stream[place : place + size])
    ]
    assert keys(told) == ["a", "b"]
    assert len(pastes(told)) == 1


def test_a_paste_presses_no_key_and_steers_nothing() -> None:
    keyboard = Keyboard()
    told = list(keyboard.feed(START + b"\x1bq\x1b\x1b[31m\x9b\r\nok" + END))
    assert keys(told) == []
    (text,) = pastes(told)
    assert "\x1b" not in text
    assert text.endswith("\nok")


def test_a_paste_without_its_end_is_closed_after_a_silence() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed(START + b"half\x1b[20")) == []
    assert keyboard.patience == PASTE_SILENCE
    assert pastes(keyboard.silence()) == ["half"]
    assert keys(keyboard.feed(b"x\x11")) == ["x", "ctrl+q"]
    assert keys(keyboard.feed(END + b"y"))[-1] == "y"


def test_a_paste_is_cut_at_its_limit() -> None:
    keyboard = Keyboard()
    told = list(keyboard.feed(START))
    for _ in range(12):
        told += keyboard.feed(b"x" * 100_000)
    told += keyboard.feed(END + b"y")
    assert [len(text) for text in pastes(told)] == [LONGEST]
    assert keys(told) == ["y"]


@pytest.mark.parametrize(
    "odd",
    [
        b"\x1b[99999999999u",
        b"\x1b[1:2;1u",
        b"\x1b[1114112;1u",
        b"\x1b[55296;1;55296u",
        b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
        b"\x1b[48;99999;99999;1;1t",
        b"\x1b[<99999999999999999;1;1M",
    ],
)
def test_numbers_that_are_none_do_not_deafen(odd: bytes) -> None:
    keyboard = Keyboard()
    list(keyboard.feed(odd))
    list(keyboard.silence())
    assert keys(keyboard.feed(b"\x11")) == ["ctrl+q"]


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_no_input_raises_or_deafens(chunks: list[bytes]) -> None:
    keyboard = Keyboard()
    for chunk in chunks:
        list(keyboard.feed(chunk))
    list(keyboard.silence())
    list(keyboard.silence())
    assert keys(keyboard.feed(b"\x11"))[-1] == "ctrl+q"
