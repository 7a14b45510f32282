import os
import string
from random import Random
from typing import Any

import pytest
from tests.tui.conftest import MODES, Opening

from healthtui.core.case_plain import from_plain, to_plain
from healthtui.tui.app import HealthApp

MOVES = (
    *("tab", "shift+tab", "enter", "space", "escape", "up", "down", "left", "right"),
    *("home", "end", "pageup", "pagedown", "backspace", "delete"),
    *("f1", "f2", "f3", "f4", "ctrl+p", "ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+q"),
)
LETTERS = (*string.ascii_letters, *string.digits, *'&é"?:.,-[]/<>€ñß日')
KEYS = int(os.environ.get("HEALTHTUI_TEST_KEYS", "150"))
BATCH = 25


class Lasting(HealthApp):
    """Stays open when it is left."""

    async def action_leave(self) -> None:
        self.left = True


@pytest.mark.parametrize("mode", MODES)
async def test_no_sequence_of_keys_raises(opened: Opening, mode: str) -> None:
    chance: Any = Random(MODES.index(mode))  # noqa: S311 - the same keys each time
    async with opened(kind=Lasting) as drive:
        for _ in range(KEYS // BATCH):
            await drive.press("escape", "escape")
            drive.app.action_go(mode)
            await drive.pause()
            for _ in range(BATCH):
                drive.send(chance.choice(MOVES if chance.random() < 0.5 else LETTERS))
                await drive.quiet()
        await drive.press("escape", "escape", "escape")
        assert drive.app._exception is None  # noqa: SLF001
        kept = from_plain(drive.keeper.plain, drive.app.rulebook.vocabulary)[0]
        assert to_plain(kept) == to_plain(drive.case)
