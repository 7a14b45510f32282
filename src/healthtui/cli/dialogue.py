"""Opens the dialogue: the saved case, where its changes go, and how its exports are written."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from healthtui.cli.commands.export import FORMATS, Wanted, exported, packs_for, written
from healthtui.cli.commands.year_log import drawn_id
from healthtui.cli.not_kept import EPHEMERAL, NEWER
from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, FAILURE, INTERRUPTED, Refused
from healthtui.cli.session import Session
from healthtui.core.case_plain import from_plain
from healthtui.core.outlook import Outlook
from healthtui.core.patch import Patch
from healthtui.core.sentence import Sentence
from healthtui.files.exports import NotWritten, write_new
from healthtui.files.trouble import NotSaved
from healthtui.plain.desk import Desk, Kept
from healthtui.plain.dialogue import Dialogue
from healthtui.plain.exports import Order, Written
from healthtui.plain.house import Doors, converse
from healthtui.plain.wrapping import spelled

if TYPE_CHECKING:
    from healthtui.files.store import Loaded, Store

_LONGEST = 20_000
"""No line is longer: a note has 10 000 characters."""


def open_dialogue(session: Session, loaded: "Loaded") -> int:
    """Talk on the saved case until the person leaves and return the exit code."""
    case, problems = from_plain(loaded.plain, session.rulebook.vocabulary)
    store = None if loaded.read_only else session.store
    keep = None if store is None else partial(_kept, store)
    desk = Desk(session.rulebook, case, session.today, keep)
    told = (notice.sentence for notice in loaded.notices)
    notices = (*told, *problems, *session.overlay.notices)
    doors = Doors(
        draw=drawn_id,
        formats=tuple(FORMATS.items()),
        export=partial(_export, session),
        notices=notices,
        begin_anew=_begin_anew(loaded, store),
        kept_nowhere=_kept_nowhere(loaded, store),
    )
    _read_anything()
    dialogue = Dialogue(desk, session.speaker, _read, _write)
    dialogue.packs = session.overlay.packs
    all_saved, interrupted = converse(dialogue, doors)
    if not all_saved:
        return FAILURE
    return INTERRUPTED if interrupted else CERTAIN


def _kept_nowhere(loaded: "Loaded", store: "Store | None") -> Sentence | None:
    if store is not None:
        return None
    return NEWER if loaded.read_only else EPHEMERAL


def _begin_anew(loaded: "Loaded", store: "Store | None") -> Callable[[], None] | None:
    return store.start_beside_broken if store is not None and loaded.all_broken else None


def _kept(store: "Store", patch: Patch) -> Kept:
    """Make a change durable and tell how that went."""
    try:
        saved = store.commit(patch)
    except NotSaved as trouble:
        return Kept(trouble.sentence, final=trouble.final)
    merged = saved.plain if saved.merged else None
    return Kept(merged=merged, overruled=bool(saved.conflicts))


def _export(session: Session, found: Outlook, order: Order) -> Written:
    """Write an export; where that fails, the sentence says why."""
    name = next(each for each in FORMATS if each == order.format)
    wanted = Wanted(name, titles=order.titles, notes=order.notes)
    generation = max(0, session.generation() - found.case.calendars)
    try:
        packs = packs_for(session, wanted)
        data = exported(wanted, found, session.speaker, generation, packs=packs)
        write_new(Path(order.file), data)
    except (NotWritten, Refused) as trouble:
        return Written((trouble.sentence,))
    told = written(name, Path(order.file))
    return Written(told, _days(session, found) if order.format == "ics" else None)


def _days(session: Session, found: Outlook) -> dict[str, date]:
    from healthtui.exports.agenda import held  # noqa: PLC0415 - only a calendar needs it

    return held(found, session.overlay.packs)


def _read_anything() -> None:
    """Let a byte that is no text cost a sign, not the dialogue."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _read() -> str:
    # Not `input`: where readline is loaded, it writes sequences that steer a terminal.
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise EOFError
    return line[:_LONGEST]


def _write(line: str) -> None:
    """Write one line at once: whoever reads along waits for it."""
    tell([spelled(line, getattr(sys.stdout, "encoding", None) or "utf-8")])
    if sys.stdout is not None:
        sys.stdout.flush()
