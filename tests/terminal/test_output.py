import os
import select
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthtui.tui.terminal.output import LIMIT, Output

WAIT = 30.0


class Told:
    """What an Output told, and the pipe that stands for its terminal."""

    def __init__(self, fileno: int) -> None:
        self.failed = threading.Event()
        self.caught_up = threading.Event()
        self.output = Output(fileno, self.failed.set, self.caught_up.set)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def read(fileno: int, until: bytes) -> bytes:
    data = b""
    while not data.endswith(until) and select.select([fileno], [], [], WAIT)[0]:
        data += os.read(fileno, 65_536)
    return data


def test_texts_arrive_in_their_order_as_utf_8(pipe: tuple[int, int]) -> None:
    told = Told(pipe[1])
    for text in ("é", "日", "\ud800", "."):
        told.output.write(text)
    assert read(pipe[0], b".") == "é日?.".encode()
    told.output.finish("last")
    assert read(pipe[0], b"last") == b"last"
    assert told.output.drained


def test_a_terminal_that_stalls_holds_nobody_up_and_is_drawn_anew_afterwards(
    pipe: tuple[int, int],
) -> None:
    told = Told(pipe[1])
    for _ in range(40):
        told.output.write("x" * (LIMIT // 20))
    assert not told.caught_up.is_set()
    while not told.caught_up.is_set():
        if select.select([pipe[0]], [], [], 0.01)[0]:
            assert os.read(pipe[0], 65_536).strip(b"x") == b""
    told.output.write("anew")
    assert read(pipe[0], b"anew").endswith(b"anew")
    told.output.finish("")
    assert not told.failed.is_set()


def test_one_text_may_be_longer_than_all_that_may_wait(pipe: tuple[int, int]) -> None:
    told = Told(pipe[1])
    told.output.write("y" * (2 * LIMIT) + "!")
    assert len(read(pipe[0], b"!")) == 2 * LIMIT + 1
    told.output.finish("")


def test_the_end_does_not_wait_for_a_terminal_that_stalls(pipe: tuple[int, int]) -> None:
    told = Told(pipe[1])
    told.output.write("x" * LIMIT)
    assert select.select([pipe[0]], [], [], WAIT)[0]
    told.output.finish("last")
    assert not told.output.drained
    assert read(pipe[0], b"last").endswith(b"last")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is such a device")
def test_a_full_device_is_told_and_swallows_the_rest() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        told = Told(full.fileno())
        told.output.write("x")
        assert told.failed.wait(WAIT)
        for _ in range(100):
            told.output.write("y")
        told.output.finish("last")
        assert told.output.drained


def test_a_terminal_that_does_not_wait_gets_everything(pipe: tuple[int, int]) -> None:
    os.set_blocking(pipe[1], False)
    told = Told(pipe[1])
    told.output.write("z" * 300_000 + ".")
    assert len(read(pipe[0], b".")) == 300_001
    told.output.finish("")
    assert not told.failed.is_set()
