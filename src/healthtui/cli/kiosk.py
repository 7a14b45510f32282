"""The app for everybody at one place: what the host keeps of it, and when it ends by itself."""

from argparse import Namespace
from typing import Final

from msgspec import Struct

from healthtui.cli.refused import Refused
from healthtui.cli.session import Session, number_in
from healthtui.core.sentence import Sentence, say

MINUTE: Final = 60.0
MOST_MINUTES: Final = 24 * 60
USUAL_MINUTES: Final = 15
NOTHING_KEPT: Final = say("nothing is kept here")
KEPT: Final = say("kept on this computer")


class Sitting(Struct, frozen=True):
    """After how long without use the app ends, and what its screens say about what is kept.

    None: never, and nothing.
    """

    idle_seconds: float | None = None
    keeps: Sentence | None = None


def keeps_nothing(args: Namespace) -> bool:
    """Whether a run may leave nothing on the host."""
    return bool(args.ephemeral or (args.kiosk and not args.data_dir))


def refuse_commands(args: Namespace) -> None:
    """Refused where another command is asked for beside them: a kiosk is the app and no more."""
    if args.kiosk or args.idle is not None:
        raise Refused(say("--kiosk and --idle open the app; they take no command."))


def sitting(session: Session, args: Namespace) -> Sitting:
    """The sitting that was asked for; Refused where the minutes are none."""
    minutes = USUAL_MINUTES if args.kiosk else None
    if args.idle is not None:
        minutes = number_in("--idle", args.idle, 1, MOST_MINUTES)
    keeps = NOTHING_KEPT if session.ephemeral else KEPT
    return Sitting(minutes and minutes * MINUTE, keeps if args.kiosk else None)
