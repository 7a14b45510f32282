"""What went wrong with the saved case, in words that say what to do."""

import errno
from pathlib import Path
from typing import Final

from healthtui.core.sentence import Listing, Sentence, Value, say


class NotSaved(Exception):  # noqa: N818 - it is an answer to the person, not a defect
    """The case could not be saved, or not read, which keeps it from being saved.

    `sentence` tells why. `final` is True where the same change can never be saved, however often
    it is tried.
    """

    def __init__(self, sentence: Sentence, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence: Final = sentence
        self.final: Final = final

    def __str__(self) -> str:
        return plainly(self.sentence)


def plainly(value: Value) -> str:
    """The English of a sentence without any catalogue, for logs and errors."""
    if isinstance(value, Sentence):
        return value.id.format(**{name: plainly(part) for name, part in value.values})
    if isinstance(value, Listing):
        return ", ".join(plainly(item) for item in value.items)
    return str(value)


_LINK_REFUSED: Final = (errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def trouble(error: OSError, folder: Path) -> NotSaved:
    """The sentence for an error of the operating system met while working in `folder`."""
    where = str(folder)
    code = error.errno
    if code in {errno.EACCES, errno.EPERM}:
        return NotSaved(_not_allowed(where))
    if code in _LINK_REFUSED:
        return NotSaved(link_refused(where))
    return NotSaved(_SENTENCES[code] if code in _SENTENCES else _other(error, where))


def out_of_memory() -> NotSaved:
    """The answer to a MemoryError."""
    return NotSaved(_MEMORY)


def link_refused(where: str) -> Sentence:
    """The sentence for a file system on which a save cannot be made safe."""
    return say(
        "Not saved: the disk that holds {folder} cannot give a file two names, which safe saving "
        "needs. Choose a folder on another disk with --data-dir.",
        folder=where,
    )


def _not_allowed(where: str) -> Sentence:
    return say(
        "Not saved: you may not read or write in {folder}. Make it yours with: chmod 700 {folder}",
        folder=where,
    )


def _other(error: OSError, where: str) -> Sentence:
    return say(
        "Not saved: the system refused to work in {folder} ({reason}).",
        folder=where,
        reason=error.strerror or type(error).__name__,
    )


_FULL: Final = say("Not saved: the disk is full. Delete or move something, then try again.")
_QUOTA: Final = say(
    "Not saved: your share of the disk is used up. Delete or move something, then try again."
)
_READ_ONLY: Final = say("Not saved: this disk can only be read, not written.")
_DEVICE: Final = say("Not saved: the disk reported an error. Try again, or use another disk.")
_NETWORK: Final = say(
    "Not saved: the network disk does not answer as it should. Try again in a moment."
)
_TOO_MANY: Final = say("Not saved: too many files are open on this computer. Try again.")
_FILE_LIMIT: Final = say("Not saved: files of this size are not allowed on this computer.")
_MEMORY: Final = say("Not saved: this computer has no memory left. Try again in a moment.")
_GONE: Final = say("Not saved: the folder was moved or deleted meanwhile. Try again.")
_LONG_NAME: Final = say("Not saved: the name of the folder is too long. Choose a shorter one.")

_SENTENCES: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _DEVICE,
    errno.ESTALE: _NETWORK,
    errno.ETIMEDOUT: _NETWORK,
    errno.EHOSTDOWN: _NETWORK,
    errno.ENOTCONN: _NETWORK,
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.EFBIG: _FILE_LIMIT,
    errno.ENOMEM: _MEMORY,
    errno.ENOENT: _GONE,
    errno.ENAMETOOLONG: _LONG_NAME,
}
