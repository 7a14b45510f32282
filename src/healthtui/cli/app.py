"""Opens the app, as screens or as a dialogue."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from healthtui.cli.kiosk import Sitting, sitting
from healthtui.cli.lean import empty, without
from healthtui.cli.not_kept import EPHEMERAL, NEWER
from healthtui.cli.privacy import forget_textual_settings
from healthtui.cli.refused import Refused
from healthtui.cli.session import Session
from healthtui.cli.terminal import environment_of, only_lines
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.texts.speaker import Speaker

if TYPE_CHECKING:
    from healthtui.files.packs import Overlay
    from healthtui.files.session_store import SessionStore
    from healthtui.files.store import Loaded

ASKING: Final = ("HEALTHTUI_ACCESSIBLE", "ACCESSIBLE")
"""Variables of the environment that ask for the dialogue."""
_OFF: Final = ("", "0", "false", "no")


def run(session: Session, args: Namespace) -> int:
    """Open the app on the saved case; Refused where screens are wanted without a terminal.

    A kiosk has no dialogue, which can write files.
    """
    environ = environment_of(args, os.environ)
    talks = not args.kiosk
    if talks and (args.accessible or _asks_for_dialogue(environ)):
        return _talk(session, session.opened())
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        raise Refused(say("healthtui needs a terminal; try “healthtui check”."))
    loaded = session.opened()
    if talks:
        lines, why = only_lines(environ)
        if lines:
            session.warn([why] if why else [])
            return _talk(session, loaded)
    return open_app(
        session.rulebook,
        loaded,
        session.store,
        session.today,
        session.speaker,
        session.overlay if session.overlay_folder else None,  # what reads packs takes long to load
        sitting(session, args),
        args.theme or "",
        environ,
    )


def _asks_for_dialogue(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name, "").casefold() not in _OFF for name in ASKING)


def _talk(session: Session, loaded: "Loaded") -> int:
    from healthtui.cli.dialogue import open_dialogue  # noqa: PLC0415 - commands need no dialogue

    return open_dialogue(session, loaded)


def open_app(  # noqa: PLR0913, PLR0917 - all that the app is given
    rulebook: Rulebook,
    loaded: "Loaded",
    store: "SessionStore | None",
    today: date,
    speaker: Speaker,
    overlay: "Overlay | None",
    sat: Sitting,
    theme: str,
    environ: Mapping[str, str],
) -> int:
    """Show the app until it is left and return its exit code; without a store nothing is saved."""
    # Here and nowhere else: every other command starts without the screen's library.
    forget_textual_settings()
    gc.disable()  # until the first screen is drawn: what is made for it stays
    with without("ssl"):  # 4 MiB; nothing here connects
        import asyncio  # noqa: F401, PLC0415
    with without("bz2"), without("lzma"):  # it is asked for the size of the terminal alone; 1 ms
        import shutil  # noqa: F401, PLC0415
    from healthtui.files.saver import Saver  # noqa: PLC0415

    # The palette is our own; Textual's brings trees and selections. Nothing shows a table of Rich.
    with empty("textual.command"), empty("rich.table"):
        from healthtui.tui.app import HealthApp  # noqa: PLC0415
    from healthtui.tui.terminal.abilities import looks_for  # noqa: PLC0415
    from healthtui.tui.terminal.endings import guarded  # noqa: PLC0415

    keeping = None if store is None or loaded.read_only else partial(Saver, store)
    with guarded():
        looks = looks_for(environ, theme)
        app = HealthApp(rulebook, loaded.plain, today, speaker, keeping, looks)
        app.notices = tuple(notice.sentence for notice in loaded.notices)
        if overlay is not None:
            app.notices += overlay.notices
            app.packs = overlay.packs
        app.idle_seconds, app.keeps = sat.idle_seconds, sat.keeps
        if loaded.all_broken and store is not None:
            app.start_beside = store.start_beside_broken
        if loaded.read_only or (store is None and sat.keeps is None):
            app.kept_nowhere(NEWER if loaded.read_only else EPHEMERAL)
        app.run(mouse=app.uses_mouse)
        if store is not None:
            store.end()
    gc.freeze()  # all of it goes with the process: to look through it once more takes longer
    return app.return_code or 0


def _is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    try:
        return isatty is not None and bool(isatty())
    except ValueError:  # a stream that was closed
        return False
