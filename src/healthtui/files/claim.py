"""Taking the number of a generation, which only one session can, and proving it was taken."""

from healthtui.core.sentence import say
from healthtui.files.folder import Folder, name_of
from healthtui.files.generation import Head, decode
from healthtui.files.guard import Broken
from healthtui.files.trouble import NotSaved, link_refused


def claim(folder: Folder, temp: str, number: int, data: bytes) -> bool:
    """Whether the number is ours, which only the file under its name can tell; else it was taken.

    The reply of a network disk may be lost either way: success without a link, or an error
    although the link was made. Raises OSError, or NotSaved where this disk cannot link.
    """
    refusal: OSError | None = None
    try:
        folder.link(temp, name_of(number))
    except OSError as error:
        refusal = error
    if _holds(folder, number, data):
        return True
    if isinstance(refusal, FileExistsError):
        return False
    if isinstance(refusal, PermissionError):
        # The temporary file could be written here, so it is the link that is not allowed.
        raise NotSaved(link_refused(folder.path)) from refusal
    if refusal:
        raise refusal
    raise NotSaved(say("Not saved: the disk did not keep what it had accepted. Try again."))


def descends(folder: Folder, head: Head) -> bool:
    """Whether the newest state came out of ours.

    A session that slept since its listing may take a number that was pruned meanwhile, far below
    the newest one: then nobody would ever read it.
    """
    above = [number for number in folder.numbers() if number > head.generation]
    if not above:
        return True
    try:
        return decode(folder.read(head.generation + 1)).head.parent == head.commit
    except (Broken, FileNotFoundError):
        return False


def _holds(folder: Folder, number: int, data: bytes) -> bool:
    try:
        return folder.read(number) == data
    except (Broken, FileNotFoundError):
        return False
