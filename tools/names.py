"""Makes the tables of names in the languages that are spoken: `python -m tools.names`."""

import json
import sys

from healthtui.texts.language import available
from healthtui.texts.names import FOLDER, in_babel


def main() -> int:
    """Write one file for each language."""
    FOLDER.mkdir(exist_ok=True)
    for language in available():
        told = json.dumps(in_babel(language), ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{language}.json").write_text(f"{told}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
