"""Keeps the compiled rules: `python -m tools.rulebook compile|check`.

Run it in the checkout. `compile` writes the file from which the program starts, `check` tells
whether it is what the TOML says. Without it, or with a stale one, the program reads the TOML.
"""

import argparse
import sys
from pathlib import Path

from hatch_build import compile_rulebook

from healthtui.files.rulebook_json import FILE, read
from healthtui.files.rulebook_trouble import RulebookError


def main(arguments: list[str] | None = None) -> int:
    """Run one command on the checkout and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("compile", "check"))
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    args = parser.parse_args(arguments)
    config = args.root / "config"
    if args.command == "check":
        fresh = read(config) is not None
        print(f"{FILE} is {'fresh' if fresh else 'missing or stale: compile it'}")
        return 0 if fresh else 1
    try:
        print(compile_rulebook(args.root))
    except RulebookError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
