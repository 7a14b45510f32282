import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from healthtui.core.patch import Change, Patch
from healthtui.core.sentence import say
from healthtui.files.saver import Saver
from healthtui.files.store import NotSaved, Saved, Store


def patch(n: int) -> Patch:
    return Patch((Change(("log", f"e{n}"), None, n),))


class Fake:
    """A store that keeps patches in memory and fails or hangs when told to."""

    def __init__(self) -> None:
        self.done: list[Patch] = []
        self.tries = 0
        self.error: Exception | None = None
        self.free = threading.Event()
        self.free.set()

    @property
    def changes(self) -> list[Change]:
        """All that was kept, in order, in however many commits."""
        return [change for patch in self.done for change in patch.changes]

    def changed(self) -> Saved | None:
        return None

    def commit(self, patch: Patch) -> Saved:
        self.tries += 1
        assert self.free.wait(10)
        if self.error:
            raise self.error
        self.done.append(patch)
        return Saved({}, len(self.done), merged=False, conflicts=())


class Told:
    def __init__(self) -> None:
        self.saved: list[Saved] = []
        self.failed: list[NotSaved] = []
        self.threads: set[int] = set()

    def on_saved(self, saved: Saved) -> None:
        self.saved.append(saved)
        self.threads.add(threading.get_ident())

    def on_failed(self, error: NotSaved) -> None:
        self.failed.append(error)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def told() -> Told:
    return Told()


def saver_of(fake: Fake, told: Told, pause: float = 60.0) -> Saver:
    return Saver(fake, told.on_saved, told.on_failed, pause)


def test_patches_are_on_disk_in_order_when_it_is_closed(tmp_path: Path, told: Told) -> None:
    store = Store(tmp_path / "healthtui")
    saver = Saver(store, told.on_saved, told.on_failed)
    for n in range(20):
        saver.submit(patch(n))
    assert saver.close(30)
    assert store.load().plain == {"log": {f"e{n}": n for n in range(20)}}
    commits = len(told.saved)
    assert [saved.generation for saved in told.saved] == list(range(1, commits + 1))
    assert threading.get_ident() not in told.threads
    assert "saver" not in {thread.name for thread in threading.enumerate()}


def test_a_disk_that_hangs_holds_up_nobody_but_is_told_at_the_end(fake: Fake, told: Told) -> None:
    fake.free.clear()
    saver = saver_of(fake, told)
    begin = time.monotonic()
    saver.submit(patch(1))
    saver.submit(patch(2))
    assert time.monotonic() - begin < 1
    assert not saver.close(0.05)
    assert list(saver.unsaved) == [patch(1), patch(2)]
    fake.free.set()
    assert saver.close(5)
    assert fake.changes == [*patch(1).changes, *patch(2).changes]
    assert not saver.unsaved


def test_what_comes_soon_after_a_commit_is_one_more(fake: Fake, told: Told) -> None:
    saver = Saver(fake, told.on_saved, told.on_failed, pace=60.0)
    saver.submit(patch(0))
    until(lambda: not saver.unsaved)
    for n in range(1, 5):
        saver.submit(patch(n))
    assert saver.unsaved == tuple(patch(n) for n in range(1, 5))
    assert saver.close(5)
    assert len(fake.done) == 2
    assert fake.changes == [change for n in range(5) for change in patch(n).changes]


def test_what_waits_for_its_time_is_saved_by_itself(fake: Fake, told: Told) -> None:
    saver = Saver(fake, told.on_saved, told.on_failed, pace=0.05)
    for n in range(3):
        saver.submit(patch(n))
        until(lambda: not saver.unsaved)
    assert len(fake.changes) == 3
    assert saver.close(5)


def test_what_comes_while_the_disk_is_busy_is_one_commit(fake: Fake, told: Told) -> None:
    fake.free.clear()
    saver = saver_of(fake, told)
    saver.submit(patch(0))
    until(lambda: fake.tries == 1)
    for n in range(1, 100):
        saver.submit(Patch((Change(("log", "e1"), n - 1 or None, n),)))
    fake.free.set()
    assert saver.close(5)
    assert fake.done == [patch(0), Patch((Change(("log", "e1"), None, 99),))]
    assert len(told.saved) == 2


def test_a_refusal_sets_aside_only_the_patch_that_it_is_about(fake: Fake, told: Told) -> None:
    refused = patch(2)

    def commit(given: Patch) -> Saved:
        assert fake.free.wait(10)
        if set(refused.changes) & set(given.changes):
            raise NotSaved(say("impossible"), final=True)
        fake.done.append(given)
        return Saved({}, len(fake.done), merged=False, conflicts=())

    fake.free.clear()
    fake.commit = commit  # type: ignore[method-assign, assignment]
    saver = saver_of(fake, told)
    for n in range(1, 5):
        saver.submit(patch(n))
    fake.free.set()
    until(lambda: saver.unsaved == (refused,))
    assert fake.changes == [*patch(1).changes, *patch(3).changes, *patch(4).changes]
    assert len(told.failed) == 1
    assert not saver.close(5)


