"""Writes what the program is made of, as CycloneDX 1.5: `python -m tools.sbom FILE`.

The components are those of the lock file, each with its hashes and its package URL.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from healthtui import __version__

LOCK: Final = Path(__file__).parent.parent / "requirements.txt"
_PINNED: Final = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\n]*(?:\n +--hash=[^\n]*)*)", re.MULTILINE
)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def document(lock: str) -> dict[str, Any]:
    """The bill of materials of a lock file's text."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "healthtui", "version": __version__},
        },
        "components": list(_components(lock)),
    }


def _components(lock: str) -> Iterator[dict[str, Any]]:
    for name, version, rest in _PINNED.findall(lock):
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower()}@{version}",
            "hashes": [{"alg": "SHA-256", "content": found} for found in _HASH.findall(rest)],
        }


def main(arguments: list[str]) -> int:
    """Write the document into the file that is named."""
    (file,) = arguments
    told = json.dumps(document(LOCK.read_text("utf-8")), indent=1)
    Path(file).write_text(told + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
