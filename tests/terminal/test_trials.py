"""The real program on a pseudo-terminal; `python -m tools.terminal_trials` does more of each."""

import sys
from pathlib import Path

import pytest
from tools.terminal import endings, host, inputs, program, slow
from tools.terminal_trials import TRIALS, Trial

SHORT = (
    (endings.signals, 3),
    (endings.half_typed, 2),
    (endings.random_moments, 6),
    (endings.while_opening, 10),
    (endings.suspension, 1),
    (endings.gone, 2),
    (endings.no_terminal, 1),
    (endings.ended_in_stall, 1),
    (host.at_rest, 4),
    (slow.slow_line, 1),
    (inputs.random_bytes, 3),
    (inputs.latin, 1),
    (inputs.environments, 1),
    (inputs.hostile_text, 10),
)


@pytest.mark.parametrize(
    ("run", "count"), SHORT, ids=[getattr(run, "__name__", "") for run, _ in SHORT]
)
def test_nothing_goes_wrong(run: object, count: int) -> None:
    trial = next(each for each in TRIALS if each.run is run)
    assert isinstance(trial, Trial)
    outcome = trial.run(count)
    assert outcome.bad == (), str(outcome)


STOCK = """#!{python}
import contextlib, sys
from textual.drivers.linux_driver import LinuxDriver
from healthtui.cli import main
from healthtui.tui.terminal import endings, guarded
guarded.TerminalDriver = LinuxDriver
endings.guarded = contextlib.nullcontext
sys.exit(main())
"""


def test_the_trials_find_what_is_wrong_with_the_stock_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = tmp_path / "stock"
    stock.write_text(STOCK.format(python=sys.executable), encoding="utf-8")
    stock.chmod(0o700)
    monkeypatch.setattr(program, "PROGRAM", str(stock))
    assert endings.signals(1).bad
    assert inputs.latin(1).bad
