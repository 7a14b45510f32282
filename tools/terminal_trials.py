"""Tries the program on a pseudo-terminal: what ends it, what it is sent, what it takes.

python -m tools.terminal_trials                 the counts of a release; takes half an hour
python -m tools.terminal_trials --short         fewer of each, as the tests do
python -m tools.terminal_trials --json FILE     the outcomes as JSON too
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tools.terminal import endings, host, inputs, slow
from tools.terminal.trial import Outcome


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried, how often in a short run and how often in a long one."""

    run: Callable[[int], Outcome]
    short: int
    long: int


TRIALS: Final = (
    Trial(endings.signals, 5, 50),
    Trial(endings.half_typed, 6, 60),
    Trial(endings.random_moments, 20, 100),
    Trial(endings.while_opening, 20, 200),
    Trial(endings.suspension, 1, 5),
    Trial(endings.gone, 6, 30),
    Trial(endings.no_terminal, 1, 5),
    Trial(endings.stall, 2, 10),
    Trial(endings.ended_in_stall, 1, 10),
    Trial(host.at_rest, 4, 60),
    Trial(slow.slow_line, 1, 3),
    Trial(inputs.random_bytes, 50, 1000),
    Trial(inputs.unfinished, 20, 200),
    Trial(inputs.paste, 1, 9),
    Trial(inputs.latin, 1, 10),
    Trial(inputs.sizes, 2, 8),
    Trial(inputs.environments, 4, 14),
    Trial(inputs.hostile_text, 30, 10_000),
)


def main(arguments: list[str] | None = None) -> int:
    """Run every trial and print an outcome each; 1 where one is bad."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--short", action="store_true", help="fewer of each")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcomes here too")
    parser.add_argument("--only", metavar="NAME", help="one trial, by its name")
    asked = parser.parse_args(arguments)
    outcomes = []
    for trial in TRIALS:
        if asked.only in (None, trial.run.__name__):
            begun = time.monotonic()
            outcomes.append(trial.run(trial.short if asked.short else trial.long))
            print(f"{outcomes[-1]} ({time.monotonic() - begun:.0f} s)", flush=True)
    if asked.json:
        told = json.dumps([asdict(outcome) for outcome in outcomes], indent=1)
        asked.json.write_text(told + "\n", encoding="utf-8")
    return 1 if any(outcome.bad for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
