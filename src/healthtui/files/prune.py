"""Which old generations may go, and letting them go; the newest never does."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from healthtui.files.folder import Folder, name_of
from healthtui.files.generation import is_intact
from healthtui.files.guard import Broken

KEPT: Final = 10
KEPT_WHEN_FULL: Final = 3
DAYS: Final = 7
# Directory caches of network disks are up to a minute old: a number that goes too early could be
# taken again by a session that never saw it.
YOUNG: Final = 10 * 60.0
CAP: Final = 200
ORPHAN: Final = 24 * 60 * 60.0
_DAY: Final = 24 * 60 * 60


def doomed(
    times: Mapping[int, float], now: float, kept: int = KEPT, days: int = DAYS
) -> tuple[int, ...]:
    """The generations that may be deleted, oldest first.

    `times` gives when each was written, in seconds like `now`. Kept are the last `kept` ones, the
    last of today and of each of the past `days` days, and what is younger than ten minutes; but
    never more than the cap. A time in the future counts as young.
    """
    newest_first = sorted(times, reverse=True)
    spared = set(newest_first[:kept]) | _last_of_days(times, now, days)
    spared |= {number for number in times if now - times[number] < YOUNG}
    beyond_cap = set(sorted(spared, reverse=True)[CAP:])
    return tuple(sorted((set(times) - spared) | beyond_cap))


def tidy(folder: Folder, generation: int, now: float) -> None:
    """Delete what is left over now that `generation` is on disk.

    Raises nothing of the disk: the change itself is safe, and the next save tidies again.
    """
    _prune(folder, generation, now, KEPT, DAYS)
    with suppress(OSError):
        for name in folder.temps():
            if now - folder.time_of(name) > ORPHAN:
                folder.remove(name)


def make_room(folder: Folder, generation: int, now: float) -> None:
    """Delete all but the last few generations up to this one, for a disk that is full."""
    _prune(folder, generation, now, KEPT_WHEN_FULL, days=0)


def _prune(folder: Folder, generation: int, now: float, kept: int, days: int) -> None:
    """Delete old generations below this one, but only files that are just as a save wrote them.

    A broken file or one edited by hand is the person's to put away.
    """
    with suppress(OSError):
        numbers = [number for number in folder.numbers() if number <= generation]
        if len(numbers) <= kept:
            return
        times = {number: folder.time_of(name_of(number)) for number in numbers}
        for number in doomed(times, now, kept, days):
            with suppress(Broken, FileNotFoundError):
                if is_intact(folder.read(number)):
                    folder.remove(name_of(number))


def _last_of_days(times: Mapping[int, float], now: float, days: int) -> set[int]:
    today = int(now // _DAY)
    last: dict[int, int] = {}
    for number in sorted(times):
        day = int(times[number] // _DAY)
        if today - days <= day <= today:
            last[day] = number
    return set(last.values())
