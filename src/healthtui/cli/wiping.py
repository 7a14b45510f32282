"""How `healthtui wipe` asks, deletes and tells."""

import sys
from argparse import Namespace
from typing import Final

from healthtui.cli.output import tell
from healthtui.cli.refused import CERTAIN, FAILURE, Refused
from healthtui.cli.session import Session
from healthtui.core.sentence import say
from healthtui.files.erase import NotErased, erasable, erase
from healthtui.files.trouble import NotSaved

_LONGEST: Final = 200
_NAMED: Final = 5
"""So many files are named: who hears them wants to come to the question."""
_ELSEWHERE: Final = say(
    "Files that you exported, and backups that this computer or a server makes, may still hold it."
)

_NOBODY: Final = say(
    "Nothing was deleted: nobody is there to ask. To delete it unasked, add --yes."
)


def run(session: Session, args: Namespace) -> int:
    """Say what would go, ask, delete it, and say what may remain elsewhere."""
    if session.ephemeral:
        raise Refused(say("Nothing is kept with --ephemeral, so there is nothing to delete."))
    try:
        return _wiped(session, asking=not args.yes)
    except (NotErased, NotSaved) as trouble:
        raise Refused(trouble.sentence, FAILURE) from trouble


def _wiped(session: Session, *, asking: bool) -> int:
    speaker, folder = session.speaker, str(session.folder)
    names = erasable(session.folder)
    if not names:
        tell([speaker.text(say("Nothing is saved in {folder}.", folder=folder))])
        return CERTAIN
    tell([speaker.text(say("This is deleted from {folder}:", folder=folder))])
    tell(f"  {name}" for name in names[:_NAMED])
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        tell([f"  {speaker.plural('and {n} more file', 'and {n} more files', more)}"])
    if asking and not _agreed(session):
        tell([speaker.word("Nothing was deleted.")])
        return FAILURE
    erase(session.folder)
    tell([speaker.word("All of it is deleted."), speaker.text(_ELSEWHERE)])
    return CERTAIN


def _agreed(session: Session) -> bool:
    wanted = session.speaker.word("delete")
    question = say("This cannot be taken back. Type {word} to go on:", word=wanted)
    print(session.speaker.text(question), end=" ", flush=True)
    typed = sys.stdin.readline(_LONGEST)
    if not typed and not sys.stdin.isatty():
        print(flush=True)
        raise Refused(_NOBODY)
    return typed.strip() == wanted
