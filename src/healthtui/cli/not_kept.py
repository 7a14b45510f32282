"""Why nothing will be saved, for the app and the dialogue."""

from typing import Final

from healthtui.core.sentence import say

NEWER: Final = say("not saved: a newer version of this program wrote your answers")
EPHEMERAL: Final = say("nothing is kept (--ephemeral)")
