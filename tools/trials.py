"""Every proof and every trial that nothing is lost and nothing leaks, one after the other.

python -m tools.trials            the counts of a release; takes hours
python -m tools.trials --short    small enough for every change
"""

import sys

from tools import terminal_trials
from tools.reliability.__main__ import main as prove


def main(arguments: list[str]) -> int:
    """Print the counts of all; 1 where anything was violated."""
    return max(prove(arguments), terminal_trials.main(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
