"""Which disk a folder is on, as Linux tells it."""

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

MOUNTINFO: Final = Path("/proc/self/mountinfo")
# id, parent, device, root, mount point, options, tags, a dash, kind, source, options of the disk
_LINE: Final = re.compile(r"\S+ \S+ \S+ \S+ (\S+) (\S+)(?: \S+)*? - (\S+) \S+ (\S+)")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


class Mount(Struct, frozen=True):
    """A mounted disk: where, of what kind (`ext4`, `nfs4`), and with which options."""

    point: Path
    kind: str
    options: tuple[str, ...]


def mount_of(path: Path, mountinfo: Path = MOUNTINFO) -> Mount | None:
    """The mounted disk that holds a path without links; None where the system does not say."""
    try:
        text = mountinfo.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    found = [_mount(match) for match in map(_LINE.match, text.splitlines()) if match]
    holding = [mount for mount in found if path.is_relative_to(mount.point)]
    # Of two on one point, the later one hides the earlier.
    return max(reversed(holding), key=lambda mount: len(mount.point.parts), default=None)


def _mount(match: re.Match[str]) -> Mount:
    point, options, kind, disk_options = match.groups()
    path = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), point))
    return Mount(path, kind, tuple(dict.fromkeys(f"{options},{disk_options}".split(","))))
