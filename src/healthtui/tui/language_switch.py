"""Another language while the app runs."""

from typing import TYPE_CHECKING

from healthtui.texts.speaker import Speaker
from healthtui.tui.whereabouts import noted

if TYPE_CHECKING:
    from healthtui.tui.app import HealthApp


async def switch(app: "HealthApp", code: str) -> None:
    """Say everything in another language, also next time; screens are made anew when shown.

    What is typed, the focus, the rows highlighted and how far is scrolled stay as they are.
    """
    app.keep_drafts()
    app.close_pages()
    left = {name: noted(screen) for name, screen in app.frames.items()}
    app.left_at = dict(left)
    app.speaker = app.as_drawn(Speaker(code))
    app.edit(lambda case: case.in_language(code), undoable=False)
    here = app.current_mode
    away = next(mode for mode in app.MODES if mode != here)
    for mode in app.MODES:
        if mode != here:
            await _made_anew(app, mode)
    await app.switch_mode(away)
    await _made_anew(app, here)
    await app.switch_mode(here)
    # It was in front for a moment, in which nothing is laid out.
    await _made_anew(app, away)
    app.left_at |= {name: found for name, found in left.items() if name == away}


async def _made_anew(app: "HealthApp", mode: str) -> None:
    await app.remove_mode(mode)
    app.add_mode(mode, app.MODES[mode])
