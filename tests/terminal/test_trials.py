"""The real program on a pseudo-terminal; `python -m tools.terminal_trials` does more of each."""

import pytest
from tools.terminal import endings, host, inputs
from tools.terminal_trials import TRIALS, Trial

SHORT = (
    (endings.signals, 5),
    (endings.random_moments, 10),
    (endings.suspension, 1),
    (endings.gone, 3),
    (endings.no_terminal, 1),
    (endings.ended_in_stall, 1),
    (host.at_rest, 1),
    (inputs.random_bytes, 10),
    (inputs.unfinished, 12),
    (inputs.paste, 1),
    (inputs.latin, 1),
    (inputs.environments, 2),
    (inputs.hostile_text, 20),
)


@pytest.mark.parametrize(
    ("run", "count"), SHORT, ids=[getattr(run, "__name__", "") for run, _ in SHORT]
)
def test_nothing_goes_wrong(run: object, count: int) -> None:
    trial = next(each for each in TRIALS if each.run is run)
    assert isinstance(trial, Trial)
    outcome = trial.run(count)
    assert outcome.bad == (), str(outcome)