def test_changes_that_cannot_be_joined_are_made_in_order(tmp_path: Path, told: Told) -> None:
    store = Store(tmp_path / "case")
    saver = Saver(store, told.on_saved, told.on_failed)
    inside = ("log", "e1", "price_eur")
    saver.submit(Patch((Change(inside, None, "10.00"),)))
    saver.submit(Patch((Change(("log", "e1"), {"price_eur": "10.00"}, {"act": "x"}),)))
    saver.submit(Patch((Change(inside, None, "20.00"),)))
    assert saver.close(30)
    assert store.load().plain == {"log": {"e1": {"act": "x", "price_eur": "20.00"}}}


def test_a_failed_patch_stays_first_and_goes_with_the_next(fake: Fake, told: Told) -> None:
    saver = saver_of(fake, told)
    fake.error = NotSaved(say("full"))
    saver.submit(patch(1))
    until(lambda: len(told.failed) == 1)
    time.sleep(0.05)
    assert fake.tries == 1
    fake.error = None
    saver.submit(patch(2))
    until(lambda: not saver.unsaved)
    assert fake.changes == [*patch(1).changes, *patch(2).changes]
    assert saver.close(5)


def test_a_failed_patch_is_tried_again_when_asked(fake: Fake, told: Told) -> None:
    saver = saver_of(fake, told)
    fake.error = NotSaved(say("full"))
    saver.submit(patch(1))
    until(lambda: len(told.failed) == 1)
    fake.error = None
    saver.retry()
    until(lambda: fake.changes == [*patch(1).changes])
    assert saver.close(5)


def test_a_failed_patch_is_tried_again_by_itself(fake: Fake, told: Told) -> None:
    saver = saver_of(fake, told, pause=0.02)
    fake.error = NotSaved(say("full"))
    saver.submit(patch(1))
    until(lambda: len(told.failed) >= 3)
    fake.error = None
    until(lambda: fake.changes == [*patch(1).changes])
    assert saver.close(5)


def test_closing_on_a_full_disk_is_quick_and_honest_and_can_be_repeated(
    fake: Fake, told: Told
) -> None:
    saver = saver_of(fake, told)
    fake.error = NotSaved(say("full"))
    saver.submit(patch(1))
    begin = time.monotonic()
    assert not saver.close(30)
    assert not saver.close(30)
    assert time.monotonic() - begin < 5
    saver.submit(patch(2))
    fake.error = None
    assert saver.close(30)
    assert fake.changes == [*patch(1).changes, *patch(2).changes]


def test_a_patch_that_can_never_be_saved_does_not_hold_up_the_others(
    fake: Fake, told: Told
) -> None:
    saver = saver_of(fake, told)
    fake.error = NotSaved(say("impossible"), final=True)
    saver.submit(patch(1))
    until(lambda: len(told.failed) == 1)
    fake.error = None
    saver.submit(patch(2))
    until(lambda: fake.changes == [*patch(2).changes])
    assert saver.unsaved == (patch(1),)
    assert not saver.close(5)


def test_a_defect_is_told_without_what_was_entered_and_ends_nothing(fake: Fake, told: Told) -> None:
    saver = saver_of(fake, told)
    fake.error = KeyError("secret")
    saver.submit(patch(1))
    until(lambda: len(told.failed) == 1)
    assert "KeyError" in str(told.failed[0])
    assert "secret" not in str(told.failed[0])
    fake.error = None
    assert saver.close(5)
    assert fake.changes == [*patch(1).changes]


def test_a_screen_that_is_gone_does_not_stop_saving(fake: Fake, told: Told) -> None:
    def gone(_: Saved) -> None:
        raise RuntimeError("no screen")

    saver = Saver(fake, gone, told.on_failed)
    saver.submit(patch(1))
    saver.submit(patch(2))
    assert saver.close(5)
    assert fake.changes == [*patch(1).changes, *patch(2).changes]


def test_after_closing_nothing_is_taken(fake: Fake, told: Told) -> None:
    saver = saver_of(fake, told)
    assert saver.close(5)
    assert saver.close(5)
    with pytest.raises(RuntimeError):
        saver.submit(patch(1))


def test_what_another_session_saved_is_told_without_being_asked(tmp_path: Path) -> None:
    mine, other = Store(tmp_path / "case"), Store(tmp_path / "case")
    told: list[Saved] = []
    saver = Saver(mine, told.append, lambda _: None, look=0.02)
    try:
        saver.submit(Patch((Change(("situation", "card"), None, "ehic"),)))
        until(lambda: len(told) == 1)
        other.load()
        other.commit(Patch((Change(("situation", "work"), None, "job"),)))
        until(lambda: len(told) == 2)
        assert told[1].merged
        assert told[1].plain["situation"] == {"card": "ehic", "work": "job"}
        saver.submit(Patch((Change(("situation", "work"), "job", "none"),)))
        until(lambda: len(told) == 3)
        assert not told[2].merged
    finally:
        assert saver.close(5)


def test_looking_around_creates_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "case")
    assert store.changed() is None
    assert not (tmp_path / "case").exists()
